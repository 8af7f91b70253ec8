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
  return text.includes('\ufffd') ? decodeBroken(bytes, () => 0xfffd) : text;
}

/** The text of UTF-8 bytes; a byte that is no part of a valid sequence is kept as U+DC00 plus its value. */
export function decodeKeepingBytes(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes('\ufffd') ? decodeBroken(bytes, (byte) => KEPT + byte) : text;
}

/** The UTF-8 bytes of a text, kept bytes as they were; any other lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return encoder.encode(text);
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code < 0x80) bytes[length++] = code;
    else if (isKeptByte(code)) bytes[length++] = code - KEPT;
    else if (code < 0x10000) {
      // Of surrogates only lone ones are left.
      const written = code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
      if (written >= 0x800) bytes[length++] = 0xe0 | (written >> 12);
      bytes[length++] = written < 0x800 ? 0xc0 | (written >> 6) : 0x80 | ((written >> 6) & 0x3f);
      bytes[length++] = 0x80 | (written & 0x3f);
    } else {
      bytes[length++] = 0xf0 | (code >> 18);
      bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[length++] = 0x80 | (code & 0x3f);
      at++;
    }
  }
  return bytes.slice(0, length);
}

/** Whether a code point stands for a byte that is no UTF-8. */
export function isKeptByte(codePoint: number): boolean {
  return codePoint >= KEPT + 0x80 && codePoint <= KEPT + 0xff;
}

/** The text as JSON and people see it: U+FFFD for every kept byte. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** So many UTF-16 units are made into a text at once: they are arguments of one call. */
const atOnce = 8192;

/** `replace`: the UTF-16 unit for a byte that is no part of a valid sequence. */
function decodeBroken(bytes: Uint8Array, replace: (byte: number) => number): string {
  let text = '';
  let units: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const first = bytes[at] ?? 0;
    if (length < 2) units.push(length === 0 ? replace(first) : first);
    else {
      let code = first & (0x7f >> length);
      for (let offset = 1; offset < length; offset++) code = (code << 6) | ((bytes[at + offset] ?? 0) & 0x3f);
      if (code < 0x10000) units.push(code);
      else units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
    }
    at += Math.max(length, 1);
    if (units.length < atOnce && at < bytes.length) continue;
    text += String.fromCharCode(...units);
    units = [];
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
