import { expect, test } from 'vitest';
import { decodeParts } from '../../../src/workspace/token';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import type { Provider, ProviderClient } from '../../../src/workspace/providers';
import { auth0, clientOf, keyOf, now, userOf } from '../../workspace/providers/build';
import { headerOf } from '../../gateway/build';
import {
  ask,
  askForToken,
  basic,
  claimsIn,
  clientParameters,
  matching,
  objectIn,
  refusal,
  tokenIn,
  userParameters,
  without,
} from './ask';

const issuer = 'https://YOUR-TENANT.auth0.test/';
const api = 'https://orders.example/api';
const service = clientOf(auth0, 'client_credentials');
const app = clientOf(auth0, 'password');

function withClient(change: Partial<ProviderClient>): Provider {
  return { ...auth0, clients: auth0.clients.map((client) => (client === service ? { ...client, ...change } : client)) };
}

test('a machine-to-machine token has Auth0’s claims, and the policy', async () => {
  const response = await askForToken(auth0, clientParameters(auth0));
  expect(claimsIn(response)).toEqual({
    pol: 'gold',
    iss: issuer,
    sub: `${service.clientId}@clients`,
    aud: api,
    iat: now,
    exp: now + 86_400,
    scope: 'read:orders write:orders',
    gty: 'client-credentials',
    azp: service.clientId,
    permissions: ['read:orders', 'write:orders'],
  });
  expect(objectIn(decodeParts(tokenIn(response)).header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keyOf(auth0).kid });
  expect(objectIn(response.body)).toMatchObject({
    scope: 'read:orders write:orders',
    expires_in: 86_400,
    token_type: 'Bearer',
  });
  expect(headerOf(response.headers, 'Cache-Control')).toBe('no-store');
});

test('the body may be JSON, and the client may show itself in the header', async () => {
  const url = addressesOf(auth0).token;
  const headers = [['content-type', 'application/json; charset=utf-8']] as const;
  const body = JSON.stringify(clientParameters(auth0));
  expect(claimsIn(await ask(auth0, url, { method: 'POST', headers, body }))).toMatchObject({ iss: issuer });

  const parameters = { grant_type: 'client_credentials', audience: api };
  const shown = await askForToken(auth0, parameters, basic(service.clientId, service.clientSecret));
  expect(claimsIn(shown)).toMatchObject({ azp: service.clientId });

  const cut = await ask(auth0, url, { method: 'POST', headers, body: '{"grant_type":' });
  expect(refusal(cut)).toEqual([400, 'invalid_request', 'The body is not valid JSON.']);
});

test('a client that is not known, or shows another secret or none, is Unauthorized', async () => {
  const good = clientParameters(auth0);
  for (const bad of [
    { ...good, client_id: 'nobody' },
    { ...good, client_secret: 'wrong' },
    without(good, 'client_secret'),
    without(good, 'client_id'),
  ]) {
    expect(refusal(await askForToken(auth0, bad))).toEqual([401, 'access_denied', 'Unauthorized']);
  }
});

test('the API has to be named, known, and granted to the client', async () => {
  const good = clientParameters(auth0);
  expect(refusal(await askForToken(auth0, without(good, 'audience')))).toEqual([
    403,
    'access_denied',
    'Non-global clients are not allowed access to APIv1',
  ]);
  expect(refusal(await askForToken(auth0, { ...good, audience: 'https://other' }))).toEqual([
    403,
    'access_denied',
    'Service not enabled within domain: https://other',
  ]);
  const elsewhere = withClient({ audience: 'https://other' });
  expect(refusal(await askForToken(elsewhere, good))).toEqual([
    403,
    'access_denied',
    matching(/^Client is not authorized to access "https:\/\/orders\.example\/api"\. You need to create/),
  ]);
});

test('a client may ask for fewer scopes, not for more', async () => {
  const good = clientParameters(auth0);
  const fewer = await askForToken(auth0, { ...good, scope: 'read:orders' });
  expect(claimsIn(fewer)).toMatchObject({ scope: 'read:orders', permissions: ['read:orders'] });
  expect(refusal(await askForToken(auth0, { ...good, scope: 'read:orders admin' }))).toEqual([
    403,
    'access_denied',
    'Client has not been granted scopes: admin',
  ]);
  const none = claimsIn(await askForToken(withClient({ scope: '' }), good));
  expect(Object.keys(none)).not.toContain('scope');
  expect(Object.keys(none)).not.toContain('permissions');
});

