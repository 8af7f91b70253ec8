/** Prints what was measured against its limit, and remembers whether all of it held. */
export class Budgets {
  #failed = 0;

  /** How many limits did not hold. */
  get failed(): number {
    return this.#failed;
  }

  /** One line: what was measured, and pass where it is no more than the limit. */
  atMost(what: string, value: number, limit: number, unit: string, digits = 1): void {
    this.#line(what, `${value.toFixed(digits)} ${unit}`, `at most ${limit.toString()}`, value <= limit);
  }

  /** One line, for what should be high. */
  atLeast(what: string, value: number, limit: number): void {
    this.#line(what, value.toString(), `at least ${limit.toString()}`, value >= limit);
  }

  /** One line without a limit. */
  note(what: string, value: string): void {
    console.log(`  ${what.padEnd(46)} ${value}`);
  }

  /** Something could not be measured. */
  fail(what: string): void {
    this.#failed += 1;
    console.log(`  ${what}: fail`);
  }

  #line(what: string, value: string, limit: string, holds: boolean): void {
    if (!holds) this.#failed += 1;
    console.log(`  ${what.padEnd(46)} ${value.padStart(12)}, ${limit.padEnd(14)} ${holds ? 'pass' : 'fail'}`);
  }
}

/** The value below which this share of the values is; 0.5 gives the median. `NaN`, which no limit holds for, where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
