import { expect, test } from 'vitest';
import { rsaPrivateProblem } from '../../src/keys/rsa-private';

// 23 * 101: too small for use, large enough for every check that Go makes (d has to have more than half the bits).
const good = { n: 2323n, e: 3n, d: 1467n, p: 23n, q: 101n };
const crt = { dp: 15n, dq: 67n, qInv: 18n };

test('finds nothing wrong with a key, with and without its Chinese remainder numbers', () => {
  expect(rsaPrivateProblem(good)).toBeNull();
  expect(rsaPrivateProblem({ ...good, crt })).toBeNull();
});

const p = 2n ** 255n - 19n;
const q = 2n ** 255n - 31n;
const close = {
  n: p * q,
  e: 65537n,
  d: 0x1e37371e1e37371e1e37371e1e37371e1e37371e1e37371e1e37371e1e373711d7c8d2e1d7c8d2e1d7c8d2e1d7c8d2e1d7c8d2e1d7c8d2e1d7c8d2e1d7c8d41n,
  p,
  q,
};

// The texts of crypto/rsa in Go 1.26, in its order.
test.each([
  ['modulus must be > 1', { ...good, p: 1n }],
  ['modulus must be > 1', { ...good, q: 2n }],
  ['input overflows the modulus', { ...good, d: 2323n }],
  ['input overflows the modulus size', { ...good, d: 2n ** 64n }],
  ['crypto/rsa: p is even', { ...good, p: 24n }],
  ['crypto/rsa: public modulus is even', { ...good, n: 2324n }],
  ['crypto/rsa: public exponent too small or negative', { ...good, e: 1n }],
  ['crypto/rsa: public exponent is even', { ...good, e: 4n }],
  ['crypto/rsa: public exponent too large', { ...good, e: 2n ** 31n + 1n }],
  ['crypto/rsa: invalid prime', { ...good, p: 2325n }],
  ['crypto/rsa: p * q != n', { ...good, p: 29n }],
  ['crypto/rsa: invalid CRT exponent', { ...good, d: 1468n }],
  ['crypto/rsa: invalid CRT exponent', { ...good, crt: { ...crt, dq: 100n } }],
  ['crypto/rsa: invalid CRT coefficient', { ...good, crt: { ...crt, qInv: 1n } }],
  ['crypto/rsa: d does not match dP', { ...good, d: 1468n, crt }],
  ['crypto/rsa: d too small', { ...good, e: 367n, d: 3n }],
  ['crypto/rsa: |p - q| too small', close],
])('says %s', (problem, key) => {
  expect(rsaPrivateProblem(key)).toBe(problem);
});
