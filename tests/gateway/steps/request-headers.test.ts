import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import { Scene, classic, expectPassed, headerOf, row } from '../build';

function scene(version: JsonObject): Scene {
  return new Scene([
    classic({ version_data: { not_versioned: true, versions: { Default: { name: 'Default', ...version } } } }),
  ]);
}

test('headers are taken away and added for every path', async () => {
  const exchange = await scene({ global_headers_remove: ['x-gone'], global_headers: { 'x-new': 'a' } }).askAs(
    undefined,
    '/a/get',
    {
      headers: [
        ['X-Gone', '1'],
        ['X-New', 'old'],
      ],
    },
  );
  const { headers } = expectPassed(exchange);
  expect(headerOf(headers, 'X-Gone')).toBeUndefined();
  expect(headers.filter(([name]) => name === 'X-New')).toEqual([['X-New', 'a']]);
  expect(row(exchange, 'request-headers')).toMatchObject({ state: 'passed', summary: '1 headers set' });
});

test('headers of single paths hold for their method and path', async () => {
  const one = scene({
    use_extended_paths: true,
    extended_paths: {
      transform_headers: [{ path: '/get', method: 'GET', add_headers: { 'X-New': 'a' }, delete_headers: ['X-Gone'] }],
    },
  });
  const headers = [['X-Gone', '1']] as const;
  const there = expectPassed(await one.askAs(undefined, '/a/get', { headers })).headers;
  const elsewhere = expectPassed(await one.askAs(undefined, '/a/put', { headers })).headers;
  expect([headerOf(there, 'X-New'), headerOf(there, 'X-Gone')]).toEqual(['a', undefined]);
  expect([headerOf(elsewhere, 'X-New'), headerOf(elsewhere, 'X-Gone')]).toEqual([undefined, '1']);
});

test('the path of a header rule has its pattern; a white list is not harmed by it', async () => {
  const one = scene({
    use_extended_paths: true,
    extended_paths: { transform_headers: [{ path: '/u/{id}', method: 'GET', add_headers: { 'X-New': 'a' } }] },
  });
  expect(headerOf(expectPassed(await one.askAs(undefined, '/a/u/12')).headers, 'X-New')).toBe('a');
});

test('switched off or empty, the middleware is not there', async () => {
  for (const version of [{}, { global_headers: { 'X-New': 'a' }, global_headers_disabled: true }]) {
    const exchange = await scene(version).askAs();
    expect(headerOf(expectPassed(exchange).headers, 'X-New')).toBeUndefined();
    expect(row(exchange, 'request-headers')).toMatchObject({ state: 'skipped', summary: 'no headers are changed' });
  }
});
