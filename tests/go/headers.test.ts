import { expect, test } from 'vitest';
import { readCookie, readCookies } from '../../src/go/cookies';
import { canonicalHeaderName } from '../../src/go/header';
import { cookies, headerNames } from './cases/headers';

test.each(headerNames)('writes the header name %j as %j', (name, canonical) => {
  expect(canonicalHeaderName(name)).toBe(canonical);
});

test.each(cookies)('finds the cookie %j of %j', (name, lines, value) => {
  expect(readCookie(name, lines)).toBe(value);
});

test('lists the valid cookies of all headers in their order', () => {
  expect([...readCookies(['b=2; bad name=1; a="1"', 'b=3;é=4'])]).toEqual([
    { name: 'b', value: '2' },
    { name: 'a', value: '1' },
    { name: 'b', value: '3' },
  ]);
});

test('reads no cookies at all when there are more than 3000', () => {
  expect(readCookie('a', [`${'b=1;'.repeat(2_999)}a=2`])).toBe('2');
  expect(readCookie('a', [`${'b=1;'.repeat(3_000)}a=2`])).toBeNull();
});
