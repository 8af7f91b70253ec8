/**
 * What part of time a strip shows, and where its labels stand. Unix seconds and pixels.
 */

export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** The shortest time that is shown, in seconds. */
const shortest = 120;
/** What is shown around now where no time is near, in seconds. */
const empty = 1800;
/** Times further away than this, in seconds, are left to an arrow at the edge. */
const furthestShown = 400 * 86_400;
/** So are those this many times further away than the one before it, unless they are within half a day. */
const reach = 12;
const near = 3600;
const margin = 0.14;

/**
 * A scale that shows now and the times around it. What counts comes first: the end, and all that is to come; what is past
 * is shown where it does not push that together.
 */
export function scaleFor(counting: readonly number[], past: readonly number[], now: number): Scale {
  const byDistance = (times: readonly number[]): number[] =>
    [...times].sort((a, b) => Math.abs(a - now) - Math.abs(b - now));
  let [low, high] = [now, now];
  let furthest = 0;
  for (const time of [...byDistance(counting), ...byDistance(past)]) {
    const distance = Math.abs(time - now);
    const isFirst = low === high && counting.length > 0;
    if (distance > furthestShown || (!isFirst && distance > Math.max(furthest, near) * reach)) continue;
    furthest = Math.max(furthest, distance);
    low = Math.min(low, time);
    high = Math.max(high, time);
  }
  const least = low === high ? empty : shortest;
  const missing = Math.max(0, least - (high - low)) / 2;
  const pad = Math.max(high - low, least) * margin;
  return { from: Math.floor(low - missing - pad), to: Math.ceil(high + missing + pad) };
}

/** The same scale as long as it fits: it stays while now is well inside and the times are the same, so that nothing jumps. */
export function keptScale(before: Scale | null, now: number): boolean {
  if (before === null) return false;
  const edge = (before.to - before.from) * 0.04;
  return now >= before.from + edge && now <= before.to - edge;
}

/** Where a time stands, from 0 to 1; beyond the ends it stands at them. */
export function placeOn({ from, to }: Scale, time: number): number {
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}

/** A label to be set beside others in a line: the middle that it wants, and its width. */
export interface Label {
  readonly middle: number;
  readonly width: number;
}

/**
 * The left ends of labels in one line of a width, so that none lies on another and none sticks out: each as near to its
 * middle as that allows. They are given from left to right. Where there is no room for all they run out to the right.
 */
export function spread(labels: readonly Label[], width: number, gap = 8): readonly number[] {
  const lefts: number[] = [];
  let free = 0;
  for (const { middle, width: own } of labels) {
    const left = Math.max(free, middle - own / 2);
    lefts.push(left);
    free = left + own + gap;
  }
  let limit = width;
  for (let at = labels.length - 1; at >= 0; at--) {
    const own = labels[at]?.width ?? 0;
    const left = Math.max(0, Math.min(lefts[at] ?? 0, limit - own));
    lefts[at] = left;
    limit = left - gap;
  }
  return lefts;
}
