import { expect, test } from 'vitest';
import { jsEscape } from '../../src/go/escape';
import { unmarshal } from '../../src/go/json';
import { formatFixed, formatFloat, isPrint, printValue, quote, quoteByte } from '../../src/go/print';
import { decodeKeepingBytes, encodeUtf8 } from '../../src/go/utf8';
import { fixedNumbers, printedValues, quotedTexts } from './cases/print';

test.each(printedValues)('prints %s as %%v does', (json, printed) => {
  const decoded = unmarshal(encodeUtf8(json));
  expect(decoded.ok && printValue(decoded.value)).toBe(printed);
});

test.each(fixedNumbers)('writes %s without an exponent', (number, fixed) => {
  expect(formatFixed(Number(number))).toBe(fixed);
});

test.each(quotedTexts)('quotes and escapes %j as Go does', (text, quoted, escaped) => {
  expect(quote(text)).toBe(quoted);
  expect(jsEscape(text)).toBe(escaped);
});

test('shows kept bytes as bytes', () => {
  const text = decodeKeepingBytes(Uint8Array.of(0x61, 0xff, 0xe2, 0x82));
  expect(quote(text)).toBe('"a\\xff\\xe2\\x82"');
  expect(jsEscape(text)).toBe(text);
});

test('prints the numbers that JSON does not have', () => {
  expect([NaN, Infinity, -Infinity].map(formatFloat)).toEqual(['NaN', '+Inf', '-Inf']);
  expect([NaN, Infinity, -Infinity].map(formatFixed)).toEqual(['NaN', '+Inf', '-Inf']);
});

test('names bytes as Latin-1 characters', () => {
  expect([0x00, 0x0a, 0x22, 0x27, 0x5c, 0x7f, 0x9e, 0xef].map(quoteByte)).toEqual([
    "'\\x00'",
    "'\\n'",
    `'"'`,
    "'\\''",
    "'\\\\'",
    "'\\x7f'",
    "'\\u009e'",
    "'ï'",
  ]);
});

test('knows the printable characters of Unicode 15.0, not those of later versions', () => {
  const printable = [0x20, 0x7e, 0xa1, 0x378 - 1, 0x1fae8, 0x20000, 0x3134a, 0xfffd];
  expect(printable.filter((codePoint) => !isPrint(codePoint))).toEqual([]);
  const others = [0x1f, 0x7f, 0xa0, 0xad, 0x378, 0x200d, 0x2028, 0xd800, 0xe000, 0xfeff, 0x2ffc, 0x2ebf0, 0x10ffff];
  expect(others.filter(isPrint)).toEqual([]);
  let count = 0;
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) if (isPrint(codePoint)) count++;
  expect(count).toBe(PRINTABLE_COUNT);
});

/** How many code points unicode.IsPrint accepts in Go 1.26. */
const PRINTABLE_COUNT = 148998;
