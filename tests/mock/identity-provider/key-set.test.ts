import { X509Certificate, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../../src/go/json';
import { parseKeySet } from '../../../src/keys/key-set';
import { keySetOf } from '../../../src/mock/identity-provider/key-set';
import { type Provider, setBehaviour, type ProviderBehaviour } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { addKey, setPublished } from '../../../src/workspace/providers/keys';
import { freshId } from '../../../src/workspace/workspace';
import { auth0, keyOf, keycloak, now, plain, providers } from '../../workspace/providers/build';
import { ask } from './ask';

const utf8 = new TextEncoder();

function firstOf(provider: Provider, parts?: 'all' | 'x5c only'): JsonObject {
  const { keys } = keySetOf(provider, parts);
  const first = Array.isArray(keys) ? keys[0] : undefined;
  if (!isObject(first)) throw new Error('The key set has a key.');
  return first;
}

async function body(provider: Provider, behaviour: ProviderBehaviour): Promise<{ status: number; body: string }> {
  const { status, body: text } = await ask(setBehaviour(provider, behaviour), addressesOf(provider).keySet);
  return { status, body: text };
}

function errorOf(text: string): string | null {
  const parsed = parseKeySet(utf8.encode(text));
  return parsed.ok ? null : parsed.error;
}

test('each product publishes its own members', () => {
  const common = ['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t'];
  expect(Object.keys(firstOf(auth0)).sort()).toEqual(common);
  expect(Object.keys(firstOf(plain)).sort()).toEqual(common);
  expect(Object.keys(firstOf(keycloak)).sort()).toEqual([...common, 'x5t#S256'].sort());
  expect(firstOf(auth0)).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', kid: keyOf(auth0).kid });
});

test('no private member is published', () => {
  for (const provider of providers) expect(JSON.stringify(keySetOf(provider))).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
});

test('the certificate holds the key, for this host, and the thumbprints are its own', () => {
  const { x5c, x5t, 'x5t#S256': x5tS256, n } = firstOf(keycloak);
  const [text] = Array.isArray(x5c) ? x5c : [];
  if (typeof text !== 'string') throw new Error('The key has a certificate.');
  const certificate = new X509Certificate(Buffer.from(text, 'base64'));
  expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(n);
  expect(certificate.subject).toBe('CN=keycloak.test');
  const hex = (thumbprint: unknown): string => Buffer.from(String(thumbprint), 'base64url').toString('hex');
  expect(hex(x5t)).toBe(certificate.fingerprint.replaceAll(':', '').toLowerCase());
  expect(hex(x5tS256)).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
});

test('the gateway reads the set of each product and finds the key in it', () => {
  for (const provider of providers) {
    const parsed = parseKeySet(utf8.encode(JSON.stringify(keySetOf(provider))));
    expect(parsed.ok && parsed.set.byKid(keyOf(provider).kid)).toMatchObject({ kind: 'rsa', bits: 2048 });
  }
});

test('a key that is not published is not there', () => {
  expect(keySetOf(setPublished(auth0, keyOf(auth0).id, false))).toEqual({ keys: [] });
});

test('an EC key is published with its curve, and without a certificate', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const key = { id: freshId(), name: 'EC', kid: 'ec', use: '', jwk: privateKey.export({ format: 'jwk' }) } as const;
  const added = await addKey({ ...plain, keys: [], signingKeyId: null }, key, now);
  if (!added.ok) throw new Error(added.problem);
  const { x, y } = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })).export({ format: 'jwk' });
  expect(firstOf(added.provider)).toEqual({ kid: 'ec', kty: 'EC', alg: 'ES384', use: 'sig', crv: 'P-384', x, y });
});

test('a set of certificates alone has neither n nor e, and the gateway says so', async () => {
  const { status, body: text } = await body(auth0, { kind: 'x5c only' });
  expect(status).toBe(200);
  expect(text).toContain('"x5c":');
  expect(text).not.toMatch(/"[ne]":/);
  expect(errorOf(text)).toBe('go-jose/go-jose: invalid RSA key, missing n/e values');
});

test('a malformed set is refused in the gateway’s words, each in its own', async () => {
  const malformed = async (form: Extract<ProviderBehaviour, { kind: 'malformed key set' }>['form']) => {
    const { status, body: text } = await body(auth0, { kind: 'malformed key set', form });
    expect(status).toBe(200);
    return errorOf(text);
  };
  expect(await malformed('HTML page')).toBe("invalid character '<' looking for beginning of value");
  expect(await malformed('cut JSON')).toBe('unexpected end of JSON input');
  expect(await malformed('no keys')).toBeNull();
  expect(await malformed('bad key')).toBe('go-jose/go-jose: invalid RSA key, missing n/e values');
});

test('a status of 500 comes with the key set, with an error, or with nothing', async () => {
  const good = await body(auth0, { kind: 'normal' });
  expect(await body(auth0, { kind: 'HTTP 500', body: 'key set' })).toEqual({ status: 500, body: good.body });
  expect(await body(auth0, { kind: 'HTTP 500', body: 'error' })).toEqual({
    status: 500,
    body: '{"error":"unknown_error"}',
  });
  expect(await body(auth0, { kind: 'HTTP 500', body: 'none' })).toEqual({ status: 500, body: '' });
});

test('other behaviours leave the set as it is', async () => {
  const good = await body(keycloak, { kind: 'normal' });
  expect(good.status).toBe(200);
  expect(await body(keycloak, { kind: 'unknown kid' })).toEqual(good);
  expect(await body(keycloak, { kind: 'slow', milliseconds: 1 })).toEqual(good);
});
