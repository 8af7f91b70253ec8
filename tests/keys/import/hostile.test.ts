/** Texts that would keep a careless reader busy. */
import { expect, test } from 'vitest';
import { readKeys } from '../../../src/keys/import/read-keys';
import { examineSource } from '../../../src/keys/source-doctor';

const many = 200_000;

function rsaParts(digits: string): Record<string, string> {
  return Object.fromEntries(['n', 'd', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => [name, digits]));
}

test.each([
  ['padding', `${'='.repeat(many)}x`],
  ['padding in a JWK', `{"kty":"oct","k":"${'='.repeat(many)}x"}`],
  ['digits in an RSA key', JSON.stringify({ kty: 'RSA', e: 'AQAB', ...rsaParts('F'.repeat(many)) })],
  ['blanks', `a${' '.repeat(many)}`],
  ['blanks in between', `a${' \t'.repeat(many)}\nb`],
  ['beginnings', '-----BEGIN A-----\n'.repeat(many / 20)],
  ['ends', '-----END A-----\n'.repeat(many / 20)],
  ['headers', `-----BEGIN A-----\n${'a:\n'.repeat(many)}-----END A-----`],
  ['line breaks', `-----BEGIN A-----${'\n '.repeat(many)}-----END A-----`],
  ['dashes', '-'.repeat(many)],
  ['brackets', '['.repeat(many)],
  ['base64', 'A'.repeat(many)],
  ['hexadecimal', '0'.repeat(many)],
  ['a token', `eyJ${'a'.repeat(many)}.`],
])('a great many of %s are read in no time', async (_, text) => {
  const started = performance.now();
  const { keys, problems } = await readKeys(text);
  for (const method of ['hmac', 'rsa']) examineSource(text, method);
  examineSource(btoa(text), 'rsa');
  expect(keys.length + problems.length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(2000);
});
