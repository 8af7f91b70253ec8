/**
 * URLs and their parts as curl sends them.
 */

const utf8 = new TextEncoder();

/** Path and query of a URL, with or without scheme. `asIs`: `/./` and `/../` stay (curl, `--path-as-is`). */
export function targetOf(url: string, asIs: boolean): string {
  const [, rest = ''] = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?[^/?#]*([^#]*)/.exec(url) ?? [];
  const target = rest.startsWith('/') ? rest : `/${rest}`;
  if (asIs) return target;
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  return withoutDots(path) + target.slice(path.length);
}

/** As `--data-urlencode` encodes: all but letters, digits and `-._~`. */
export function encoded(text: string): string {
  const letters = [...utf8.encode(text)].map((byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9._~-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return letters.join('');
}

/** The target with more in its query. */
export function withQueries(target: string, queries: readonly string[]): string {
  return queries.reduce((path, query) => `${path}${path.includes('?') ? '&' : '?'}${query}`, target);
}

/** `/./` and `/../` are resolved before curl sends (RFC 3986 §5.2.4). */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === '..') kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (isLast) kept.push('');
  }
  return `/${kept.join('/')}`;
}