test('a grant has to be named, known, and allowed to the client', async () => {
  const good = clientParameters(auth0);
  expect(refusal(await askForToken(auth0, without(good, 'grant_type')))).toEqual([
    400,
    'invalid_request',
    'Missing required parameter: grant_type',
  ]);
  expect(refusal(await askForToken(auth0, { ...good, grant_type: 'magic' }))).toEqual([
    501,
    'unsupported_grant_type',
    'Unsupported grant type: magic',
  ]);
  for (const grant of ['password', 'http://auth0.com/oauth/grant-type/password-realm', 'refresh_token']) {
    expect(refusal(await askForToken(auth0, { ...good, grant_type: grant }))).toEqual([
      403,
      'unauthorized_client',
      `Grant type '${grant}' not allowed for the client.`,
    ]);
  }
});

test('a user’s token is for the API and for Auth0, where openid is asked for', async () => {
  const response = await askForToken(auth0, { ...userParameters(auth0), scope: 'openid profile read:orders' });
  expect(claimsIn(response)).toEqual({
    pol: 'gold',
    iss: issuer,
    sub: userOf(auth0).sub,
    aud: [api, `${issuer}userinfo`],
    iat: now,
    exp: now + 86_400,
    scope: 'openid profile read:orders',
    gty: 'password',
    azp: app.clientId,
    permissions: ['read:orders'],
  });
  expect(userOf(auth0).sub).toMatch(/^auth0\|[0-9a-f]{24}$/);
});

test('a user’s token without scopes that are asked for has all that the user has', async () => {
  const bare = claimsIn(await askForToken(auth0, userParameters(auth0)));
  expect(bare).toMatchObject({ aud: api, scope: 'read:orders write:orders' });
  const openId = claimsIn(await askForToken(auth0, { ...userParameters(auth0), scope: 'openid' }));
  expect(openId['scope']).toBe('openid profile email address phone read:orders write:orders');
});

test('a user’s token without an API is no JWT', async () => {
  const token = tokenIn(await askForToken(auth0, { ...without(userParameters(auth0), 'audience'), scope: 'openid' }));
  expect(token).toMatch(/^[\w-]{32}$/);
});

test('a wrong user or password is refused alike; both have to be sent', async () => {
  const good = userParameters(auth0);
  const wrong = [403, 'invalid_grant', 'Wrong email or password.'];
  expect(refusal(await askForToken(auth0, { ...good, password: 'x' }))).toEqual(wrong);
  expect(refusal(await askForToken(auth0, { ...good, username: 'x' }))).toEqual(wrong);
  for (const name of ['username', 'password']) {
    expect(refusal(await askForToken(auth0, without(good, name)))).toEqual([
      400,
      'invalid_request',
      `Missing required parameter: ${name}`,
    ]);
  }
  expect(refusal(await askForToken(auth0, { ...good, audience: 'https://other' }))[0]).toBe(403);
});

test('claims of its own are added, but replace none of Auth0’s; a text that cannot be read adds none', async () => {
  const namespaced = withClient({ claims: '{"https://example.com/pol": "silver", "iss": "https://evil"}' });
  expect(claimsIn(await askForToken(namespaced, clientParameters(auth0)))).toMatchObject({
    'https://example.com/pol': 'silver',
    iss: issuer,
  });
  for (const claims of ['', '{"pol":', '["pol"]']) {
    const response = await askForToken(withClient({ claims }), clientParameters(auth0));
    expect(Object.keys(claimsIn(response))).not.toContain('pol');
  }
});

test('a user’s own claims count before the client’s', async () => {
  const users = auth0.users.map((user) => ({ ...user, claims: '{"pol": "silver"}' }));
  expect(claimsIn(await askForToken({ ...auth0, users }, userParameters(auth0)))).toMatchObject({ pol: 'silver' });
});

test('only POST gives a token, and only a provider with a key', async () => {
  expect(refusal(await ask(auth0, addressesOf(auth0).token))[0]).toBe(405);
  const keyless = { ...auth0, signingKeyId: null };
  const none = [500, 'server_error', 'The provider has no key to sign with.'];
  expect(refusal(await askForToken(keyless, clientParameters(auth0)))).toEqual(none);
  expect(refusal(await askForToken(keyless, userParameters(auth0)))).toEqual(none);
});
