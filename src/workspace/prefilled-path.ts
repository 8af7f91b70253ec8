/**
 * The request's path follows the listen path of an API for as long as nobody wrote more into it.
 */
import { readApi } from './documents';
import type { Document, Workspace } from './workspace';

function listenPath({ draft }: Document): string | undefined {
  const read = readApi(draft);
  const path = read.ok ? read.value.definition.proxy.listen_path : '';
  return path === '' ? undefined : path;
}

/**
 * The workspace whose request goes on asking for the bare listen path of an API that was given another, and for that of
 * the first API there is. A path that says more than a listen path stays as it was written.
 */
export function followListenPath(before: Workspace, after: Workspace): Workspace {
  const { path } = after.request;
  if (before.apis === after.apis || before.request.path !== path) return after;
  const asked = before.apis.find((document) => listenPath(document) === path);
  const isUnwritten = path === '/' && !before.apis.some((document) => listenPath(document) !== undefined);
  const now = isUnwritten ? after.apis[0] : after.apis.find(({ id }) => id === asked?.id);
  const to = now === undefined ? undefined : listenPath(now);
  return to === undefined || to === path ? after : { ...after, request: { ...after.request, path: to } };
}
