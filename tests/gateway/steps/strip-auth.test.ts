import { expect, test } from 'vitest';
import type { Header } from '../../../src/gateway/outcome';
import type { JsonObject } from '../../../src/go/json';
import { Scene, classic, expectPassed, headerOf, oas, row, token } from '../build';

const good = await token();

async function sent(jwt: JsonObject, query: string, headers: readonly Header[]) {
  const api = classic({ strip_auth_data: true, auth_configs: { jwt } });
  return expectPassed(await new Scene([api]).ask(null, `/a/get${query}`, { headers }));
}

test('all values of the header are taken out, and others stay', async () => {
  const { headers } = await sent({}, '', [
    ['Authorization', good],
    ['Authorization', 'more'],
    ['X-Own', '1'],
  ]);
  expect(headerOf(headers, 'Authorization')).toBeUndefined();
  expect(headerOf(headers, 'X-Own')).toBe('1');
});

test('without it the token goes on', async () => {
  const { headers } = expectPassed(await new Scene().ask(good));
  expect(headerOf(headers, 'Authorization')).toBe(`Bearer ${good}`);
});

test('the header goes even where it is disabled', async () => {
  const { headers } = await sent({ disable_header: true, use_param: true, param_name: 'jwt' }, `?jwt=${good}`, [
    ['Authorization', 'other'],
  ]);
  expect(headerOf(headers, 'Authorization')).toBeUndefined();
});

test.each([
  ['?z=1&a=2&z=0&b=%20x+y%2F', '?a=2&b=+x+y%2F&z=1&z=0'],
  ['?q', '?q='],
  ['', ''],
])('the parameter goes, and the query %s is written anew: %s', async (query, wanted) => {
  const joined = `${query === '' ? '?' : `${query}&`}jwt=${good}&jwt=again`;
  const { path } = await sent({ use_param: true, param_name: 'jwt' }, joined, []);
  expect(path).toBe(`/get${wanted}`);
});

test('a query that holds no token is left as it is', async () => {
  const { path } = await sent({}, '?z=1&a=%7E', [['Authorization', good]]);
  expect(path).toBe('/get?z=1&a=%7E');
});

test('the first cookie whose name begins so goes, and the token goes upstream', async () => {
  const { headers } = await sent({ use_cookie: true, cookie_name: 'jwt' }, '', [['Cookie', `jwt2=keep; jwt=${good}`]]);
  expect(headerOf(headers, 'Cookie')).toBe(`jwt=${good}`);
});

test('a lone cookie leaves an empty header', async () => {
  const { headers } = await sent({ use_cookie: true, cookie_name: 'jwt' }, '', [['Cookie', `jwt=${good}`]]);
  expect(headerOf(headers, 'Cookie')).toBe('');
});

test('cookies are looked through without use_cookie too', async () => {
  const { headers } = await sent({}, '', [
    ['Authorization', good],
    ['Cookie', 'a=1; Authorization=x'],
  ]);
  expect(headerOf(headers, 'Cookie')).toBe('a=1');
});

test('the deprecated auth object is used where there is no entry at all', async () => {
  const api = classic({ strip_auth_data: true, auth_configs: {}, auth: { auth_header_name: 'X-Old' } });
  const exchange = await new Scene([api]).ask(null, '/a/get', { headers: [['X-Old', good]] });
  expect(headerOf(expectPassed(exchange).headers, 'X-Old')).toBeUndefined();
  expect(row(exchange, 'strip-auth').facts).toEqual([
    { name: 'auth', value: 'header X-Old taken out', place: { document: 'api', path: ['auth'] } },
  ]);
});

test('an OAS API strips as well', async () => {
  const exchange = await new Scene([oas({}, { stripAuthorizationData: true })]).ask(good);
  expect(headerOf(expectPassed(exchange).headers, 'Authorization')).toBeUndefined();
});
