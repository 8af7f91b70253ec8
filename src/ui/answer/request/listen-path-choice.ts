import type { ListeningApi } from '../../../workspace/listen-path';

/** The API whose listen path a path begins with; the longest wins, as in the gateway. */
export function askedApi(path: string, apis: readonly ListeningApi[]): ListeningApi | undefined {
  return [...apis].sort((a, b) => b.path.length - a.path.length).find((api) => path.startsWith(api.path));
}

/** The path with another API's listen path in front, in place of that of the API which it asks for now. */
export function withListenPath(path: string, chosen: string, apis: readonly ListeningApi[]): string {
  const before = askedApi(path, apis);
  const rest = before === undefined ? '' : path.slice(before.path.length).replace(/^\/+/, '');
  return rest === '' ? chosen : `${chosen.replace(/\/+$/, '')}/${rest}`;
}
