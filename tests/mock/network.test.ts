import { beforeAll, expect, test } from 'vitest';
import { makeNetwork } from '../../src/mock/network';
import { newAuth0 } from '../../src/workspace/providers/new-provider';
import { type Provider, type ProviderBehaviour, setBehaviour } from '../../src/workspace/providers';

const now = 1_790_000_000_000;
let providers: readonly Provider[] = [];
const network = makeNetwork(() => ({ providers }));

beforeAll(async () => {
  providers = [await newAuth0({ name: 'Auth0', host: 'Shop.auth0.test', policy: 'gold', now })];
});

function behaving(behaviour: ProviderBehaviour): ReturnType<typeof makeNetwork> {
  return makeNetwork(() => ({ providers: providers.map((provider) => setBehaviour(provider, behaviour)) }));
}

const keySetUrl = 'https://shop.auth0.test/.well-known/jwks.json';

async function failureOf(url: string): Promise<string> {
  const { answer, after } = await network.fetchKeySet(url);
  expect(after).toBe(0);
  return answer.kind === 'failed' ? answer.error : `status ${String(answer.status)}`;
}

test('a provider answers under its host name, in any letter case', async () => {
  for (const url of [keySetUrl, 'https://SHOP.auth0.TEST:443/.well-known/jwks.json']) {
    const { answer } = await network.fetchKeySet(url);
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  }
});

test('no other name of a key set is known', async () => {
  expect(await failureOf('https://idp.example/jwks')).toBe(
    'dial tcp: lookup idp.example on 127.0.0.11:53: no such host',
  );
  expect(await failureOf('http://a b/')).toBe('dial tcp: lookup http://a b/ on 127.0.0.11:53: no such host');
});

test('nobody listens on other ports, and at addresses', async () => {
  expect(await failureOf('https://shop.auth0.test:8443/')).toMatch(
    /^dial tcp 203\.0\.113\.\d+:8443: connect: connection refused$/,
  );
  expect(await failureOf('http://127.0.0.1:9/jwks')).toBe('dial tcp 127.0.0.1:9: connect: connection refused');
  expect(await failureOf('http://localhost/jwks')).toBe('dial tcp 127.0.0.1:80: connect: connection refused');
  expect(await failureOf('https://[::1]/jwks')).toBe('dial tcp [::1]:443: connect: connection refused');
});

test('a provider speaks https alone', async () => {
  expect(await failureOf('https://shop.auth0.test:80/')).toBe('http: server gave HTTP response to HTTPS client');
  const { answer } = await network.fetchKeySet('http://shop.auth0.test/.well-known/jwks.json?a=1');
  expect(answer).toEqual({
    kind: 'answer',
    status: 301,
    headers: [['Location', `${keySetUrl}?a=1`]],
    body: '',
  });
});

test('an unreachable provider refuses connections at the address that its name has', async () => {
  const { answer } = await behaving({ kind: 'unreachable' }).fetchKeySet(keySetUrl);
  const refused = answer.kind === 'failed' ? answer.error : '';
  expect(refused).toMatch(/^dial tcp 203\.0\.113\.\d+:443: connect: connection refused$/);
  expect(await failureOf('https://shop.auth0.test:444/')).toBe(refused.replace(':443', ':444'));
});

test('a slow provider answers the same, later', async () => {
  const slow = await behaving({ kind: 'slow', milliseconds: 2500 }).fetchKeySet(keySetUrl);
  const normal = await network.fetchKeySet(keySetUrl);
  expect(slow).toEqual({ ...normal, after: 2500 });
});

test('a provider can be an upstream too, any other host is httpbin', async () => {
  const request = { method: 'GET', path: '/get', headers: [] };
  const provider = await network.upstream('https://shop.auth0.test/get', request, now);
  expect(provider.answer).toMatchObject({ response: { status: 404, body: 'Not found.' } });
  const other = await network.upstream('http://orders.example/get', request, now);
  expect(other.answer).toMatchObject({ kind: 'answer', response: { status: 200 } });
});

test('random bytes are as many as asked for', () => {
  expect(network.random(16)).toHaveLength(16);
});
