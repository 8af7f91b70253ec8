/**
 * Takes a token apart as the gateway's JWT library does before it looks for a key.
 * The signature part stays text: it is decoded last, after the key was found (`check-signature.ts`).
 */
import { asciiOfRawUrl, decodeRawUrl } from '../go/base64';
import {
  decodeFirst,
  decodePlain,
  get,
  isObject,
  kindWord,
  unmarshal,
  type Decoded,
  type JsonObject,
} from '../go/json';
import { algorithm, type Algorithm } from '../keys/algorithms';

/** A token that could be read; nothing about it has been verified. */
export interface ParsedToken {
  readonly ok: true;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly algorithm: Algorithm;
  /** What the signature was made over: the first two parts and the dot between them. */
  readonly signingInput: string;
  readonly signaturePart: string;
}

/** Why a token could not be read: the library's text, the part that is to blame, and what had been read before. */
export interface UnreadableToken {
  readonly ok: false;
  readonly error: string;
  readonly part: 'shape' | 'header' | 'payload' | 'alg';
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
}

/** Reads a token (without `Bearer `), or says with the library's text why it cannot be read, in the library's order. */
export function parseToken(text: string): ParsedToken | UnreadableToken {
  const parts = text.split('.', 4);
  const [headerPart, payloadPart, signaturePart] = parts;
  if (headerPart === undefined || payloadPart === undefined || signaturePart === undefined || parts.length !== 3) {
    return { ok: false, part: 'shape', error: 'token contains an invalid number of segments' };
  }

  const headerJson = headerOf(headerPart);
  if ('base64Error' in headerJson) {
    const prefixed = text.slice(0, 7).toLowerCase() === 'bearer ';
    const error = prefixed ? "tokenstring should not contain 'bearer '" : headerJson.base64Error;
    return { ok: false, part: 'header', error };
  }
  const header = asMap(headerJson, 'map[string]interface {}');
  if (!header.ok) return { ok: false, part: 'header', error: header.error };

  // Only the first JSON value counts (`02-token-shape / payload: trailing text`).
  const payloadJson = jsonOf(payloadPart, decodeFirst);
  if ('base64Error' in payloadJson) {
    return { ok: false, part: 'payload', error: payloadJson.base64Error, header: header.value };
  }
  const claims = asMap(payloadJson, 'jwt.MapClaims');
  if (!claims.ok) return { ok: false, part: 'payload', error: claims.error, header: header.value };

  const read = { header: header.value, claims: claims.value };
  const alg = get(header.value, 'alg');
  if (typeof alg !== 'string')
    return { ok: false, part: 'alg', error: 'signing method (alg) is unspecified.', ...read };
  const row = algorithm(alg);
  if (row === undefined) return { ok: false, part: 'alg', error: 'signing method (alg) is unavailable.', ...read };

  const signingInput = text.slice(0, headerPart.length + 1 + payloadPart.length);
  return { ok: true, ...read, algorithm: row, signingInput, signaturePart };
}

/** Headers read before: the tokens of one issuer mostly have the same. */
const headers = new Map<string, ReturnType<typeof jsonOf>>();

function headerOf(part: string): ReturnType<typeof jsonOf> {
  const known = headers.get(part);
  if (known !== undefined) return known;
  const json = jsonOf(part, unmarshal);
  if (headers.size >= 64) headers.clear();
  if (part.length <= 512) headers.set(part, json);
  return json;
}

/** The JSON in a part of a token. Plain ASCII, the usual case, is read as text without a way through bytes. */
function jsonOf(part: string, decode: (text: Uint8Array) => Decoded): Decoded | { readonly base64Error: string } {
  const ascii = asciiOfRawUrl(part);
  const plain = ascii === null ? null : decodePlain(ascii);
  if (plain !== null) return plain;
  const decoded = decodeRawUrl(part);
  return decoded.ok ? decode(decoded.bytes) : { base64Error: decoded.error };
}

/** A decoded value as a Go map: `null` leaves it empty, anything but an object is a type error. */
function asMap(decoded: Decoded, goType: string): Decoded<JsonObject> {
  if (!decoded.ok) return decoded;
  const { value } = decoded;
  if (value === null) return { ok: true, value: {} };
  if (isObject(value)) return { ok: true, value };
  return { ok: false, error: `json: cannot unmarshal ${kindWord(value)} into Go value of type ${goType}` };
}

/** The bytes of a signature part, or the base64 error with the offset of the first bad byte. */
export function decodeSignature(
  part: string,
): { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly ok: false; readonly error: string } {
  return decodeRawUrl(part);
}
