import type { Exchange } from '../../src/gateway/outcome';
import { refusalCodes } from '../../src/gateway/refusals';
import type { Ask } from './plan';

/** Counts of what the fuzzing met, as plain data that adds up. */
export interface Counts {
  readonly plans: number;
  readonly requests: number;
  readonly definitions: number;
  readonly policies: number;
  /** Documents that the reader refused. */
  readonly unread: number;
  /** Requests whose every token was badly signed, to an API that needs one. */
  readonly badlySigned: number;
  readonly slowest: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
}

/** Counts while plans run. */
export class Tally {
  #plans = 0;
  #requests = 0;
  #definitions = 0;
  #policies = 0;
  #unread = 0;
  #badlySigned = 0;
  #slowest = 0;
  readonly #statuses: Record<string, number> = {};
  readonly #refusals: Record<string, number> = {};

  plan(): void {
    this.#plans++;
  }

  document(kind: 'definitions' | 'policies', wasRead: boolean): void {
    if (kind === 'definitions') this.#definitions++;
    else this.#policies++;
    if (!wasRead) this.#unread++;
  }

  /** `took`: milliseconds. */
  exchange({ response, trace }: Exchange, took: number, { mustNotPass }: Ask): void {
    this.#requests++;
    if (mustNotPass) this.#badlySigned++;
    this.#slowest = Math.max(this.#slowest, took);
    const status = response === null ? 'cut' : String(response.status);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    const code = trace.find(({ refusal }) => refusal !== undefined)?.refusal?.code;
    if (code !== undefined) this.#refusals[code] = (this.#refusals[code] ?? 0) + 1;
  }

  get requests(): number {
    return this.#requests;
  }

  counts(): Counts {
    return {
      plans: this.#plans,
      requests: this.#requests,
      definitions: this.#definitions,
      policies: this.#policies,
      unread: this.#unread,
      badlySigned: this.#badlySigned,
      slowest: this.#slowest,
      statuses: { ...this.#statuses },
      refusals: { ...this.#refusals },
    };
  }
}

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Two counts as one. */
export function together(a: Counts, b: Counts): Counts {
  return {
    plans: a.plans + b.plans,
    requests: a.requests + b.requests,
    definitions: a.definitions + b.definitions,
    policies: a.policies + b.policies,
    unread: a.unread + b.unread,
    badlySigned: a.badlySigned + b.badlySigned,
    slowest: Math.max(a.slowest, b.slowest),
    statuses: added(a.statuses, b.statuses),
    refusals: added(a.refusals, b.refusals),
  };
}

/** The refusals that were not met. */
export function unmet({ refusals }: Counts): readonly string[] {
  return refusalCodes.filter((code) => refusals[code] === undefined);
}
