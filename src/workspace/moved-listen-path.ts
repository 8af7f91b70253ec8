/**
 * A request below a listen path goes with it when it moves.
 */

/**
 * The request path after a listen path changed from `before` to `after`: the same path below it. A path that was not below
 * `before` stays as it is, and so does every path when there was no listen path.
 */
export function pathUnderMoved(path: string, before: string, after: string): string {
  if (!before.startsWith('/')) return path;
  const from = withoutSlash(before);
  const rest = path.startsWith(from) ? path.slice(from.length) : null;
  if (rest === null || !/^(?:[/?]|$)/.test(rest)) return path;
  const to = withoutSlash(after);
  return `${to}${rest}` === '' ? '/' : `${to}${rest}`;
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
