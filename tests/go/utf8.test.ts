import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeKeepingBytes, decodeUtf8, encodeUtf8, wellFormed } from '../../src/go/utf8';

test.each([
  [[0xff], '\ufffd'],
  [[0xe2, 0x82], '\ufffd\ufffd'],
  [[0xe2, 0x82, 0x41], '\ufffd\ufffdA'],
  [[0xf0, 0x90, 0x80], '\ufffd\ufffd\ufffd'],
  [[0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
  [[0xc0, 0x80], '\ufffd\ufffd'],
  [[0xf4, 0x90, 0x80, 0x80], '\ufffd\ufffd\ufffd\ufffd'],
  [[0xef, 0xbf, 0xbd], '\ufffd'],
  [[0xef, 0xbb, 0xbf, 0x41], '\ufeffA'],
  [[0xf0, 0x9f, 0x98, 0x80], '😀'],
])('makes one U+FFFD of every bad byte: %j', (bytes, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text);
});

test('keeps bad bytes and gives them back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = decodeKeepingBytes(bytes);
  expect(text.slice(0x7f, 0x82)).toBe('\u007f\udc80\udc81');
  expect(encodeUtf8(text)).toEqual(bytes);
  expect(wellFormed(text.slice(0x7f, 0x82))).toBe('\u007f\ufffd\ufffd');
});

test('writes other lone surrogates as U+FFFD', () => {
  expect(encodeUtf8('\ud800a\udc00')).toEqual(Uint8Array.of(0xef, 0xbf, 0xbd, 0x61, 0xef, 0xbf, 0xbd));
});

/** Reads as Go does, a character at a time: what the decoder must give, however it goes about it. */
function oneByOne(bytes: Uint8Array, ofBadByte: (byte: number) => string): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length =
      [1, 2, 3, 4].find((count) => at + count <= bytes.length && isCharacter(bytes, at, count, strict)) ?? 0;
    text += length === 0 ? ofBadByte(bytes[at] ?? 0) : strict.decode(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return text;
}

function isCharacter(bytes: Uint8Array, at: number, count: number, strict: TextDecoder): boolean {
  try {
    return strict.decode(bytes.subarray(at, at + count)) !== '';
  } catch {
    return false;
  }
}

const borders = [
  0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff,
];
const bytesNearBorders = fc
  .array(fc.oneof(fc.constantFrom(...borders), fc.nat(255)), { maxLength: 40 })
  .map((bytes) => Uint8Array.from(bytes));

test('any bytes are read as if each character were read alone, and those that are kept come back', () => {
  fc.assert(
    fc.property(bytesNearBorders, (bytes) => {
      expect(decodeUtf8(bytes)).toBe(oneByOne(bytes, () => '\ufffd'));
      const kept = decodeKeepingBytes(bytes);
      expect(kept).toBe(oneByOne(bytes, (byte) => String.fromCharCode(0xdc00 + byte)));
      expect(encodeUtf8(kept)).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

test('a text of other lone surrogates is written as TextEncoder writes it', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '\udbff', '\udc7f', '\udd00', '\udfff'),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 10 }), (units) => {
      const text = units.join('').replace(/[\udc80-\udcff]/gu, '');
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }),
    { numRuns: 2000 },
  );
});
