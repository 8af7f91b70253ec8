import { expect, test } from 'vitest';
import { p256Certificate, rsa2048, rsaCertificate } from '../../keys/fixtures';
import {
  Scene,
  base64,
  claims,
  classic,
  expectPassed,
  expectRefused,
  policy,
  refusalIn,
  rights,
  row,
  rsaSigner,
  rsaSource,
  secret,
  token,
  told,
} from '../build';

const denied = 'Key not authorized';

test.each(['a', ' ', '\u0000', 'tyk123', secret])('a secret %j in base64 is used as it is', async (text) => {
  expectPassed(await new Scene([classic({ jwt_source: base64(text) })]).ask(await token(claims(), {}, text)));
});

test.each([
  ['tyk123', 4],
  ['secretkey', 8],
  ['a-b_', 1],
  [rsa2048, 0],
])('a source %.12j is not base64, and the byte is named', async (jwt_source, byte) => {
  const exchange = await new Scene([classic({ jwt_source })]).askAs();
  expectRefused(exchange, 'source_not_base64', 403, denied);
  const error = `illegal base64 data at input byte ${String(byte)}`;
  expect(told(exchange)).toEqual([
    `error JWKS source decode failed: ${jwt_source} is not a base64 string`,
    "error Couldn't get token",
    'info Attempted JWT access with non-existent key.',
    'error JWT validation error',
    'info ',
  ]);
  for (const line of exchange.log.filter(({ level }) => level === 'error')) expect(line['error']).toBe(error);
});

test.each(['tyk12345', base64(base64(secret))])('a source %j is base64 of other bytes', async (jwt_source) => {
  expectRefused(await new Scene([classic({ jwt_source })]).askAs(), 'signature_invalid', 403, denied);
});

test.each([
  ['a public key', rsaSource],
  ['the certificate of the key, or of another', base64(rsaCertificate)],
])('RSA: %s is read', async (_, jwt_source) => {
  const scene = new Scene([classic({ jwt_signing_method: 'rsa', jwt_source })]);
  const exchange = await scene.ask(await token(claims(), { alg: 'RS256' }, rsaSigner));
  expect(row(exchange, 'key')).toMatchObject({ state: 'passed', summary: 'RSA key of 2048 bits from jwt_source' });
});

test('RSA: a secret is no key', async () => {
  const scene = new Scene([classic({ jwt_signing_method: 'rsa' })]);
  const exchange = await scene.ask(await token(claims(), { alg: 'RS256' }, rsaSigner));
  expectRefused(exchange, 'key_unreadable', 403, denied);
  expect(told(exchange)).toEqual([
    'error Failed to decode JWT key',
    'info Attempted JWT access with non-existent key.',
    'error JWT validation error',
    'info ',
  ]);
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ error: 'x509: malformed certificate' });
});

test('RSA: a key of another type is refused at the signature', async () => {
  const scene = new Scene([classic({ jwt_signing_method: 'rsa', jwt_source: base64(p256Certificate) })]);
  const exchange = await scene.ask(await token(claims(), { alg: 'RS256' }, rsaSigner));
  expectRefused(exchange, 'signature_invalid', 403, denied);
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ error: 'key is of invalid type' });
});

const own = classic({ jwt_source: '' });

test("one key per token: the Tyk key of the token's kid holds the secret and gives the session", async () => {
  const scene = new Scene([own]);
  scene.addKey('her key', { jwt_data: { secret: 'hers' }, quota_max: 2, quota_renewal_rate: 60 });
  const hers = await token({ sub: 'x' }, { kid: 'her key' }, 'hers');
  expectPassed(await scene.ask(hers));
  expectPassed(await scene.ask(hers));
  expectRefused(await scene.ask(hers), 'quota_exceeded', 403, 'Quota exceeded');
  const forged = await token({ sub: 'x' }, { kid: 'her key' }, 'his');
  expectRefused(await scene.ask(forged), 'signature_invalid', 403, denied);
});

test('one key per token: without a kid the claims name the key; with jwt_skip_kid always', async () => {
  const scene = new Scene([own]);
  scene.addKey('ann', { jwt_data: { secret: 'hers' } });
  expectPassed(await scene.ask(await token({ sub: 'ann' }, {}, 'hers')));
  expectPassed(await scene.ask(await token({ sub: 'ann' }, { kid: 5 }, 'hers')));
  const kid = await token({ sub: 'ann' }, { kid: 'other' }, 'hers');
  expectRefused(await scene.ask(kid), 'key_of_token_unknown', 403, denied);
  const skipping = new Scene([{ ...own, jwt_skip_kid: true }]);
  skipping.addKey('ann', { jwt_data: { secret: 'hers' } });
  expectPassed(await skipping.ask(kid));
});

test('one key per token: a key without jwt_data accepts the empty secret', async () => {
  const scene = new Scene([own]);
  scene.addKey('ann', {});
  expectPassed(await scene.ask(await token({ sub: 'ann' }, {}, '')));
});

test('one key per token: a public key in the Tyk key is text, not base64', async () => {
  const scene = new Scene([{ ...own, jwt_signing_method: 'rsa' }]);
  scene.addKey('ann', { jwt_data: { secret: rsa2048 } });
  scene.addKey('bob', { jwt_data: { secret: rsaSource } });
  expectPassed(await scene.ask(await token({ sub: 'ann' }, { alg: 'RS256' }, rsaSigner)));
  const exchange = await scene.ask(await token({ sub: 'bob' }, { alg: 'RS256' }, rsaSigner));
  expectRefused(exchange, 'key_unreadable', 403, denied);
});

test('one key per token: nobody, and a token without a name', async () => {
  const scene = new Scene([own]);
  for (const bearer of [await token({ sub: 'nobody' }), await token({}), await token({ sub: 'x' }, { kid: '' })]) {
    const exchange = await scene.ask(bearer);
    expectRefused(exchange, 'key_of_token_unknown', 403, denied);
    expect(told(exchange)).toContain("error Couldn't get token");
  }
});

test("one key per token: the key's own policies count, the token's do not", async () => {
  const inactive = policy({ id: 'off', is_inactive: true });
  const scene = new Scene([own], [policy(), inactive]);
  scene.addKey('ann', { jwt_data: { secret: 'hers' }, apply_policies: ['gold'], access_rights: rights() });
  const exchange = await scene.ask(await token({ sub: 'ann', pol: 'off' }, {}, 'hers'));
  expectPassed(exchange);
  expect(row(exchange, 'base-policy')).toMatchObject({
    state: 'skipped',
    summary: 'the session is that of the token’s own key',
  });
  scene.addKey('eve', { jwt_data: { secret: 'hers' }, apply_policies: ['off'], access_rights: rights() });
  expect(refusalIn(await scene.ask(await token({ sub: 'eve' }, {}, 'hers')))?.code).toBe('key_inactive');
});
