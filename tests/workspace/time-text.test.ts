import { expect, test } from 'vitest';
import { durationText, localTime, utcTime } from '../../src/workspace/time-text';

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [252, '4 min 12 s'],
  [-4320, '1 h 12 min'],
  [3600, '1 h'],
  [3661, '1 h 1 min'],
  [86_400 * 3 + 7200, '3 d 2 h'],
  [31_536_000 + 86_400, '1 y 1 d'],
  [31_536_000 * 8 + 86_400 * 40, '8 y'],
  [31_536_000, '1 y'],
])('writes %i seconds as %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

const now = Date.UTC(2026, 10, 25, 16, 30, 10) / 1000;

test('names the day only when it is another, and the year only when it is another', () => {
  expect(localTime(now - 60, now, 'UTC')).toBe('16:29:10');
  expect(localTime(now - 86_400, now, 'UTC')).toBe('24 Nov, 16:30:10');
  expect(localTime(1_516_239_022, now, 'UTC')).toBe('18 Jan 2018, 01:30:22');
});

test('takes the day of the zone that is asked for', () => {
  expect(localTime(now + 8 * 3600, now, 'UTC')).toBe('26 Nov, 00:30:10');
  expect(localTime(now + 8 * 3600, now, 'America/New_York')).toBe('19:30:10');
});

test('writes UTC so that it can be compared with a log', () => {
  expect(utcTime(now)).toBe('2026-11-25 16:30:10 UTC');
});

test.each([9e12, Number.NaN, Infinity])('has no date for %d', (seconds) => {
  expect(localTime(seconds, now, 'UTC')).toBe('no date');
  expect(utcTime(seconds)).toBe('no date');
});
