import { expect, test } from 'vitest';
import type { Provider, ProviderClient } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { clientOf, keycloak, now, userOf } from '../../workspace/providers/build';
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
  userParameters,
  without,
} from './ask';

const service = clientOf(keycloak, 'client_credentials');
const app = clientOf(keycloak, 'password');
const issuer = 'https://keycloak.test/realms/My%20Shop';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function withClient(which: ProviderClient, change: Partial<ProviderClient>): Provider {
  const clients = keycloak.clients.map((client) => (client === which ? { ...client, ...change } : client));
  return { ...keycloak, clients };
}

const realmClaims = {
  'allowed-origins': ['/*'],
  realm_access: { roles: ['offline_access', 'uma_authorization', 'default-roles-my shop'] },
  resource_access: { account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] } },
};

test('a service account’s token has Keycloak’s claims, and the policy', async () => {
  const response = await askForToken(keycloak, clientParameters(keycloak));
  expect(claimsIn(response)).toEqual({
    exp: now + 300,
    iat: now,
    jti: matching(uuid),
    iss: issuer,
    aud: 'account',
    sub: service.id,
    typ: 'Bearer',
    azp: 'orders-service',
    acr: '1',
    ...realmClaims,
    scope: 'email profile',
    clientHost: '127.0.0.1',
    email_verified: false,
    preferred_username: 'service-account-orders-service',
    clientAddress: '127.0.0.1',
    client_id: 'orders-service',
    pol: 'gold',
  });
  expect(objectIn(response.body)).toMatchObject({
    expires_in: 300,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope: 'email profile',
  });
  expect(headerOf(response.headers, 'Cache-Control')).toBe('no-store');
});

test('a user’s token has the user’s claims and a session', async () => {
  const response = await askForToken(keycloak, { ...userParameters(keycloak), scope: 'openid orders' });
  const claims = claimsIn(response);
  expect(claims).toEqual({
    exp: now + 300,
    iat: now,
    jti: matching(uuid),
    iss: issuer,
    aud: 'account',
    sub: userOf(keycloak).sub,
    typ: 'Bearer',
    azp: 'orders-app',
    acr: '1',
    ...realmClaims,
    sid: matching(uuid),
    scope: 'openid orders email profile',
    email_verified: true,
    name: 'Jane Doe',
    preferred_username: 'jane',
    given_name: 'Jane',
    family_name: 'Doe',
    email: 'jane@example.com',
    pol: 'gold',
  });
  expect(objectIn(response.body)['session_state']).toBe(claims['sid']);
});

test('an audience is added to Keycloak’s own', async () => {
  const provider = withClient(service, { audience: 'orders' });
  expect(claimsIn(await askForToken(provider, clientParameters(keycloak)))['aud']).toEqual(['orders', 'account']);
});

test('a mapper’s claims replace the usual ones', async () => {
  const provider = withClient(service, { claims: '{"pol": "silver", "aud": "orders"}' });
  expect(claimsIn(await askForToken(provider, clientParameters(keycloak)))).toMatchObject({
    pol: 'silver',
    aud: 'orders',
  });
});

test('a client that is not known is invalid, one with another secret unauthorized, in the same words', async () => {
  const good = clientParameters(keycloak);
  const text = 'Invalid client or Invalid client credentials';
  const cases: [Record<string, string>, string][] = [
    [{ ...good, client_id: 'nobody' }, 'invalid_client'],
    [without(good, 'client_id'), 'invalid_client'],
    [{ ...good, client_secret: 'wrong' }, 'unauthorized_client'],
    [without(good, 'client_secret'), 'unauthorized_client'],
  ];
  for (const [parameters, error] of cases) {
    expect(refusal(await askForToken(keycloak, parameters))).toEqual([401, error, text]);
  }
});

test('the client may show itself in the header', async () => {
  const shown = await askForToken(
    keycloak,
    { grant_type: 'client_credentials' },
    basic(service.clientId, service.clientSecret),
  );
  expect(shown.status).toBe(200);
  const odd = withClient(service, { clientId: 'a:b c', clientSecret: '%+ü' });
  expect((await askForToken(odd, { grant_type: 'client_credentials' }, basic('a:b c', '%+ü'))).status).toBe(200);
});

