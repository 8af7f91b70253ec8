import { expect, test } from 'vitest';
import { Scene, accessLine, base64, classic, expectRefused, refusalIn, row, token, told } from '../build';

const unsigned = (alg: string): string =>
  [JSON.stringify({ alg }), '{"sub":"ann"}', 'x'].map((part) => base64(part).replace(/=+$/, '')).join('.');

test.each([
  ['hmac', 'RS256', 'Unexpected signing method: RS256 and not HMAC signature'],
  ['hmac', 'none', 'Unexpected signing method: none and not HMAC signature'],
  ['hmac', 'EdDSA', 'Unexpected signing method: EdDSA and not HMAC signature'],
  ['rsa', 'HS256', 'Unexpected signing method: HS256 and not RSA or RSAPSS signature'],
  ['rsa', 'ES256', 'Unexpected signing method: ES256 and not RSA or RSAPSS signature'],
  ['ecdsa', 'HS256', 'Unexpected signing method: HS256 and not ECDSA signature'],
  ['RSA', 'RS256', 'Unexpected signing method: RS256'],
  ['', 'ES512', 'Unexpected signing method: ES512'],
  ['toString', 'RS256', 'Unexpected signing method: RS256'],
])('an API of %j refuses %s', async (method, alg, error) => {
  const exchange = await new Scene([classic({ jwt_signing_method: method })]).ask(unsigned(alg));
  expectRefused(exchange, 'signing_method_unexpected', 403, 'Key not authorized: Unexpected signing method');
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ message: 'JWT validation error', error });
  expect(accessLine(exchange)).toMatchObject({
    response_flag: 'TKI',
    response_code_details: 'jwt_unexpected_signing_method',
  });
});

test.each(['', 'RSA', 'rs256', 'jwks', '__proto__'])('a method %j counts as HMAC, with a warning', async (method) => {
  const exchange = await new Scene([classic({ jwt_signing_method: method })]).ask(await token());
  expect(refusalIn(exchange)).toBeUndefined();
  expect(exchange.response?.status).toBe(200);
  expect(told(exchange)[0]).toBe('warning No signing method found in API Definition, defaulting to HMAC signature');
});

test('comes before the key is looked for', async () => {
  const exchange = await new Scene([classic({ jwt_source: 'not base64!' })]).ask(unsigned('RS256'));
  expect(refusalIn(exchange)?.code).toBe('signing_method_unexpected');
  expect(row(exchange, 'key').state).toBe('not reached');
});

test('the token chooses the hash inside the family', async () => {
  const exchange = await new Scene().ask(await token(undefined, { alg: 'HS512' }));
  expect(row(exchange, 'signing-method').summary).toBe('HS512 is of the family hmac');
});
