/**
 * Looks for the smallest changes that let a refused request through. A change is proposed by what refused the request; the
 * core then judges the changed situation; where it is refused again, but later, the next change is looked for there. Nothing
 * is offered that the core has not let through.
 */
import type { Evaluation, Evaluator } from '../workspace/evaluate';
import type { Change } from './change';
import { propose } from './proposals';
import { refusedOf } from './refused';
import { cameFurther, gotThrough, judge, type Situation } from './situation';

/** Changes that together let the request through, as the core has confirmed. */
export interface Fix {
  readonly changes: readonly Change[];
  /** The situation with all of them made. */
  readonly situation: Situation;
  /** What the gateway answers then. */
  readonly evaluation: Evaluation;
}

export interface Limits {
  /** How many fixes are enough. */
  readonly fixes: number;
  /** How often the core may be asked. */
  readonly evaluations: number;
  /** Changes in one fix. */
  readonly changes: number;
}

const usualLimits: Limits = { fixes: 6, evaluations: 120, changes: 6 };

interface Node extends Fix {
  readonly effort: number;
}

/**
 * The fixes of a situation, the least effort first and those that widen access last; none when it is not refused, or nothing
 * is found. `pause` is waited for before each change and each question; when it gives false the search ends with what was found.
 */
export async function findFixes(
  evaluator: Evaluator,
  start: Situation,
  limits: Limits = usualLimits,
  pause: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<readonly Fix[]> {
  const evaluation = await judge(evaluator, start);
  if (gotThrough(evaluation)) return [];
  const open: Node[] = [{ changes: [], situation: start, evaluation, effort: 0 }];
  const found: Node[] = [];
  let left = limits.evaluations;
  for (let node = take(open); node !== undefined && left > 0; node = take(open)) {
    if (gotThrough(node.evaluation)) {
      if (!found.some(({ changes }) => isPartOf(changes, node.changes))) found.push(node);
      if (found.length === limits.fixes) break;
      continue;
    }
    if (node.changes.length === limits.changes) continue;
    for (const change of await propose(refusedOf(node.situation, node.evaluation))) {
      if (left-- <= 0) break;
      if (node.changes.some(({ words }) => words === change.words)) continue;
      if (!(await pause())) return found.map(fixOf);
      const situation = await change.apply(node.situation);
      // In a long definition both take their time.
      if (!(await pause())) return found.map(fixOf);
      const after = await judge(evaluator, situation);
      if (!cameFurther(node.evaluation, after)) continue;
      const effort = node.effort + change.effort + (change.widens === null ? 0 : widening);
      open.push({ changes: [...node.changes, change], situation, evaluation: after, effort });
    }
  }
  return found.map(fixOf);
}

function fixOf({ changes, situation, evaluation }: Node): Fix {
  return { changes, situation, evaluation };
}

/** A fix that widens access comes after every one that does not. */
const widening = 100;

function take(open: Node[]): Node | undefined {
  let best = 0;
  for (const [at, { effort }] of open.entries()) if (effort < (open[best]?.effort ?? Infinity)) best = at;
  return open.splice(best, 1)[0];
}

function isPartOf(part: readonly Change[], whole: readonly Change[]): boolean {
  return part.every(({ words }) => whole.some((change) => change.words === words));
}
