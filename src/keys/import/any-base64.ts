import { decodeStd, withoutPadding } from '../../go/base64';

/** The bytes of base64 in either alphabet, padded or not, on one line or several; undefined for other text, also for words with blanks between them. */
export function anyBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/\S[ \t]+\S/.test(text)) return undefined;
  const digits = withoutPadding(text.replace(/\s+/g, '')).replaceAll('-', '+').replaceAll('_', '/');
  const decoded = decodeStd(digits.padEnd(Math.ceil(digits.length / 4) * 4, '='));
  return decoded.ok ? decoded.bytes : undefined;
}
