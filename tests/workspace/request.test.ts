import { expect, test } from 'vitest';
import { buildRequest, joinTarget, splitTarget } from '../../src/workspace/request';
import { emptyWorkspace, type RequestDraft } from '../../src/workspace/workspace';

const draft: RequestDraft = { ...emptyWorkspace().request, path: '/orders/get?a=1' };

test('carries the token in the header, behind its prefix', () => {
  expect(buildRequest(draft, 'T')).toEqual({
    method: 'GET',
    path: '/orders/get?a=1',
    headers: [
      ['Host', 'gateway.test'],
      ['Authorization', 'Bearer T'],
    ],
  });
});

test('carries the token in the query, in a cookie beside others, or nowhere', () => {
  const cookies = [
    { name: 'a', value: '1', on: true },
    { name: 'b', value: '2', on: false },
  ];
  expect(buildRequest({ ...draft, token: { in: 'query', name: 'jwt' } }, 'a b').path).toBe('/orders/get?a=1&jwt=a%20b');
  expect(buildRequest({ ...draft, cookies, token: { in: 'cookie', name: 'jwt' } }, 'T').headers).toContainEqual([
    'Cookie',
    'a=1; jwt=T',
  ]);
  expect(buildRequest({ ...draft, token: { in: 'nowhere' } }, 'T').headers).toEqual([['Host', 'gateway.test']]);
});

test('carries no token where there is none, and what is switched off stays here', () => {
  const headers = [
    { name: 'X-On', value: '1', on: true },
    { name: 'X-Off', value: '1', on: false },
  ];
  expect(buildRequest({ ...draft, headers, body: 'x' }, null)).toMatchObject({
    headers: [
      ['Host', 'gateway.test'],
      ['X-On', '1'],
    ],
    body: 'x',
  });
});

test('takes a query apart and joins it as it stands', () => {
  for (const target of ['/a', '/a?x=1&y=%20&z', '/a?x=1&x=2']) {
    const { path, pairs } = splitTarget(target);
    expect(joinTarget(path, pairs).replace(/=$/, '')).toBe(target);
  }
});

test('half a character in a pasted token or a name becomes U+FFFD, as it does on the way to a server', () => {
  const asked = buildRequest({ ...draft, path: '/a', token: { in: 'query', name: 'j\ud800' } }, 'a.\udc00😀');
  expect(asked.path).toBe(`/a?j%EF%BF%BD=a.%EF%BF%BD${encodeURIComponent('😀')}`);
});
