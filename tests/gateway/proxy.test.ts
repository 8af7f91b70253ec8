import { expect, test } from 'vitest';
import type { GatewayRequest } from '../../src/gateway/outcome';
import type { JsonObject } from '../../src/go/json';
import { Scene, classic, expectPassed, headerOf, told } from './build';

function scene(proxy: JsonObject = {}, changes: JsonObject = {}): Scene {
  const listen = { listen_path: '/a/', strip_listen_path: true, target_url: 'http://upstream.test/' };
  return new Scene([classic({ use_keyless: true, proxy: { ...listen, ...proxy }, ...changes })]);
}

test.each([
  ['http://upstream.test/', '/a/get', '/get'],
  ['http://upstream.test', '/a/', '/'],
  ['http://upstream.test/base', '/a/get', '/base/get'],
  ['http://upstream.test/base/', '/a/', '/base'],
  ['http://upstream.test/base', '/a/?x=1', '/base?x=1'],
  ['http://upstream.test/base?key=1', '/a/get?x=1', '/base/get?key=1&x=1'],
  ['http://upstream.test/base?key=1', '/a/get', '/base/get?key=1'],
  ['http://upstream.test/', '/a/get?', '/get?'],
  ['http://upstream.test/', '/a/%67et', '/%67et'],
  ['http://upstream.test/', '/a/a%20b%2Fc', '/a%20b%2Fc'],
])('with target %s the request %s goes to %s', async (target_url, path, wanted) => {
  const one = scene({ target_url });
  expect(expectPassed(await one.ask(null, path)).path).toBe(wanted);
  expect(one.world.reached[0]?.url).toBe(`http://upstream.test${wanted}`);
});

test('the listen path stays where it is not to be stripped', async () => {
  expect(expectPassed(await scene({ strip_listen_path: false }).ask(null, '/a/get')).path).toBe('/a/get');
});

test('the target keeps its last slash where the definition says so', async () => {
  const one = scene({ target_url: 'http://upstream.test/base/', disable_strip_slash: true });
  expect(expectPassed(await one.ask(null, '/a/')).path).toBe('/base/');
});

function sent(more: Partial<GatewayRequest>, proxy: JsonObject = {}) {
  return scene(proxy).ask(null, '/a/get', more).then(expectPassed);
}

test('Host, User-Agent and length come first, the others by name, Accept-Encoding last', async () => {
  const { headers, body } = await sent({
    method: 'POST',
    body: 'äb',
    headers: [
      ['X-B', '2'],
      ['X-A', '1'],
      ['Content-Type', 'text/plain'],
    ],
  });
  expect(headers).toEqual([
    ['Host', 'upstream.test'],
    ['User-Agent', 'Tyk/v5.14.0'],
    ['Content-Length', '3'],
    ['Content-Type', 'text/plain'],
    ['X-A', '1'],
    ['X-B', '2'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['Accept-Encoding', 'gzip'],
  ]);
  expect(body).toBe('äb');
});

test("the client's own values stay: agent, encoding, and its addresses before its own", async () => {
  const { headers } = await sent({
    headers: [
      ['User-Agent', 'me'],
      ['Accept-Encoding', 'br'],
      ['X-Forwarded-For', '10.0.0.1'],
    ],
  });
  expect(headerOf(headers, 'User-Agent')).toBe('me');
  expect(headers.filter(([name]) => name === 'Accept-Encoding')).toEqual([['Accept-Encoding', 'br']]);
  expect(headerOf(headers, 'X-Forwarded-For')).toBe('10.0.0.1, 127.0.0.1');
});

test('headers of the connection do not go on, nor those that it names', async () => {
  const { headers } = await sent({
    headers: [
      ['Connection', 'close, x-mine'],
      ['X-Mine', '1'],
      ['Keep-Alive', '5'],
      ['Upgrade', 'h2c'],
    ],
  });
  for (const name of ['Connection', 'X-Mine', 'Keep-Alive', 'Upgrade']) expect(headerOf(headers, name)).toBeUndefined();
});

test.each([
  ['POST', '0'],
  ['PUT', '0'],
  ['GET', undefined],
  ['DELETE', undefined],
])('a %s without a body has the length %s', async (method, wanted) => {
  expect(headerOf((await sent({ method })).headers, 'Content-Length')).toBe(wanted);
});

test('HEAD asks for no encoding', async () => {
  expect(headerOf((await sent({ method: 'HEAD' })).headers, 'Accept-Encoding')).toBeUndefined();
});

test('the host of the client goes on where the definition says so', async () => {
  expect(headerOf((await sent({}, { preserve_host_header: true })).headers, 'Host')).toBe('gateway.test');
});

test("the answer has the upstream's headers and then the quota's; the upstream cannot tell of a quota", async () => {
  const one = scene();
  const headers = [
    ['X-Own', '1'],
    ['X-RateLimit-Limit', '99'],
    ['Connection', 'close'],
  ] as const;
  one.world.reply = { kind: 'answer', response: { status: 418, headers, body: 'tea' } };
  expect((await one.ask(null)).response).toEqual({
    status: 418,
    headers: [
      ['X-Own', '1'],
      ['X-Ratelimit-Limit', '0'],
      ['X-Ratelimit-Remaining', '0'],
      ['X-Ratelimit-Reset', '0'],
    ],
    body: 'tea',
  });
});

test.each([
  ['', 'unsupported protocol scheme ""'],
  ['ftp://upstream.test', 'unsupported protocol scheme "ftp"'],
  ['http:///x', 'http: no Host in request URL'],
])('to the target %j nothing is sent', async (target_url, error) => {
  const one = scene({ target_url });
  const exchange = await one.ask(null);
  expect(exchange.response?.status).toBe(500);
  expect(exchange.upstream).toBeNull();
  expect(told(exchange)[0]).toBe(`error http: proxy error: ${error}`);
  expect(one.world.reached).toEqual([]);
});
