import { describe, expect, test } from 'vitest';
import { algorithm, type Algorithm } from '../../src/keys/algorithms';
import { rsaKey, secretKey, type VerificationKey } from '../../src/keys/key';
import { verify } from '../../src/keys/verify';
import { keyOf } from './read';
import { signatures, signedText } from './signatures';
import * as keys from './fixtures';

const data = new TextEncoder().encode(signedText);

function row(name: string): Algorithm {
  const found = algorithm(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}

test.each(signatures)('%s', async (_, name, key, signature, error) => {
  expect(await verify(row(name), keyOf(key), data, bytesOf(signature))).toBe(error);
});

describe('HMAC', () => {
  // RFC 4231 §4.3 (key `Jefe`).
  const answer = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const message = new TextEncoder().encode('what do ya want for nothing?');
  const signature = Uint8Array.from(answer.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

  test('takes the right signature', async () => {
    expect(await verify(row('HS256'), secretKey(new TextEncoder().encode('Jefe')), message, signature)).toBeNull();
  });

  test('refuses it for another secret, another hash, cut and empty', async () => {
    const secret = secretKey(new TextEncoder().encode('Jefe'));
    expect(await verify(row('HS256'), secretKey(Uint8Array.of(0)), message, signature)).toBe('signature is invalid');
    expect(await verify(row('HS384'), secret, message, signature)).toBe('signature is invalid');
    expect(await verify(row('HS256'), secret, message, signature.slice(1))).toBe('signature is invalid');
    expect(await verify(row('HS256'), secret, message, new Uint8Array())).toBe('signature is invalid');
  });

  test('takes an empty secret', async () => {
    const empty = 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad';
    const bytes = Uint8Array.from(empty.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
    expect(await verify(row('HS256'), secretKey(new Uint8Array()), new Uint8Array(), bytes)).toBeNull();
  });

  test('refuses a public key', async () => {
    expect(await verify(row('HS256'), keyOf(keys.rsa2048), message, signature)).toBe('key is of invalid type');
  });
});

describe('what Go has against RSA keys', () => {
  const odd = new Uint8Array(128).fill(255);
  const even = Uint8Array.from([...odd.slice(1), 254]);
  const insecure = (bits: number): string =>
    `crypto/rsa: ${bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;

  test.each<[string, VerificationKey, string]>([
    ['a modulus of no bits', rsaKey(new Uint8Array(), 65537n), insecure(0)],
    ['1023 bits', rsaKey(Uint8Array.from([127, ...odd.slice(1)]), 65537n), insecure(1023)],
    ['an even modulus', rsaKey(even, 65537n), 'crypto/rsa: public modulus is even'],
    ['the exponent 1', rsaKey(odd, 1n), 'crypto/rsa: public exponent too small or negative'],
    ['a negative exponent', rsaKey(odd, 2n ** 64n - 1n), 'crypto/rsa: public exponent too small or negative'],
    ['an even exponent', rsaKey(odd, 65536n), 'crypto/rsa: public exponent is even'],
    ['an exponent over 31 bits', rsaKey(odd, 2n ** 31n + 1n), 'crypto/rsa: public exponent too large'],
    ['nothing', rsaKey(Uint8Array.from([0, ...odd]), 3n), 'crypto/rsa: verification error'],
  ])('%s', async (_, key, error) => {
    expect(await verify(row('RS256'), key, data, new Uint8Array())).toBe(error);
  });
});
