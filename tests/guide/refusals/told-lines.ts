/** What a page about a refusal says of the log, held against what was logged. */
import type { Exchange, LogLine, TraceRow } from '../../../src/gateway/outcome';
import type { Explanation, LoggedLine } from '../../../src/guide/refusals/explanation';
import { fits } from '../../../src/guide/refusals/template';

/** The row that refused. */
export function refusedRow({ trace }: Exchange): TraceRow {
  const row = trace.find(({ state }) => state === 'refused');
  if (row === undefined) throw new Error('nothing was refused');
  return row;
}

/** The lines at level info and above that the refusing step wrote, without the access log's. */
export function stepLines(exchange: Exchange): readonly LogLine[] {
  return exchange.log
    .slice(...refusedRow(exchange).log)
    .filter(({ level, prefix }) => level !== 'debug' && prefix !== 'access-log');
}

function isSaid(said: LoggedLine, line: LogLine): boolean {
  const { error } = line;
  return (
    said.level === line.level &&
    fits(said.message, line.message) &&
    (said.error === undefined || (typeof error === 'string' && fits(said.error, error)))
  );
}

/** What the page gets wrong about these lines: a line that it does not have, or one that should be there and is not; empty: nothing. */
export function mistold({ log }: Explanation, lines: readonly LogLine[]): readonly string[] {
  const unsaid = lines.filter((line) => !log.some((said) => isSaid(said, line))).map(({ message }) => `+ ${message}`);
  const always = log.filter(({ when }) => when === undefined);
  let at = 0;
  for (const line of lines) {
    const next = always[at];
    if (next !== undefined && isSaid(next, line)) at++;
  }
  return [...unsaid, ...always.slice(at).map(({ message }) => `- ${message}`)];
}
