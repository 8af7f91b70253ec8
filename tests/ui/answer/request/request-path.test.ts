import { expect, test } from 'vitest';
import { askedApi, withListenPath } from '../../../../src/ui/answer/request/listen-path-choice';
import { inQuery } from '../../../../src/ui/answer/request/query-pairs';

const apis = [
  { id: 'a', name: 'A', path: '/' },
  { id: 'b', name: 'B', path: '/orders/' },
  { id: 'c', name: 'C', path: '/orders/v2' },
];

test('finds the API with the longest listen path', () => {
  expect(askedApi('/orders/v2/get', apis)?.id).toBe('c');
  expect(askedApi('/orders/get', apis)?.id).toBe('b');
  expect(askedApi('/other', apis)?.id).toBe('a');
  expect(askedApi('/other', apis.slice(1))).toBeUndefined();
});

test('changes the listen path and keeps what stands behind it', () => {
  expect(withListenPath('/orders/get?x=1', '/users/', apis)).toBe('/users/get?x=1');
  expect(withListenPath('/orders/v2/get', '/orders/', apis)).toBe('/orders/get');
  expect(withListenPath('/orders/', '/users/', apis)).toBe('/users/');
  expect(withListenPath('/orders/get', '/', apis)).toBe('/get');
  expect(withListenPath('/elsewhere', '/users/', apis.slice(1))).toBe('/users/');
});

test('encodes what would end a query parameter, and nothing else', () => {
  expect(inQuery('a b&c#d=e', 'value')).toBe('a%20b%26c%23d=e');
  expect(inQuery('a=b', 'name')).toBe('a%3Db');
  expect(inQuery('50%25 é', 'value')).toBe('50%25%20é');
});
