import { expect, test } from 'vitest';
import type { Header } from '../../../src/gateway/outcome';
import type { JsonObject } from '../../../src/go/json';
import { Scene, accessLine, classic, expectPassed, expectRefused, oas, row, token, told } from '../build';

const good = await token();

function ask(jwt: JsonObject, query: string, headers: readonly Header[] = []) {
  return new Scene([classic({ auth_configs: { jwt } })]).ask(null, `/a/get${query}`, { headers });
}

const missing = ['token_missing', 400, 'Authorization field missing'] as const;

test.each<readonly [string, JsonObject, string, readonly Header[]]>([
  ['in Authorization', {}, '', [['Authorization', good]]],
  ['in Authorization, name in small letters', {}, '', [['authorization', good]]],
  ['in a header of another name', { auth_header_name: 'X-Token' }, '', [['x-token', good]]],
  ['in a query parameter', { use_param: true, param_name: 'jwt' }, `?jwt=${good}`, []],
  ['in a query parameter, its name escaped', { use_param: true, param_name: 'jwt' }, `?%6Awt=${good}`, []],
  ['in an unnamed query parameter', { use_param: true }, `?Authorization=${good}`, []],
  ['in an unnamed parameter, the header being named', { auth_header_name: 'X-T', use_param: true }, `?X-T=${good}`, []],
  ['in a cookie', { use_cookie: true, cookie_name: 'jwt' }, '', [['Cookie', `a=b; jwt=${good}`]]],
  ['in a cookie in quotes', { use_cookie: true, cookie_name: 'jwt' }, '', [['Cookie', `jwt="${good}"`]]],
  [
    'in a cookie, and the header holds nonsense',
    { use_cookie: true, cookie_name: 'jwt' },
    '',
    [
      ['Authorization', 'x'],
      ['Cookie', `jwt=${good}`],
    ],
  ],
  [
    'in the header, the parameter being empty',
    { use_param: true, param_name: 'jwt' },
    '?jwt=',
    [['Authorization', good]],
  ],
  ['in the first of two parameters', { use_param: true, param_name: 'jwt' }, `?jwt=${good}&jwt=x`, []],
])('finds a token %s', async (_, jwt, query, headers) => {
  expectPassed(await ask(jwt, query, headers));
});

test.each<readonly [string, JsonObject, string, readonly Header[]]>([
  ['nothing is sent', {}, '', []],
  ['the header is empty', {}, '', [['Authorization', '']]],
  [
    'the first of two headers is empty',
    {},
    '',
    [
      ['Authorization', ''],
      ['Authorization', good],
    ],
  ],
  ['the header is disabled', { disable_header: true, use_param: true }, '', [['Authorization', good]]],
  ['the parameter is written in other letters', { use_param: true }, `?authorization=${good}`, []],
  [
    'the header is disabled, and an unnamed parameter is called as the header',
    { disable_header: true, auth_header_name: 'X-T', use_param: true },
    `?X-T=${good}`,
    [],
  ],
])('refuses when %s', async (_, jwt, query, headers) => {
  expectRefused(await ask(jwt, query, headers), ...missing);
});

test('the cookie beats the query, the query beats the header, for better or worse', async () => {
  const jwt = { use_param: true, param_name: 'p', use_cookie: true, cookie_name: 'c' };
  const header: Header = ['Authorization', good];
  expectRefused(await ask(jwt, '?p=x', [header]), 'token_malformed', 403, 'Key not authorized');
  expectRefused(
    await ask(jwt, `?p=${good}`, [header, ['Cookie', 'c=x']]),
    'token_malformed',
    403,
    'Key not authorized',
  );
  const { summary, facts } = row(await ask(jwt, `?p=x`, [['Cookie', `c=${good}`]]), 'find-token');
  expect(summary).toBe('cookie c');
  expect(facts.map(({ name }) => name)).toEqual(['header Authorization', 'query p', 'cookie c']);
});

test('the deprecated auth object counts only where auth_configs has no entry for JWT', async () => {
  const auth = { use_param: true, param_name: 'old' };
  const old = (auth_configs: JsonObject | null) =>
    new Scene([classic({ auth, auth_configs })]).ask(null, `/a/get?old=${good}`);
  expectPassed(await old(null));
  expectPassed(await old({}));
  expectRefused(await old({ jwt: {} }), ...missing);
});

test('an OAS scheme without a header has it disabled', async () => {
  const scene = new Scene([oas({ header: null, query: { enabled: true, name: 'jwt' } })]);
  expectRefused(await scene.ask(good), ...missing);
  expectPassed(await scene.ask(null, `/a/get?jwt=${good}`));
});

test.each(['Bearer ', 'bearer ', 'BEARER ', 'bEaReR ', ''])('takes one %j away', async (prefix) => {
  const exchange = await ask({}, '', [['Authorization', `${prefix}${good}`]]);
  expectPassed(exchange);
  expect(row(exchange, 'find-token').summary).toBe(
    prefix === '' ? 'header Authorization' : `header Authorization, “${prefix}” removed`,
  );
});

test.each([
  [`Bearer  ${good}`, 'illegal base64 data at input byte 0'],
  [`Bearer\t${good}`, 'illegal base64 data at input byte 6'],
  [`Bearer Bearer ${good}`, "tokenstring should not contain 'bearer '"],
  [`Token ${good}`, 'illegal base64 data at input byte 5'],
  [`JWT ${good}`, 'illegal base64 data at input byte 3'],
  [`"${good}"`, 'illegal base64 data at input byte 0'],
  ['Bearer', 'token contains an invalid number of segments'],
  ['Bearer ', 'token contains an invalid number of segments'],
  ['Basic dTpw', 'token contains an invalid number of segments'],
  [`Bearer ${good}, Bearer ${good}`, 'token contains an invalid number of segments'],
])('refuses the header %.24j: %s', async (value, error) => {
  const exchange = await ask({}, '', [['Authorization', value]]);
  expectRefused(exchange, 'token_malformed', 403, 'Key not authorized');
  expect(exchange.log.find(({ message }) => message === 'JWT validation error')).toMatchObject({
    level: 'error',
    error,
  });
});

test('a token that is missing is told at level info and classified', async () => {
  const exchange = await ask({}, '');
  expect(told(exchange)).toEqual(['info Attempted access with malformed header, no JWT auth header found.', 'info ']);
  expect(accessLine(exchange)).toMatchObject({
    response_flag: 'AMF',
    response_code_details: 'jwt_field_missing',
    status: 400,
  });
});

test('a fact shows the beginning of a long token only', async () => {
  const exchange = await ask({}, '', [['Authorization', good]]);
  const [fact] = row(exchange, 'find-token').facts;
  expect(fact?.value).toBe(`${good.slice(0, 40)}… (${String(good.length)} characters)`);
});
