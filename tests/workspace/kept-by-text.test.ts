import { expect, test } from 'vitest';
import { KeptByText } from '../../src/workspace/kept-by-text';

const long = (letter: string): string => letter.repeat(4_000_000);

test('keeps what was asked for, and forgets what was not asked for longest, by the length of the texts', () => {
  const kept = new KeptByText<string>();
  kept.set(long('a'), 'A');
  kept.set(long('b'), 'B');
  expect(kept.get(long('a'))).toBe('A');
  kept.set(long('c'), 'C');
  expect(['a', 'b', 'c'].map((letter) => kept.get(long(letter)))).toEqual(['A', undefined, 'C']);
  kept.set('d'.repeat(20_000_000), 'D');
  expect(kept.get('d'.repeat(20_000_000))).toBe('D');
  expect(kept.get('e')).toBeUndefined();
});

test('keeps any number of short texts', () => {
  const kept = new KeptByText<number>();
  for (let at = 0; at < 20_000; at++) kept.set(`text ${String(at)}`, at);
  expect(kept.get('text 0')).toBe(0);
  expect(kept.get('text 19999')).toBe(19_999);
});
