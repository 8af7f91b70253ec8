import type { Exchange } from '../gateway/outcome';

/** An answer and the way to it in a few letters: the status, then the state of each step. */
export function answerMark({ response, trace }: Exchange): string {
  return `${String(response?.status ?? 0)} ${trace.map(({ state }) => state.charAt(0)).join('')}`;
}
