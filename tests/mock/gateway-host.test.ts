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
  const sent = await host.send({ method: 'GET', path: '/', headers: [] });
  expect(sent.exchange.response).toEqual(fine);
  expect(sent.withoutWorker).toBeNull();
});

test('gives a response without a body where none is allowed', async () => {
  response = { status: 204, headers: [], body: '' };
  expect((await host.send({ method: 'GET', path: '/', headers: [] })).exchange.response).toEqual(response);
});

const get: GatewayRequest = { method: 'GET', path: '/', headers: [] };

test('a cut connection is the gateway’s answer, not a loss on the way', async () => {
  response = null;
  const sent = await host.send(get);
  expect(sent.exchange.response).toBeNull();
  expect(sent.withoutWorker).toBeNull();
});

test('asks the gateway directly where the worker fails, or a stranger answers', async () => {
  for (const answer of [
    Promise.reject(new TypeError('Failed to fetch')),
    Promise.resolve(new Response('a stranger')),
  ]) {
    vi.stubGlobal('fetch', () => answer);
    const sent = await host.send(get);
    expect(sent.exchange.response).toEqual(fine);
    expect(sent.withoutWorker).toContain('did not hand it on');
  }
  expect(seen).toEqual([get, get]);
});

test('asks the gateway once, though the worker that was stuck hands the request on in the end', async () => {
  vi.useFakeTimers();
  const late: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    late.push(request);
    return new Promise(() => undefined);
  });
  const sending = host.send(get);
  await vi.advanceTimersByTimeAsync(5000);
  expect((await sending).withoutWorker).toContain('did not hand it on');
  vi.useRealTimers();
  const answers = await Promise.all(late.map((request) => host.answer(request)));
  expect(answers.map(({ type }) => type)).toEqual(['error']);
  expect(seen).toEqual([get]);
});

test('keeps the answer that the gateway gave where the worker stops on the way back', async () => {
  vi.stubGlobal('fetch', async (request: Request) => {
    await host.answer(request);
    throw new TypeError('Failed to fetch');
  });
  const sent = await host.send(get);
  expect(sent.exchange.response).toEqual(fine);
  expect(sent.withoutWorker).toContain('stopped before it brought the answer');
  expect(seen).toEqual([get]);
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
