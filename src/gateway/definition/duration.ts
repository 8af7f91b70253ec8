/** Durations as the gateway's definitions write them: `1h30m`, `50ms`. */
import type { GoType } from '../../go/struct';
import { refuse } from '../../go/struct';
import { marshal } from '../../go/json';

const nanoseconds = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1000000n,
  s: 1000000000n,
  m: 60000000000n,
  h: 3600000000000n,
};
const units = new Map<string, bigint>(Object.entries(nanoseconds));
const written: readonly (readonly [unit: string, length: bigint])[] = [
  ['h', nanoseconds.h],
  ['m', nanoseconds.m],
  ['s', nanoseconds.s],
  ['ms', nanoseconds.ms],
  ['µs', nanoseconds['µs']],
  ['ns', nanoseconds.ns],
];
const longest = 2n ** 63n - 1n;

/** Nanoseconds of a text that Go's time.ParseDuration accepts; `null` for others, and beyond 292 years. */
export function parseDuration(text: string): number | null {
  const negative = text.startsWith('-');
  const rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return null;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)) {
    const length = units.get(unit) ?? 0n;
    sum += BigInt(whole || '0') * length;
    if (fraction !== '') sum += (BigInt(fraction) * length) / 10n ** BigInt(fraction.length);
  }
  if (sum > longest + (negative ? 1n : 0n)) return null;
  return Number(negative ? -sum : sum) + 0;
}

/** A duration in the gateway's own way of writing: `1h2m3s4ms5µs6ns`, parts that are 0 left out, `0s` for none. */
export function formatDuration(duration: number): string {
  if (duration === 0) return '0s';
  let rest = BigInt(Math.abs(duration));
  let text = duration < 0 ? '-' : '';
  for (const [unit, length] of written) {
    const count = rest / length;
    if (count > 0n) text += `${count}${unit}`;
    rest %= length;
  }
  return text;
}

/** Whole seconds, rounded down. */
export function wholeSeconds(duration: number): number {
  return Math.floor(duration / 1e9);
}

/**
 * `tyktime.ReadableDuration`, in nanoseconds. It reads itself: a text that is no duration is 0,
 * anything but a text (null too) ends the reading of the whole document.
 */
export const readableDuration: GoType<number> = {
  goName: 'time.ReadableDuration',
  zero: () => 0,
  read(node, before, reading) {
    if (node.kind === 'string') return parseDuration(node.value) ?? 0;
    refuse(reading, 'error while parsing duration');
    return before;
  },
  write: (value) => marshal(formatDuration(value)),
  isEmpty: (value) => value === 0,
  isZero: (value) => value === 0,
};
