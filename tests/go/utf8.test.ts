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
