/**
 * `jwt_source` as a person types it: a secret, a key, an address. The definition has it in base64 (behaviour.md 5.5).
 */
import { decodeStd, encodeStd } from '../../go/base64';
import type { Choice } from './field';

/** What a source can be. `key sets` is the list beside it, which a Tyk OAS API may have in its place. */
export type SourceKind = 'secret' | 'public key' | 'certificate' | 'key set' | 'key sets';

/** The kinds, in the words of the guide and the Dashboard. */
export const sourceKinds: readonly (Choice & { readonly value: SourceKind })[] = [
  { value: 'secret', label: 'Secret' },
  { value: 'public key', label: 'Public key' },
  { value: 'certificate', label: 'Certificate' },
  { value: 'key set', label: 'JWKS URL' },
  { value: 'key sets', label: 'List of JWKS URLs' },
];

/** How a source stands in the definition: as base64 of what was typed, or as it was typed. */
export type SourceCoding = 'base64' | 'plain';

/** A source, read for a person. */
export interface TypedSource {
  readonly kind: Exclude<SourceKind, 'key sets'>;
  readonly coding: SourceCoding;
  readonly typed: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a source says; `null` for an empty one. Base64 of bytes that are no text is shown as it stands. */
export function readTypedSource(source: string): TypedSource | null {
  if (source === '') return null;
  const decoded = isAddress(source) ? null : textOfBase64(source);
  return decoded === null
    ? { kind: kindOf(source), coding: 'plain', typed: source }
    : { kind: kindOf(decoded), coding: 'base64', typed: decoded };
}

/** What was typed, as the definition has it. */
export function writeTypedSource(typed: string, coding: SourceCoding): string {
  return coding === 'plain' ? typed : encodeStd(new TextEncoder().encode(typed));
}

/** What a person typed to get this source; empty where it cannot have come from typing in that coding. */
export function typedIn(source: string, coding: SourceCoding): string {
  return coding === 'plain' ? source : (textOfBase64(source) ?? '');
}

function textOfBase64(source: string): string | null {
  const decoded = decodeStd(source);
  if (!decoded.ok) return null;
  try {
    const text = utf8.decode(decoded.bytes);
    // Control characters are no typing, but a PEM has line ends.
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function kindOf(text: string): TypedSource['kind'] {
  if (isAddress(text)) return 'key set';
  if (text.includes('-----BEGIN CERTIFICATE')) return 'certificate';
  return text.includes('-----BEGIN ') ? 'public key' : 'secret';
}

/** The kind that a person most likely wants, by the signing method: for HMAC a secret, else a public key. */
export function usualKind(signingMethod: string): SourceKind {
  return signingMethod === 'rsa' || signingMethod === 'ecdsa' ? 'public key' : 'secret';
}
