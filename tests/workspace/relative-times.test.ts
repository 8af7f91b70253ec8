import { expect, test } from 'vitest';
import { hasRelativeTimes, relativeSeconds, relativeText, resolveTimes } from '../../src/workspace/relative-times';

test('reads times relative to the clock', () => {
  const found = ['now', 'now + 5 min', 'now - 72 min', 'now+1h', 'now - 2 d', 'now + 30 s'].map(relativeSeconds);
  expect(found).toEqual([0, 300, -4320, 3600, -172800, 30]);
});

test('takes no other text for one', () => {
  for (const text of ['', 'Now', 'now +', 'now + 5', 'now + 5 minutes', 'now + 1.5 h', ' now', 'nowhere']) {
    expect(relativeSeconds(text)).toBeNull();
  }
});

test('writes what it reads', () => {
  for (const seconds of [0, 1, -1, 59, 300, -4320, 3600, 86400, -172800]) {
    expect(relativeSeconds(relativeText(seconds))).toBe(seconds);
  }
});

test('puts numbers in place of relative times, in time claims alone', () => {
  const payload = '{"exp": "now + 1 min", "nbf":"now", "name": "now", "iat": 5}';
  expect(resolveTimes(payload, 1000)).toBe('{"exp": 1060, "nbf":1000, "name": "now", "iat": 5}');
  expect(hasRelativeTimes(payload)).toBe(true);
  expect(hasRelativeTimes('{"name": "now"}')).toBe(false);
});
