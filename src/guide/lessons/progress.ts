/**
 * How far a lesson has come: told by its checks alone, nothing is kept.
 */
import type { Evaluation } from '../../workspace/evaluate';
import { factsOf, type Facts } from './facts';
import type { Lesson, Step } from './lesson';

/** `now`: the first step that is not done. A later one may be done before it. */
export type StepState = 'done' | 'now' | 'later';

export interface StepProgress {
  readonly step: Step;
  readonly state: StepState;
  readonly found: string;
}

/** The steps of a lesson, each with its state. */
export function progressOf({ steps }: Lesson, facts: Facts): readonly StepProgress[] {
  const checked = steps.map((step) => ({ step, ...step.check(facts) }));
  const first = checked.findIndex(({ done }) => !done);
  return checked.map(({ step, done, found }, at) => ({
    step,
    state: done ? 'done' : at === first ? 'now' : 'later',
    found,
  }));
}

const kept = new WeakMap<Evaluation, Map<string, boolean>>();

/** Whether a lesson was finished at some request of the visit: all its steps were done when that was answered. */
export function wasFinished(lesson: Lesson, history: readonly Evaluation[]): boolean {
  return history.some((entry, at) => {
    const known = kept.get(entry) ?? new Map<string, boolean>();
    kept.set(entry, known);
    const before = known.get(lesson.id);
    if (before !== undefined) return before;
    const facts = factsOf(entry.workspace, entry, history.slice(0, at + 1));
    const finished = lesson.steps.every((step) => step.check(facts).done);
    known.set(lesson.id, finished);
    return finished;
  });
}
