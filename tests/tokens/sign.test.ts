import { jwtVerify, importSPKI } from 'jose';
import { describe, expect, test } from 'vitest';
import { algorithm } from '../../src/keys/algorithms';
import { secretKey } from '../../src/keys/key';
import { checkSignature } from '../../src/tokens/check-signature';
import { parseToken } from '../../src/tokens/parse';
import { signParts, signToken, type SigningKey } from '../../src/tokens/sign';
import * as keys from '../keys/fixtures';
import { keyOf } from '../keys/read';

const pem = (text: string): SigningKey => ({ kind: 'pem', text });

async function tokenOf(alg: string, key: SigningKey): Promise<string> {
  const signed = await signToken({ alg, typ: 'JWT' }, { sub: 'u1' }, key);
  if (!signed.ok) throw new Error(signed.problem.message);
  return signed.token;
}

async function problemOf(alg: string, key: SigningKey): Promise<string> {
  const signed = await signToken({ alg }, {}, key);
  return signed.ok ? signed.token : signed.problem.code;
}

test('signs with HMAC as jwt.io does', async () => {
  const header = '{"alg":"HS256","typ":"JWT"}';
  const payload = '{"sub":"1234567890","name":"John Doe","iat":1516239022}';
  const row = algorithm('HS256');
  if (row === undefined) throw new Error('HS256');
  const signed = await signParts(row, header, payload, secretKey(new TextEncoder().encode('your-256-bit-secret')));
  expect(signed).toEqual({
    ok: true,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.' +
      'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.' +
      'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  });
});

test.each(['', 'a', 'x'.repeat(200)])('signs with the secret "%s"', async (text) => {
  const secret = secretKey(new TextEncoder().encode(text));
  const token = parseToken(await tokenOf('HS512', secret));
  if (!token.ok) throw new Error(token.error);
  expect(await checkSignature(token, secret)).toBeNull();
});

test('signs with the secret of a JWK', async () => {
  const token = await tokenOf('HS256', { kind: 'jwk', jwk: { kty: 'oct', k: 'dHlrMTIz' } });
  expect(token).toBe(await tokenOf('HS256', secretKey(new TextEncoder().encode('tyk123'))));
});

describe('private keys', () => {
  test.each([
    ['RS256', keys.rsa2048Private, keys.rsa2048],
    ['PS512', keys.rsa2048Private, keys.rsa2048],
    ['RS384', keys.rsa2048PrivatePkcs1, keys.rsa2048],
    ['ES256', keys.p256PrivateSec1, keys.p256],
  ])('%s signs what jose and the gateway take', async (alg, key, publicKey) => {
    const text = await tokenOf(alg, pem(key));
    expect((await jwtVerify(text, await importSPKI(publicKey, alg))).payload).toEqual({ sub: 'u1' });
    const token = parseToken(text);
    if (!token.ok) throw new Error(token.error);
    expect(await checkSignature(token, keyOf(publicKey))).toBeNull();
  });

  test('as JWK sign as well', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-521' }, true, ['sign', 'verify']);
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const text = await tokenOf('ES512', { kind: 'jwk', jwk: { ...jwk, kty: 'EC' } });
    expect((await jwtVerify(text, pair.publicKey)).payload).toEqual({ sub: 'u1' });
  });
});

test('gives none an empty signature', async () => {
  expect(await tokenOf('none', pem(''))).toMatch(/^[\w-]+\.[\w-]+\.$/);
});

test.each<[string, string, SigningKey, string]>([
  ['an unknown algorithm', 'HS1', secretKey(new Uint8Array(1)), 'algorithm_unknown'],
  ['a private key for HMAC', 'HS256', pem(keys.rsa2048Private), 'key_does_not_fit'],
  ['a secret for RSA', 'RS256', secretKey(new Uint8Array(1)), 'key_does_not_fit'],
  ['a public key', 'RS256', pem(keys.rsa2048), 'key_unreadable'],
  ['a public JWK', 'RS256', { kind: 'jwk', jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }, 'key_does_not_fit'],
  ['garbage', 'ES256', pem('garbage'), 'key_unreadable'],
  ['a key on another curve', 'ES384', pem(keys.p256PrivateSec1), 'key_unreadable'],
])('refuses %s', async (_, alg, key, code) => {
  expect(await problemOf(alg, key)).toBe(code);
});
