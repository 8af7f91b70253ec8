import type { Work } from './work';

/** UTF-16 units or bytes of a text or file up to which the page does work with it itself: it is done before a worker would have started. */
export const longestHere = 50_000;

/** Does work with something of this length: with `here` what is short, the rest in a worker, which the signal ends. */
export async function asideIfLong<Made>(
  length: number,
  work: Work,
  here: () => Promise<Made>,
  signal: AbortSignal,
): Promise<Made> {
  if (length <= longestHere) return here();
  const { aside } = await import('./aside');
  return aside(work, here, signal);
}
