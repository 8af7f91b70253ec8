import { expect, test } from 'vitest';
import { decode, encode, list, string, struct } from '../../../src/go/struct';
import {
  formatDuration,
  parseDuration,
  readableDuration,
  wholeSeconds,
} from '../../../src/gateway/definition/duration';

const second = 1e9;

test.each([
  ['1h30m', 5400 * second],
  ['1.5s', 1.5 * second],
  ['-5s', -5 * second],
  ['+1m', 60 * second],
  ['50ms', 5e7],
  ['1µs2ns', 1002],
  ['.5h', 1800 * second],
  ['0', 0],
])('%s is a duration', (text, nanoseconds) => {
  expect(parseDuration(text)).toBe(nanoseconds);
});

test.each(['', '5', 'soon', '1h 2m', '1x', '.', '300000h1', '9999999999h'])('%o is none', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test('durations are written in parts, largest first', () => {
  expect(formatDuration(0)).toBe('0s');
  expect(formatDuration(3_723_004_005_006)).toBe('1h2m3s4ms5µs6ns');
  expect(formatDuration(-90 * second)).toBe('-1m30s');
  expect(wholeSeconds(1.9 * second)).toBe(1);
});

const key = struct('apidef.JWK', { url: string, cache_timeout: readableDuration });

test('a text that is no duration is 0, a number ends the reading and loses what follows', () => {
  const keys = list(key);
  const soon = decode(keys, '[{"cache_timeout":"soon","url":"a"}]');
  expect(soon.ok ? encode(keys, soon.value) : '').toBe('[{"url":"a","cache_timeout":"0s"}]');
  expect(decode(keys, '[{"cache_timeout":5,"url":"a"}]')).toEqual({ ok: false, error: 'error while parsing duration' });
  expect(decode(keys, '[{"cache_timeout":null}]')).toEqual({ ok: false, error: 'error while parsing duration' });
});
