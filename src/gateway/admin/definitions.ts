/** The admin API's calls for definitions (behaviour 10.3). */
import { isObject } from '../../go/json';
import { quote } from '../../go/print';
import { queryUnescape } from '../../go/url';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ClassicDefinition } from '../definition/classic';
import { readClassic, writeClassic } from '../definition/classic';
import type { OasDocument } from '../definition/oas';
import { fill, parseOas, readExtension, toClassic, writeOas } from '../definition/oas';
import type { LoadedApi } from '../loaded-api';
import type { GatewayResponse } from '../outcome';
import type { SavedApi } from './catalogue';
import { oasToSave } from './catalogue';
import { checkClassic } from './check-classic';
import { checkOas } from './check-oas';
import type { AdminRequest } from './reply';
import { doneReply, errorReply, jsonReply } from './reply';

/** What is said of an API that is not loaded. */
export const notFound = 'API not found';

/** A definition, or the answer to one that is refused. */
export type Posted =
  { readonly ok: true; readonly api: SavedApi } | { readonly ok: false; readonly refused: GatewayResponse };

function refused(message: string): { readonly ok: false; readonly refused: GatewayResponse } {
  return { ok: false, refused: errorReply(400, message) };
}

function readPostedClassic({ body, log }: AdminRequest): Posted {
  const read = readClassic(body);
  if (!read.ok) {
    log.push({ level: 'error', message: `Couldn't decode new API Definition object: ${read.error}` });
    return refused('Request malformed');
  }
  return { ok: true, api: { classic: { ...read.value, is_oas: false }, oas: null } };
}

/** Reads a document, with or without the Tyk extension as the call has it. `null`: the gateway panics on it. */
export function readPostedOas({ body }: AdminRequest, wanted: 'with' | 'without' | 'either'): Posted | null {
  const raw = parseOas(body);
  if (!raw.ok) return refused(raw.error);
  const { extension } = raw.value;
  if (extension === undefined) {
    if (wanted === 'with') return refused('the payload should contain x-tyk-api-gateway');
  } else if (!isObject(extension)) return null;
  else if (wanted === 'without') return refused('the import payload should not contain x-tyk-api-gateway');
  const document = readExtension(raw.value);
  const message = checkOas(raw.value, document);
  return message === null ? { ok: true, api: { classic: toClassic(document), oas: document } } : refused(message);
}

/** 32 hexadecimal digits of a random UUID. */
function freshId({ gateway }: AdminRequest): string {
  const bytes = gateway.world.surroundings.random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes);
}

/** Why an id cannot be the name of a file; `null`: it can. */
function badId(id: string): string | null {
  let decoded = id;
  for (let round = 0; round < 3; round++) {
    const next = queryUnescape(decoded);
    if (!next.ok) break;
    decoded = next.value;
  }
  for (const each of [id, decoded]) {
    if (each === '' || each === '.' || each === '..') return `invalid file path: invalid path component ${quote(id)}`;
  }
  if (/[/\\]/.test(decoded)) return `invalid file path: path component contains separators: ${quote(id)}`;
  return null;
}

function refuseId({ log }: AdminRequest, id: string): GatewayResponse | null {
  const reason = badId(id);
  if (reason === null) return null;
  log.push({ level: 'error', message: `Invalid API ID ${quote(id)}: ${reason}` });
  return errorReply(400, 'Invalid API ID');
}

function keep({ catalogue, log }: AdminRequest, id: string, api: SavedApi): void {
  const files = (saved: SavedApi | undefined): number => (saved === undefined ? 0 : saved.oas === null ? 1 : 2);
  const overwritten = Math.min(files(catalogue.apis.get(id)), files(api));
  for (let file = 0; file < overwritten; file++) {
    log.push({ level: 'warning', message: 'API Definition with this ID already exists, deleting file...' });
  }
  catalogue.apis.set(id, api);
}

function withId(classic: ClassicDefinition, id: string): ClassicDefinition {
  return classic.api_id === '' ? { ...classic, api_id: id } : classic;
}

/** POST `/tyk/apis` and `/tyk/apis/oas`. */
export function postApi(request: AdminRequest, form: 'classic' | 'oas'): GatewayResponse | null {
  const posted = form === 'classic' ? readPostedClassic(request) : readPostedOas(request, 'with');
  if (posted === null) return null;
  return posted.ok ? addApi(request, posted.api) : posted.refused;
}

/** Saves a new definition; one without an id gets a random one. */
export function addApi(request: AdminRequest, { classic, oas }: SavedApi): GatewayResponse {
  const message = checkClassic(classic);
  if (message !== null) return errorReply(400, message);
  const named = withId(classic, classic.api_id === '' ? freshId(request) : '');
  return refuseId(request, named.api_id) ?? save(request, { classic: named, oas }, null, 'added');
}

function save(
  request: AdminRequest,
  { classic, oas }: SavedApi,
  before: ClassicDefinition | null,
  action: 'added' | 'modified',
): GatewayResponse {
  if (oas === null) keep(request, classic.api_id, { classic, oas });
  else {
    const saved = oasToSave(oas, classic, before);
    if (!saved.ok) return errorReply(400, saved.error);
    keep(request, classic.api_id, saved.value);
  }
  return doneReply(classic.api_id, action);
}

