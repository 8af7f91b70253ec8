/**
 * A shelf that is gone with the page: for a browser that gives the page no storage.
 */
import {
  bad,
  byChange,
  type Change,
  entryOf,
  fine,
  type FromShelf,
  type KeptWorkspace,
  laterText,
  notThere,
  type Shelf,
  type ShelfEntry,
  type ShelfList,
} from './shelf';

export class MemoryShelf implements Shelf {
  readonly lasts: boolean = false;
  readonly #records = new Map<string, KeptWorkspace>();
  readonly #now: () => number;
  #last: string | null = null;

  /** `now`: this machine's clock, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  list(): Promise<FromShelf<ShelfList>> {
    const entries = [...this.#records.values()].map(entryOf).sort(byChange);
    return Promise.resolve(fine({ entries, damaged: [] }));
  }

  read(id: string): Promise<FromShelf<KeptWorkspace>> {
    const found = this.#records.get(id);
    return Promise.resolve(found?.deleted === null ? fine(found) : bad(notThere));
  }

  add(id: string, name: string, text: string): Promise<FromShelf<ShelfEntry>> {
    const record = { id, name, text, revision: 1, changed: this.#now(), deleted: null };
    this.#records.set(id, record);
    return Promise.resolve(fine(entryOf(record)));
  }

  save(id: string, revision: number, text: string): Promise<FromShelf<ShelfEntry>> {
    return this.#change(id, laterText(revision, text, this.#now()));
  }

  rename(id: string, name: string): Promise<FromShelf<ShelfEntry>> {
    return this.#change(id, (before) => ({ ...before, name }));
  }

  setDeleted(id: string, deleted: boolean): Promise<FromShelf<ShelfEntry>> {
    return this.#change(id, (before) => ({ ...before, deleted: deleted ? this.#now() : null }));
  }

  #change(id: string, change: Change): Promise<FromShelf<ShelfEntry>> {
    const before = this.#records.get(id);
    const after = before === undefined ? notThere : change(before);
    if ('kind' in after) return Promise.resolve(bad(after));
    this.#records.set(id, after);
    return Promise.resolve(fine(entryOf(after)));
  }

  remove(id: string): Promise<FromShelf<null>> {
    this.#records.delete(id);
    return Promise.resolve(fine(null));
  }

  clear(): Promise<FromShelf<null>> {
    this.#records.clear();
    this.#last = null;
    return Promise.resolve(fine(null));
  }

  lastOpened(): Promise<FromShelf<string | null>> {
    return Promise.resolve(fine(this.#last));
  }

  setLastOpened(id: string): Promise<FromShelf<null>> {
    this.#last = id;
    return Promise.resolve(fine(null));
  }
}
