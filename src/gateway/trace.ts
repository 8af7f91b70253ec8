/**
 * Writes the trace of a request: a row for every step of the pipeline, in its order, with the lines that it logged.
 */
import type { LogWriter } from './log';
import type { Fact, Refusal, StepState, TraceRow } from './outcome';

/** What a row is called. */
export type StepName = Pick<TraceRow, 'step' | 'title' | 'mw'>;

/** The router's row comes before those of the middlewares. */
export const routeStep: StepName = { step: 'route', title: 'Route' };

const nothing: readonly Fact[] = [];

export class TraceWriter {
  readonly rows: TraceRow[] = [];
  readonly #log: LogWriter;
  #from = 0;

  constructor(log: LogWriter) {
    this.#log = log;
  }

  /** A step begins: what is logged from here on is its own. */
  begin(): void {
    this.#from = this.#log.lines.length;
  }

  /** The step that began last has ended. */
  end(name: StepName, state: StepState, summary: string, facts: readonly Fact[] = nothing, refusal?: Refusal): void {
    const { step, mw, title } = name;
    const log = [this.#from, this.#log.lines.length] as const;
    // Written out: to spread an object for each step would double the time of a whole request.
    const row =
      mw === undefined ? { step, title, state, summary, facts, log } : { step, mw, title, state, summary, facts, log };
    this.rows.push(refusal === undefined ? row : { ...row, refusal });
  }

  /** A step that does not run. */
  pass(step: StepName, state: 'skipped' | 'not reached', summary: string): void {
    this.begin();
    this.end(step, state, summary);
  }

  has(step: string): boolean {
    return this.rows.some((row) => row.step === step);
  }
}
