/**
 * Keeps the workspace that is open: stores each change a moment later, notices when another tab has changed the same one, and
 * loses nothing where the shelf refuses.
 */
import { titleOf } from '../document-title';
import type { Reading } from '../stored/reading';
import { parseStored, writeStored } from '../stored/stored-workspace';
import type { Workspace } from '../workspace';
import { dropNotes, noteUnstored } from './journal';
import type { News, Newsroom } from './news';
import { changedElsewhere, fine, type FromShelf, notThere, type Shelf, type ShelfEntry } from './shelf';
import { hasConflict, isSettled, moveToCopy, newPlace, type Place } from './place';

/** What a keeper needs from the page. */
export interface KeeperSurroundings {
  readonly shelf: Shelf;
  readonly news: Newsroom;
  /** Where the last change is written when the page is left; `null`: nowhere. */
  readonly notes: Storage | null;
  readonly freshId: () => string;
  /** Called after each change of what the keeper tells. */
  readonly onchange: () => void;
}

/** What is known of a workspace that was opened from outside the shelf. */
export interface Opened {
  /** `null`: nobody has named it. */
  readonly name: string | null;
  readonly passing: boolean;
}

/** A workspace that was read from the shelf, and the place to open it at; or why not, with its text where there is one. */
export type ReadPlace =
  | { readonly ok: true; readonly workspace: Workspace; readonly place: Place }
  | { readonly ok: false; readonly problem: string; readonly text: string | null };

/** How long nothing must have changed before it is stored, in milliseconds. */
const pause = 300;
/** How long a change waits at most while the changes go on. */
const longestPause = 2000;

