import { expect, test } from 'vitest';
import { pathUnderMoved } from '../../src/workspace/moved-listen-path';

test('takes a request below a listen path along when it moves', () => {
  expect(pathUnderMoved('/orders/get?x=1', '/orders/', '/v2/orders/')).toBe('/v2/orders/get?x=1');
  expect(pathUnderMoved('/orders', '/orders/', '/users/')).toBe('/users');
  expect(pathUnderMoved('/orders?x', '/orders', '/users')).toBe('/users?x');
});

test('leaves a request to another path where it is', () => {
  expect(pathUnderMoved('/ordersome/get', '/orders/', '/users/')).toBe('/ordersome/get');
  expect(pathUnderMoved('/users/get', '/orders/', '/items/')).toBe('/users/get');
  expect(pathUnderMoved('/get', '', '/items/')).toBe('/get');
});

test('gives a path that can be sent, whatever is typed on the way', () => {
  const typed = ['/orders', '/order', '/', '', '/i', '/items', '/items/'];
  expect(typed.map((listen) => pathUnderMoved('/orders/get', '/orders/', listen))).toEqual([
    '/orders/get',
    '/order/get',
    '/get',
    '/get',
    '/i/get',
    '/items/get',
    '/items/get',
  ]);
  expect(pathUnderMoved('/orders', '/orders/', '/')).toBe('/');
});
