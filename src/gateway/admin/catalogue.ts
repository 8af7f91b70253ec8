/**
 * The definitions and policies that are saved: the gateway's files. Nothing here is in force before a reload.
 */
import type { Decoded } from '../../go/json';
import { sortTexts } from '../../go/json';
import type { ClassicDefinition } from '../definition/classic';
import { readClassic, writeClassic } from '../definition/classic';
import { lateOas } from '../definition/late-oas';
import type { OasDocument } from '../definition/oas';
import type { Policy } from '../definition/policy';
import { readPolicy } from '../definition/policy';
import type { ApiSource } from '../gateway';

/** Where the recorded gateway listens; it stands in the `servers` of OAS documents. */
const gatewayAddress = '127.0.0.1:8181';

/** A saved definition, with the OAS document that it was made of. */
export interface SavedApi {
  readonly classic: ClassicDefinition;
  readonly oas: OasDocument | null;
}

/** What is saved: definitions by API id, policies by id. */
export interface Catalogue {
  readonly apis: Map<string, SavedApi>;
  readonly policies: Map<string, Policy>;
}

/** Nothing saved. */
export function emptyCatalogue(): Catalogue {
  return { apis: new Map(), policies: new Map() };
}

/** A document as it is saved: with the gateway's addresses, and the id of its API. `before`: the API that it replaces. */
export function oasToSave(
  document: OasDocument,
  classic: ClassicDefinition,
  before: ClassicDefinition | null,
): Decoded<SavedApi> {
  const served = lateOas.value.withServers(document, classic, gatewayAddress, before);
  if (!served.ok) return served;
  const { extension } = served.value;
  if (extension === null) return { ok: true, value: { classic, oas: served.value } };
  const info = { ...extension.info, id: classic.api_id };
  return { ok: true, value: { classic, oas: { ...served.value, extension: { ...extension, info } } } };
}

/** Saves a definition without the checks of the admin API. Errors: those of reading it. */
export function putDefinition(catalogue: Catalogue, form: 'classic' | 'oas', text: string): Decoded<SavedApi> {
  const read = readDefinition(form, text);
  if (read.ok) catalogue.apis.set(read.value.classic.api_id, read.value);
  return read;
}

/** A definition as it is saved. Errors: those of reading it. */
export function readDefinition(form: 'classic' | 'oas', text: string): Decoded<SavedApi> {
  return form === 'classic' ? readSavedClassic(text) : readSavedOas(text);
}

function readSavedClassic(text: string): Decoded<SavedApi> {
  const read = readClassic(text);
  return read.ok ? { ok: true, value: { classic: { ...read.value, is_oas: false }, oas: null } } : read;
}

function readSavedOas(text: string): Decoded<SavedApi> {
  const { readOas, toClassic } = lateOas.value;
  const read = readOas(text);
  return read.ok ? oasToSave(read.value, toClassic(read.value), null) : read;
}

/** Saves a policy without the checks of the admin API. Errors: those of reading it. */
export function putPolicy(catalogue: Catalogue, text: string): Decoded<Policy> {
  const read = readPolicy(text);
  if (read.ok) catalogue.policies.set(read.value.id, read.value);
  return read;
}

/** What a reload loads, in the order of the files' names. */
export function sourcesOf(catalogue: Catalogue): {
  readonly apis: readonly ApiSource[];
  readonly policies: readonly Policy[];
} {
  const apis: ApiSource[] = [];
  for (const id of sortTexts([...catalogue.apis.keys()])) {
    const saved = catalogue.apis.get(id);
    if (saved !== undefined) apis.push({ definition: saved.classic, oas: saved.oas, version: savedText(saved) });
  }
  return { apis, policies: [...catalogue.policies.values()] };
}

/** The text that decides on a reload whether a definition has changed: an unchanged one stays as it is in memory. */
function savedText({ classic, oas }: SavedApi): string {
  return oas === null ? writeClassic(classic) : `${writeClassic(classic)}\n${lateOas.value.writeOas(oas)}`;
}