/** PUT `/tyk/apis/<id>` and `/tyk/apis/oas/<id>`: of APIs that are loaded. */
export function putApi(request: AdminRequest, form: 'classic' | 'oas'): GatewayResponse | null {
  // A document is checked before anything else is looked at; a classic definition after it is known that the API is there.
  if (form === 'classic') return replaceApi(request, form, () => readPostedClassic(request));
  const posted = readPostedOas(request, 'with');
  if (posted === null) return null;
  return posted.ok ? replaceApi(request, form, () => posted) : posted.refused;
}

/** Why a document cannot replace an API that is no OAS one. */
export const notOas = 'the supplied API definition is in OAS format, please use the Tyk classic format for this API';

/** Saves a definition in place of a loaded one. */
export function replaceApi(request: AdminRequest, form: 'classic' | 'oas', read: () => Posted): GatewayResponse {
  const { name, gateway, log } = request;
  const badName = refuseId(request, name);
  if (badName !== null) return badName;
  const loaded = gateway.api(name);
  if (loaded === undefined) return errorReply(404, notFound);
  if (form === 'oas' && !loaded.definition.is_oas) return errorReply(400, notOas);
  if (form === 'classic' && loaded.definition.is_oas) {
    return errorReply(
      400,
      'this API endpoint only supports Tyk Classic APIs; please use the appropriate Tyk OAS API endpoint',
    );
  }
  const posted = read();
  if (!posted.ok) return posted.refused;
  const { classic } = posted.api;
  if (classic.api_id !== name) {
    log.push({ level: 'error', message: 'PUT operation on different APIIDs' });
    return errorReply(400, 'Request APIID does not match that in Definition! For Update operations these must match.');
  }
  const message = checkClassic(classic);
  return message === null ? save(request, posted.api, loaded.definition, 'modified') : errorReply(400, message);
}

function missing({ name, log }: AdminRequest): GatewayResponse {
  log.push({ level: 'error', message: "API doesn't exist.", prefix: 'api', apiID: quote(name) });
  return errorReply(404, notFound);
}

/** GET `/tyk/apis/<id>`, or all. */
export function getApi(request: AdminRequest): GatewayResponse {
  const { name, gateway } = request;
  if (name === '')
    return jsonReply(
      200,
      `[${gateway
        .apis()
        .map(({ definition }) => writeClassic(definition))
        .join()}]\n`,
    );
  const loaded = gateway.api(name);
  if (loaded === undefined) return missing(request);
  return withBase(request, jsonReply(200, `${writeClassic(loaded.definition)}\n`));
}

/** An answer about an API that is a version of another one names that in a header. */
function withBase({ name, gateway }: AdminRequest, reply: GatewayResponse): GatewayResponse {
  const base = gateway
    .apis()
    .find(({ definition }) => Object.values(definition.definition.versions ?? {}).includes(name));
  if (base === undefined) return reply;
  return { ...reply, headers: [...reply.headers, ['X-Tyk-Base-Api-Id', base.definition.api_id]] };
}

/** The document of a loaded API as a read shows it; `null`: it has none. The read changes what the API holds (behaviour 4.2). */
export function readDocument(api: LoadedApi): OasDocument | null {
  if (api.oas === null) return null;
  const filled = fill(api.oas, api.definition);
  api.jwtScheme = filled.jwtScheme;
  return filled;
}

/** The documents of all loaded APIs that have one. */
export function readDocuments({ gateway }: AdminRequest): readonly OasDocument[] {
  return gateway
    .apis()
    .map(readDocument)
    .filter((document) => document !== null);
}

/** The document of the loaded API that a call names, or the answer that there is none. */
export function findDocument(
  request: AdminRequest,
): OasDocument | { readonly status: 400 | 404; readonly message: string } {
  const loaded = request.gateway.api(request.name);
  if (loaded === undefined) {
    missing(request);
    return { status: 404, message: notFound };
  }
  const message = 'the requested API definition is in Tyk classic format, please use old api endpoint';
  return readDocument(loaded) ?? { status: 400, message };
}

/** GET `/tyk/apis/oas/<id>`, or all. */
export function getOas(request: AdminRequest): GatewayResponse {
  if (request.name === '') return jsonReply(200, `[${readDocuments(request).map(writeOas).join()}]`);
  const found = findDocument(request);
  if (!('status' in found)) return withBase(request, jsonReply(200, writeOas(found)));
  return jsonReply(found.status, `{"status":"error","message":"${found.message}"}`);
}

/** DELETE `/tyk/apis/<id>` and `/tyk/apis/oas/<id>`: of APIs that are loaded. */
export function deleteApi(request: AdminRequest): GatewayResponse {
  const { name, gateway, catalogue, log } = request;
  const badName = refuseId(request, name);
  if (badName !== null) return badName;
  if (gateway.api(name) === undefined) return errorReply(404, notFound);
  if (!catalogue.apis.delete(name)) {
    log.push({ level: 'warning', message: 'File does not exist! ' });
    return errorReply(500, 'Delete failed');
  }
  return doneReply(name, 'deleted');
}
