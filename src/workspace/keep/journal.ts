/**
 * What a tab had not stored yet when it was closed or reloaded: written at once, since nothing that takes time is finished
 * then, and put on the shelf by whichever tab starts next.
 */
import * as v from 'valibot';
import type { Shelf } from './shelf';

/** A text that is not on the shelf, and the revision that it was made from (0: none). */
export interface Unstored {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly text: string;
  /** A text that was on its way to the shelf; whether it arrived is not known. */
  readonly sending: string | null;
}

const prefix = 'jwt-playground:unstored:';

const schema: v.GenericSchema<unknown, Unstored> = v.object({
  id: v.string(),
  name: v.string(),
  revision: v.number(),
  text: v.string(),
  sending: v.nullable(v.string()),
});

/** Writes it down for a tab. Where the browser does not allow that, what is on the shelf is all there is. */
export function noteUnstored(storage: Storage | null, tab: string, unstored: Unstored): void {
  try {
    storage?.setItem(`${prefix}${tab}:${unstored.id}`, JSON.stringify(unstored));
  } catch {
    // Full: the shelf's own revision stays.
  }
}

/** Takes away what a tab has written down: it is there again, and stores by itself. */
export function dropNotes(storage: Storage | null, tab: string): void {
  if (storage === null) return;
  for (const key of keysOf(storage)) if (key.startsWith(`${prefix}${tab}:`)) storage.removeItem(key);
}

function keysOf(storage: Storage): readonly string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
}

/** Puts on the shelf what was written down. What another tab has changed since comes beside it. A note stays until it is stored. */
export async function storeNotes(storage: Storage | null, shelf: Shelf, freshId: () => string): Promise<void> {
  if (storage === null || !shelf.lasts) return;
  for (const key of keysOf(storage).filter((each) => each.startsWith(prefix))) {
    const note = readNote(storage.getItem(key));
    if (note === null || (await isStored(shelf, note, freshId))) storage.removeItem(key);
  }
}

function readNote(text: string | null): Unstored | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text ?? ''));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

async function isStored(shelf: Shelf, note: Unstored, freshId: () => string): Promise<boolean> {
  const { id, name, text, sending } = note;
  const there = await shelf.read(id);
  if (there.ok && there.value.text === text) return true;
  if (!there.ok && there.problem.kind === 'gone' && note.revision === 0) return (await shelf.add(id, name, text)).ok;
  const arrived = there.ok && there.value.revision === note.revision + 1 && there.value.text === sending;
  const saved = await shelf.save(id, arrived ? note.revision + 1 : note.revision, text);
  if (saved.ok || (saved.problem.kind !== 'changed' && saved.problem.kind !== 'gone')) return saved.ok;
  return (await shelf.add(freshId(), `${name} (recovered)`, text)).ok;
}
