/**
 * Which step of the trace wrote a line of the log. Between its steps a middleware writes lines too: they go to the step
 * beside them.
 */
import type { LogLine, TraceRow } from '../../../gateway/outcome';

/** For every line of the log the step that it belongs to; `null`: none. */
export function stepsOfLines(trace: readonly TraceRow[], log: readonly LogLine[]): readonly (string | null)[] {
  const found: (string | null)[] = log.map(() => null);
  for (const { step, log: range } of trace) {
    for (let at = range[0]; at < range[1] && at < found.length; at++) found[at] = step;
  }
  const ran = trace.filter(({ state }) => state !== 'not reached');
  let last: string | null = null;
  return found.map((own, at) => {
    if (own !== null) return (last = own);
    const mw = log[at]?.['mw'];
    const steps = ran.filter((row) => row.mw === mw && mw !== undefined);
    // A middleware's first line comes before its first step; its later ones, and bare lines, after the last that ran.
    const before = steps.filter((row) => row.log[0] <= at);
    const near = before.findLast(({ state }) => state !== 'skipped') ?? before.at(-1) ?? steps[0];
    if (near !== undefined) return (last = near.step);
    if (isAccessLine(log[at])) return (last = ran.at(-1)?.step ?? last);
    return last;
  });
}

/** Whether a line is the access log's. */
export function isAccessLine(line: LogLine | undefined): boolean {
  return line?.['prefix'] === 'access-log';
}

/** Lines in a row that belong to one step. */
export interface LogGroup {
  readonly step: string | null;
  /** Indices of the lines in the log. */
  readonly lines: readonly number[];
}

/** The lines with these indices, in groups. */
export function logGroups(steps: readonly (string | null)[], shown: readonly number[]): readonly LogGroup[] {
  const groups: { step: string | null; lines: number[] }[] = [];
  for (const at of shown) {
    const step = steps[at] ?? null;
    const last = groups.at(-1);
    if (last?.step === step) last.lines.push(at);
    else groups.push({ step, lines: [at] });
  }
  return groups;
}
