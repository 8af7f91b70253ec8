import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Provider, ProviderClient } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { addKey } from '../../../src/workspace/providers/keys';
import { decodeParts } from '../../../src/workspace/token';
import { freshId } from '../../../src/workspace/workspace';
import { clientOf, now, plain } from '../../workspace/providers/build';
import { headerOf } from '../../gateway/build';
import {
  ask,
  askForToken,
  claimsIn,
  clientParameters,
  matching,
  objectIn,
  refusal,
  tokenIn,
  userParameters,
  without,
} from './ask';

function withClient(change: Partial<ProviderClient>): Provider {
  return { ...plain, clients: plain.clients.map((client) => ({ ...client, ...change })) };
}

test('a token has the claims of RFC 9068, and the policy', async () => {
  const claims = claimsIn(await askForToken(plain, clientParameters(plain)));
  expect(claims).toEqual({
    iss: 'https://idp.test',
    sub: 'orders-client',
    aud: 'https://orders.example/api',
    exp: now + 3600,
    iat: now,
    jti: matching(/./),
    client_id: 'orders-client',
    scope: 'read:orders write:orders',
    pol: 'gold',
  });
  expect(claimsIn(await askForToken(plain, userParameters(plain)))).toMatchObject({ sub: 'jane', pol: 'gold' });
  expect(claimsIn(await askForToken(withClient({ audience: '' }), clientParameters(plain)))['aud']).toBe(
    'https://idp.test',
  );
});

test('errors are those of RFC 6749', async () => {
  const client = clientParameters(plain);
  const user = userParameters(plain);
  const cases: [Record<string, string>, number, string][] = [
    [without(client, 'grant_type'), 400, 'invalid_request'],
    [{ ...client, client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ ...client, client_id: 'nobody' }, 401, 'invalid_client'],
    [{ ...client, grant_type: 'magic' }, 400, 'unsupported_grant_type'],
    [{ ...client, scope: 'admin' }, 400, 'invalid_scope'],
    [without(user, 'username'), 400, 'invalid_request'],
    [without(user, 'password'), 400, 'invalid_request'],
    [{ ...user, password: 'wrong' }, 400, 'invalid_grant'],
    [{ ...user, username: 'nobody' }, 400, 'invalid_grant'],
  ];
  for (const [parameters, status, error] of cases) {
    expect(refusal(await askForToken(plain, parameters)).slice(0, 2)).toEqual([status, error]);
  }
  expect(refusal(await askForToken(withClient({ grants: [] }), client)).slice(0, 2)).toEqual([
    400,
    'unauthorized_client',
  ]);
  const wrong = await askForToken(plain, { ...client, client_secret: 'wrong' });
  expect(headerOf(wrong.headers, 'WWW-Authenticate')).toBe('Basic realm="idp.test"');
});

test('a token is asked for with POST and a form', async () => {
  const url = addressesOf(plain).token;
  expect((await ask(plain, url)).status).toBe(405);
  expect(refusal(await ask(plain, url, { method: 'POST', body: '{}' })).slice(0, 2)).toEqual([400, 'invalid_request']);
});

test('fewer scopes may be asked for, and a user has no more than the client', async () => {
  const fewer = await askForToken(plain, { ...clientParameters(plain), scope: 'openid read:orders' });
  expect(objectIn(fewer.body)['scope']).toBe('openid read:orders');
  const narrow = withClient({ scope: 'read:orders' });
  expect(claimsIn(await askForToken(narrow, userParameters(plain)))['scope']).toBe('read:orders');
  const none = claimsIn(await askForToken(withClient({ scope: '' }), clientParameters(plain)));
  expect(Object.keys(none)).not.toContain('scope');
});

test('an EC key signs with the algorithm of its curve', async () => {
  for (const [curve, alg] of [
    ['P-256', 'ES256'],
    ['P-384', 'ES384'],
    ['P-521', 'ES512'],
  ] as const) {
    const jwk = generateKeyPairSync('ec', { namedCurve: curve }).privateKey.export({ format: 'jwk' });
    const key = { id: freshId(), name: 'EC', kid: 'ec', use: 'sig', jwk } as const;
    const added = await addKey({ ...plain, keys: [], signingKeyId: null }, key, now);
    if (!added.ok) throw new Error(added.problem);
    const response = await askForToken(added.provider, clientParameters(plain));
    expect(objectIn(decodeParts(tokenIn(response)).header)).toEqual({ alg, typ: 'JWT', kid: 'ec' });
  }
});

test('a key that cannot sign gives an error, not a token', async () => {
  const { kty = '', n = '', e = '' } = plain.keys[0]?.key.jwk ?? {};
  const keys = plain.keys.map(({ key }) => ({ published: true, key: { ...key, jwk: { kty, n, e } } }));
  expect(refusal(await askForToken({ ...plain, keys }, clientParameters(plain)))[0]).toBe(500);
  const odd = plain.keys.map(({ key }) => ({ published: true, key: { ...key, jwk: { kty: 'OKP', crv: 'Ed25519' } } }));
  expect(refusal(await askForToken({ ...plain, keys: odd }, clientParameters(plain)))).toEqual([
    500,
    'server_error',
    'No token is signed with a key of type OKP.',
  ]);
  expect(clientOf(plain).grants).toEqual(['client_credentials', 'password']);
});
