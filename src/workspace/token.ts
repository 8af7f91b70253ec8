/**
 * The token that the request carries: signed here, or as it was pasted.
 */
import { decodeUtf8 } from '../go/utf8';
import { decodeRawUrl } from '../go/base64';
import { algorithm } from '../keys/algorithms';
import { memberAt } from './json-edit';
import { resolveTimes } from './relative-times';
import { signParts } from '../tokens/sign';
import type { NamedKey, TokenDraft } from './workspace';

/** The token's text, or why there is none; `field` is what has to be changed. */
export type EncodedToken =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly field: 'header' | 'payload' | 'key'; readonly message: string };

const signed = new Map<string, Promise<EncodedToken>>();
const mostKept = 32;

/** Makes the token as of a time of the gateway's clock, in Unix seconds. The same parts give the same token, also where signatures are random. */
export function encodeToken(draft: TokenDraft, keys: readonly NamedKey[], now: number): Promise<EncodedToken> {
  if (draft.kind === 'encoded') return Promise.resolve({ ok: true, text: draft.text });
  const payload = resolveTimes(draft.payload, now);
  const key = keys.find(({ id }) => id === draft.keyId);
  const name = JSON.stringify([draft.header, payload, key?.jwk]);
  const known = signed.get(name);
  if (known !== undefined) return known;
  const [oldest] = signed.keys();
  if (signed.size >= mostKept && oldest !== undefined) signed.delete(oldest);
  const made = sign(draft.header, payload, key);
  signed.set(name, made);
  return made;
}

async function sign(header: string, payload: string, key: NamedKey | undefined): Promise<EncodedToken> {
  const alg = memberAt(header, ['alg']);
  const row = typeof alg === 'string' ? algorithm(alg) : undefined;
  if (row === undefined) {
    const found = alg === undefined ? 'The header names no alg' : `${JSON.stringify(alg)} is no known algorithm`;
    return { ok: false, field: 'header', message: `${found}, so nothing can be signed.` };
  }
  if (key === undefined && row.family !== 'none')
    return { ok: false, field: 'key', message: 'Choose a key to sign with.' };
  const compact = (text: string): string => withoutBlanks(text) ?? text;
  const made = await signParts(row, compact(header), compact(payload), { kind: 'jwk', jwk: key?.jwk ?? {} });
  return made.ok ? { ok: true, text: made.token } : { ok: false, field: 'key', message: made.problem.message };
}

/** JSON without the blanks between its parts, as libraries write a token; `null` when the text is no JSON. Numbers and escapes stay as typed. */
function withoutBlanks(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** The two readable parts of a token as text, and whether each is readable; as far as the token has them. */
export interface DecodedParts {
  readonly header: string | null;
  readonly payload: string | null;
  readonly signature: string;
}

/** Decodes the parts of a token for a reader. A part that is not base64url, or missing, is `null`. */
export function decodeParts(token: string): DecodedParts {
  const [header, payload, ...rest] = token.split('.');
  return { header: partText(header), payload: partText(payload), signature: rest.join('.') };
}

function partText(part: string | undefined): string | null {
  if (part === undefined) return null;
  const decoded = decodeRawUrl(part);
  return decoded.ok ? decodeUtf8(decoded.bytes) : null;
}
