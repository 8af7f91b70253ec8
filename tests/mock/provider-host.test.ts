import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProviderHost } from '../../src/mock/provider-host';
import { setBehaviour, type Provider } from '../../src/workspace/providers';
import { addressesOf } from '../../src/workspace/providers/addresses';
import { auth0, keycloak, now } from '../workspace/providers/build';
import { claimsIn, clientParameters, objectIn } from './identity-provider/ask';

let providers: readonly Provider[] = [];
const host = new ProviderHost(
  () => ({ providers }),
  () => now * 1000,
);

const headers = [['Content-Type', 'application/x-www-form-urlencoded']] as const;

beforeEach(() => {
  providers = [auth0, keycloak];
  // The service worker hands every request to the host, and its answer back; a network error fails in fetch.
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await host.answer(new Request(url, init));
    if (answer.type === 'error') throw new TypeError('Failed to fetch');
    return answer;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function tokenRequest(provider: Provider) {
  const body = new URLSearchParams(clientParameters(provider)).toString();
  return { method: 'POST', url: addressesOf(provider).token, headers, body };
}

test('takes what is for a provider by https, and nothing else', () => {
  expect(host.takes(new URL('https://your-tenant.auth0.test/x'))).toBe(true);
  expect(host.takes(new URL('http://keycloak.test/'))).toBe(false);
  expect(host.takes(new URL('https://gateway.test/'))).toBe(false);
  providers = [];
  expect(host.takes(new URL('https://keycloak.test/'))).toBe(false);
});

test('a token comes through the service worker, or without it, at the host’s time', async () => {
  for (const throughWorker of [true, false]) {
    for (const provider of [auth0, keycloak]) {
      const reply = await host.ask(tokenRequest(provider), throughWorker);
      if (!reply.ok) throw new Error(reply.problem);
      expect(reply.response.status).toBe(200);
      expect(claimsIn(reply.response)['iat']).toBe(now);
    }
  }
});

test('a refusal is a response too', async () => {
  const reply = await host.ask({ method: 'POST', url: addressesOf(auth0).token, headers }, true);
  expect(reply.ok && reply.response.status).toBe(401);
});

test('answers a fetch that the page did not write itself', async () => {
  const answer = await host.answer(new Request(addressesOf(keycloak).keySet));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(Object.keys(objectIn(await answer.text()))).toEqual(['keys']);
});

test('a redirect and an empty answer are carried', async () => {
  const { token } = addressesOf(auth0);
  const moved = await host.ask({ method: 'GET', url: token.replace('https:', 'http:'), headers: [] }, false);
  expect(moved.ok && moved.response.status).toBe(301);
  const head = await host.answer(new Request(addressesOf(auth0).keySet, { method: 'HEAD' }));
  expect(await head.text()).toBe('');
});

test('an unreachable provider fails: in fetch’s words, or in Go’s', async () => {
  providers = [setBehaviour(auth0, { kind: 'unreachable' })];
  expect(await host.ask(tokenRequest(auth0), true)).toEqual({ ok: false, problem: 'Failed to fetch' });
  const direct = await host.ask(tokenRequest(auth0), false);
  expect(!direct.ok && direct.problem).toMatch(/connection refused$/);
});

test('a host name that is gone is nobody’s', async () => {
  providers = [];
  expect(await host.ask(tokenRequest(auth0), false)).toEqual({
    ok: false,
    problem: 'No provider has this host name.',
  });
});

test('a slow provider is waited for', async () => {
  vi.useFakeTimers();
  providers = [setBehaviour(auth0, { kind: 'slow', milliseconds: 1500 })];
  let arrived = false;
  const coming = host
    .ask({ method: 'GET', url: addressesOf(auth0).keySet, headers: [] }, false)
    .then(() => (arrived = true));
  await vi.advanceTimersByTimeAsync(1499);
  expect(arrived).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await coming;
  expect(arrived).toBe(true);
});

test('a request that nobody answers is given up after a while, and said to be', async () => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      }),
  );
  providers = [setBehaviour(auth0, { kind: 'slow', milliseconds: 5000 })];
  const asked = host.ask(tokenRequest(auth0), true);
  let settled = false;
  void asked.then(() => {
    settled = true;
  });
  await vi.advanceTimersByTimeAsync(14_900);
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  const reply = await asked;
  expect(reply.ok ? '' : reply.problem).toContain('within 15 s');
});
