import { expect, test } from 'vitest';
import { keptScale, placeOn, scaleFor, spread } from '../../../src/ui/time/strip-scale';

const now = 1_790_000_000;
const day = 86_400;

test('shows half an hour where no time is near, with now in the middle', () => {
  const scale = scaleFor([], [], now);
  expect(placeOn(scale, now)).toBeCloseTo(0.5, 1);
  expect(scale.to - scale.from).toBeGreaterThan(1800);
});

test('shows now and the times around it, with a margin', () => {
  const scale = scaleFor([now + 3600], [now - 60], now);
  for (const time of [now - 60, now, now + 3600]) {
    expect(placeOn(scale, time)).toBeGreaterThan(0.05);
    expect(placeOn(scale, time)).toBeLessThan(0.95);
  }
});

test('leaves a time of years ago at the edge, so that the near ones can be told apart', () => {
  const scale = scaleFor([now + 300], [1_516_239_022], now);
  expect(scale.to - scale.from).toBeLessThan(day);
  expect(placeOn(scale, 1_516_239_022)).toBe(0);
  expect(scaleFor([], [1_516_239_022], now).from).toBeGreaterThan(now - day);
});

test('does not let the past push together what is to come', () => {
  const scale = scaleFor([now + 300], [now - 5 * day], now);
  expect(placeOn(scale, now + 300) - placeOn(scale, now)).toBeGreaterThan(0.3);
  expect(placeOn(scale, now - 5 * day)).toBe(0);
  expect(placeOn(scaleFor([now + day], [now - 10], now), now - 10)).toBeGreaterThan(0);
});

test('reaches as far as a token of a month', () => {
  const scale = scaleFor([now + 30 * day], [], now);
  expect(scale.to).toBeGreaterThan(now + 30 * day);
});

test('is never so short that seconds run past', () => {
  const { from, to } = scaleFor([now + 1], [now], now);
  expect(to - from).toBeGreaterThan(120);
});

test('stays while now is well inside', () => {
  const scale = scaleFor([now + 600], [], now);
  expect(keptScale(scale, now + 60)).toBe(true);
  expect(keptScale(scale, scale.to - 1)).toBe(false);
  expect(keptScale(null, now)).toBe(false);
});

/** Whether labels of these widths at these places touch each other. */
function touch(lefts: readonly number[], widths: readonly number[]): boolean {
  return lefts.some((left, at) => at > 0 && left < (lefts[at - 1] ?? 0) + (widths[at - 1] ?? 0));
}

test('sets labels that have room under their places', () => {
  expect(
    spread(
      [
        { middle: 50, width: 60 },
        { middle: 200, width: 60 },
      ],
      300,
    ),
  ).toEqual([20, 170]);
});

test.each([[[100, 110, 120]], [[0, 0, 0]], [[300, 300, 300]], [[0, 150, 300]], [[290, 295, 300]]])(
  'labels at %j neither touch nor stick out',
  (middles) => {
    const widths = [80, 60, 90];
    const lefts = spread(
      middles.map((middle, at) => ({ middle, width: widths[at] ?? 0 })),
      300,
    );
    expect(touch(lefts, widths)).toBe(false);
    expect(Math.min(...lefts)).toBeGreaterThanOrEqual(0);
    expect((lefts.at(-1) ?? 0) + 90).toBeLessThanOrEqual(300);
  },
);
