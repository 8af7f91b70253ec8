/**
 * Whether an answer is the one that a step states.
 */
import type { Exchange } from '../gateway/outcome';
import type { Expectation } from './scenario';

/** In what an answer differs from the expected one, in the order in which a person would look; empty: in nothing. */
export function differences(
  { status, code, error, body, log }: Expectation,
  exchange: Exchange,
): readonly ('status' | 'code' | 'error' | 'body' | 'log')[] {
  const { response, trace, log: lines } = exchange;
  const refusal = trace.find(({ state }) => state === 'refused')?.refusal;
  const logged = (text: string): boolean =>
    lines.some((line) => Object.values(line).some((value) => typeof value === 'string' && value.includes(text)));
  return [
    ...(response?.status === (status ?? undefined) ? [] : (['status'] as const)),
    ...((refusal?.code ?? null) === code ? [] : (['code'] as const)),
    ...(error === undefined || refusal?.message === error ? [] : (['error'] as const)),
    ...(body === undefined || response?.body.includes(body) === true ? [] : (['body'] as const)),
    ...(log === undefined || logged(log) ? [] : (['log'] as const)),
  ];
}
