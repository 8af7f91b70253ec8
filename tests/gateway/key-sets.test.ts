import { expect, test } from 'vitest';
import { rsa1024, rsa2048 } from '../keys/fixtures';
import type { JsonObject } from '../../src/go/json';
import {
  Scene,
  base64,
  claims,
  classic,
  expectPassed,
  expectRefused,
  keySet,
  keySetUrl,
  now,
  oas,
  octJwk,
  refusalIn,
  rsaJwk,
  rsaSigner,
  token,
  told,
} from './build';

const otherUrl = 'http://idp.test/other.json';
const endless = claims({ exp: now + 9e6 });
const bearer = await token(endless, { alg: 'RS256', kid: 'k1' }, rsaSigner);
const hidden = 'Key not authorized';

function withSource(jwt_source: string, changes: JsonObject = {}): Scene {
  const scene = new Scene([classic({ jwt_signing_method: 'rsa', jwt_source, ...changes })]);
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  return scene;
}

function withList(...uris: readonly (readonly [url: string, cacheTimeout?: string])[]): Scene {
  const jwksURIs = uris.map(([url, cacheTimeout = '']) => ({ url, cacheTimeout }));
  const scene = new Scene([oas({ signingMethod: 'rsa', jwksURIs })]);
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  scene.world.keySets.set(otherUrl, keySet(rsaJwk('k2')));
  return scene;
}

function errorsOf({ log }: Awaited<ReturnType<Scene['ask']>>): unknown[] {
  return log.filter(({ level }) => level === 'error').map(({ error }) => error);
}

test('a set is fetched once and cached 240 seconds', async () => {
  const scene = withSource(base64(keySetUrl));
  expectPassed(await scene.ask(bearer));
  scene.later(240);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([keySetUrl]);
  scene.later(0.001);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([keySetUrl, keySetUrl]);
});

test('a key that was rotated is missed until the cache ends; an unknown kid does not fetch', async () => {
  const scene = withSource(base64(keySetUrl));
  const rotated = await token(endless, { alg: 'RS256', kid: 'k2' }, rsaSigner);
  await scene.ask(bearer);
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k2')));
  const exchange = await scene.ask(rotated);
  expectRefused(exchange, 'kid_unknown', 403, hidden);
  expect(errorsOf(exchange)).toEqual(['No matching KID could be found', 'No matching KID could be found']);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toHaveLength(1);
  scene.later(241);
  expectPassed(await scene.ask(rotated));
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
});

test('a reload keeps the cache; deleting the cache of this API fetches, of another does not', async () => {
  const scene = withSource(base64(keySetUrl));
  await scene.ask(bearer);
  scene.change([]);
  await scene.ask(bearer);
  scene.gateway.flushKeySets('api2');
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(1);
  scene.gateway.flushKeySets('api1');
  await scene.ask(bearer);
  scene.gateway.flushKeySets();
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(3);
});

test('a source that was changed to another URL is fetched at once', async () => {
  const scene = withSource(base64(keySetUrl));
  await scene.ask(bearer);
  scene.world.keySets.set(otherUrl, keySet(rsaJwk('k1')));
  scene.change([classic({ jwt_signing_method: 'rsa', jwt_source: base64(otherUrl) })]);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([keySetUrl, otherUrl]);
});

test('a raw URL works once: then the gateway takes it for base64 until the entry ends', async () => {
  const scene = withSource(keySetUrl);
  expectPassed(await scene.ask(bearer));
  for (let asked = 0; asked < 2; asked++) {
    const exchange = await scene.ask(bearer);
    expectRefused(exchange, 'source_not_base64', 403, hidden);
    expect(told(exchange)[0]).toBe(`error JWKS source decode failed: ${keySetUrl} is not a base64 string`);
    expect(new Set(errorsOf(exchange))).toEqual(new Set(['illegal base64 data at input byte 4']));
  }
  scene.later(241);
  expectPassed(await scene.ask(bearer));
  expectRefused(await scene.ask(bearer), 'source_not_base64', 403, hidden);
});

test.each([[5], [null], [undefined], [['k1']]])('a kid %j is no text', async (kid) => {
  const header = kid === undefined ? {} : { kid };
  const exchange = await withSource(base64(keySetUrl)).ask(
    await token(endless, { alg: 'RS256', ...header }, rsaSigner),
  );
  expectRefused(exchange, 'kid_not_text', 403, hidden);
  expect(errorsOf(exchange)).toEqual(['kid is not a string', 'kid is not a string']);
});

