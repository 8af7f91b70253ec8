import { expect, test } from 'vitest';
import { compile } from '../../src/go/regexp';
import { decodeKeepingBytes } from '../../src/go/utf8';
import { matches, patterns, searched, subjects } from './cases/regexp';

test.each(patterns)('compiles and tries %j as Go does', (pattern, result) => {
  const compiled = compile(pattern);
  const got = compiled.ok
    ? `= ${subjects.map((subject) => Number(compiled.test(subject))).join('')}`
    : `! ${compiled.error}`;
  expect(got).toBe(result);
});

test.each(matches)('finds where %j fits', (pattern, found) => {
  const compiled = compile(pattern);
  const got = searched.map((text) => {
    const match = compiled.ok ? compiled.find(text) : null;
    return match && [text.slice(0, match.start), text.slice(match.start, match.end), ...match.groups];
  });
  expect(got).toEqual(found);
});

test('takes a byte that is no UTF-8 for U+FFFD', () => {
  const text = decodeKeepingBytes(Uint8Array.of(0x61, 0xff, 0x62));
  const compiled = compile('^a\\x{FFFD}b$');
  expect(compiled.ok && compiled.test(text)).toBe(true);
});

test('keeps a pattern compiled', () => {
  expect(compile('^/kept/[a-z]+$')).toBe(compile('^/kept/[a-z]+$'));
});

test.each([
  '(a+)+$',
  '(a|a)*b',
  '(a|b)*a(a|b){500}$',
  '(?:a?){1000}(?:a?){1000}$',
  '(.*)*'.repeat(500),
  '(?:.?){1000}'.repeat(100),
  'a{1000}'.repeat(5_000),
  `${'(?:'.repeat(999)}a${')*'.repeat(999)}`,
  'x'.repeat(1_000_000),
])('spends no more than two seconds on a hostile pattern (%#)', (pattern) => {
  const text = `${'ab'.repeat(20_000)}c`;
  const start = performance.now();
  const compiled = compile(pattern);
  if (compiled.ok) {
    compiled.test(text);
    compiled.find(text);
    compiled.test(text.slice(0, 1_000));
    compiled.find(text.slice(0, 1_000));
  }
  expect(performance.now() - start).toBeLessThan(2_000);
});
