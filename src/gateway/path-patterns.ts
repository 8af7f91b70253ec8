/**
 * The patterns in which definitions and policies write paths: `{name}`, `/*`, regular expressions (RE2), listen paths.
 */
import { compile } from '../go/regexp';

/** `{` and `}` in equal number make a path a template. */
function isTemplate(path: string): boolean {
  if (!path.includes('{')) return false;
  return path.split('{').length === path.split('}').length;
}

/**
 * With `enable_path_prefix_matching` and `enable_path_suffix_matching`, as recorded.
 * The regular expression that a path of a path list or of `allowed_urls` stands for: `{name}` is one segment, whatever
 * follows the name; `/*` is anything; a leading `/` is held to the start, and the end to the end (behaviour 7.4).
 */
export function pathPattern(path: string): string {
  let pattern = isTemplate(path) ? path.replace(/\{[^}]+\}/g, '([^/]+)') : path;
  pattern = pattern.replaceAll('/*/', '/[^/]+/').replaceAll('/*', '/.*');
  if (pattern.startsWith('/')) pattern = `^${pattern}`;
  return pattern.endsWith('$') ? pattern : `${pattern}$`;
}

/** Whether a pattern fits the first or the second path; `error` holds the message of each time that it did not compile. */
export interface PathMatch {
  readonly matches: boolean;
  readonly error: string | null;
}

/** Matches a pattern of `allowed_urls` against several forms of one path, in order. */
export function matchPaths(pattern: string, paths: readonly string[]): PathMatch {
  const errors: string[] = [];
  for (const path of paths) {
    if (/^[$^]*$/.test(pattern) || path === '') continue;
    if (pattern === path || pattern === `^${path}$`) return { matches: true, error: null };
    const compiled = compile(pattern);
    if (!compiled.ok) errors.push(compiled.error);
    else if (compiled.test(path)) return { matches: true, error: null };
  }
  return { matches: false, error: errors.length === 0 ? null : errors.join('\n') };
}

/** A listen path, ready to match. `strip` removes what it matched and leaves a leading `/`. */
export interface ListenPath {
  readonly template: string;
  matches(path: string): boolean;
  strip(path: string): string;
}

const slash = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** A path prefix without placeholders. */
export function plainPrefix(prefix: string): ListenPath {
  // `enable_strict_routes`: a prefix without a slash at its end goes on with one, or not at all.
  const strict = !prefix.endsWith('/');
  return {
    template: prefix,
    matches: (path) => (strict ? path === prefix || path.startsWith(`${prefix}/`) : path.startsWith(prefix)),
    strip: (path) => slash(path.startsWith(prefix) ? path.slice(prefix.length) : path),
  };
}

const metaCharacters = /[\\.+*?()|[\]{}^$]/g;

/** Finds the outermost braces; `null` when they do not pair. */
function braces(template: string): readonly (readonly [from: number, to: number])[] | null {
  const pairs: [number, number][] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < template.length; at++) {
    if (template[at] === '{') {
      if (depth++ === 0) from = at;
    } else if (template[at] === '}') {
      if (--depth === 0) pairs.push([from, at + 1]);
      else if (depth < 0) return null;
    }
  }
  return depth === 0 ? pairs : null;
}

/**
 * Reads a listen path with `{name}` or `{name:regex}` in it. A path that cannot be a route gives the reason.
 */
export function listenPath(template: string): { ok: true; path: ListenPath } | { ok: false; error: string } {
  if (template.length > 0 && !template.startsWith('/')) {
    return { ok: false, error: `mux: path must start with a slash, got ${JSON.stringify(template)}` };
  }
  const pairs = braces(template);
  if (pairs === null) return { ok: false, error: `mux: unbalanced braces in ${JSON.stringify(template)}` };
  if (pairs.length === 0) return { ok: true, path: plainPrefix(template) };

  let pattern = '^';
  let end = 0;
  for (const [from, to] of pairs) {
    const [name = '', ...rest] = template.slice(from + 1, to - 1).split(':');
    const own = rest.length > 0 ? rest.join(':') : '[^/]+';
    if (name === '' || own === '') {
      return { ok: false, error: `mux: missing name or pattern in ${JSON.stringify(template.slice(from, to))}` };
    }
    pattern += `${template.slice(end, from).replace(metaCharacters, '\\$&')}(?:${own})`;
    end = to;
  }
  pattern += template.slice(end).replace(metaCharacters, '\\$&');

  const compiled = compile(pattern);
  if (!compiled.ok) return { ok: false, error: compiled.error };
  const { find } = compiled;
  return {
    ok: true,
    path: {
      template,
      matches: (path) => find(path) !== null,
      strip: (path) =>
        slash(path.startsWith(template) ? path.slice(template.length) : path.slice(find(path)?.end ?? 0)),
    },
  };
}

/** How long a listen path counts when the longest is to win: placeholders count nothing. */
export function listenPathLength(template: string): number {
  if (!template.includes('{')) return template.length;
  const segments = template.split('/');
  return segments.reduce(
    (length, segment) =>
      length + (segment.length > 2 && segment.startsWith('{') && segment.endsWith('}') ? 0 : segment.length),
    segments.length - 1,
  );
}
