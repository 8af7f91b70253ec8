/**
 * The trace of a request as lines for a terminal: a row for each step, and below a refusal what it was judged by.
 */
import type { Exchange, Fact, GatewayRequest, StepState, TraceRow } from '../gateway/outcome';
import { plainText } from './plain-text';

const marks: Readonly<Record<StepState, string>> = { passed: '✓', skipped: '–', refused: '✕', 'not reached': '·' };

/** SGR parameters (ECMA-48 8.3.117): green, faint, red. */
const colours: Readonly<Record<StepState, string>> = { passed: '32', skipped: '2', refused: '31', 'not reached': '2' };

/** The lines of a request's trace. Steps that it did not come to are one line together; the session's id is the last. */
export function explain(
  { method, path }: GatewayRequest,
  { trace, response, upstream, sessionId }: Exchange,
  coloured: boolean,
): readonly string[] {
  const paint = (text: string, state: StepState): string =>
    coloured ? `\u001b[${colours[state]}m${text}\u001b[0m` : text;
  const reached = trace.filter(({ state }) => state !== 'not reached');
  const left = trace.length - reached.length;
  const width = Math.max(0, ...reached.map(({ title }) => title.length));
  const lines = reached.flatMap((row) => [
    `  ${paint(`${marks[row.state]} ${row.title.padEnd(width)}`, row.state)}  ${plainText(row.summary)}`,
    ...(row.state === 'refused' ? judged(row).map((line) => `      ${line}`) : []),
  ]);
  if (left > 0) lines.push(`  ${paint(`${marks['not reached']} ${steps(left)} not reached`, 'not reached')}`);
  if (sessionId !== undefined) lines.push(`  session ${plainText(sessionId)}`);
  const status = response === null ? 'no answer, the connection is cut' : String(response.status);
  const source = upstream === null ? '' : ' from the upstream';
  return [`${plainText(method)} ${plainText(path)} → ${status}${source}`, ...lines];
}

function judged({ facts, refusal }: TraceRow): readonly string[] {
  const told = refusal === undefined ? [] : [`${refusal.code}: ${plainText(refusal.message)}`];
  const width = Math.max(0, ...facts.map(({ name }) => plainText(name).length));
  return [...facts.map((fact) => factLine(fact, width)), ...told];
}

function factLine({ name, value, rule, holds }: Fact, width: number): string {
  const mark = holds === undefined ? ' ' : holds ? marks.passed : marks.refused;
  const judgedBy = rule === undefined ? '' : `   (${plainText(rule)})`;
  return `${mark} ${plainText(name).padEnd(width)}  ${plainText(value)}${judgedBy}`;
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${String(count)} steps`;
}
