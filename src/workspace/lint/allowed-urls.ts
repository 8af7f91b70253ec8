/**
 * The paths that a policy allows: patterns with traps (behaviour 7.4).
 */
import { pathPattern } from '../../gateway/path-patterns';
import { compile } from '../../go/regexp';
import { pathUnescape } from '../../go/url';
import type { JsonPath } from '../json-edit';
import type { PolicyDocument } from './document';
import type { Fix, Hit } from './finding';
import { quoted } from './key-source';
import { fix, inPolicy, set } from './place';

interface AllowedUrl {
  readonly url: string;
  readonly methods: readonly string[];
  readonly path: JsonPath;
}

function* urlsOf(document: PolicyDocument): Iterable<AllowedUrl> {
  for (const [api, { allowed_urls: urls }] of Object.entries(document.policy.access_rights ?? {})) {
    for (const [at, { url, methods }] of (urls ?? []).entries())
      yield { url, methods: methods ?? [], path: inPolicy(document, 'access_rights', api, 'allowed_urls', at) };
  }
}

/** Writes another pattern, if it is one. */
function write(document: PolicyDocument, { path, url }: AllowedUrl, to: string): readonly Fix[] {
  if (to === url || to === '' || !compile(pathPattern(to)).ok) return [];
  return [fix(`Write ${to}`, set(document, [...path, 'url'], to))];
}

const common = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export function* urlWithoutMethods(document: PolicyDocument): Iterable<Hit> {
  for (const { methods, path, url } of urlsOf(document)) {
    if (methods.length > 0) continue;
    const at = [...path, 'methods'];
    yield {
      path: at,
      message: `Without methods the entry never fits, so ${quoted(url)} is refused with 403.`,
      fixes: [fix('Allow the usual methods', set(document, at, common))],
    };
  }
}

export function* methodInOtherCase(document: PolicyDocument): Iterable<Hit> {
  for (const { methods, path } of urlsOf(document)) {
    for (const [at, method] of methods.entries()) {
      const upper = method.trim().toUpperCase();
      if (upper === method || !common.includes(upper)) continue;
      const place = [...path, 'methods', at];
      yield {
        path: place,
        message: `Methods are compared exactly: ${quoted(method)} does not fit a ${upper} request, which is refused with 403.`,
        fixes: [fix(`Write ${upper}`, set(document, place, upper))],
      };
    }
  }
}

export function* urlPatternBroken(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    const compiled = compile(pathPattern(entry.url));
    if (compiled.ok) continue;
    const starred = entry.url.startsWith('*') ? `/${entry.url}` : entry.url.replaceAll('**', '*');
    yield {
      path: [...entry.path, 'url'],
      message: `${quoted(entry.url)} is no regular expression (${compiled.error}), so it fits no path and requests are refused with 403.`,
      fixes: write(document, entry, starred),
    };
  }
}

export function* urlEmpty(document: PolicyDocument): Iterable<Hit> {
  for (const { url, path } of urlsOf(document)) {
    if (url !== '') continue;
    const at = [...path, 'url'];
    yield {
      path: at,
      message: 'An empty url fits no path, so requests are refused with 403.',
      fixes: [fix('Allow every path (/*)', set(document, at, '/*'))],
    };
  }
}

const placeholderRegex = /\{[^{}:]+:((?:[^{}]|\{\d+(?:,\d*)?\})+)\}/g;

export function* placeholderRegexLost(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    if (!/\{[^{}:]+:/.test(entry.url) || !compile(pathPattern(entry.url)).ok) continue;
    const plain = entry.url.replace(placeholderRegex, '($1)');
    yield {
      path: [...entry.path, 'url'],
      message: 'What follows the name in braces is lost: any segment fits.',
      fixes: /\{[^}]*[a-zA-Z]/.test(plain) ? [] : write(document, entry, plain),
    };
  }
}

export function* urlWithQuery(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    if (!/\?[\w.%[\]-]+=/.test(entry.url)) continue;
    yield {
      path: [...entry.path, 'url'],
      message:
        'The query is not looked at, and ? is part of the pattern: a request with this path and query does not fit and is refused with 403.',
      fixes: write(document, entry, entry.url.slice(0, entry.url.indexOf('?'))),
    };
  }
}

export function* urlAlternation(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    const { url } = entry;
    if (!hasBareBar(url) || !compile(pathPattern(url)).ok) continue;
    const bare = url.replace(/^\^/, '').replace(/\$$/, '');
    yield {
      path: [...entry.path, 'url'],
      message: 'Only the first part is held to the start and only the last to the end, so longer paths fit too.',
      fixes: write(document, entry, `^(${bare})$`),
    };
  }
}

/** Whether a bar stands outside of brackets, and is not escaped. */
function hasBareBar(url: string): boolean {
  return url
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\([^()]*\)/g, '')
    .includes('|');
}

export function* urlEncoded(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    if (!/%[0-9a-fA-F]{2}/.test(entry.url)) continue;
    const decoded = pathUnescape(entry.url);
    yield {
      path: [...entry.path, 'url'],
      message:
        'Paths are compared decoded, so an encoded character here fits nothing: such requests are refused with 403.',
      fixes: decoded.ok ? write(document, entry, decoded.value) : [],
    };
  }
}

export function* urlOpenStart(document: PolicyDocument): Iterable<Hit> {
  for (const entry of urlsOf(document)) {
    if (entry.url === '' || /^[/^(.]/.test(entry.url) || !compile(pathPattern(entry.url)).ok) continue;
    yield {
      path: [...entry.path, 'url'],
      message: `Without a slash in front every path that ends so fits: ${quoted(`/other${entry.url}`)} too.`,
      fixes: write(document, entry, `/${entry.url}`),
    };
  }
}
