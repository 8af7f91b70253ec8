/**
 * What the key source of an API comes to (behaviour 5.5).
 */
import { decodeStd, encodeStd } from '../../go/base64';
import { encodeUtf8 } from '../../go/utf8';
import type { JsonPath } from '../json-edit';
import { readStaticSource, type StaticSource } from '../../keys/static-source';
import type { ApiDocument } from './document';
import { judgesJwts } from './authentication';
import { place } from './place';

export type KeySource =
  /** JWT is off, or the source is not what decides. */
  | { readonly kind: 'not used' }
  /** Each token has a key of its own. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not base64'; readonly written: string; readonly error: string }
  | { readonly kind: 'raw url'; readonly url: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'bytes'; readonly written: string; readonly source: StaticSource };

const url = /^https?:\/\//i;
const known = new WeakMap<ApiDocument, KeySource>();

/** The API's source of keys. Where JWT is off, or a list of key sets comes before it, it is not used. */
export function keySourceOf(api: ApiDocument): KeySource {
  const before = known.get(api);
  if (before !== undefined) return before;
  const made = read(api);
  known.set(api, made);
  return made;
}

function read(api: ApiDocument): KeySource {
  const { jwt_source: written, is_oas, jwt_jwks_uris: list } = api.definition;
  if (!judgesJwts(api) || (is_oas && (list?.length ?? 0) > 0)) return { kind: 'not used' };
  if (written === '') return { kind: 'none' };
  if (url.test(written)) return { kind: 'raw url', url: written };
  const source = readStaticSource(written);
  if (!source.ok) return { kind: 'not base64', written, error: source.error };
  return url.test(source.text) ? { kind: 'url', url: source.text } : { kind: 'bytes', written, source };
}

/** Where the source stands. */
export function sourcePlace(api: ApiDocument): JsonPath {
  return place(api, 'jwt_source');
}

export type SigningMethod = 'hmac' | 'rsa' | 'ecdsa';

/** The method in force: whatever the gateway does not know counts as HMAC. */
export function methodInForce({ definition }: ApiDocument): SigningMethod {
  const { jwt_signing_method: method } = definition;
  return method === 'rsa' || method === 'ecdsa' ? method : 'hmac';
}

/** Whether the text is one that the gateway takes for an address. */
export function isUrl(text: string): boolean {
  return url.test(text);
}

/** Whether a person could have written this text: not empty, without control characters and broken UTF-8. */
export function isReadable(text: string): boolean {
  return text !== '' && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/.test(text);
}

/** The base64 of a text, as the source wants it. */
export function encodeText(text: string): string {
  return encodeStd(encodeUtf8(text));
}

/** The bytes of a text that is base64 exactly as an encoder writes it; `null` for any other. */
export function strictBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const decoded = decodeStd(text);
  return decoded.ok && decoded.bytes.length > 0 && encodeStd(decoded.bytes) === text ? decoded.bytes : null;
}

/** A text in quotes, cut to what fits beside a field. */
export function quoted(text: string): string {
  const [shown, rest] = [text.slice(0, 40), text.slice(40)];
  return `“${shown.replace(/\s/g, ' ')}${rest === '' ? '' : '…'}”`;
}
