/**
 * A shelf in the browser's IndexedDB. Every change of a record reads and writes it in one transaction, so that of two tabs
 * only one can store the next revision.
 */
import { deleteDB, type DBSchema, type IDBPDatabase, openDB } from 'idb';
import * as v from 'valibot';
import {
  bad,
  byChange,
  type Change,
  type DamagedRecord,
  entryOf,
  fine,
  type FromShelf,
  type KeptWorkspace,
  keptDeleted,
  laterText,
  notThere,
  type Shelf,
  type ShelfEntry,
  type ShelfList,
  type ShelfProblem,
} from './shelf';

const databaseName = 'jwt-playground';
/** How long the browser may take to open its storage, in milliseconds: with a broken profile it can take forever. */
const patience = 4000;

interface Schema extends DBSchema {
  /** What is in a record was written by a tab of any version, or by hand: it is looked at when it is read. */
  workspaces: { key: string; value: unknown };
  state: { key: 'last opened'; value: unknown };
}

type Database = IDBPDatabase<Schema>;

const record: v.GenericSchema<unknown, KeptWorkspace> = v.object({
  id: v.string(),
  name: v.string(),
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  changed: v.number(),
  deleted: v.nullable(v.number()),
  text: v.string(),
});

function readRecord(value: unknown): KeptWorkspace | null {
  const parsed = v.safeParse(record, value);
  return parsed.success ? parsed.output : null;
}

function rawText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    return String(value);
  }
}

/** Opens the browser's storage. Errors: why it gives none. `now`: this machine's clock, in milliseconds. */
export async function openIndexedShelf(now: () => number): Promise<FromShelf<Shelf>> {
  try {
    const shelf = new IndexedShelf(now);
    await shelf.open();
    return fine(shelf);
  } catch (reason) {
    return bad(problemOf(reason));
  }
}

/** Deletes the database itself: what is left when it cannot even be opened. */
export async function deleteIndexedShelf(): Promise<FromShelf<null>> {
  try {
    await deleteDB(databaseName);
    return fine(null);
  } catch (reason) {
    return bad(problemOf(reason));
  }
}

class IndexedShelf implements Shelf {
  readonly lasts = true;
  readonly #now: () => number;
  /** `null`: not open, or closed by the browser or for another tab. It is opened again when it is needed. */
  #database: Database | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  async open(): Promise<Database> {
    this.#database ??= await opened(() => {
      this.#database = null;
    });
    return this.#database;
  }

  list(): Promise<FromShelf<ShelfList>> {
    return attempt(async () => {
      const transaction = (await this.open()).transaction('workspaces');
      const [ids, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      const entries: ShelfEntry[] = [];
      const damaged: DamagedRecord[] = [];
      for (const [at, value] of values.entries()) {
        const found = readRecord(value);
        if (found !== null) entries.push(entryOf(found));
        else damaged.push({ id: ids[at] ?? '', raw: rawText(value) });
      }
      return fine({ entries: entries.sort(byChange), damaged });
    });
  }

  read(id: string): Promise<FromShelf<KeptWorkspace>> {
    return attempt(async () => {
      const value = await (await this.open()).get('workspaces', id);
      const found = readRecord(value);
      if (value !== undefined && found === null) return bad({ kind: 'failed', message: 'Its record is damaged.' });
      return found?.deleted === null ? fine(found) : bad(notThere);
    });
  }

  add(id: string, name: string, text: string): Promise<FromShelf<ShelfEntry>> {
    const added: KeptWorkspace = { id, name, text, revision: 1, changed: this.#now(), deleted: null };
    return attempt(async () => {
      await (await this.open()).add('workspaces', added);
      return fine(entryOf(added));
    });
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
    return attempt(async () => {
      const transaction = (await this.open()).transaction('workspaces', 'readwrite');
      const before = readRecord(await transaction.store.get(id));
      const after = before === null ? notThere : change(before);
      if (!('kind' in after)) await transaction.store.put(after);
      await transaction.done;
      return 'kind' in after ? bad(after) : fine(entryOf(after));
    });
  }

  remove(id: string): Promise<FromShelf<null>> {
    return attempt(async () => {
      await (await this.open()).delete('workspaces', id);
      return fine(null);
    });
  }

  clear(): Promise<FromShelf<null>> {
    this.#database?.close();
    this.#database = null;
    return deleteIndexedShelf();
  }

  lastOpened(): Promise<FromShelf<string | null>> {
    return attempt(async () => {
      const last = await (await this.open()).get('state', 'last opened');
      return fine(typeof last === 'string' ? last : null);
    });
  }

  setLastOpened(id: string): Promise<FromShelf<null>> {
    return attempt(async () => {
      await (await this.open()).put('state', id, 'last opened');
      return fine(null);
    });
  }
}

/** Takes away for good what was deleted long ago. */
export async function dropLongDeleted(shelf: Shelf, now: number): Promise<void> {
  const listed = await shelf.list();
  const old = (listed.ok ? listed.value.entries : []).filter(
    ({ deleted }) => deleted !== null && now - deleted > keptDeleted,
  );
  for (const { id } of old) await shelf.remove(id);
}

/** Opens the database. `closed` is called when it is closed by others. */
async function opened(closed: () => void): Promise<Database> {
  let isLate = false;
  const opening = openDB<Schema>(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore('workspaces', { keyPath: 'id' });
      database.createObjectStore('state');
    },
    // Another tab wants to delete or to renew the database: this one is not to hold it up.
    blocking: (_current, _wanted, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      closed();
    },
    terminated: closed,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(new Error('It does not answer.'));
    }, patience);
  });
  void opening.then(
    (database) => {
      if (isLate) database.close();
    },
    () => undefined,
  );
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}

async function attempt<T>(ask: () => Promise<FromShelf<T>>): Promise<FromShelf<T>> {
  try {
    return await ask();
  } catch (reason) {
    return bad(problemOf(reason));
  }
}

function problemOf(reason: unknown): ShelfProblem {
  const name = reason instanceof DOMException || reason instanceof Error ? reason.name : '';
  const said = reason instanceof Error || reason instanceof DOMException ? reason.message : String(reason);
  if (name === 'QuotaExceededError') {
    return { kind: 'full', message: 'The browser’s storage for this page is full.' };
  }
  if (name === 'VersionError') {
    return { kind: 'failed', message: 'A newer version of the playground has changed the storage. Reload the page.' };
  }
  return { kind: 'failed', message: said === '' ? 'The browser’s storage does not work.' : said };
}
