import { localTime } from '../../workspace/time-text';
import type { Keeping } from '../../workspace/keep/place';

/** How the open workspace stands, in a word or two, a sign, and a sentence. */
export interface KeepingText {
  readonly word: string;
  /** The same as a sign. */
  readonly sign: string;
  readonly sentence: string;
  readonly tone: 'plain' | 'warn' | 'bad';
}

/** `lasts`: whether what is kept is there after a reload. */
export function keepingText(keeping: Keeping, lasts: boolean, isPassing: boolean): KeepingText {
  switch (keeping.kind) {
    case 'untouched':
      return { word: 'unchanged', sign: '', sentence: 'It is kept as soon as something is changed.', tone: 'plain' };
    case 'waiting':
    case 'kept':
      if (!lasts)
        return {
          word: 'in memory',
          sign: '⚠',
          sentence: 'The browser keeps nothing: a reload loses it.',
          tone: 'warn',
        };
      if (isPassing) return { word: 'for now', sign: '', sentence: 'It is deleted when you leave it.', tone: 'plain' };
      return keeping.kind === 'kept'
        ? { word: 'kept', sign: '✓', sentence: 'It is kept in this browser.', tone: 'plain' }
        : { word: 'keeping …', sign: '…', sentence: 'It is being kept.', tone: 'plain' };
    case 'conflict':
      return { word: 'not kept', sign: '✕', sentence: keeping.problem.message, tone: 'bad' };
    case 'failed':
      return { word: 'not kept', sign: '✕', sentence: keeping.problem.message, tone: 'bad' };
  }
}

/** When a workspace was changed, for a list: both times in milliseconds. */
export function changedText(changed: number, now: number): string {
  return localTime(Math.floor(changed / 1000), now / 1000);
}
