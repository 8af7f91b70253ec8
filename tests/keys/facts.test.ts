import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { fits, keyFacts, type KeyFacts } from '../../src/keys/facts';
import { readKeys } from '../../src/keys/import/read-keys';
import { fileText } from './openssl-file';

async function jwkIn(file: string): Promise<Record<string, unknown>> {
  const [key] = (await readKeys(fileText(file))).keys;
  if (key === undefined) throw new Error(file);
  return { ...key.jwk };
}

function factsOf(jwk: Record<string, unknown>): KeyFacts {
  const read = keyFacts(jwk);
  if (!read.ok) throw new Error(read.problem);
  return read.facts;
}

describe('the thumbprint is that of jose', () => {
  test.each(['rsa2048.pkcs8.pem', 'rsa-e3.pkcs8.pem', 'p256.sec1.pem', 'p521.spki.pem', 'ed25519.pkcs8.pem'])(
    '%s',
    async (file) => {
      const jwk = await jwkIn(file);
      expect(factsOf(jwk).thumbprint).toBe(await calculateJwkThumbprint(jwk));
    },
  );

  test('a secret', async () => {
    const jwk = { kty: 'oct', k: 'dHlrMTIz' };
    expect(factsOf(jwk).thumbprint).toBe(await calculateJwkThumbprint(jwk));
  });
});

test('the thumbprint of RFC 7638 §3.1', () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  expect(factsOf({ kty: 'RSA', n, e: 'AQAB', kid: '2011-04-29' }).thumbprint).toBe(
    'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  );
});

test('tells size, curve, exponent and what the key can do', async () => {
  expect(factsOf(await jwkIn('rsa-e3.pkcs8.pem'))).toMatchObject({
    kind: 'rsa',
    title: 'RSA private key, 2048 bits',
    bits: 2048,
    exponent: '3',
    canSign: true,
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  });
  expect(factsOf(await jwkIn('rsa2047.pkcs8.pem')).bits).toBe(2047);
  expect(factsOf(await jwkIn('p521.spki.pem'))).toMatchObject({
    title: 'EC public key, P-521',
    bits: 521,
    curve: 'P-521',
    canSign: false,
    algorithms: ['ES512'],
  });
  expect(factsOf(await jwkIn('ed25519.pkcs8.pem'))).toMatchObject({ curve: 'Ed25519', algorithms: ['EdDSA'] });
  expect(factsOf({ kty: 'oct', k: 'dHlrMTIz' })).toMatchObject({
    title: 'secret, 6 bytes',
    bits: 48,
    canSign: true,
    algorithms: ['HS256', 'HS384', 'HS512'],
  });
  expect(keyFacts({ kty: 'EC' })).toMatchObject({ ok: false });
});

describe('says why a key does not go with an algorithm', () => {
  test.each([
    ['HS256', 'rsa2048.spki.pem', 'HS256 needs a secret; this is: RSA public key, 2048 bits.'],
    ['RS256', 'p256.spki.pem', 'RS256 needs an RSA key'],
    ['PS256', 'p256.spki.pem', 'PS256 needs an RSA key'],
    ['ES256', 'rsa2048.spki.pem', 'ES256 needs a key on P-256'],
    ['ES256', 'p384.spki.pem', 'ES256 goes with P-256 (RFC 7518 §3.4); this key is on P-384.'],
    ['EdDSA', 'p256.spki.pem', 'EdDSA needs an Ed25519 key'],
    ['none', 'p256.spki.pem', 'no signature'],
    ['es256', 'p256.spki.pem', '"es256" is no known algorithm'],
  ])('%s and %s', async (alg, file, reason) => {
    const fit = fits(alg, await jwkIn(file));
    expect(fit.fits ? '' : fit.reason).toContain(reason);
  });

  test('and nothing when it does', async () => {
    expect(fits('ES384', await jwkIn('p384.spki.pem'))).toEqual({ fits: true });
    expect(fits('ES384', { kty: 'EC' })).toMatchObject({ fits: false });
  });
});
