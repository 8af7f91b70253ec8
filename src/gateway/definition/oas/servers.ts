/** The `servers` of an OAS document: the gateway puts its own addresses of the API in front when the document is saved. */
import type { Decoded, JsonObject, JsonValue } from '../../../go/json';
import { isObject } from '../../../go/json';
import { compile } from '../../../go/regexp';
import { emptyMap } from '../../../go/struct';
import type { ClassicDefinition } from '../classic';
import type { OasDocument } from './document';
import { makeDocument } from './document';

/** Go's path.Clean of a rooted path. */
function clean(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

function address(host: string, listenPath: string): string {
  const path = clean(listenPath);
  return host === ''
    ? path
    : host.startsWith('http://') || host.startsWith('https://')
      ? host + path
      : `http://${host}${path}`;
}

/** The gateway's own addresses of an API: under its host (or the API's domain), and without one. */
function ownAddresses(classic: ClassicDefinition, host: string): readonly string[] {
  const { definition, proxy } = classic;
  const domain = classic.domain_disabled ? '' : classic.domain;
  const tagged = !classic.tags_disabled && (classic.tags ?? []).length > 0;
  const hosts = domain !== '' ? [domain] : tagged ? [''] : [host, ''];
  const plain = hosts.map((each) => address(each, proxy.listen_path));
  if (!definition.enabled || definition.name === '') return plain;
  const versioned =
    definition.location === 'header'
      ? plain
      : definition.location === 'url-param'
        ? plain.map((each) => `${each}?${definition.key}=${definition.name}`)
        : plain.map((each) => `${each.endsWith('/') ? each : `${each}/`}${definition.name}`);
  const fallback =
    definition.fallback_to_default &&
    definition.location !== 'header' &&
    (definition.default === 'self' || definition.default === definition.name);
  return fallback ? [...versioned, ...plain] : versioned;
}

/**
 * An address with patterns: `{name:pattern}` becomes `{name}`, with a made-up default for it.
 * The error is the gateway's text for braces or patterns that it cannot read.
 */
function entry(url: string): Decoded<JsonObject> {
  const variables = emptyMap<JsonValue>();
  let count = 0;
  let plain = '';
  for (let at = 0; at < url.length;) {
    const letter = url.charAt(at);
    if (letter === '}') return { ok: false, error: 'unexpected closing curly brace' };
    if (letter !== '{') {
      plain += letter;
      at++;
      continue;
    }
    const end = url.indexOf('}', at);
    if (end < 0) {
      return { ok: false, error: `failed to parse: expected closing curly brace at position ${url.length}` };
    }
    const [name = '', ...pattern] = url.slice(at + 1, end).split(':');
    if (name === '') return { ok: false, error: 'empty variable name' };
    if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)) return { ok: false, error: 'invalid variable name' };
    const compiled = pattern.join(':');
    if (!compile(compiled).ok) return { ok: false, error: 'failed to compile pattern' };
    if (/(?<!\\)\((?!\?(?!P?<))/.test(compiled)) {
      return { ok: false, error: 'using capture group is not allowed in server patterns' };
    }
    if (Object.hasOwn(variables, name)) return { ok: false, error: 'variable collision' };
    variables[name] = { default: `pathParam${++count}` };
    plain += `{${name}}`;
    at = end + 1;
  }
  return { ok: true, value: count === 0 ? { url: plain } : { url: plain, variables } };
}

function comparable(url: string): string {
  const parts = /^([a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)(.*)$/.exec(url);
  const [, origin = '', path = '', rest = ''] = parts ?? [];
  return origin + clean(path) + rest;
}

/**
 * The document with the gateway's addresses first, then the author's own.
 * `host` is the gateway's address; `before` is the API that a PUT replaces: addresses that were made for it go.
 */
export function withServers(
  document: OasDocument,
  classic: ClassicDefinition,
  host: string,
  before: ClassicDefinition | null,
): Decoded<OasDocument> {
  const given = document.root['servers'];
  const servers: JsonObject[] = [];
  for (const own of ownAddresses(classic, host)) {
    const made = entry(own);
    if (!made.ok) return { ok: false, error: `failed to add Tyk servers: ${made.error}` };
    servers.push(made.value);
  }
  const known = new Set(servers.map(({ url }) => comparable(typeof url === 'string' ? url : '')));
  for (const old of before === null ? [] : ownAddresses(before, host)) known.add(comparable(old));
  for (const server of Array.isArray(given) ? given : []) {
    if (!isObject(server) || typeof server['url'] !== 'string' || known.has(comparable(server['url']))) continue;
    known.add(comparable(server['url']));
    servers.push(server);
  }
  const root: JsonObject = Object.assign(emptyMap<JsonValue>(), document.root, { servers });
  return { ok: true, value: makeDocument(root, document.extension) };
}
