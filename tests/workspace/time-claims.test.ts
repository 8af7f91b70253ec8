import { expect, test } from 'vitest';
import {
  judgedTimes,
  timeChoices,
  turnTime,
  withFixedTime,
  withNumbers,
  withoutTime,
  withRelativeTime,
  writtenTime,
} from '../../src/workspace/time-claims';

const now = 1_790_000_000;

test('tells how a time is written', () => {
  const payload = '{"exp": "now + 5 min", "iat": 1516239022, "nbf": "soon"}';
  expect(writtenTime(payload, 'exp')).toEqual({ kind: 'relative', seconds: 300 });
  expect(writtenTime(payload, 'iat')).toEqual({ kind: 'number', at: 1_516_239_022 });
  expect(writtenTime(payload, 'nbf')).toEqual({ kind: 'other' });
  expect(writtenTime(payload, 'auth_time')).toEqual({ kind: 'absent' });
});

test('sets a time and leaves the rest as it was typed', () => {
  const payload = '{\n  "big": 12345678901234567890,\n  "exp": 1\n}';
  expect(withRelativeTime(payload, 'exp', -3600)).toBe('{\n  "big": 12345678901234567890,\n  "exp": "now - 1 h"\n}');
  expect(withFixedTime(payload, 'exp', now)).toContain('"exp": 1790000000');
  expect(withoutTime(payload, 'exp')).toBe('{\n  "big": 12345678901234567890\n}');
  expect(withRelativeTime('{}', 'nbf', 0)).toContain('"nbf": "now"');
});

test('turns a distance into the number that it is now, and a number into its distance', () => {
  const relative = '{"exp": "now + 5 min"}';
  const fixed = turnTime(relative, 'exp', now);
  expect(fixed).toBe(`{"exp": ${now + 300}}`);
  expect(turnTime(fixed, 'exp', now)).toBe(relative);
  expect(turnTime('{"exp": 1790000001.9}', 'exp', now)).toBe('{"exp": "now + 1 s"}');
});

test('leaves what cannot be turned', () => {
  for (const payload of ['{}', '{"exp": "soon"}', `{"exp": ${now * 1000 + 1}}`]) {
    expect(turnTime(payload, 'exp', now)).toBe(payload);
  }
});

test('writes all times as numbers at once', () => {
  expect(withNumbers('{"exp": "now + 1 h", "iat": "now", "name": "now"}', now)).toBe(
    `{"exp": ${now + 3600}, "iat": ${now}, "name": "now"}`,
  );
});

test('offers for each claim a time that passes and one that does not', () => {
  for (const claim of judgedTimes) {
    const passes = timeChoices[claim].map(({ seconds }) => (claim === 'exp' ? seconds > 0 : seconds <= 0));
    expect(passes).toContain(true);
    expect(passes).toContain(false);
  }
});
