/**
 * Undo and redo over whole values: what was, what is, what was undone.
 */

export interface UndoHistory<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about; the next one about the same joins it. `null`: it stands alone. */
  readonly topic: string | null;
}

const mostSteps = 500;

/** A history that begins with a value. */
export function beginHistory<T>(present: T): UndoHistory<T> {
  return { past: [], present, future: [], topic: null };
}

/** The history with a new value. Changes of one topic in a row, such as letters typed into one field, are one step. */
export function change<T>(history: UndoHistory<T>, present: T, topic: string | null = null): UndoHistory<T> {
  if (present === history.present) return history;
  const joins = topic !== null && topic === history.topic;
  const past = joins ? history.past : [...history.past.slice(-mostSteps + 1), history.present];
  return { past, present, future: [], topic };
}

/** The history with its present replaced, without a step of its own: for what a person did not do, such as a moved clock. */
export function replacePresent<T>(history: UndoHistory<T>, present: T): UndoHistory<T> {
  return { ...history, present };
}

/** One step back; the same history when there is none. */
export function undo<T>(history: UndoHistory<T>): UndoHistory<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    topic: null,
  };
}

/** One step forward again; the same history when nothing was undone. */
export function redo<T>(history: UndoHistory<T>): UndoHistory<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, topic: null };
}
