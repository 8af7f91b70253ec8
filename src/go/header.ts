/** Header names as Go's net/http writes them. */

/** textproto.CanonicalMIMEHeaderKey: `x-auth-token` becomes `X-Auth-Token`; a name that is no token (RFC 9110 5.6.2) stays as it is. */
export function canonicalHeaderName(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const canonical = isToken(name) ? name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name;
  if (known.size < 512 && name.length < 64) known.set(name, canonical);
  return canonical;
}

/** Names met before: requests repeat the same few. */
const known = new Map<string, string>();

/** Whether a text is an HTTP token (RFC 9110 5.6.2), as header and cookie names are. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}
