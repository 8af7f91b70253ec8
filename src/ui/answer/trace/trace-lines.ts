/**
 * The rows of a trace as a person sees them: one line a step; steps that were skipped stand behind the step before them, and
 * all that comes after a refusal is one line.
 */
import type { TraceRow } from '../../../gateway/outcome';

/** Several steps that are shown as one until they are asked for. */
export interface Fold {
  /** The name of its first step: what is remembered as unfolded. */
  readonly name: string;
  readonly rows: readonly TraceRow[];
  readonly state: 'skipped' | 'not reached';
  readonly open: boolean;
}

/** A line of the trace: a step, with the skipped ones after it; or the steps that were not reached. */
export type TraceLine =
  | {
      readonly kind: 'step';
      readonly key: string;
      readonly row: TraceRow;
      /** It is one of a fold that is open. */
      readonly inside: boolean;
      readonly fold: Fold | null;
    }
  | { readonly kind: 'fold'; readonly key: string; readonly fold: Fold };

/**
 * The lines of a trace. `isOpen` says whether a fold, by its name, is open: its steps are lines of their own then. A step
 * that `staysOut` is never folded.
 */
export function traceLines(
  rows: readonly TraceRow[],
  isOpen: (fold: string) => boolean,
  staysOut: (step: string) => boolean,
): readonly TraceLine[] {
  const lines: TraceLine[] = [];
  const line = (row: TraceRow, inside: boolean, fold: Fold | null): void => {
    lines.push({ kind: 'step', key: row.step, row, inside, fold });
  };
  const unfold = (fold: Fold | null): void => {
    if (fold?.open === true) for (const row of fold.rows) line(row, true, null);
  };
  const foldOf = (run: readonly TraceRow[], state: Fold['state']): Fold | null => {
    const [first] = run;
    return first === undefined ? null : { name: first.step, rows: run, state, open: isOpen(first.step) };
  };

  const refused = rows.findIndex(({ state }) => state === 'refused');
  const end = refused === -1 ? rows.length : refused + 1;
  const isFolded = ({ state, step }: TraceRow): boolean => state === 'skipped' && !staysOut(step);
  for (let at = 0; at < end;) {
    const row = rows[at];
    if (row === undefined) break;
    let next = at + 1;
    while (next < end && isFolded(rows[next] ?? row)) next++;
    const fold = foldOf(rows.slice(at + 1, next), 'skipped');
    line(row, false, fold);
    unfold(fold);
    at = next;
  }
  const rest = foldOf(rows.slice(end), 'not reached');
  if (rest !== null) {
    lines.push({ kind: 'fold', key: 'not reached', fold: rest });
    unfold(rest);
  }
  return lines;
}

/** The fold that hides a step; `null` when it has a line of its own. */
export function foldAround(lines: readonly TraceLine[], step: string): Fold | null {
  for (const { fold } of lines) {
    if (fold !== null && !fold.open && fold.rows.some((row) => row.step === step)) return fold;
  }
  return null;
}

/** The titles of a fold's steps. Of those after a refusal only the ones that the API has are named. */
export function foldTitles({ rows, state }: Fold): readonly string[] {
  return rows
    .filter((row) => row.state === state)
    .map(({ title }) => title.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase()));
}
