/**
 * The listen paths of the workspace's APIs.
 */
import { readApi } from './documents';
import type { Workspace } from './workspace';

/** An API that can be called, and the path that its requests begin with. */
export interface ListeningApi {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** The APIs that can be read, as typed, with their listen paths; in their order. */
export function listeningApis({ apis }: Workspace): readonly ListeningApi[] {
  return apis.flatMap(({ draft }) => {
    const read = readApi(draft);
    if (!read.ok) return [];
    const { api_id: id, name, proxy } = read.value.definition;
    return [{ id, name, path: proxy.listen_path }];
  });
}
