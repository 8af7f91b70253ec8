import { expect, test } from 'vitest';
import { freshState } from '../../src/gateway/state';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator } from '../../src/workspace/evaluate';
import { surroundingsOf, type Network } from '../../src/workspace/network';

const network: Network = {
  random: (bytes) => new Uint8Array(bytes),
  fetchKeySet: (url) =>
    Promise.resolve({ after: url === 'slow' ? 3000 : 0, answer: { kind: 'failed', error: `asked ${url}` } }),
  upstream: (url, { method }, now) =>
    Promise.resolve({ after: 500, answer: { kind: 'failed', error: `${method} ${url} at ${now}` } }),
};

function clock(): { time: number; readonly waited: number[]; now(): number; wait(ms: number): Promise<void> } {
  return {
    time: 1000,
    waited: [],
    now() {
      return this.time;
    },
    wait(milliseconds) {
      this.time += milliseconds;
      this.waited.push(milliseconds);
      return Promise.resolve();
    },
  };
}

test('an answer that takes time is waited for on the gateway’s clock', async () => {
  const own = clock();
  const surroundings = surroundingsOf(network, own);
  expect(await surroundings.fetchKeySet('slow')).toEqual({ kind: 'failed', error: 'asked slow' });
  expect(own.waited).toEqual([3000]);
  expect(surroundings.now()).toBe(4000);
});

test('an answer at once is not waited for', async () => {
  const own = clock();
  await surroundingsOf(network, own).fetchKeySet('fast');
  expect(own.waited).toEqual([]);
});

test('an upstream is told when it is asked, before the time that it takes', async () => {
  const own = clock();
  const request = { method: 'GET', path: '/', headers: [] };
  const answer = await surroundingsOf(network, own).upstream('http://a/', request);
  expect(answer).toEqual({ kind: 'failed', error: 'GET http://a/ at 1000' });
  expect(own.time).toBe(1500);
});

test('a request that is held waits on the same clock', async () => {
  const own = clock();
  await surroundingsOf(network, own).wait(200);
  expect(own.waited).toEqual([200]);
});

test('an evaluation lets the time that an upstream takes pass at once', async () => {
  const guide = guideHmacWorkspace();
  const slow = { ...guide, request: { ...guide.request, path: '/orders/delay/10' } };
  const began = performance.now();
  const { exchange, at } = await new Evaluator(makeNetwork(() => slow)).evaluate(slow, freshState(), 1_800_000_000_000);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(exchange.response?.status).toBe(200);
  expect(exchange.response?.body).toContain('"url": "http://httpbin.org/delay/10"');
  expect(at).toBe(1_800_000_000_000);
});
