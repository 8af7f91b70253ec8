import { expect, test } from 'vitest';
import { newKey, specTitle } from '../../src/workspace/new-key';
import { auth0, keyOf } from './providers/build';

test('gives each key a name that no other has', () => {
  const jwk = { kty: 'oct', k: 'dHlrMTIz' };
  const first = newKey(jwk, 'Secret', []);
  const second = newKey(jwk, 'Secret', [first]);
  const third = newKey(jwk, 'Secret', [first, second]);
  expect([first, second, third].map(({ name }) => name)).toEqual(['Secret', 'Secret 2', 'Secret 3']);
  expect(new Set([first.id, second.id, third.id]).size).toBe(3);
});

test('names a key pair by its thumbprint, and a secret not at all: it would tell of the secret', () => {
  expect(newKey(keyOf(auth0).jwk, 'RSA key', []).kid).toMatch(/^[\w-]{43}$/);
  expect(newKey({ kty: 'oct', k: 'dHlrMTIz' }, 'Secret', []).kid).toBe('');
});

test('says what a key to be made is', () => {
  expect(specTitle({ kind: 'rsa', bits: 2048 })).toBe('RSA key, 2048 bits');
  expect(specTitle({ kind: 'ec', curve: 'P-521' })).toBe('EC key, P-521');
  expect(specTitle({ kind: 'secret', bytes: 32 })).toBe('Secret of 32 bytes');
  expect(specTitle({ kind: 'ed25519' })).toBe('Ed25519 key');
});
