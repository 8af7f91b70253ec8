/** The guide's sections on Auth0 and Keycloak, from the provider to the answer, and what happens when keys are rotated. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Gateway } from '../../src/gateway/gateway';
import type { Exchange } from '../../src/gateway/outcome';
import { makeNetwork } from '../../src/mock/network';
import { readApi, readPolicy } from '../../src/workspace/documents';
import { surroundingsOf } from '../../src/workspace/network';
import { setBehaviour, type Provider } from '../../src/workspace/providers';
import { addressesOf } from '../../src/workspace/providers/addresses';
import { rotateKeys, setPublished } from '../../src/workspace/providers/keys';
import { base64, classic, expectPassed, expectRefused, policy, refusalIn, told } from '../gateway/build';
import { auth0, keyOf, keycloak, now, plain, providers } from '../workspace/providers/build';
import { askForToken, clientParameters, tokenIn, userParameters } from './identity-provider/ask';

let time = 0;
let world: readonly Provider[] = [];
let gateway: Gateway;

beforeEach(() => {
  time = now * 1000;
  world = providers;
  const clock = {
    now: () => time,
    wait: (milliseconds: number) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
  gateway = new Gateway(
    surroundingsOf(
      makeNetwork(() => ({ providers: world })),
      clock,
    ),
  );
});

/** Loads an API that takes the provider's tokens: the guide's "JWKS URL", as the gateway wants it. */
function load(provider: Provider): void {
  const definition = classic({ jwt_signing_method: 'rsa', jwt_source: base64(addressesOf(provider).keySet) });
  const api = readApi(JSON.stringify(definition));
  const gold = readPolicy(JSON.stringify(policy()));
  if (!api.ok || !gold.ok) throw new Error('The documents are good.');
  expect(gateway.load([api.value], [gold.value])).toEqual([]);
}

async function tokenOf(provider: Provider, whose: 'client' | 'user' = 'client'): Promise<string> {
  const parameters = whose === 'client' ? clientParameters(provider) : userParameters(provider);
  return tokenIn(await askForToken(provider, parameters));
}

function send(token: string): Promise<Exchange> {
  const headers = [
    ['Host', 'gateway.test'],
    ['Authorization', `Bearer ${token}`],
  ] as const;
  return gateway.handle({ method: 'GET', path: '/a/get', headers });
}

function change(to: Provider): void {
  world = world.map((provider) => (provider.id === to.id ? to : provider));
}

describe.each([
  ['Auth0', auth0],
  ['Keycloak', keycloak],
  ['a plain server', plain],
])('%s', (_, provider) => {
  test('a token of a client and of a user passes', async () => {
    load(provider);
    const exchange = await send(await tokenOf(provider));
    expectPassed(exchange);
    expect(exchange.response?.body).toContain('"url": "http://upstream.test/get"');
    expectPassed(await send(await tokenOf(provider, 'user')));
  });

  test('after a rotation new tokens are refused until the key set’s 240 seconds are over', async () => {
    load(provider);
    expectPassed(await send(await tokenOf(provider)));
    change(await rotateKeys(provider, { keep: false, now: time }));
    const [rotated] = world.filter(({ id }) => id === provider.id);
    const fresh = await tokenOf(rotated ?? provider);
    expectRefused(await send(fresh), 'kid_unknown', 403, 'Key not authorized');

    time += 240_000;
    expectRefused(await send(fresh), 'kid_unknown', 403, 'Key not authorized');
    time += 1;
    expectPassed(await send(fresh));
  });

  test('after a rotation flushing the cache helps at once, and the old token is refused from then on', async () => {
    load(provider);
    const old = await tokenOf(provider);
    expectPassed(await send(old));
    const rotated = await rotateKeys(provider, { keep: false, now: time });
    change(rotated);
    expectPassed(await send(old));
    gateway.flushKeySets('api1');
    expectPassed(await send(await tokenOf(rotated)));
    expectRefused(await send(old), 'kid_unknown', 403, 'Key not authorized');
  });
});

test('a rotation that keeps the old key breaks no old token, and a flush lets the new ones in', async () => {
  load(auth0);
  const old = await tokenOf(auth0);
  expectPassed(await send(old));
  const rotated = await rotateKeys(auth0, { keep: true, now: time });
  change(rotated);
  expect(refusalIn(await send(await tokenOf(rotated)))?.code).toBe('kid_unknown');
  gateway.flushKeySets();
  expectPassed(await send(await tokenOf(rotated)));
  expectPassed(await send(old));
});

