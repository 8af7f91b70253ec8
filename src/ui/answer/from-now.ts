import { durationText } from '../../workspace/time-text';

/** How far a time is from now, both in milliseconds: `in 5 s`, `12 min ago`, `now`. */
export function fromNow(at: number, now: number): string {
  const seconds = Math.trunc((at - now) / 1000);
  if (seconds === 0) return 'now';
  return seconds > 0 ? `in ${durationText(seconds)}` : `${durationText(seconds)} ago`;
}
