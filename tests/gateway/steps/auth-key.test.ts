import { expect, test } from 'vitest';
import { Scene, accessLine, classic, expectPassed, expectRefused, headerOf, rights, token, told } from '../build';

const off = classic({ enable_jwt: false });
const both = classic({ use_standard_auth: true, auth_configs: { jwt: {}, authToken: { auth_header_name: 'X-Key' } } });
const key = { access_rights: rights(), quota_max: 5, quota_renewal_rate: 60, rate: 10, per: 10 };

test('with JWT off and no header the request is refused, not let through', async () => {
  const exchange = await new Scene([off]).ask(null);
  expectRefused(exchange, 'auth_key_missing', 401, 'Authorization field missing');
  expect(told(exchange)).toEqual(['info Attempted access with malformed header, no auth header found.', 'info ']);
  expect(accessLine(exchange)).toMatchObject({ response_flag: 'AMF', response_code_details: 'auth_field_missing' });
});

test('with JWT off a good JWT is no key', async () => {
  const exchange = await new Scene([off]).askAs();
  expectRefused(exchange, 'auth_key_unknown', 403, 'Access to this API has been disallowed');
  expect(told(exchange)).toEqual(['info Attempted access with non-existent key.', 'info ']);
  expect(accessLine(exchange)).toMatchObject({ response_flag: 'AKI', response_code_details: 'auth_key_not_found' });
});

test('a key that an admin made opens such an API', async () => {
  const scene = new Scene([off]);
  scene.addKey('my-key', key);
  const exchange = await scene.ask('my-key');
  expectPassed(exchange);
  expect(headerOf(exchange.response?.headers, 'X-Ratelimit-Remaining')).toBe('4');
});

test('with both methods on both must be good', async () => {
  const scene = new Scene([both]);
  scene.addKey('my-key', key);
  const withKey = (bearer: string | null, name: string) => scene.ask(bearer, '/a/get', { headers: [['X-Key', name]] });
  const good = await token();
  expectPassed(await withKey(good, 'my-key'));
  expectRefused(await withKey(good, 'other'), 'auth_key_unknown', 403, 'Access to this API has been disallowed');
  expectRefused(await scene.ask(good), 'auth_key_missing', 401, 'Authorization field missing');
  expectRefused(await withKey(null, 'my-key'), 'token_missing', 400, 'Authorization field missing');
  expectRefused(await withKey('bad', 'my-key'), 'token_malformed', 403, 'Key not authorized');
});

test.each([
  ['auth_token', '5'],
  ['jwt_claim', '-1'],
])('base identity %s: the quota is that of its session', async (base_identity_provided_by, limit) => {
  const scene = new Scene([{ ...both, base_identity_provided_by }]);
  scene.addKey('my-key', key);
  const exchange = await scene.ask(await token(), '/a/get', { headers: [['X-Key', 'my-key']] });
  expectPassed(exchange);
  expect(headerOf(exchange.response?.headers, 'X-Ratelimit-Limit')).toBe(limit);
  expect(exchange.session === null).toBe(base_identity_provided_by === 'auth_token');
});

test('names under three characters are never looked up', async () => {
  const scene = new Scene([off]);
  scene.addKey('ab', key);
  expectRefused(await scene.ask('ab'), 'auth_key_unknown', 403, 'Access to this API has been disallowed');
});
