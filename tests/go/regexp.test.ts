import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../src/go/regexp';
import { compileNew } from '../../src/go/regexp-engine';
import { plainTest } from '../../src/go/regexp-plain';
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

const pieces = ['', 'a', 'ab', 'a-b_1', '([^/]+)', '[^/]+', '[0-9]+', 'a[^/]+', '[0-9]+b', '1'] as const;
const path = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 4 }).map((segments) => segments.join('/'));
const plainPattern = fc
  .tuple(
    fc.constantFrom('', '^', '^/'),
    path(fc.constantFrom(...pieces)),
    fc.constantFrom('', '.*', '/.*'),
    fc.constantFrom('', '$'),
  )
  .map((parts) => parts.join(''));
const subject = fc
  .tuple(
    fc.constantFrom('', '/'),
    path(fc.constantFrom('', 'a', 'ab', 'xa', 'a-b_1', '7', '77b', 'ä', '\ud83d\ude00', '\udc81', 'a\nb')),
  )
  .map((parts) => parts.join(''));

test('the patterns of paths fit what the engine fits', () => {
  fc.assert(
    fc.property(plainPattern, fc.array(subject, { minLength: 1, maxLength: 5 }), (pattern, texts) => {
      const plain = plainTest(pattern);
      const engine = compileNew(pattern);
      expect(plain).not.toBeNull();
      expect(engine.ok).toBe(true);
      for (const text of texts) expect([text, plain?.(text)]).toEqual([text, engine.ok && engine.test(text)]);
    }),
    { numRuns: 3000 },
  );
});

test('patterns of any other kind are left to the engine', () => {
  for (const pattern of [
    '/v1.0',
    'a|b',
    '(?i)a',
    '[a-z]+',
    'a{2}',
    '([^/]+)([^/]+)',
    '.*.*',
    '(a',
    'a)',
    'a*',
    'a\\d',
    '^^a',
    'a$$',
  ])
    expect([pattern, plainTest(pattern)]).toEqual([pattern, null]);
});
