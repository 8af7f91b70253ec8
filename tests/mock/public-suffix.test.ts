import { expect, test } from 'vitest';
import { getDomain } from '../../src/mock/public-suffix';

test('the domain of a mock host is its last two labels', () => {
  expect(getDomain('www.gateway.test')).toBe('gateway.test');
  expect(getDomain('gateway.test')).toBe('gateway.test');
  expect(getDomain('localhost')).toBeNull();
});