export class Keeper {
  readonly #around: KeeperSurroundings;
  readonly #tab: string;
  /** The places of values that were open, by their list of APIs: undo leads back to them. */
  readonly #places = new WeakMap<Workspace['apis'], Place>();
  readonly #byId = new Map<string, Place>();
  #place: Place;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  /** `place`: that of the workspace which is open. */
  constructor(around: KeeperSurroundings, place: Place) {
    this.#around = around;
    this.#tab = around.freshId();
    this.#place = place;
    this.#register(place);
    around.news.listen((news) => this.#hear(news));
  }

  /** The place of the open workspace. */
  get place(): Readonly<Place> {
    return this.#place;
  }

  /** Places that are in this page's memory alone, though they were left. */
  get onlyHere(): readonly Readonly<Place>[] {
    return [...this.#byId.values()].filter((place) => place !== this.#place && !isSettled(place));
  }

  #register(place: Place): void {
    this.#places.set(place.current.apis, place);
    this.#byId.set(place.id, place);
  }

  /** Another workspace is about to be opened in place of the open one, under its name. */
  replace(workspace: Workspace): void {
    this.expect(workspace, this.#place);
  }

  /** Names the place of a workspace that is about to be opened. */
  expect(workspace: Workspace, place: Place): void {
    place.current = workspace;
    this.#register(place);
  }

  /**
   * Takes the newest value of the open workspace. `opened`: it is another workspace that was opened, not a change; what it
   * is called, and whether it is a passing one.
   */
  changed(workspace: Workspace, opened: Opened | null = null): void {
    const known = this.#places.get(workspace.apis);
    if (known !== undefined && known !== this.#place) this.#moveTo(known);
    else if (known === undefined && opened !== null) {
      const { name, passing } = opened;
      this.#moveTo({ ...newPlace(workspace, this.#around.freshId(), name ?? usualName(workspace)), passing });
    }
    this.#place.current = workspace;
    this.#register(this.#place);
    if (!isSettled(this.#place)) this.#schedule();
    this.#around.onchange();
  }

  #moveTo(place: Place): void {
    clearTimeout(this.#timer);
    const before = this.#place;
    this.#place = place;
    if (place.passing && place.revision > 0) void this.setDeleted(place.id, false);
    // What another tab has changed too comes beside it: leaving is no decision for the other's.
    if (hasConflict(before) && !isSettled(before)) this.#moveToCopy(before);
    void this.#leave(before);
  }

  async #leave(place: Place): Promise<void> {
    if (!isSettled(place)) await this.#store(place);
    if (place.passing && place.revision > 0 && place !== this.#place) await this.setDeleted(place.id, true);
  }

  /** Makes a passing workspace one that stays. */
  stay(): void {
    this.#place.passing = false;
    this.#around.onchange();
  }

  #schedule(): void {
    if (this.#stopped || hasConflict(this.#place)) return;
    clearTimeout(this.#timer);
    this.#since ??= Date.now();
    const wait = Math.max(0, Math.min(pause, this.#since + longestPause - Date.now()));
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** Stores now what was changed and is not stored yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#since = null;
    if (!isSettled(this.#place) && !hasConflict(this.#place)) await this.#store(this.#place);
  }

  /** Keeps the open workspace, changed or not. */
  async keep(): Promise<void> {
    this.#place.passing = false;
    if (!hasConflict(this.#place)) await this.#store(this.#place);
  }

  /** One after another: a revision is known only when the one before is stored. */
  #store(place: Place): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (this.#stopped || (isSettled(place) && place.revision > 0)) return;
      const { id, current, revision } = place;
      const { shelf } = this.#around;
      if (revision === 0) place.name = await this.#freeName(place.name);
      const text = writeStored({ name: place.name, workspace: current });
      place.sending = text;
      const outcome = revision === 0 ? await shelf.add(id, place.name, text) : await shelf.save(id, revision, text);
      place.sending = null;
      this.#take(place, current, outcome);
    });
    return this.#running;
  }

  #take(place: Place, stored: Workspace, outcome: FromShelf<ShelfEntry>): void {
    const { news, shelf, onchange } = this.#around;
    if (outcome.ok) {
      place.name = outcome.value.name;
      place.revision = outcome.value.revision;
      place.settled = stored;
      place.problem = null;
      news.tell({ kind: 'saved', id: place.id, revision: place.revision });
      if (place === this.#place) void shelf.setLastOpened(place.id);
      if (!isSettled(place)) this.#schedule();
    } else place.problem = outcome.problem;
    onchange();
  }

  /** Keeps this tab's version beside the other tab's, under a name of its own. */
  async keepMine(): Promise<void> {
    this.#moveToCopy(this.#place);
    await this.#store(this.#place);
  }

  #moveToCopy(place: Place): void {
    this.#byId.delete(place.id);
    moveToCopy(place, this.#around.freshId());
    this.#register(place);
  }

  /** Reads a workspace of the shelf in order to open it: what this tab had changed in it and another tab too is given up. */
  async read(id: string): Promise<ReadPlace> {
    const known = this.#byId.get(id);
    if (known !== undefined && !isSettled(known) && !hasConflict(known)) {
      return { ok: true, workspace: known.current, place: known };
    }
    const found = await this.#around.shelf.read(id);
    if (!found.ok) return { ok: false, problem: found.problem.message, text: null };
    const { name, revision, text } = found.value;
    const parsed = parseStored(text);
    if (!parsed.ok) return { ok: false, problem: problemText(parsed), text };
    const { workspace } = parsed.value;
    const place = known ?? newPlace(workspace, id, name);
    Object.assign(place, { ...newPlace(workspace, id, name), revision });
    return { ok: true, workspace, place };
  }

  /** Gives a workspace a name. The open one is kept with it: to name something is to want it kept. */
  async rename(id: string, name: string): Promise<FromShelf<unknown>> {
    const { shelf, news, onchange } = this.#around;
    const place = this.#byId.get(id);
    if (place !== undefined) {
      place.name = name;
      place.passing = false;
    }
    onchange();
    if (place?.revision === 0) {
      await this.#store(place);
      return fine(null);
    }
    const renamed = await shelf.rename(id, name);
    if (renamed.ok) news.tell({ kind: 'renamed', id, name });
    onchange();
    return renamed;
  }

  /** Deletes or brings back, and tells the other tabs. */
  async setDeleted(id: string, deleted: boolean): Promise<FromShelf<unknown>> {
    const done = await this.#around.shelf.setDeleted(id, deleted);
    if (done.ok) this.#around.news.tell({ kind: deleted ? 'deleted' : 'restored', id });
    this.#around.onchange();
    return done;
  }

  /** Takes everything off the shelf; nothing is stored from then on. */
  async forget(): Promise<FromShelf<null>> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    const cleared = await this.#around.shelf.clear();
    if (cleared.ok) this.#around.news.tell({ kind: 'forgotten' });
    else this.#stopped = false;
    return cleared;
  }

  /** Writes down at once what is not stored: the page is being left. */
  note(): void {
    if (this.#stopped || !this.#around.shelf.lasts) return;
    for (const place of this.#byId.values()) {
      const { id, name, revision, current, sending } = place;
      if (isSettled(place)) continue;
      const text = writeStored({ name, workspace: current });
      noteUnstored(this.#around.notes, this.#tab, { id, name, revision, sending, text });
    }
  }

  /** The page that was left is here again, and stores by itself. */
  resume(): void {
    dropNotes(this.#around.notes, this.#tab);
    if (!isSettled(this.#place)) this.#schedule();
  }

  #hear(news: News): void {
    const place = this.#place;
    if (news.kind === 'forgotten') {
      if (place.revision > 0) place.problem = { ...notThere, message: 'Everything was forgotten in another tab.' };
    } else if (news.id === place.id && place.revision > 0) {
      if (news.kind === 'renamed') place.name = news.name;
      if (news.kind === 'deleted') place.problem = notThere;
      if (news.kind === 'restored' && place.problem?.kind === 'gone') place.problem = null;
      // One that is on its way finds out by itself.
      if (news.kind === 'saved' && news.revision > place.revision && place.sending === null)
        place.problem = changedElsewhere;
      if (place.problem !== null) clearTimeout(this.#timer);
    }
    this.#around.onchange();
  }

  async #freeName(wanted: string): Promise<string> {
    const listed = await this.#around.shelf.list();
    const taken = new Set((listed.ok ? listed.value.entries : []).map(({ name }) => name));
    const plain = wanted.trim() === '' ? 'Workspace' : wanted;
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain} ${String(number)}`;
    return name;
  }
}

/** What a workspace is called that nobody has named: as its first API. */
function usualName({ apis }: Workspace): string {
  const [first] = apis;
  return first === undefined ? 'Workspace' : titleOf('apis', first).title;
}

/** The problem of a stored text, with its place, in a sentence or two. */
export function problemText({ place, problem }: Extract<Reading<unknown>, { ok: false }>): string {
  return place === '' ? problem : `At ${place}: ${problem}`;
}