test('a token whose kid is in no key set is refused, however fresh the set', async () => {
  load(auth0);
  for (const provider of [setBehaviour(auth0, { kind: 'unknown kid' }), setPublished(auth0, keyOf(auth0).id, false)]) {
    change(provider);
    gateway.flushKeySets();
    expectRefused(await send(await tokenOf(provider)), 'kid_unknown', 403, 'Key not authorized');
  }
});

test('certificates alone do for no key', async () => {
  load(auth0);
  change(setBehaviour(auth0, { kind: 'x5c only' }));
  const exchange = await send(await tokenOf(auth0));
  expectRefused(exchange, 'key_set_unavailable', 403, 'Key not authorized');
  expect(told(exchange).slice(0, 2)).toEqual([
    `error Failed to fetch or decode JWKs from ${addressesOf(auth0).keySet}`,
    'info Failed to decode JWKs body. Trying x5c PEM fallback.',
  ]);
});

test('a key set that cannot be read refuses every token; one without keys is even kept', async () => {
  load(auth0);
  const token = await tokenOf(auth0);
  const url = addressesOf(auth0).keySet;
  for (const form of ['HTML page', 'cut JSON'] as const) {
    change(setBehaviour(auth0, { kind: 'malformed key set', form }));
    const exchange = await send(token);
    expectRefused(exchange, 'key_set_unavailable', 403, 'Key not authorized');
    expect(told(exchange)).toContain(`error Invalid JWKS retrieved from endpoint: ${url}`);
  }
  change(setBehaviour(auth0, { kind: 'malformed key set', form: 'bad key' }));
  expectRefused(await send(token), 'key_set_unavailable', 403, 'Key not authorized');

  change(auth0);
  expectPassed(await send(token));
  gateway.flushKeySets();
  change(setBehaviour(auth0, { kind: 'malformed key set', form: 'no keys' }));
  expectRefused(await send(token), 'kid_unknown', 403, 'Key not authorized');
  change(auth0);
  expectRefused(await send(token), 'kid_unknown', 403, 'Key not authorized');
});

test('a status of 500 is not looked at: its body decides', async () => {
  load(keycloak);
  const token = await tokenOf(keycloak);
  change(setBehaviour(keycloak, { kind: 'HTTP 500', body: 'key set' }));
  expectPassed(await send(token));

  gateway.flushKeySets();
  change(setBehaviour(keycloak, { kind: 'HTTP 500', body: 'none' }));
  expectRefused(await send(token), 'key_set_unavailable', 403, 'Key not authorized');
  change(setBehaviour(keycloak, { kind: 'HTTP 500', body: 'error' }));
  expectRefused(await send(token), 'kid_unknown', 403, 'Key not authorized');
});

test('an unreachable provider is named in the log, and asked again by the next request', async () => {
  load(auth0);
  const token = await tokenOf(auth0);
  change(setBehaviour(auth0, { kind: 'unreachable' }));
  const exchange = await send(token);
  expectRefused(exchange, 'key_set_unavailable', 403, 'Key not authorized');
  const url = addressesOf(auth0).keySet;
  const line = exchange.log.find(
    ({ message }) => message === `JWKS endpoint resolution failed: invalid or unreachable host ${url}`,
  );
  expect(line?.['error']).toMatch(
    new RegExp(`^Get "${url}": dial tcp 203\\.0\\.113\\.\\d+:443: connect: connection refused$`),
  );
  change(auth0);
  expectPassed(await send(token));
});

test('a slow provider holds the first request, on the gateway’s clock, and no other', async () => {
  load(auth0);
  const token = await tokenOf(auth0);
  change(setBehaviour(auth0, { kind: 'slow', milliseconds: 4000 }));
  expectPassed(await send(token));
  expect(time).toBe(now * 1000 + 4000);
  expectPassed(await send(token));
  expect(time).toBe(now * 1000 + 4000);
});

test('the key set behind http is found through the redirect', async () => {
  const definition = classic({
    jwt_signing_method: 'rsa',
    jwt_source: base64(addressesOf(auth0).keySet.replace('https:', 'http:')),
  });
  const api = readApi(JSON.stringify(definition));
  const gold = readPolicy(JSON.stringify(policy()));
  if (!api.ok || !gold.ok) throw new Error('The documents are good.');
  gateway.load([api.value], [gold.value]);
  expectPassed(await send(await tokenOf(auth0)));
});
