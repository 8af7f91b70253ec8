/**
 * An open workspace's place on the shelf, and how far what is on the screen has got there.
 */
import type { Workspace } from '../workspace';
import type { ShelfProblem } from './shelf';

export interface Place {
  id: string;
  name: string;
  /** 0: it is not on the shelf. */
  revision: number;
  /** The value that need not be stored: it is, or it was opened and nothing was changed since. */
  settled: Workspace;
  /** The newest value. */
  current: Workspace;
  /** The text that is on its way to the shelf. */
  sending: string | null;
  /** Why it cannot be stored as it is: another tab was faster, or the shelf refuses. */
  problem: ShelfProblem | null;
  /** It was opened to look at for a while, such as a scenario: leaving it deletes it, unless somebody keeps it. */
  passing: boolean;
}

/** How a workspace stands. */
export type Keeping =
  /** It was opened and not changed, so nothing of it is kept. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'kept' }
  /** It is being stored. */
  | { readonly kind: 'waiting' }
  /** Another tab has changed or deleted it: the person has to choose. */
  | { readonly kind: 'conflict'; readonly problem: ShelfProblem }
  | { readonly kind: 'failed'; readonly problem: ShelfProblem };

/** A place that is not on the shelf yet; what was opened counts as settled. */
export function newPlace(workspace: Workspace, id: string, name: string): Place {
  return {
    id,
    name,
    revision: 0,
    settled: workspace,
    current: workspace,
    sending: null,
    problem: null,
    passing: false,
  };
}

/** Whether there is nothing to store. */
export function isSettled({ current, settled }: Readonly<Place>): boolean {
  return current === settled;
}

/** Whether another tab has changed or deleted what is at the place. */
export function hasConflict({ problem }: Readonly<Place>): boolean {
  return problem?.kind === 'changed' || problem?.kind === 'gone';
}

/** How the workspace at a place stands. */
export function keepingOf(place: Readonly<Place>): Keeping {
  const { problem, revision } = place;
  if (problem !== null) return { kind: hasConflict(place) ? 'conflict' : 'failed', problem };
  if (!isSettled(place)) return { kind: 'waiting' };
  return { kind: revision === 0 ? 'untouched' : 'kept' };
}

/** Gives up the place on the shelf: what is open becomes a copy of its own, not stored yet. */
export function moveToCopy(place: Place, id: string): void {
  place.id = id;
  place.name = `${place.name.replace(/ \(copy(?: \d+)?\)$/, '')} (copy)`;
  place.revision = 0;
  place.problem = null;
}
