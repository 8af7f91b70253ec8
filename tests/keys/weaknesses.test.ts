import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeRawUrl } from '../../src/go/base64';
import { examineSource } from '../../src/keys/source-doctor';
import { jwtSource } from '../../src/keys/export/key-forms';
import { readKeys } from '../../src/keys/import/read-keys';
import { weaknesses } from '../../src/keys/weaknesses';
import { claims, classic, Scene } from '../gateway/build';
import { fileText } from './openssl-file';

async function found(file: string, alg?: string): Promise<readonly string[]> {
  const [key] = (await readKeys(fileText(file))).keys;
  return weaknesses({ ...key?.jwk }, alg).map(({ code, gateway }) => `${code}: ${gateway}`);
}

test.each([
  ['rsa2048.spki.pem', undefined, []],
  ['rsa4096.pkcs8.pem', undefined, []],
  ['rsa2047.pkcs8.pem', undefined, ['rsa_short: takes it']],
  ['rsa1024.pkcs8.pem', undefined, ['rsa_short: takes it']],
  ['rsa512.pkcs8.pem', undefined, ['rsa_short: refuses it']],
  ['rsa-e3.pkcs8.pem', undefined, ['rsa_exponent: takes it']],
  ['p384.spki.pem', undefined, []],
  ['p384.spki.pem', 'ES384', []],
  ['p384.spki.pem', 'ES256', ['curve: refuses it']],
  ['p256.spki.pem', 'ES512', ['curve: refuses it']],
  ['ed25519.spki.pem', undefined, ['no_method: refuses it']],
])('%s for %s', async (file, alg, expected) => {
  expect(await found(file, alg)).toEqual(expected);
});

describe('a secret is held against the hash', () => {
  test.each([
    [31, undefined, 1],
    [32, undefined, 0],
    [47, 'HS384', 1],
    [48, 'HS384', 0],
    [63, 'HS512', 1],
    [63, 'RS256', 0],
  ])('%d bytes for %s', (bytes, alg, count) => {
    const jwk = { kty: 'oct', k: encodeRawUrl(new Uint8Array(bytes)) };
    const codes = weaknesses(jwk, alg).map(({ code, gateway }) => `${code}: ${gateway}`);
    expect(codes).toEqual(Array<string>(count).fill('secret_short: takes it'));
  });
});

test('what is no RSA key is told as the gateway tells it', () => {
  const even = { kty: 'RSA', n: encodeRawUrl(new Uint8Array(256).fill(254)), e: 'AQAB' };
  expect(weaknesses(even)).toMatchObject([{ code: 'rsa_unusable', gateway: 'refuses it' }]);
  expect(weaknesses(even)[0]?.gatewayText).toContain('crypto/rsa: public modulus is even');
  expect(weaknesses({ kty: 'RSA' })).toEqual([]);
});

describe('the gateway does what is said of it', () => {
  test.each([
    ['rsa2047.pkcs8.pem', 'RS256'],
    ['rsa1024.pkcs8.pem', 'RS256'],
    ['rsa512.pkcs8.pem', 'RS256'],
    ['rsa-e3.pkcs8.pem', 'RS256'],
    ['p384.pkcs8.pem', 'ES256'],
    ['p256.pkcs8.pem', 'ES384'],
    ['p521.pkcs8.pem', 'ES512'],
  ])('%s and %s', async (file, alg) => {
    const [key] = (await readKeys(fileText(file))).keys;
    if (key === undefined) throw new Error(file);
    const refused = weaknesses({ ...key.jwk }, alg).some(({ gateway }) => gateway === 'refuses it');
    const source = jwtSource({ kid: '', use: '', jwk: key.jwk }) ?? '';
    const method = alg.startsWith('RS') ? 'rsa' : 'ecdsa';
    expect(examineSource(source, method).reading.kind).toBe('public key');
    const scene = new Scene([classic({ jwt_signing_method: method, jwt_source: source })]);
    const exchange = await scene.ask(tokenSignedByNode(file, alg));
    expect(exchange.response?.status).toBe(refused ? 403 : 200);
  });
});

/** Signs with Node, which also signs with curves that are not the algorithm's. */
function tokenSignedByNode(file: string, alg: string): string {
  const text = (value: unknown): string => encodeRawUrl(new TextEncoder().encode(JSON.stringify(value)));
  const input = `${text({ alg, typ: 'JWT' })}.${text(claims())}`;
  const key = createPrivateKey(fileText(file));
  const signature = sign(`sha${alg.slice(2)}`, new TextEncoder().encode(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${encodeRawUrl(new Uint8Array(signature))}`;
}