test('an empty kid finds a key without one', async () => {
  const scene = withSource(base64(keySetUrl));
  const nameless = Object.fromEntries(Object.entries(rsaJwk('')).filter(([name]) => name !== 'kid'));
  scene.world.keySets.set(keySetUrl, keySet(nameless));
  expectPassed(await scene.ask(await token(endless, { alg: 'RS256', kid: '' }, rsaSigner)));
});

test('the first key of a kid counts, and later ones are not tried', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.set(keySetUrl, keySet(octJwk('k1', 'x'), rsaJwk('k1')));
  expect(refusalIn(await scene.ask(bearer))).toMatchObject({ status: 403 });
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1'), octJwk('k1', 'x')));
  scene.gateway.flushKeySets();
  expectPassed(await scene.ask(bearer));
});

test('the status of the answer is not looked at', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.set(keySetUrl, {
    kind: 'answer',
    status: 404,
    headers: [],
    body: JSON.stringify({ keys: [rsaJwk('k1')] }),
  });
  expectPassed(await scene.ask(bearer));
});

test('a fetch that fails is not cached; a set without keys is', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.delete(keySetUrl);
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, 'key_set_unavailable', 403, hidden);
  const error = `Get "${keySetUrl}": dial tcp 127.0.0.1:9: connect: connection refused`;
  const line = `error JWKS endpoint resolution failed: invalid or unreachable host ${keySetUrl}`;
  expect(told(exchange)).toEqual([
    line,
    'info Failed to decode JWKs body. Trying x5c PEM fallback.',
    line,
    "error Couldn't get token",
    'info Attempted JWT access with non-existent key.',
    'error JWT validation error',
    'info ',
  ]);
  expect(new Set(errorsOf(exchange))).toEqual(new Set([error]));
  scene.world.keySets.set(keySetUrl, { kind: 'answer', status: 200, headers: [], body: '{"error":"soon"}' });
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
});

test('one bad key spoils the whole set', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1'), { kid: 'k2', kty: 'XYZ' }));
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, 'key_set_unavailable', 403, hidden);
  expect(told(exchange)[0]).toBe(`error Failed to fetch or decode JWKs from ${keySetUrl}`);
  expect(errorsOf(exchange)[0]).toBe("go-jose/go-jose: unknown json web key type 'XYZ'");
});

/** A key that only the older reader can use: no `n` and `e`, a PEM in `x5c`. */
const legacy = (pem: string, kty = 'RSA') => ({ kid: 'k1', kty, x5c: [base64(pem)] });

test('the older reader finds a PEM in x5c, after an error and an info line', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.set(keySetUrl, keySet(legacy(rsa2048, 'rsa')));
  const exchange = await scene.ask(bearer);
  expectPassed(exchange);
  expect(told(exchange)).toEqual([
    `error Failed to fetch or decode JWKs from ${keySetUrl}`,
    'info Failed to decode JWKs body. Trying x5c PEM fallback.',
    'info ',
  ]);
});

test('the older reader keeps what it fetched for 240 seconds, also when it was of no use', async () => {
  const scene = withSource(base64(keySetUrl));
  scene.world.keySets.set(keySetUrl, keySet(legacy(rsa1024)));
  expectRefused(await scene.ask(bearer), 'signature_invalid', 403, hidden);
  scene.world.keySets.set(keySetUrl, keySet(legacy(rsa2048)));
  expectRefused(await scene.ask(bearer), 'signature_invalid', 403, hidden);
  scene.gateway.flushKeySets('api1');
  expectPassed(await scene.ask(bearer));
  scene.world.keySets.set(keySetUrl, keySet(legacy(rsa1024)));
  scene.later(240);
  expectPassed(await scene.ask(bearer));
  scene.later(0.001);
  expectRefused(await scene.ask(bearer), 'signature_invalid', 403, hidden);
});

test('a list: all sets are fetched together and searched in order', async () => {
  const scene = withList([otherUrl], [keySetUrl]);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([otherUrl, keySetUrl]);
  expect((await scene.ask(bearer)).response?.status).toBe(200);
  expect(scene.world.fetched).toHaveLength(2);
});

