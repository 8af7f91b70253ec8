import { expect, test } from 'vitest';
import {
  decodeRawUrl,
  decodeStd,
  encodeRawUrl,
  encodeStd,
  withoutPadding,
  type Base64Decoded,
} from '../../src/go/base64';
import { encodeUtf8 } from '../../src/go/utf8';
import { base64Texts } from './cases/base64';

function written(decoded: Base64Decoded): string {
  if (!decoded.ok) return `! ${decoded.error}`;
  return `= ${Array.from(decoded.bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

test.each(base64Texts)('decodes %j as Go does', (text, std, rawUrl) => {
  expect(written(decodeStd(text))).toBe(std);
  expect(written(decodeRawUrl(text))).toBe(rawUrl);
});

test('encodes every length of the last group', () => {
  expect(['', 'f', 'fo', 'foo', 'foob'].map((text) => encodeStd(encodeUtf8(text)))).toEqual([
    '',
    'Zg==',
    'Zm8=',
    'Zm9v',
    'Zm9vYg==',
  ]);
  expect(['', 'f', 'fo', 'foo'].map((text) => encodeRawUrl(encodeUtf8(text)))).toEqual(['', 'Zg', 'Zm8', 'Zm9v']);
});

test.each([
  ['', ''],
  ['=', ''],
  ['YQ==', 'YQ'],
  ['=YQ=', '=YQ'],
])('takes the padding off %j', (text, bare) => {
  expect(withoutPadding(text)).toBe(bare);
});

test('gives all bytes back', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(decodeStd(encodeStd(bytes))).toEqual({ ok: true, bytes });
  expect(decodeRawUrl(encodeRawUrl(bytes))).toEqual({ ok: true, bytes });
});
