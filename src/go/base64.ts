/** Base64 as Go's encoding/base64 reads it: trailing bits are not checked, line ends are skipped, errors name the byte. */

/** The bytes, or Go's error text with the index of the offending byte. */
export type Base64Decoded =
  { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly ok: false; readonly error: string };

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STD = `${LETTERS}+/`;
const URL_SAFE = `${LETTERS}-_`;

const NONE = 255;
const PAD = 61;

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(NONE);
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}

const STD_VALUES = valuesOf(STD);
const URL_SAFE_VALUES = valuesOf(URL_SAFE);

// Text that atob reads as Go does; it too drops the bits that are left over.
const PLAIN_URL = /^[A-Za-z0-9_-]*$/;

function inStd(text: string): string {
  return text.includes('-') || text.includes('_') ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
}

/** What `decodeRawUrl` gives, as text, where that is plain ASCII; `null` for everything else, errors too. */
export function asciiOfRawUrl(text: string): string | null {
  if (text.length % 4 === 1 || !PLAIN_URL.test(text)) return null;
  const decoded = atob(inStd(text));
  return /^[ -~]*$/.test(decoded) ? decoded : null;
}

/** Decodes padded base64 in the standard alphabet, as Go's StdEncoding. */
export function decodeStd(text: string): Base64Decoded {
  return decode(text, STD_VALUES, true);
}

/** Decodes unpadded base64 in the URL-safe alphabet, as Go's RawURLEncoding. */
export function decodeRawUrl(text: string): Base64Decoded {
  return decode(text, URL_SAFE_VALUES, false);
}

function decode(text: string, values: Uint8Array, padded: boolean): Base64Decoded {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let written = 0;
  while (at < text.length) {
    if (at + 4 <= text.length) {
      const a = values[text.charCodeAt(at)] ?? NONE;
      const b = values[text.charCodeAt(at + 1)] ?? NONE;
      const c = values[text.charCodeAt(at + 2)] ?? NONE;
      const d = values[text.charCodeAt(at + 3)] ?? NONE;
      if ((a | b | c | d) < 64) {
        bytes[written++] = (a << 2) | (b >> 4);
        bytes[written++] = (b << 4) | (c >> 2);
        bytes[written++] = (c << 6) | d;
        at += 4;
        continue;
      }
    }
    const group = readGroup(text, at, values, padded);
    if (typeof group === 'number') return { ok: false, error: `illegal base64 data at input byte ${group}` };
    at = group.end;
    const count = group.digits - 1;
    if (count > 0) bytes[written++] = group.bits >> 16;
    if (count > 1) bytes[written++] = group.bits >> 8;
    if (count > 2) bytes[written++] = group.bits;
  }
  return { ok: true, bytes: written === bytes.length ? bytes : bytes.slice(0, written) };
}

interface Group {
  /** How many digits the group has: none at the end of the text, else two to four. */
  readonly digits: number;
  /** Its 24 bits, zeros where digits are missing. */
  readonly bits: number;
  /** Where the next group starts. */
  readonly end: number;
}

/** Reads one group of four that is not plain: cut, padded, or with line ends or a foreign byte in it. A number is the place of the error. */
function readGroup(text: string, start: number, values: Uint8Array, padded: boolean): Group | number {
  let at = start;
  let digits = 0;
  let bits = 0;
  while (digits < 4) {
    if (at === text.length) {
      if (digits === 0) return { digits, bits, end: at };
      if (digits === 1 || padded) return at - digits;
      break;
    }
    const code = text.charCodeAt(at);
    const value = values[code] ?? NONE;
    if (value !== NONE) {
      bits |= value << (18 - 6 * digits++);
      at++;
    } else if (isLineEnd(code)) {
      at++;
    } else if (padded && code === PAD) {
      return readPadding(text, at, digits, bits);
    } else {
      return at;
    }
  }
  return { digits, bits, end: at };
}

function readPadding(text: string, first: number, digits: number, bits: number): Group | number {
  if (digits < 2) return first;
  let at = first + 1;
  if (digits === 2) {
    at = skipLineEnds(text, at);
    if (at === text.length) return at;
    if (text.charCodeAt(at) !== PAD) return at - 1;
    at++;
  }
  at = skipLineEnds(text, at);
  return at < text.length ? at : { digits, bits, end: at };
}

function skipLineEnds(text: string, at: number): number {
  while (at < text.length && isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The text without the `=` at its end: a loop, since a pattern for it takes time that grows with the square of their number. */
export function withoutPadding(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === PAD) end--;
  return text.slice(0, end);
}

/** Encodes in the standard alphabet, padded with `=`. */
export function encodeStd(bytes: Uint8Array): string {
  const text = encode(bytes, STD_CODES);
  const rest = bytes.length % 3;
  return rest === 0 ? text : text + (rest === 1 ? '==' : '=');
}

/** Encodes in the URL-safe alphabet, without padding. */
export function encodeRawUrl(bytes: Uint8Array): string {
  return encode(bytes, URL_SAFE_CODES);
}

const ascii = new TextDecoder();

const codesOf = (alphabet: string): Uint8Array => Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const STD_CODES = codesOf(STD);
const URL_SAFE_CODES = codesOf(URL_SAFE);

function encode(bytes: Uint8Array, codes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let written = 0;
  const put = (value: number): void => {
    // The last group has fewer letters: what is written past the end is lost.
    text[written++] = codes[value & 63] ?? 0;
  };
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    put(bits >> 18);
    put(bits >> 12);
    put(bits >> 6);
    put(bits);
  }
  return ascii.decode(text);
}
