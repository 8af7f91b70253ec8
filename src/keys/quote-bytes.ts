import { quote } from '../go/print';

/** The bytes as text, a character each. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The UTF-8 bytes of a text, a character each. */
export function utf8AsLatin1(text: string): string {
  return latin1(new TextEncoder().encode(text));
}

/** Go's `%q` of a string that is given as a character a byte: bytes that are no UTF-8 are escaped as `\xNN`. */
export function quoteBytes(text: string): string {
  // Whatever is not ASCII is either one whole UTF-8 sequence or a stray byte.
  const sequence = /[\xc2-\xf4][\x80-\xbf]{1,3}|[\x80-\xff]|[\x00-\x7f]+/g;
  let quoted = '';
  for (const [part] of text.matchAll(sequence)) {
    quoted += decodeUtf8(part)
      .map((piece) => (typeof piece === 'string' ? quote(piece).slice(1, -1) : `\\x${piece.toString(16)}`))
      .join('');
  }
  return `"${quoted}"`;
}

/** The text that the bytes encode, or the bytes where they encode none. */
function decodeUtf8(part: string): (string | number)[] {
  const bytes = Uint8Array.from(part, (character) => character.charCodeAt(0));
  try {
    return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)];
  } catch {
    const [first = 0, ...rest] = bytes;
    return [first, ...(rest.length > 0 ? decodeUtf8(String.fromCharCode(...rest)) : [])];
  }
}
