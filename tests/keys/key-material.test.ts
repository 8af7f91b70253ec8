import { describe, expect, test } from 'vitest';
import { isPrivate, jwkOf, publicHalf, readMaterial } from '../../src/keys/key-material';

const p256 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};

function problemOf(jwk: Record<string, unknown>): string {
  const read = readMaterial(jwk);
  return read.ok ? 'none' : read.problem;
}

test('reads a JWK and writes it again without what is not the key', () => {
  const d = '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE';
  const read = readMaterial({ ...p256, d, kid: '1', use: 'enc', ext: true, key_ops: ['sign'] });
  if (!read.ok) throw new Error(read.problem);
  expect(jwkOf(read.material)).toEqual({ ...p256, d });
  expect(isPrivate(read.material)).toBe(true);
  const half = publicHalf(read.material);
  expect(half && jwkOf(half)).toEqual(p256);
});

test('lets padding and zeros in front through, and writes them no more', () => {
  const secret = readMaterial({ kty: 'oct', k: 'dHk=' });
  expect(secret.ok && jwkOf(secret.material)).toEqual({ kty: 'oct', k: 'dHk' });
  const rsa = readMaterial({ kty: 'RSA', n: 'AIAB', e: 'AAEAAQ' });
  expect(rsa.ok && jwkOf(rsa.material)).toEqual({ kty: 'RSA', n: 'gAE', e: 'AQAB' });
});

describe('says what is missing', () => {
  test.each([
    [{}, 'It has no “kty”'],
    [{ kty: 'XYZ' }, 'Its kty is "XYZ"'],
    [{ kty: 'oct' }, 'A secret needs “k”'],
    [{ kty: 'oct', k: '+/+/' }, 'A secret needs “k”'],
    [{ kty: 'RSA', n: 'gAE' }, 'An RSA key needs “n” and “e”'],
    [{ kty: 'RSA', n: 'gAE', e: 'AA' }, 'An RSA key needs “n” and “e”'],
    [{ kty: 'RSA', n: 'gAE', e: 'Aw', d: 'Aw' }, 'A private RSA key needs “p”'],
    [{ ...p256, crv: 'secp256k1' }, 'Its curve is "secp256k1"'],
    [{ kty: 'EC' }, 'Its curve is missing'],
    [{ ...p256, x: 'AQ' }, 'needs “x” and “y” of 32 bytes'],
    [{ ...p256, y: p256.x }, 'are no point of the curve P-256'],
    [{ ...p256, d: 'AQ' }, '“d” of a key on P-256 has 32 bytes'],
    [{ kty: 'OKP', crv: 'X25519', x: p256.x }, 'of the OKP keys only Ed25519 signs'],
    [{ kty: 'OKP', crv: 'Ed25519', x: 'AQ' }, '“x” of 32 bytes'],
    [{ kty: 'OKP', crv: 'Ed25519', x: p256.x, d: 'AQ' }, '“d” of an Ed25519 key has 32 bytes'],
  ])('%j', (jwk, problem) => {
    expect(problemOf(jwk)).toContain(problem);
  });
});
