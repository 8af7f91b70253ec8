/**
 * Where workspaces are kept: the browser's own storage, or this page's memory where the browser gives none.
 */

/** A workspace as it is kept. */
export interface KeptWorkspace {
  readonly id: string;
  readonly name: string;
  /** 1 for what was stored first; each later text has a greater one. A new name is no new revision. */
  readonly revision: number;
  /** When it was stored last, in milliseconds of this machine's clock. */
  readonly changed: number;
  /** When it was deleted; `null`: it is not. It can be brought back for a while. */
  readonly deleted: number | null;
  /** The stored form (`stored/stored-workspace.ts`). */
  readonly text: string;
}

/** A line of the list of workspaces. */
export interface ShelfEntry extends Omit<KeptWorkspace, 'text'> {
  /** UTF-16 units of the text. */
  readonly size: number;
}

/** A record that is none any more, and what is left of it. */
export interface DamagedRecord {
  readonly id: string;
  readonly raw: string;
}

/** All that is on a shelf. */
export interface ShelfList {
  /** The deleted ones too; the last changed first. */
  readonly entries: readonly ShelfEntry[];
  readonly damaged: readonly DamagedRecord[];
}

/** Why something could not be stored or read. */
export interface ShelfProblem {
  /** `full`: the browser gives no more room. `changed`: another tab has stored a later revision. `gone`: it is not there, or deleted. */
  readonly kind: 'full' | 'changed' | 'gone' | 'failed';
  /** One sentence. */
  readonly message: string;
}

/** What a shelf gives: a value, or why there is none. */
export type FromShelf<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ShelfProblem };

/** A shelf of workspaces. Nothing is thrown. */
export interface Shelf {
  /** Whether what is on it is there after a reload. */
  readonly lasts: boolean;
  list(): Promise<FromShelf<ShelfList>>;
  read(id: string): Promise<FromShelf<KeptWorkspace>>;
  /** Puts a new one on the shelf, as revision 1. */
  add(id: string, name: string, text: string): Promise<FromShelf<ShelfEntry>>;
  /** Stores a later text, if the shelf still has the revision that it was made from. */
  save(id: string, revision: number, text: string): Promise<FromShelf<ShelfEntry>>;
  rename(id: string, name: string): Promise<FromShelf<ShelfEntry>>;
  /** Deletes, or brings back. */
  setDeleted(id: string, deleted: boolean): Promise<FromShelf<ShelfEntry>>;
  /** Takes it away for good. */
  remove(id: string): Promise<FromShelf<null>>;
  /** Takes everything away for good. */
  clear(): Promise<FromShelf<null>>;
  /** The one that was opened last in any tab; `null`: none. */
  lastOpened(): Promise<FromShelf<string | null>>;
  setLastOpened(id: string): Promise<FromShelf<null>>;
}

/** How long a deleted workspace can be brought back, in milliseconds: 30 days. */
export const keptDeleted = 30 * 86_400_000;

/** What the list shows of a workspace. */
export function entryOf({ text, ...rest }: KeptWorkspace): ShelfEntry {
  return { ...rest, size: text.length };
}

/** The problem of a revision that is no more the newest. */
export const changedElsewhere: ShelfProblem = {
  kind: 'changed',
  message: 'It was changed in another tab.',
};

/** The problem of one that is not there. */
export const notThere: ShelfProblem = { kind: 'gone', message: 'It was deleted in another tab.' };

/** A good outcome. */
export function fine<T>(value: T): FromShelf<T> {
  return { ok: true, value };
}

/** A bad one. */
export function bad(problem: ShelfProblem): FromShelf<never> {
  return { ok: false, problem };
}

/** The later state of a record; `null`: it is not to be changed, for the reason given. */
export type Change = (before: KeptWorkspace) => KeptWorkspace | ShelfProblem;

/** A later text, where the record is still of the revision that it was made from. */
export function laterText(revision: number, text: string, now: number): Change {
  return (before) => {
    if (before.deleted !== null) return notThere;
    if (before.revision !== revision) return changedElsewhere;
    return { ...before, text, revision: revision + 1, changed: now };
  };
}

/** The order of the list: the last changed first. */
export function byChange(a: { readonly changed: number }, b: { readonly changed: number }): number {
  return b.changed - a.changed;
}