test('a grant has to be named and known, before the client is looked at', async () => {
  expect(refusal(await askForToken(keycloak, {}))).toEqual([
    400,
    'invalid_request',
    'Missing form parameter: grant_type',
  ]);
  expect(refusal(await askForToken(keycloak, { grant_type: 'magic' }))).toEqual([
    400,
    'unsupported_grant_type',
    'Unsupported grant_type',
  ]);
});

test('a client has a service account, or direct access grants, or not', async () => {
  const asApp = { ...clientParameters(keycloak), client_id: app.clientId, client_secret: app.clientSecret };
  expect(refusal(await askForToken(keycloak, asApp))).toEqual([
    401,
    'unauthorized_client',
    'Client not enabled to retrieve service account',
  ]);
  const open = withClient(service, { clientSecret: '' });
  expect(refusal(await askForToken(open, clientParameters(keycloak)))).toEqual([
    401,
    'unauthorized_client',
    'Public client not allowed to retrieve service account',
  ]);
  const direct = { ...userParameters(keycloak), client_id: service.clientId, client_secret: service.clientSecret };
  expect(refusal(await askForToken(keycloak, direct))).toEqual([
    400,
    'unauthorized_client',
    'Client not allowed for direct access grants',
  ]);
});

test('a public client needs no secret for its user’s token', async () => {
  const open = withClient(app, { clientSecret: '' });
  expect((await askForToken(open, without(userParameters(keycloak), 'client_secret'))).status).toBe(200);
});

test('a wrong user or password is refused alike; a user is also found by e-mail', async () => {
  const good = userParameters(keycloak);
  const wrong = [401, 'invalid_grant', 'Invalid user credentials'];
  expect(refusal(await askForToken(keycloak, { ...good, username: 'nobody' }))).toEqual(wrong);
  expect(refusal(await askForToken(keycloak, { ...good, password: 'wrong' }))).toEqual(wrong);
  expect(refusal(await askForToken(keycloak, without(good, 'password')))).toEqual(wrong);
  expect(refusal(await askForToken(keycloak, without(good, 'username')))).toEqual([
    401,
    'invalid_request',
    'Missing parameter: username',
  ]);
  expect((await askForToken(keycloak, { ...good, username: 'JANE@example.com' })).status).toBe(200);
});

test('a scope that the client has not is invalid, for either grant', async () => {
  for (const good of [clientParameters(keycloak), userParameters(keycloak)]) {
    expect(refusal(await askForToken(keycloak, { ...good, scope: 'openid admin' }))).toEqual([
      400,
      'invalid_scope',
      'Invalid scopes: openid admin',
    ]);
  }
});

test('a parameter that is sent twice is refused', async () => {
  const body = `${new URLSearchParams(clientParameters(keycloak)).toString()}&scope=openid&scope=email`;
  const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
  const response = await ask(keycloak, addressesOf(keycloak).token, { method: 'POST', headers, body });
  expect(refusal(response)).toEqual([400, 'invalid_request', 'duplicated parameter']);
});

test('grants that begin elsewhere miss what they need', async () => {
  const good = clientParameters(keycloak);
  const cases: [Record<string, string>, string, string][] = [
    [{ grant_type: 'authorization_code' }, 'invalid_request', 'Missing parameter: code'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'invalid_grant', 'Code not valid'],
    [{ grant_type: 'refresh_token' }, 'invalid_request', 'No refresh token'],
    [{ grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant', 'Invalid refresh token'],
  ];
  for (const [parameters, error, text] of cases) {
    expect(refusal(await askForToken(keycloak, { ...good, ...parameters }))).toEqual([400, error, text]);
  }
});

test('a token is asked for with POST and a form', async () => {
  const url = addressesOf(keycloak).token;
  expect(objectIn((await ask(keycloak, url)).body)).toEqual({ error: 'HTTP 405 Method Not Allowed' });
  const headers = [['Content-Type', 'application/json']] as const;
  const body = JSON.stringify(clientParameters(keycloak));
  const response = await ask(keycloak, url, { method: 'POST', headers, body });
  expect([response.status, response.body]).toEqual([415, '{"error":"HTTP 415 Unsupported Media Type"}']);
});

test('a provider without a key issues nothing', async () => {
  const keyless = { ...keycloak, signingKeyId: 'gone' };
  expect(refusal(await askForToken(keyless, clientParameters(keycloak)))[0]).toBe(500);
});
