/**
 * A secret as a person types it: as text, or as bytes in base64 or hexadecimal.
 */
import { decodeRawUrl, encodeRawUrl, encodeStd, withoutPadding } from '../go/base64';
import { printableText } from '../keys/printable-text';

export const secretForms = ['text', 'base64', 'hex'] as const;
export type SecretForm = (typeof secretForms)[number];

/** The secret's bytes in a form; `null` where the form cannot show them: bytes that are no printable text. */
export function secretIn(form: SecretForm, bytes: Uint8Array): string | null {
  if (form === 'text') return printableText(bytes);
  if (form === 'base64') return encodeStd(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes that a text stands for in a form, or one sentence on why it stands for none. */
export function bytesIn(
  form: SecretForm,
  text: string,
): { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly problem: string } {
  if (form === 'text') return { ok: true, bytes: new TextEncoder().encode(text) };
  const compact = text.replace(/\s+/g, '');
  if (form === 'hex') {
    if (!/^(?:[0-9a-f]{2})*$/i.test(compact)) {
      return { ok: false, problem: 'Hexadecimal is pairs of the digits 0 to 9 and a to f.' };
    }
    return { ok: true, bytes: Uint8Array.from(compact.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) };
  }
  const decoded = decodeRawUrl(withoutPadding(compact).replaceAll('+', '-').replaceAll('/', '_'));
  return decoded.ok ? decoded : { ok: false, problem: `This is not base64: ${decoded.error}.` };
}

/** The `k` of a JWK that holds these bytes. */
export function secretJwk(bytes: Uint8Array): { readonly kty: 'oct'; readonly k: string } {
  return { kty: 'oct', k: encodeRawUrl(bytes) };
}
