import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Exchange, GatewayRequest, GatewayResponse } from '../../src/gateway/outcome';
import { GatewayHost, gatewayOrigin } from '../../src/mock/gateway-host';

const fine: GatewayResponse = { status: 200, headers: [['X-Ratelimit-Limit', '-1']], body: 'reached' };

let seen: GatewayRequest[] = [];
let response: GatewayResponse | null = fine;
const host = new GatewayHost({
  handle: (request): Promise<Exchange> => {
    seen.push(request);
    return Promise.resolve({ response, upstream: null, log: [], trace: [] });
  },
});

beforeEach(() => {
  seen = [];
  response = fine;
  // The service worker hands every request to the host, and its answer back; a network error fails in fetch.
  vi.stubGlobal('fetch', async (request: Request) => {
    const answer = await host.answer(request);
    if (answer.type === 'error') throw new TypeError('Failed to fetch');
    return answer;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('the gateway gets the request as it was written, with what fetch would drop or change', async () => {
  const written: GatewayRequest = {
    method: 'TRACE',
    path: '/orders/../%zz?a=b c',
    headers: [
      ['Host', 'gateway.test'],
      ['Cookie', 'session=1'],
      ['user-agent', 'curl/8'],
      ['Not a name', 'x'],
      ['X-Emoji', '🙂'],
    ],
    body: 'text',
  };
  await host.send(written);
  expect(seen).toEqual([written]);
});

test('a path cannot lead the request to another host', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url).origin);
    return host.answer(request);
  });
  for (const path of ['//elsewhere.test/', '@elsewhere.test/', ':8080/', 'https://elsewhere.test/']) {
    await host.send({ method: 'GET', path, headers: [] });
  }
  expect(asked).toEqual([gatewayOrigin, gatewayOrigin, gatewayOrigin, gatewayOrigin]);
});

test('gives status and body as they came back, headers in the gateway’s spelling', async () => {
  expect((await host.send({ method: 'GET', path: '/', headers: [] })).response).toEqual(fine);
});

test('gives a response without a body where none is allowed', async () => {
  response = { status: 204, headers: [], body: '' };
  expect((await host.send({ method: 'GET', path: '/', headers: [] })).response).toEqual(response);
});

test('tells a cut connection from a failure of the playground', async () => {
  response = null;
  expect((await host.send({ method: 'GET', path: '/', headers: [] })).response).toBeNull();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(host.send({ method: 'GET', path: '/', headers: [] })).rejects.toThrow('Failed to fetch');
});

test('rejects when nothing intercepted the request', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('a stranger')));
  await expect(host.send({ method: 'GET', path: '/', headers: [] })).rejects.toThrow('did not reach the gateway');
});

test('answers a request that the page did not write itself', async () => {
  const request = new Request(`${gatewayOrigin}/orders/get?x=1`, {
    method: 'POST',
    headers: { Authorization: 'Bearer t' },
    body: 'b',
  });
  const answer = await host.answer(request);
  expect(await answer.text()).toBe('reached');
  expect(seen).toEqual([
    {
      method: 'POST',
      path: '/orders/get?x=1',
      headers: [
        ['Host', 'gateway.test'],
        ['authorization', 'Bearer t'],
        ['content-type', 'text/plain;charset=UTF-8'],
      ],
      body: 'b',
    },
  ]);
});
