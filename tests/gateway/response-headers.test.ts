import { expect, test } from 'vitest';
import { Scene, classic, headerOf, policy, row, told } from './build';
import type { JsonObject } from '../../src/go/json';

function answering(version: JsonObject, changes: JsonObject = {}): Scene {
  const versions = { Default: { name: 'Default', use_extended_paths: true, ...version } };
  return new Scene([classic({ version_data: { not_versioned: true, versions }, ...changes })]);
}

function injected(exchange: Awaited<ReturnType<Scene['askAs']>>): readonly string[] {
  return exchange.log.filter(({ mw }) => mw === 'ResponseHeaderInjector').map(({ message }) => message);
}

test('headers are taken away from every answer and added to it, variables filled in', async () => {
  const scene = answering(
    { global_response_headers: { 'x-who': '$tyk_context.jwt_claims_sub' }, global_response_headers_remove: ['x-own'] },
    { enable_context_vars: true },
  );
  const exchange = await scene.askAs({ sub: 'ann', pol: 'gold' });
  expect(headerOf(exchange.response?.headers, 'X-Who')).toBe('ann');
  expect(headerOf(exchange.response?.headers, 'X-Own')).toBeUndefined();
  expect(injected(exchange)).toEqual(['Started', 'Removing: x-own', 'Adding: x-who', 'Finished']);
  expect(row(exchange, 'response-headers').facts).toMatchObject([{ name: 'x-who', value: 'ann' }]);
});

test('session metadata stands in a header', async () => {
  const versions = { Default: { name: 'Default', global_response_headers: { 'X-Tier': '$tyk_meta.tier' } } };
  const scene = new Scene(
    [classic({ version_data: { not_versioned: true, versions } })],
    [policy({ meta_data: { tier: 'one' } })],
  );
  await scene.askAs();
  const { response } = await scene.askAs();
  expect(headerOf(response?.headers, 'X-Tier')).toBe('one');
});

test('a path’s own headers come before those for all, and the path is that of the upstream', async () => {
  const transform = (path: string, value: string) => ({
    path,
    method: 'GET',
    add_headers: { 'X-A': value, 'X-B': value },
  });
  const scene = answering(
    {
      global_response_headers: { 'X-A': 'all' },
      extended_paths: { transform_response_headers: [transform('/get', 'short'), transform('/base/get', 'long')] },
    },
    { proxy: { listen_path: '/a/', strip_listen_path: true, target_url: 'http://upstream.test/base/' } },
  );
  const exchange = await scene.askAs();
  expect(headerOf(exchange.response?.headers, 'X-A')).toBe('all');
  expect(headerOf(exchange.response?.headers, 'X-B')).toBe('long');
  expect(injected(exchange)).toEqual(['Started', 'Adding: X-A: long', 'Adding: X-B: long', 'Adding: X-A', 'Finished']);
});

test('a header_injector among the response processors does the same, last', async () => {
  const options = { add_headers: { 'X-P': 'p' }, remove_headers: ['X-Own'] };
  const exchange = await answering({}, { response_processors: [{ name: 'header_injector', options }] }).askAs();
  expect(headerOf(exchange.response?.headers, 'X-P')).toBe('p');
  expect(headerOf(exchange.response?.headers, 'X-Own')).toBeUndefined();
  expect(injected(exchange)).toEqual(['Started', 'Removing global: X-Own', 'Adding global: X-P', 'Finished']);
});

test('what is left of the quota cannot be overwritten', async () => {
  const exchange = await answering({ global_response_headers: { 'X-RateLimit-Limit': '77' } }).askAs();
  expect(headerOf(exchange.response?.headers, 'X-Ratelimit-Limit')).toBe('-1');
});

test('nothing is changed when it is switched off, or when the request is refused', async () => {
  const off = { global_response_headers: { 'X-A': '1' }, global_response_headers_disabled: true };
  expect(injected(await answering(off).askAs())).toEqual([]);
  const refused = await answering({ global_response_headers: { 'X-A': '1' } }).ask(null);
  expect(injected(refused)).toEqual([]);
  expect(headerOf(refused.response?.headers, 'X-A')).toBeUndefined();
  expect(row(refused, 'response-headers').state).toBe('not reached');
  expect(told(refused)).not.toContain('Adding: X-A');
});
