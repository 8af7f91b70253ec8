/**
 * The API that the workspace's request goes to, as the gateway would load it.
 */
import type { ApiSource } from '../gateway/gateway';
import { loadApi, type LoadedApi } from '../gateway/loaded-api';
import type { Exchange } from '../gateway/outcome';
import { readApi } from './documents';
import type { Workspace } from './workspace';

/**
 * The API that answered the request. Where none did, or its text cannot be read for the moment, the workspace's only API:
 * that is the one a person has in mind. `null` when there is none.
 */
export function addressedApi({ apis }: Workspace, exchange: Exchange | null): LoadedApi | null {
  const id = exchange === null ? undefined : routedTo(exchange);
  const readable: LoadedApi[] = [];
  for (const { draft, saved } of apis) {
    const typed = readApi(draft);
    const read = typed.ok || saved === null ? typed : readApi(saved);
    const api = read.ok ? loaded(read.value) : null;
    if (api === null) continue;
    if (api.definition.api_id === id) return api;
    readable.push(api);
  }
  return readable.length === 1 ? (readable[0] ?? null) : null;
}

/** The id of the API that a request was routed to; undefined when it was routed to none. */
export function routedTo({ trace }: Exchange): string | undefined {
  for (const { facts } of trace)
    for (const { place } of facts) if (place?.document === 'api' && place.id !== undefined) return place.id;
  return undefined;
}

const kept = new WeakMap<ApiSource, LoadedApi | null>();

/** An API as the gateway holds it; the same source gives the same object. `null`: the gateway would not load it. */
function loaded(source: ApiSource): LoadedApi | null {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const loading = loadApi(source.definition, source.oas);
  const api = loading.ok ? loading.api : null;
  kept.set(source, api);
  return api;
}