test('a list: the first key of the kid counts, even if it is the wrong one', async () => {
  const scene = withList([otherUrl], [keySetUrl]);
  const ec = {
    kid: 'k1',
    kty: 'EC',
    crv: 'P-256',
    x: 'kgOejD6H7ABZDG2iQzxJN7kdXkJWd58URuSuHlMzkPA',
    y: 'SxfjzHYn5NbblVOTrztjWFUmZmBqmgQ4HxjVeBgqDPw',
  };
  scene.world.keySets.set(otherUrl, keySet(ec));
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, 'signature_invalid', 403, hidden);
  expect(errorsOf(exchange)).toEqual(['key is of invalid type']);
});

test('a list: nothing found is told in its own words', async () => {
  const scene = withList([otherUrl]);
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, 'kid_unknown', 403, hidden);
  expect(told(exchange)[0]).toBe('error JWK resolution failed');
  expect(errorsOf(exchange)[0]).toBe('no matching KID found in any JWKs or fallback');
});

test('a list: a URL that fails is passed over, and not tried again while the rest is cached', async () => {
  const scene = withList([otherUrl], [keySetUrl]);
  scene.world.keySets.delete(otherUrl);
  expectPassed(await scene.ask(bearer));
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([otherUrl, keySetUrl]);
});

test('a list: when all fail nothing is cached, and the next request tries again', async () => {
  const scene = withList([otherUrl]);
  scene.world.keySets.delete(otherUrl);
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, 'key_set_unavailable', 403, hidden);
  expect(told(exchange)).toContain(`warning Legacy fallback failed for ${otherUrl}`);
  scene.world.keySets.set(otherUrl, keySet(rsaJwk('k1')));
  expectPassed(await scene.ask(bearer));
});

test('a list: the timeout of its only URL is over, all is fetched again', async () => {
  const scene = withList([keySetUrl, '10s']);
  await scene.ask(bearer);
  scene.later(10);
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(1);
  scene.later(0.001);
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(2);
});

test('a list: the timeout of one is over while another is cached: its tokens are refused until 240 seconds', async () => {
  const scene = withList([keySetUrl, '10s'], [otherUrl, '300s']);
  expectPassed(await scene.ask(bearer));
  scene.later(11);
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
  expect(scene.world.fetched).toHaveLength(2);
  scene.later(230);
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toHaveLength(4);
});

test.each(['soon', '0s', '-5s', '', '5'])('a list: a timeout %j is the default', async (cacheTimeout) => {
  const scene = withList([keySetUrl, cacheTimeout]);
  await scene.ask(bearer);
  scene.later(240);
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(1);
  scene.later(1);
  await scene.ask(bearer);
  expect(scene.world.fetched).toHaveLength(2);
});

test('a list that was changed is fetched at once', async () => {
  const scene = withList([otherUrl]);
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
  scene.change([
    oas({
      signingMethod: 'rsa',
      jwksURIs: [
        { url: otherUrl, cacheTimeout: '' },
        { url: keySetUrl, cacheTimeout: '' },
      ],
    }),
  ]);
  expectPassed(await scene.ask(bearer));
});

test('a list: after 240 seconds all is forgotten, also a set with a longer timeout that cannot be fetched now', async () => {
  const scene = withList([keySetUrl, '1h'], [otherUrl, '1h']);
  expectPassed(await scene.ask(bearer));
  scene.world.keySets.delete(keySetUrl);
  scene.later(240);
  expectPassed(await scene.ask(bearer));
  scene.later(1);
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
  expectRefused(await scene.ask(bearer), 'kid_unknown', 403, hidden);
});

test('a list: a kid that is no text gets no line of the resolution', async () => {
  const exchange = await withList([keySetUrl]).ask(await token(endless, { alg: 'RS256', kid: 5 }, rsaSigner));
  expectRefused(exchange, 'kid_not_text', 403, hidden);
  expect(told(exchange)[0]).toBe("error Couldn't get token");
});

test('a classic API ignores the list', async () => {
  const scene = withSource(base64(keySetUrl), { jwt_jwks_uris: [{ url: otherUrl }] });
  expectPassed(await scene.ask(bearer));
  expect(scene.world.fetched).toEqual([keySetUrl]);
});
