/**
 * The documents as the rules see them: as the gateway reads them, and as they are typed.
 */
import type { Policy } from '../../gateway/definition/policy';
import type { ApiSource } from '../../gateway/gateway';
import { loadApi, type Loading } from '../../gateway/loaded-api';
import { isObject, nodeToValue, parseNode, type JsonNode, type JsonObject, type JsonValue } from '../../go/json';
import { readApi, readPolicy } from '../documents';
import { longestWalked } from '../json-depth';
import type { JsonPath } from '../json-edit';
import type { Document, DocumentKind } from '../workspace';
import { type Scheme, jwtSchemeOf } from './jwt-scheme';

interface Typed {
  readonly documentId: string;
  /** The text as a JSON value: of a repeated member the last, as the gateway takes it. */
  readonly json: JsonObject;
  /** The text as it was written. */
  readonly node: JsonNode;
}

export interface ApiDocument extends Typed, Pick<ApiSource, 'definition' | 'oas'> {
  readonly kind: 'apis';
  /** The JWT scheme that an OAS document means to use, whether the gateway finds it or not; `null`: none, or a classic definition. */
  readonly scheme: Scheme | null;
}

export interface PolicyDocument extends Typed {
  readonly kind: 'policies';
  readonly policy: Policy;
}

export type ReadDocument = ApiDocument | PolicyDocument;

/** A draft that cannot be read, with the reason, and what is in force of it meanwhile. */
export interface UnreadDocument {
  readonly kind: DocumentKind;
  readonly documentId: string;
  readonly error: string;
  /** The text as far as it is JSON. */
  readonly json: JsonObject;
}

/** A document as typed, or why it cannot be read; and what the gateway has in force of it. */
export interface Reading<T extends ReadDocument> {
  readonly typed: T | UnreadDocument;
  readonly inForce: T | null;
}

const utf8 = new TextEncoder();
const apis = new WeakMap<Document, Reading<ApiDocument>>();
const policies = new WeakMap<Document, Reading<PolicyDocument>>();

/** Reads an API's document. A document never changes, so it is read once. */
export function readApiDocument(document: Document): Reading<ApiDocument> {
  return reading(apis, document, 'apis', (text, typed): Result<ApiDocument> => {
    const read = readApi(text);
    if (!read.ok) return read;
    const { definition, oas } = read.value;
    const scheme = oas === null ? null : jwtSchemeOf(typed.json, oas);
    return { ok: true, value: { ...typed, kind: 'apis', definition, oas, scheme } };
  });
}

/** Reads a policy's document. */
export function readPolicyDocument(document: Document): Reading<PolicyDocument> {
  return reading(policies, document, 'policies', (text, typed): Result<PolicyDocument> => {
    const read = readPolicy(text);
    return read.ok ? { ok: true, value: { ...typed, kind: 'policies', policy: read.value } } : read;
  });
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

function reading<T extends ReadDocument>(
  kept: WeakMap<Document, Reading<T>>,
  document: Document,
  kind: DocumentKind,
  read: (text: string, typed: Typed) => Result<T>,
): Reading<T> {
  const known = kept.get(document);
  if (known !== undefined) return known;
  const { id: documentId, draft, saved } = document;
  const of = (text: string): T | UnreadDocument => {
    // A text that is too long to be read has no members either.
    const parsed = parseNode(utf8.encode(text.length > longestWalked ? '' : text), 'whole');
    const value = parsed.ok ? nodeToValue(parsed.node) : parsed;
    const json = value.ok && isObject(value.value) ? value.value : {};
    const node: JsonNode = parsed.ok ? parsed.node : { kind: 'null', start: 0, end: 0 };
    const result = read(text, { documentId, json, node });
    return result.ok ? result.value : { kind, documentId, error: result.error, json };
  };
  const typed = of(draft);
  const before = 'error' in typed && saved !== null && saved !== draft ? of(saved) : typed;
  const made = { typed, inForce: 'error' in before ? null : before };
  kept.set(document, made);
  return made;
}

const loadings = new WeakMap<ApiDocument, Loading>();

/** What comes of loading the API. */
export function loadingOf(api: ApiDocument): Loading {
  const known = loadings.get(api);
  if (known !== undefined) return known;
  const made = loadApi(api.definition, api.oas);
  loadings.set(api, made);
  return made;
}

/** The value at a path; undefined where there is none. */
export function valueAt(json: JsonValue | undefined, path: JsonPath): JsonValue | undefined {
  let at = json;
  for (const segment of path) {
    if (Array.isArray(at)) at = at[Number(segment)];
    else at = isObject(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
  }
  return at;
}

/** The same path with the names that the text has, where they differ in case, and with numbers for the places of lists. */
export function spelled(json: JsonValue, path: JsonPath): JsonPath {
  const found: (string | number)[] = [];
  let at: JsonValue | undefined = json;
  for (const segment of path) {
    let name: string | number = segment;
    if (Array.isArray(at)) name = Number(segment);
    else if (isObject(at) && !Object.hasOwn(at, segment)) name = foldedName(at, String(segment)) ?? segment;
    found.push(name);
    at = valueAt(at, [name]);
  }
  return found;
}

/** The member that Go takes for one of this name: letters in another case. */
export function foldedName(object: JsonObject, name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.keys(object).findLast((one) => one.toLowerCase() === lower);
}
