/**
 * The token that the request carries: signed here, or as it was pasted.
 */
import type { JWK } from 'jose';
import { decodeRawUrl, encodeRawUrl } from '../go/base64';
import { decodeUtf8 } from '../go/utf8';
import { algorithm, type Algorithm } from '../keys/algorithms';
import { publicHalf, readMaterial } from '../keys/key-material';
import { spkiPem } from '../keys/public-pem';
import { signParts } from '../tokens/sign';
import { longestWalked } from './json-depth';
import { memberAt } from './json-edit';
import { resolveTimes } from './relative-times';
import { strangerKey } from './stranger-key';
import { spoilToken, withAlg, withFault, type TokenTexts } from './token-faults';
import type { ComposedToken, NamedKey, TokenDraft, TokenFault } from './workspace';

/** The token's text, or why there is none; `field` is what has to be changed. */
export type EncodedToken =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly field: 'header' | 'payload' | 'key'; readonly message: string };

const signed = new Map<string, Promise<EncodedToken>>();
const mostKept = 32;

/** Makes the token as of a time of the gateway's clock, in Unix seconds. The same parts give the same token, also where signatures are random. */
export function encodeToken(draft: TokenDraft, keys: readonly NamedKey[], now: number): Promise<EncodedToken> {
  if (draft.kind === 'encoded') return Promise.resolve({ ok: true, text: draft.text });
  for (const field of ['header', 'payload'] as const) {
    if (draft[field].length > longestWalked) return Promise.resolve({ ok: false, field, message: tooLong(field) });
  }
  const texts = signedTexts(draft, now);
  const key = keys.find(({ id }) => id === draft.keyId);
  const name = JSON.stringify([texts, key?.jwk, draft.fault]);
  const known = signed.get(name);
  if (known !== undefined) return known;
  const [oldest] = signed.keys();
  if (signed.size >= mostKept && oldest !== undefined) signed.delete(oldest);
  const made = sign(texts, key, draft.fault);
  signed.set(name, made);
  return made;
}

function tooLong(field: 'header' | 'payload'): string {
  return `The ${field} is longer than ${String(longestWalked)} characters, and is not signed here: hardly a request has room for such a token.`;
}

/** Header and payload of a composed token as they are signed: relative times resolved, and with a fault that comes before. */
export function signedTexts(draft: ComposedToken, now: number): TokenTexts {
  return withFault({ header: draft.header, payload: resolveTimes(draft.payload, now) }, draft.fault, now);
}

async function sign(
  { header, payload }: TokenTexts,
  key: NamedKey | undefined,
  fault: TokenFault | null,
): Promise<EncodedToken> {
  const alg = memberAt(header, ['alg']);
  const row = typeof alg === 'string' ? algorithm(alg) : undefined;
  if (row === undefined) {
    const found = alg === undefined ? 'The header names no alg' : `${JSON.stringify(alg)} is no known algorithm`;
    return { ok: false, field: 'header', message: `${found}, so nothing can be signed.` };
  }
  if (key === undefined && row.family !== 'none')
    return { ok: false, field: 'key', message: 'Choose a key to sign with.' };
  const used = await signer(row, key?.jwk ?? {}, fault);
  const named = used.row === row ? header : withAlg(header, used.row.name);
  const made = await signParts(used.row, compactJson(named), compactJson(payload), { kind: 'jwk', jwk: used.jwk });
  if (!made.ok) return { ok: false, field: 'key', message: made.problem.message };
  return { ok: true, text: spoilToken(made.token, compactJson(payload), fault) };
}

/** What signs: the header's algorithm and the chosen key, unless the fault is that it is another. */
async function signer(
  row: Algorithm,
  jwk: JWK,
  fault: TokenFault | null,
): Promise<{ readonly row: Algorithm; readonly jwk: JWK }> {
  if (fault === 'wrong key') return { row, jwk: await strangerKey(row) };
  if (fault !== 'other family') return { row, jwk };
  const other = algorithm(row.family === 'hmac' ? 'RS256' : 'HS256');
  if (other === undefined) throw new Error('The table of algorithms lacks HS256 or RS256.');
  if (other.family !== 'hmac') return { row: other, jwk: await strangerKey(other) };
  const read = readMaterial({ ...jwk });
  const half = read.ok ? publicHalf(read.material) : undefined;
  if (half === undefined) return { row: other, jwk: await strangerKey(other) };
  return { row: other, jwk: { kty: 'oct', k: encodeRawUrl(new TextEncoder().encode(spkiPem(half))) } };
}

/**
 * JSON without the blanks between its parts, as libraries write a token. Numbers and escapes stay as typed; a text that is no
 * JSON, or too long for a request, stays as it is.
 */
export function compactJson(text: string): string {
  if (text.length > longestWalked) return text;
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** The two readable parts of a token as text, and whether each is readable; as far as the token has them. */
export interface DecodedParts {
  readonly header: string | null;
  readonly payload: string | null;
  readonly signature: string;
}

/** Characters of a token that may still fit into a request: its headers have about a megabyte together (behaviour 2). */
export const longestToken = 1_100_000;

/** Decodes the parts of a token for a reader. A part that is not base64url, or missing, is `null`, and so are all of one too long for any request. */
export function decodeParts(token: string): DecodedParts {
  if (token.length > longestToken) return { header: null, payload: null, signature: '' };
  const [header, payload, ...rest] = token.split('.');
  return { header: partText(header), payload: partText(payload), signature: rest.join('.') };
}

function partText(part: string | undefined): string | null {
  if (part === undefined) return null;
  const decoded = decodeRawUrl(part);
  return decoded.ok ? decodeUtf8(decoded.bytes) : null;
}
