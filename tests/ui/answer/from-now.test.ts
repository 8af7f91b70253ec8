import { expect, test } from 'vitest';
import { fromNow } from '../../../src/ui/answer/from-now';

test('tells how far a time is from now', () => {
  const now = 1_000_000;
  expect(fromNow(now + 65_000, now)).toBe('in 1 min 5 s');
  expect(fromNow(now - 3_600_000, now)).toBe('1 h ago');
  expect(fromNow(now + 900, now)).toBe('now');
});
