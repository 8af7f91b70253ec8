import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { signingKey, type Provider } from '../../../src/workspace/providers';
import {
  addKey,
  addSecondKey,
  canSign,
  newSigningKey,
  removeKey,
  rotateKeys,
  setPublished,
  signWith,
} from '../../../src/workspace/providers/keys';
import { freshId, type NamedKey } from '../../../src/workspace/workspace';
import { auth0, keyOf, now } from './build';

const at = now * 1000;

function kidsOf({ keys }: Provider): (readonly [kid: string, published: boolean])[] {
  return keys.map(({ key, published }) => [key.kid, published]);
}

function named(jwk: NamedKey['jwk'], more: Partial<NamedKey> = {}): NamedKey {
  return { id: freshId(), name: 'Mine', kid: 'mine', use: 'sig', jwk, ...more };
}

async function added(provider: Provider, key: NamedKey): Promise<Provider> {
  const result = await addKey(provider, key, at);
  if (!result.ok) throw new Error(result.problem);
  return result.provider;
}

async function problemOf(provider: Provider, key: NamedKey): Promise<string | null> {
  const result = await addKey(provider, key, at);
  return result.ok ? null : result.problem;
}

test('a new key is private RSA of 2048 bits with a certificate, and a kid as the product makes them', async () => {
  const key = await newSigningKey('auth0', 'shop.auth0.test', at);
  expect(key.jwk).toMatchObject({ kty: 'RSA', e: 'AQAB' });
  expect(key.jwk.n).toHaveLength(342);
  expect(canSign(key)).toBe(true);
  expect(key.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(key.kid).toMatch(/^[\w-]{21}$/);
  expect((await newSigningKey('keycloak', 'keycloak.test', at)).kid).toMatch(/^[\w-]{43}$/);
  expect((await newSigningKey('plain', 'idp.test', at)).kid).toMatch(/^key-[\w-]{8}$/);
});

test('rotating drops the old key, or keeps it published', async () => {
  const old = keyOf(auth0);
  const dropped = await rotateKeys(auth0, { keep: false, now: at });
  expect(dropped.keys).toHaveLength(1);
  expect(signingKey(dropped)).toBe(keyOf(dropped));
  expect(signingKey(dropped)?.kid).not.toBe(old.kid);

  const kept = await rotateKeys(auth0, { keep: true, now: at });
  expect(kidsOf(kept)).toEqual([
    [old.kid, true],
    [signingKey(kept)?.kid, true],
  ]);
});

test('a second key is published ahead, and signs when it is told to', async () => {
  const two = await addSecondKey(auth0, at);
  expect(two.keys).toHaveLength(2);
  expect(signingKey(two)).toBe(keyOf(auth0));
  const second = two.keys[1]?.key.id ?? '';
  expect(signingKey(signWith(two, second))?.id).toBe(second);
});

test('a key can be taken out of the key set and still sign', () => {
  const { id, kid } = keyOf(auth0);
  const hidden = setPublished(auth0, id, false);
  expect(kidsOf(hidden)).toEqual([[kid, false]]);
  expect(signingKey(hidden)?.kid).toBe(kid);
  expect(kidsOf(setPublished(hidden, id, true))).toEqual([[kid, true]]);
});

test('a provider whose key is gone signs with none', () => {
  const without = removeKey(auth0, keyOf(auth0).id);
  expect(without.keys).toEqual([]);
  expect(signingKey(without)).toBeUndefined();
});

test('a key that somebody has can be published, with a certificate where it is RSA', async () => {
  const rsa = named(keyOf(auth0).jwk);
  const both = await added(auth0, rsa);
  expect(both.keys[1]?.key).toMatchObject({ id: rsa.id, kid: 'mine', jwk: rsa.jwk });
  expect(both.keys[1]?.key.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(signingKey(both)).toBe(keyOf(auth0));

  const ec = named(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
  const withEc = await added(removeKey(auth0, keyOf(auth0).id), ec);
  expect(withEc.keys[0]?.key.certificate).toBeUndefined();
  expect(signingKey(withEc)?.id).toBe(ec.id);
});

test('a public key is published and does not sign; a certificate that it came with stays', async () => {
  const { n = '', e = '' } = keyOf(auth0).jwk;
  const key = named({ kty: 'RSA', n, e }, { certificate: 'its own' });
  const provider = await added(removeKey(auth0, keyOf(auth0).id), key);
  expect(provider.keys[0]?.key).toBe(key);
  expect(signingKey(provider)).toBeUndefined();
});

test('what does not belong into a key set is refused', async () => {
  expect(await problemOf(auth0, named({ kty: 'oct', k: 'AAAA' }))).toMatch(/^A key set is public/);
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  expect(await problemOf(auth0, named(ed25519))).toBe('The gateway takes no token signed with Ed25519.');
  expect(await problemOf(auth0, keyOf(auth0))).toBe('Auth0 has this key.');
  expect(await problemOf(auth0, named({ kty: 'RSA' }))).toMatch(/needs “n” and “e”/);
});
