/** OAS documents that are brought in without a Tyk extension, or change a part of what is there (behaviour 10.3). */
import {
  noSettings,
  readImportSettings,
  readOas,
  toClassic,
  withDefaults,
  withOperations,
  withSettings,
  writeOas,
} from '../definition/oas';
import type { OasDocument } from '../definition/oas';
import type { GatewayResponse } from '../outcome';
import type { Posted } from './definitions';
import { addApi, notFound, notOas, readDocument, readPostedOas, replaceApi } from './definitions';
import type { AdminRequest } from './reply';
import { errorReply } from './reply';

/** POST `/tyk/apis/oas/import`: the gateway writes the extension, as the query asks. */
export function importOas(request: AdminRequest): GatewayResponse | null {
  const posted = readPostedOas(request, 'without');
  if (posted === null) return null;
  if (!posted.ok) return posted.refused;
  if (posted.api.oas === null) return null;
  const made = withSettings(withDefaults(posted.api.oas), readImportSettings(request.query) ?? noSettings);
  if (!made.ok) return errorReply(400, made.error);
  const api = read(made.value);
  return api.ok ? addApi(request, api.api) : api.refused;
}

/** The document as the gateway has it after it has written it and read it again: its schemes are what the components now say. */
function read(document: OasDocument): Posted {
  const again = readOas(writeOas(document));
  if (!again.ok) return { ok: false, refused: errorReply(400, 'Request malformed') };
  return { ok: true, api: { classic: toClassic(again.value), oas: again.value } };
}

/** The document with the servers of another when it has none of its own. */
function withServersOf(document: OasDocument, other: OasDocument): OasDocument {
  const own = document.root['servers'];
  if (Array.isArray(own) && own.length > 0) return document;
  return { ...document, root: { ...document.root, servers: other.root['servers'] ?? [] } };
}

/**
 * PATCH `/tyk/apis/oas/<id>`: the OAS part is replaced. The extension is that of the body, else the loaded one, changed as
 * the query asks. A body with an extension and a query that asks for nothing is a PUT.
 */
export function patchOas(request: AdminRequest): GatewayResponse | null {
  const posted = readPostedOas(request, 'either');
  if (posted === null) return null;
  if (!posted.ok) return posted.refused;
  const loaded = request.gateway.api(request.name);
  if (loaded === undefined) return errorReply(404, notFound);
  const before = readDocument(loaded);
  if (before === null) return errorReply(400, notOas);
  const settings = readImportSettings(request.query);
  const { oas } = posted.api;
  if (oas === null) return null;
  if (oas.extension !== null && settings === null) return replaceApi(request, 'oas', () => posted);

  const patched = withServersOf({ ...oas, extension: oas.extension ?? before.extension }, before);
  const changed = settings === null ? ({ ok: true, value: patched } as const) : withSettings(patched, settings);
  if (!changed.ok) return errorReply(400, changed.error);
  return replaceApi(request, 'oas', () => read(withOperations(changed.value, noSettings)));
}
