/**
 * Text from bytes, and back. Where Go keeps bytes that are no UTF-8 in a string (a URL's `%FF`), they stand here as
 * U+DC80 to U+DCFF, which no valid text holds; where Go replaces them (JSON), each becomes one U+FFFD.
 */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

const KEPT = 0xdc00;

/** The text of UTF-8 bytes; every byte that is no part of a valid sequence becomes one U+FFFD (a TextDecoder may make one of several). */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes('\ufffd') ? decodeBroken(bytes, () => '\ufffd') : text;
}

/** The text of UTF-8 bytes; a byte that is no part of a valid sequence is kept as U+DC00 plus its value. */
export function decodeKeepingBytes(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes('\ufffd') ? decodeBroken(bytes, (byte) => String.fromCharCode(KEPT + byte)) : text;
}

/** The UTF-8 bytes of a text, kept bytes as they were; any other lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isKeptByte(code)) bytes.push(code - KEPT);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

/** Whether a code point stands for a byte that is no UTF-8. */
export function isKeptByte(codePoint: number): boolean {
  return codePoint >= KEPT + 0x80 && codePoint <= KEPT + 0xff;
}

/** The text as JSON and people see it: U+FFFD for every kept byte. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function decodeBroken(bytes: Uint8Array, replace: (byte: number) => string): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? replace(bytes[at] ?? 0) : decoder.decode(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return text;
}

/** The length of the valid UTF-8 sequence at a place (RFC 3629 section 4), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let offset = 1; offset < length; offset++) {
    const next = bytes[at + offset] ?? 0;
    const fits = offset === 1 ? next >= lowest && next <= highest : next >= 0x80 && next <= 0xbf;
    if (!fits) return 0;
  }
  return length;
}
