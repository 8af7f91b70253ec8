import { expect, test } from 'vitest';
import { answerProvider } from '../../../src/mock/identity-provider/answer';
import { providerAt } from '../../../src/mock/identity-provider/provider-at';
import { setBehaviour } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { decodeParts } from '../../../src/workspace/token';
import { auth0, keyOf, keycloak, plain, providers } from '../../workspace/providers/build';
import { ask, askForToken, clientParameters, matching, objectIn, tokenIn } from './ask';

const moment = { now: 0, random: (bytes: number): Uint8Array => new Uint8Array(bytes) };

test('a provider is found by its host name in any letter case; of two the first', () => {
  expect(providerAt(providers, 'your-tenant.auth0.test')).toBe(auth0);
  expect(providerAt([plain, { ...keycloak, host: 'IDP.test' }], 'idp.test')).toBe(plain);
  expect(providerAt(providers, 'elsewhere.test')).toBeUndefined();
});

test('each discovery document names the provider’s own addresses', async () => {
  for (const provider of providers) {
    const { issuer, discovery, keySet, token } = addressesOf(provider);
    const response = await ask(provider, discovery);
    expect(response.status).toBe(200);
    expect(objectIn(response.body)).toMatchObject({ issuer, jwks_uri: keySet, token_endpoint: token });
  }
});

test('HEAD gives the headers alone', async () => {
  const url = addressesOf(auth0).keySet;
  const whole = await ask(auth0, url);
  expect(await ask(auth0, url, { method: 'HEAD' })).toEqual({ ...whole, body: '' });
});

test('where nothing is, each product says so in its own way', async () => {
  expect(await ask(auth0, 'https://your-tenant.auth0.test/jwks')).toMatchObject({ status: 404, body: 'Not found.' });
  expect(await ask(plain, 'https://idp.test/certs')).toMatchObject({ status: 404, body: '404 page not found\n' });
  for (const path of ['/', '/realms/My%20Shop/certs', '/auth/realms/My%20Shop/protocol/openid-connect/certs']) {
    const response = await ask(keycloak, `https://keycloak.test${path}`);
    expect([response.status, response.body]).toEqual([404, '{"error":"HTTP 404 Not Found"}']);
  }
  const other = await ask(keycloak, 'https://keycloak.test/realms/other/protocol/openid-connect/certs');
  expect([other.status, other.body]).toEqual([404, '{"error":"Realm does not exist"}']);
});

test('a POST to the key set finds nothing', async () => {
  expect((await ask(plain, addressesOf(plain).keySet, { method: 'POST' })).status).toBe(404);
});

test('by http there is only the way to https', async () => {
  const response = await ask(plain, 'http://idp.test/token?a=1');
  expect([response.status, response.headers]).toEqual([301, [['Location', 'https://idp.test/token?a=1']]]);
});

test('a provider that is unreachable fails at every address, one that is slow is slow at every address', async () => {
  const { discovery, keySet, token } = addressesOf(plain);
  for (const url of [discovery, keySet, token]) {
    const request = { method: 'GET', url, headers: [] };
    const gone = await answerProvider(setBehaviour(plain, { kind: 'unreachable' }), request, moment);
    expect(gone).toEqual({
      after: 0,
      answer: {
        kind: 'failed',
        error: matching(/^dial tcp 203\.0\.113\.\d+:443: connect: connection refused$/),
      },
    });
    const slow = await answerProvider(setBehaviour(plain, { kind: 'slow', milliseconds: 700 }), request, moment);
    expect(slow.after).toBe(700);
  }
});

test('a provider with an unknown kid names one that is in no key set', async () => {
  for (const provider of providers) {
    const odd = setBehaviour(provider, { kind: 'unknown kid' });
    const { header } = decodeParts(tokenIn(await askForToken(odd, clientParameters(provider))));
    expect(objectIn(header)['kid']).toBe(`not-published-${keyOf(provider).kid}`);
  }
});

test('a key set that is spoilt does not keep the provider from issuing tokens', async () => {
  for (const kind of ['x5c only', 'normal'] as const) {
    expect((await askForToken(setBehaviour(plain, { kind }), clientParameters(plain))).status).toBe(200);
  }
  const broken = setBehaviour(plain, { kind: 'HTTP 500', body: 'none' });
  expect((await askForToken(broken, clientParameters(plain))).status).toBe(200);
});
