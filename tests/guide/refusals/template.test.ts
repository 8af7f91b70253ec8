import { expect, test } from 'vitest';
import { fits, overlap, weight } from '../../../src/guide/refusals/template';
import { seeded } from '../../gateway/build';

test.each([
  ['token has expired', 'token has expired', true],
  ['token has expired', 'token has expired.', false],
  ['invalid issuer claim: …', 'invalid issuer claim: ', true],
  ['invalid issuer claim: …', 'invalid issuer claim: a\nb', true],
  ['claim … value', 'claim  value', true],
  ['claim … value', 'claim value', false],
  ['a…b…c', 'abbc', true],
  ['a…b…c', 'acb', false],
  ['…ab', 'aab', true],
  ['…', '', true],
  ['', '', true],
  ['', 'x', false],
])('%s and %s: %s', (template, text, expected) => {
  expect(fits(template, text)).toBe(expected);
});

test.each([
  ['a…', '…b', true],
  ['a…', 'b…', false],
  ['claim … value', 'custom claim … value', false],
  ['x…z', 'x…y…z', true],
  ['…', '…', true],
  ['ab', 'ab', true],
  ['a…c', 'b', false],
])('%s overlaps %s: %s', (one, other, expected) => {
  expect(overlap(one, other)).toBe(expected);
  expect(overlap(other, one)).toBe(expected);
});

test('fits and overlap agree with trying every short text', () => {
  const next = seeded(7);
  const letters = ['a', 'b', '…'];
  const made = (): string => Array.from({ length: next(5) }, () => letters[next(3)] ?? '').join('');
  const texts = [''];
  for (let at = 0; texts.length < 2 ** 10 - 1; at++) texts.push(`${texts[at] ?? ''}a`, `${texts[at] ?? ''}b`);
  for (let round = 0; round < 120; round++) {
    const [one, other] = [made(), made()];
    const pattern = new RegExp(`^${one.replaceAll('…', '.*')}$`);
    for (const text of texts) expect(fits(one, text), `${one} ${text}`).toBe(pattern.test(text));
    expect(overlap(one, other), `${one} ${other}`).toBe(texts.some((text) => fits(one, text) && fits(other, text)));
  }
});

test('a long text that does not fit is told quickly', () => {
  const start = performance.now();
  expect(fits('a…a…a…a…b', 'a'.repeat(200_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('the weight of a template is that of its fixed part', () => {
  expect(weight('a…b')).toBe(2);
  expect(weight('…')).toBe(0);
});
