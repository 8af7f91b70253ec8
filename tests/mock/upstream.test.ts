import { expect, test } from 'vitest';
import type { GatewayResponse, UpstreamRequest } from '../../src/gateway/outcome';
import { answerUpstream } from '../../src/mock/upstream';
import { headerOf } from '../gateway/build';
import { objectIn } from './identity-provider/ask';

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
const headers: UpstreamRequest['headers'] = [
  ['Host', 'httpbin.org'],
  ['User-Agent', 'Tyk/v5.14.0'],
  ['X-Forwarded-For', '127.0.0.1'],
  ['accept-encoding', 'gzip'],
];

function ask(
  path: string,
  more: Partial<UpstreamRequest> = {},
  random = zeros,
): { readonly response: GatewayResponse; readonly after: number } {
  const request = { method: 'GET', path, headers, ...more };
  const { answer, after } = answerUpstream(`http://httpbin.org${path}`, request, random);
  if (answer.kind === 'failed') throw new Error(answer.error);
  return { response: answer.response, after };
}

function bodyOf(path: string, more: Partial<UpstreamRequest> = {}): ReturnType<typeof objectIn> {
  const { response } = ask(path, more);
  expect(response.status).toBe(200);
  expect(headerOf(response.headers, 'Content-Type')).toBe('application/json');
  expect(headerOf(response.headers, 'Content-Length')).toBe(String(new TextEncoder().encode(response.body).length));
  return objectIn(response.body);
}

const seen = {
  'Accept-Encoding': 'gzip',
  Host: 'httpbin.org',
  'User-Agent': 'Tyk/v5.14.0',
  'X-Forwarded-For': '127.0.0.1',
};

test('/get gives query, headers, client and URL, as httpbin writes them', () => {
  const { response } = ask('/get?b=2&a=1&b=ü');
  expect(response.body).toBe(
    `${JSON.stringify(
      {
        args: { a: '1', b: ['2', 'ü'] },
        headers: seen,
        origin: '127.0.0.1',
        url: 'http://httpbin.org/get?b=2&a=1&b=%C3%BC',
      },
      null,
      2,
    )}\n`,
  );
  expect(Object.keys(bodyOf('/get'))).toEqual(['args', 'headers', 'origin', 'url']);
});

test('several headers of one name are joined', () => {
  const twice = bodyOf('/headers', { headers: [...headers, ['X-Id', '1'], ['x-id', '2']] });
  expect(twice).toEqual({ headers: { ...seen, 'X-Id': '1,2' } });
});

test('/ip and /user-agent give that alone', () => {
  expect(bodyOf('/ip')).toEqual({ origin: '127.0.0.1' });
  expect(bodyOf('/ip', { headers: [] })).toEqual({ origin: '127.0.0.1' });
  expect(bodyOf('/user-agent')).toEqual({ 'user-agent': 'Tyk/v5.14.0' });
  expect(bodyOf('/user-agent', { headers: [] })).toEqual({ 'user-agent': null });
});

test('/anything gives the body too, as text and as what it is', () => {
  const json = bodyOf('/anything/orders/7?a=1', { method: 'PATCH', body: '{"n": 1}' });
  expect(json).toEqual({
    args: { a: '1' },
    data: '{"n": 1}',
    files: {},
    form: {},
    headers: seen,
    json: { n: 1 },
    method: 'PATCH',
    origin: '127.0.0.1',
    url: 'http://httpbin.org/anything/orders/7?a=1',
  });
  const form = bodyOf('/anything', {
    method: 'POST',
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: 'a=1&a=2&b=%20',
  });
  expect([form['data'], form['form'], form['json']]).toEqual(['', { a: ['1', '2'], b: ' ' }, null]);
  expect(bodyOf('/anything', { method: 'DELETE' })).toMatchObject({ data: '', json: null, method: 'DELETE' });
});

test('/post, /put, /patch and /delete take their own method', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const path = `/${method.toLowerCase()}`;
    expect(bodyOf(path, { method, body: 'text' })).toMatchObject({ data: 'text', json: null });
    const { response } = ask(path);
    expect([response.status, headerOf(response.headers, 'Allow')]).toEqual([405, `${method}, OPTIONS`]);
  }
  const { response } = ask('/get', { method: 'POST' });
  expect([response.status, headerOf(response.headers, 'Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  for (const path of ['/headers', '/ip', '/user-agent', '/bearer']) {
    expect(ask(path, { method: 'POST' }).response.status).toBe(405);
  }
});

test('/status gives the status that is named, or one of several', () => {
  expect(ask('/status/418').response).toMatchObject({ status: 418, body: '' });
  const chosen = (byte: number): number => ask('/status/200,503', {}, () => Uint8Array.of(byte)).response.status;
  expect([chosen(0), chosen(1)]).toEqual([200, 503]);
  expect(headerOf(ask('/status/302').response.headers, 'Location')).toBe('/redirect/1');
  expect(headerOf(ask('/status/401').response.headers, 'WWW-Authenticate')).toBe('Basic realm="Fake Realm"');
  for (const path of ['/status/abc', '/status/99', '/status/1000', '/status/2.5', '/status/']) {
    expect(ask(path).response, path).toMatchObject({ status: 400, body: 'Invalid status code' });
  }
});

test('/delay takes the seconds that are named, at most ten', () => {
  expect(ask('/delay/3').after).toBe(3000);
  expect(ask('/delay/0.5').after).toBe(500);
  expect(ask('/delay/60').after).toBe(10_000);
  expect(Object.keys(bodyOf('/delay/1'))).toEqual(['args', 'data', 'files', 'form', 'headers', 'origin', 'url']);
  expect(ask('/delay/soon').after).toBe(0);
  expect(ask('/get').after).toBe(0);
});

test('/bearer says that there is a token, whatever it is', () => {
  const withToken = [...headers, ['Authorization', 'Bearer a.b.c'] as const];
  expect(bodyOf('/bearer', { headers: withToken })).toEqual({ authenticated: true, token: 'a.b.c' });
  const { response } = ask('/bearer');
  expect([response.status, headerOf(response.headers, 'WWW-Authenticate'), response.body]).toEqual([401, 'Bearer', '']);
});

test('any other path answers with what it received', () => {
  expect(bodyOf('/orders?a=1', { method: 'POST', body: 'b' })).toEqual({
    method: 'POST',
    url: 'http://httpbin.org/orders?a=1',
    headers: Object.fromEntries(headers),
    body: 'b',
  });
  expect(bodyOf('/')).toMatchObject({ method: 'GET', url: 'http://httpbin.org/' });
  expect(bodyOf('/get/more')).toMatchObject({ method: 'GET' });
});

test('HEAD gives no body', () => {
  expect(ask('/get', { method: 'HEAD' }).response).toMatchObject({ status: 200, body: '' });
});

test('names that end in .invalid do not resolve, and nobody listens on port 9 of this machine', () => {
  const failure = (url: string): string | null => {
    const { answer } = answerUpstream(url, { method: 'GET', path: '/', headers: [] }, zeros);
    return answer.kind === 'failed' ? answer.error : null;
  };
  expect(failure('http://orders.invalid/')).toBe('dial tcp: lookup orders.invalid on 127.0.0.11:53: no such host');
  expect(failure('http://127.0.0.1:9/get')).toBe('dial tcp 127.0.0.1:9: connect: connection refused');
  expect(failure('http://localhost:9/get')).toBe('dial tcp 127.0.0.1:9: connect: connection refused');
  expect(failure('http://127.0.0.1:8080/get')).toBeNull();
  expect(failure('http://notinvalid/get')).toBeNull();
});
