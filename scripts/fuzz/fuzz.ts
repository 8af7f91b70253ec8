/** Runs of plans: each has a seed of its own, which alone brings it back. */
import { builtPlan } from './built-plan';
import { Chance } from './chance';
import type { Plan } from './plan';
import { recordedPlan, type RecordedDocuments } from './recorded-plan';
import { Broken, runPlan } from './run-plan';
import { type Counts, Tally } from './tally';

/** What did not hold: the seed that shows it again, and what it was. */
export interface Failure {
  readonly seed: number;
  readonly message: string;
}

export interface FuzzResult {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
}

/** The plan of a seed. */
function planOf(seed: number, pool: readonly RecordedDocuments[]): Plan {
  const chance = new Chance(seed);
  return pool.length > 0 && chance.oneIn(3) ? recordedPlan(chance, pool) : builtPlan(chance);
}

const mostFailures = 5;
const lanes = 8;

/** One plan in so many is run twice from its texts, for the same output. */
const twiceOneIn = 25;

/**
 * Runs plans of the seeds `first`, `first + step`, … until so many requests were asked, or five plans have failed.
 * `heard` is told after each plan how many requests there were.
 */
export async function fuzz(
  {
    first,
    step,
    requests,
    pool,
  }: { first: number; step: number; requests: number; pool: readonly RecordedDocuments[] },
  heard: (requests: number) => void = () => undefined,
): Promise<FuzzResult> {
  const tally = new Tally();
  const failures: Failure[] = [];
  let next = first;
  // Several plans at a time: while one waits for the threads that verify signatures, another goes on.
  const lane = async (): Promise<void> => {
    while (tally.requests < requests && failures.length < mostFailures) {
      const seed = next;
      next += step;
      const message = await problemOf(seed, pool, tally);
      if (message !== null) failures.push({ seed, message });
      heard(tally.requests);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, requests) }, lane));
  return { counts: tally.counts(), failures };
}

/** Runs one plan; what did not hold, or `null`. */
async function problemOf(seed: number, pool: readonly RecordedDocuments[], tally: Tally): Promise<string | null> {
  try {
    const plan = planOf(seed, pool);
    const came = await runPlan(plan, tally);
    tally.plan();
    if (seed % twiceOneIn !== 0) return null;
    const again = await runPlan(plan, new Tally());
    if (JSON.stringify(again) !== JSON.stringify(came)) throw new Broken('same', 'the whole plan, run again');
    return null;
  } catch (reason) {
    return told(reason);
  }
}

function told(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const { cause } = reason;
  return cause instanceof Error
    ? `${reason.message}\n${cause.stack ?? cause.message}`
    : (reason.stack ?? reason.message);
}
