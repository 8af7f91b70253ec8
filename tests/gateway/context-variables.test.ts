import { expect, test } from 'vitest';
import type { GatewayRequest } from '../../src/gateway/outcome';
import type { JsonObject, JsonValue } from '../../src/go/json';
import { Scene, base64, claims, classic, expectPassed, headerOf, policy, refusalIn, told } from './build';

function api(text: string, changes: JsonObject = {}): JsonObject {
  const versions = { Default: { name: 'Default', global_headers: { 'X-Out': text } } };
  return classic({ enable_context_vars: true, version_data: { not_versioned: true, versions }, ...changes });
}

/** What the upstream receives where the definition has this text. */
async function filled(
  text: string,
  own: JsonObject = {},
  more: Partial<GatewayRequest> = {},
  changes: JsonObject = {},
): Promise<string | undefined> {
  const scene = new Scene([api(text, changes)], [policy({ meta_data: { team: 'red' } })]);
  return headerOf(expectPassed(await scene.askAs(claims(own), '/a/get?q=1', more)).headers, 'X-Out');
}

test('a claim stands in for its variable, and several in one text each', async () => {
  expect(await filled('$tyk_context.jwt_claims_sub')).toBe('ann');
  expect(await filled('a $tyk_context.jwt_claims_sub-$tyk_context.jwt_claims_x', { x: 'b' })).toBe('a b');
  expect(await filled('$tyk_context.jwt_claims_sub,$tyk_context.jwt_claims_x', { x: 'b' })).toBe('ann,b');
});

test('a member of the header is a variable too, and a claim of the same name wins', async () => {
  expect(await filled('$tyk_context.jwt_claims_alg')).toBe('HS256');
  expect(await filled('$tyk_context.jwt_claims_alg', { alg: 'mine' })).toBe('mine');
});

test.each<readonly [string, JsonValue, string]>([
  ['a number', 5, '5'],
  ['a large number', 1e21, '1000000000000000000000'],
  ['a fraction', 0.5, '0.5'],
  ['a list, each item escaped', ['a', 'a b'], 'a,a+b'],
  ['a list with empty items', ['', 'b', ''], 'b'],
  ['a text with letters beyond ASCII', 'ä', 'ä'],
])('%s is written', async (_, value, text) => {
  expect(await filled('$tyk_context.jwt_claims_x', { x: value })).toBe(text);
});

test.each<readonly [string, JsonValue]>([
  ['bool', true],
  ['<nil>', null],
  ['map[string]interface {}', { a: 1 }],
])('a value of type %s is empty, with an error line', async (type, value) => {
  const exchange = await new Scene([api('$tyk_context.jwt_claims_x')]).askAs(claims({ x: value }));
  expect(headerOf(expectPassed(exchange).headers, 'X-Out')).toBe('');
  expect(told(exchange)).toContain(`error Context variable type is not supported: ${type}`);
});

test.each([
  ['a name with a dot', 'a.b', '$tyk_context.jwt_claims_a.b', 'found'],
  ['a name with a dash', 'a-b', '$tyk_context.jwt_claims_a-b', 'found'],
  ['a name that ends at a colon', 'https://x/role', '$tyk_context.jwt_claims_https://x/role', '://x/role'],
])('%s', async (_, name, text, wanted) => {
  expect(await filled(text, { [name]: 'found' })).toBe(wanted);
});

test('nothing inside an object is a variable', async () => {
  expect(await filled('$tyk_context.jwt_claims_map.a', { map: { a: 'b' } })).toBe('');
});

test('what stands in is not read for variables of its own kind again, nor as a replacement pattern', async () => {
  expect(await filled('$tyk_context.jwt_claims_x', { x: '$& $1 $$' })).toBe('$& $1 $$');
});

test('a variable that does not exist becomes nothing', async () => {
  expect(await filled('a$tyk_context.nothing')).toBe('a');
});

test('the request gives path, address, headers, cookies, and the values of query and form', async () => {
  expect(await filled('$tyk_context.path')).toBe('/a/get');
  expect(await filled('$tyk_context.remote_addr')).toBe('127.0.0.1');
  expect(await filled('$tyk_context.headers_X_Probe', {}, { headers: [['x-probe', 'p']] })).toBe('p');
  expect(await filled('$tyk_context.headers_Host')).toBe('gateway.test');
  expect(await filled('$tyk_context.cookies_a', {}, { headers: [['Cookie', 'a=1; b=2']] })).toBe('1');
  expect(await filled('$tyk_context.request_data_q')).toBe('1');
  expect(await filled('$tyk_context.path_parts')).toBe('a,get');
  expect(
    await filled(
      '$tyk_context.request_data_f',
      {},
      {
        method: 'POST',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: 'f=form',
      },
    ),
  ).toBe('form');
});

test('the id of the request is a version 4 UUID made of the random bytes of the surroundings', async () => {
  expect(await filled('$tyk_context.request_id')).toBe('00010203-0405-4607-8809-0a0b0c0d0e0f');
});

test('the token variable is the id of the session', async () => {
  const exchange = await new Scene([api('$tyk_context.token')]).askAs();
  expect(headerOf(expectPassed(exchange).headers, 'X-Out')).toBe(exchange.sessionId);
  expect(exchange.sessionId).toBe(base64('{"org":"org1","id":"7e0d7f8a5d96c24ffcc840f31bce72b2","h":"murmur64"}'));
});

test('meta data of policies comes with the second request, that of the session with the first', async () => {
  const scene = new Scene([api('$tyk_meta.team,$tyk_meta.TykJWTSessionID')], [policy({ meta_data: { team: 'red' } })]);
  const first = await scene.askAs();
  const second = await scene.askAs();
  expect(headerOf(first.upstream?.headers, 'X-Out')).toBe(`,${first.sessionId ?? ''}`);
  expect(headerOf(second.upstream?.headers, 'X-Out')).toBe(`red,${first.sessionId ?? ''}`);
});

test('with context variables off the header is sent empty', async () => {
  expect(await filled('$tyk_context.jwt_claims_sub', {}, {}, { enable_context_vars: false })).toBe('');
});

test('secrets of the gateway that a text names become nothing', async () => {
  expect(await filled('a$secret_env.HOME-b $secret_file.x $secret_vault.y/z')).toBe('a');
});

test('variables hold also where credentials are stripped', async () => {
  const scene = new Scene([api('$tyk_context.jwt_claims_sub', { strip_auth_data: true })]);
  const { headers } = expectPassed(await scene.askAs());
  expect(headerOf(headers, 'X-Out')).toBe('ann');
  expect(headerOf(headers, 'Authorization')).toBeUndefined();
});

test('a line feed from a claim ends in an error of the proxy, and nothing is sent', async () => {
  const scene = new Scene([api('$tyk_context.jwt_claims_x')]);
  const exchange = await scene.askAs(claims({ x: 'a\nb' }));
  expect(refusalIn(exchange)).toEqual({
    code: 'upstream_failed',
    status: 500,
    message: 'There was a problem proxying the request',
  });
  expect(told(exchange)).toContain('error http: proxy error: net/http: invalid header field value for "X-Out"');
  expect(scene.world.reached).toEqual([]);
});
