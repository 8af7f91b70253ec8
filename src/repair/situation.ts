/**
 * A request that may be refused, with all that decides over it: what a fix starts from, and what it leads to.
 */
import type { GatewayState } from '../gateway/state';
import type { Evaluation, Evaluator } from '../workspace/evaluate';
import type { Workspace } from '../workspace/workspace';

export interface Situation {
  readonly workspace: Workspace;
  /** What the gateway remembers. */
  readonly state: GatewayState;
  /** The gateway's clock, in milliseconds since 1970. */
  readonly at: number;
}

/** What the gateway makes of a situation; the situation itself stays as it is. */
export function judge(evaluator: Evaluator, { workspace, state, at }: Situation): Promise<Evaluation> {
  return evaluator.evaluate(workspace, state, at);
}

/** Whether the request got through: nothing refused it, and it was answered by what it was sent to. */
export function gotThrough({ exchange: { response, trace } }: Evaluation): boolean {
  return response !== null && trace.every(({ state }) => state !== 'refused');
}

/** Whether the request came further than before: to a later step, or in the same step past the first of several faults. */
export function cameFurther(before: Evaluation, after: Evaluation): boolean {
  const [was, is] = [refusingRow(before), refusingRow(after)];
  if (is !== was) return is > was;
  const [told, tells] = [before, after].map(({ exchange }) => exchange.trace[was]?.refusal?.message);
  return told !== tells;
}

/** The number of the row that refused the request; above all numbers where it got through, below them where no API was reached. */
function refusingRow({ exchange: { trace } }: Evaluation): number {
  const at = trace.findIndex(({ state }) => state === 'refused');
  return at === -1 ? Infinity : trace.length === 1 ? -1 : at;
}
