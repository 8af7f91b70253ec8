import { expect, test } from 'vitest';
import { Scene, base64, classic, expectPassed, expectRefused, now, row, secret, told } from '../build';
import { algorithm } from '../../../src/keys/algorithms';
import { secretKey } from '../../../src/keys/key';
import { signParts } from '../../../src/tokens/sign';

const part = (text: string): string => base64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

async function signedTexts(header: string, payload: string): Promise<string> {
  const row = algorithm('HS256');
  if (row === undefined) throw new Error('HS256 is known');
  const signed = await signParts(row, header, payload, secretKey(new TextEncoder().encode(secret)));
  if (!signed.ok) throw new Error(signed.problem.message);
  return signed.token;
}

test.each([
  ['one', 'token contains an invalid number of segments'],
  ['one.two', 'token contains an invalid number of segments'],
  ['a.b.c.d', 'token contains an invalid number of segments'],
  ['..', 'unexpected end of JSON input'],
  [`${part('[]')}.${part('{}')}.x`, 'json: cannot unmarshal array into Go value of type map[string]interface {}'],
  [`${part('{"alg":"HS256"}')}..x`, 'EOF'],
  [`${part('{"alg":"HS256"}')}.${part('{"sub":"u1"')}.x`, 'unexpected EOF'],
  [`${part('{"alg":"HS256"}')}.${part('5')}.x`, 'json: cannot unmarshal number into Go value of type jwt.MapClaims'],
  [`${part('{"alg":"HS256"} x')}.${part('{}')}.x`, "invalid character 'x' after top-level value"],
])('refuses %j: %s', async (text, error) => {
  const exchange = await new Scene().ask(text);
  expectRefused(exchange, 'token_malformed', 403, 'Key not authorized');
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({ message: 'JWT validation error', error });
  expect(told(exchange)).toHaveLength(3);
});

test.each([
  ['one', 'parts', '1', undefined],
  ['.'.repeat(5000), 'parts', '1000 or more', undefined],
  [`x.${part('{}')}.x`, 'header', 'cannot be read', { document: 'token header', path: [] }],
  [`${part('{"alg":"HS256"}')}.x.x`, 'payload', 'cannot be read', { document: 'token payload', path: [] }],
])('the trace says what is wrong with %j', async (text, name, value, place) => {
  const exchange = await new Scene().ask(text);
  const fact = exchange.trace.find(({ state }) => state === 'refused')?.facts[0];
  expect(fact).toMatchObject({ name, value, holds: false });
  expect(fact?.place).toEqual(place);
});

test.each([
  ['{}', 'signing method (alg) is unspecified.', 'absent'],
  ['null', 'signing method (alg) is unspecified.', 'absent'],
  ['{"Alg":"HS256"}', 'signing method (alg) is unspecified.', 'absent'],
  ['{"alg":5}', 'signing method (alg) is unspecified.', '5'],
  ['{"alg":""}', 'signing method (alg) is unavailable.', ''],
  ['{"alg":"None"}', 'signing method (alg) is unavailable.', 'None'],
  ['{"alg":"hs256"}', 'signing method (alg) is unavailable.', 'hs256'],
  ['{"alg":"__proto__"}', 'signing method (alg) is unavailable.', '__proto__'],
])('refuses the header %s: %s', async (header, error, value) => {
  const exchange = await new Scene().ask(`${part(header)}.${part('{}')}.x`);
  expectRefused(exchange, 'algorithm_unknown', 403, 'Key not authorized');
  const { facts } = row(exchange, 'read-token');
  expect(facts[0]).toMatchObject({
    name: 'alg',
    value,
    holds: false,
    place: { document: 'token header', path: ['alg'] },
  });
  expect(facts.at(-1)).toEqual({ name: 'error', value: error });
});

test('a payload that is broken is told before an algorithm that is unknown', async () => {
  const exchange = await new Scene().ask(`${part('{"alg":"x"}')}.${part('{')}.x`);
  expectRefused(exchange, 'token_malformed', 403, 'Key not authorized');
});

test.each([
  ['text after the first JSON value', '{"alg":"HS256"}', `{"sub":"ann","pol":"gold"} and more`],
  ['the last of two members of one name', '{"alg":"none","alg":"HS256"}', `{"sub":"eve","sub":"ann","pol":"gold"}`],
  ['an escaped name', '{"alg":"HS256"}', `{"\\u0073ub":"ann","pol":"gold"}`],
  [
    'members that mean nothing here',
    '{"alg":"HS256","crit":["x"],"b64":false,"jku":"http://evil.test"}',
    '{"sub":"ann","pol":"gold"}',
  ],
])('accepts %s', async (_, header, payload) => {
  const exchange = await new Scene().ask(await signedTexts(header, payload));
  expectPassed(exchange);
  expect(exchange.session).toMatchObject({ alias: 'ann' });
});

test('a payload of null is a token without claims', async () => {
  const exchange = await new Scene().ask(await signedTexts('{"alg":"HS256"}', 'null'));
  expectRefused(exchange, 'identity_missing', 403, 'no suitable claims for user ID were found');
});

test('names such as __proto__ and constructor are claims like others', async () => {
  const api = classic({ jwt_identity_base_field: '__proto__', jwt_policy_field_name: 'constructor' });
  const payload = `{"__proto__":"ann","constructor":"gold","exp":${String(now + 60)}}`;
  const exchange = await new Scene([api]).ask(await signedTexts('{"alg":"HS256"}', payload));
  expectPassed(exchange);
  expect(exchange.session).toMatchObject({ alias: 'ann', apply_policies: ['gold'] });
});

test('a claim that only the prototype has is not there', async () => {
  const api = classic({ jwt_identity_base_field: 'constructor.name' });
  const exchange = await new Scene([api]).ask(await signedTexts('{"alg":"HS256"}', '{"pol":"gold"}'));
  expectRefused(exchange, 'identity_missing', 403, 'no suitable claims for user ID were found');
});
