import { expect, test } from 'vitest';
import { readMoment, wallTime } from '../../src/workspace/moment';

test.each([
  ['1795600000', 1_795_600_000],
  [' 1795600000 ', 1_795_600_000],
  ['1795600000.9', 1_795_600_000],
  ['1795600000123', 1_795_600_000],
  ['0', 0],
  ['2026-11-25T09:46:40Z', 1_795_600_000],
  ['2026-11-25 09:46:40 UTC', 1_795_600_000],
  ['2026-11-25T10:46:40+01:00', 1_795_600_000],
])('reads %j', (text, seconds) => {
  expect(readMoment(text)).toBe(seconds);
});

test.each(['', 'now', '12 h', '2026-13-45T00:00', '2026', '-5'])('knows no moment in %j', (text) => {
  expect(readMoment(text)).toBeNull();
});

test('writes local time as the browser’s own field does, so that it reads back', () => {
  const written = wallTime(1_795_600_000);
  expect(written).toMatch(/^2026-11-25T\d\d:46:40$/);
  expect(readMoment(written)).toBe(1_795_600_000);
  expect(wallTime(Number.NaN)).toBe('');
});
