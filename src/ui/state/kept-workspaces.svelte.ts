import { getContext, setContext, untrack } from 'svelte';
import { guideHmacWorkspace } from '../../scenarios/guide-hmac';
import { Keeper, type Opened } from '../../workspace/keep/keeper';
import { tabNews } from '../../workspace/keep/news';
import { keepingOf, newPlace, type Keeping, type Place } from '../../workspace/keep/place';
import type { FromShelf, Shelf, ShelfList, ShelfProblem } from '../../workspace/keep/shelf';
import { hasLink, readLink } from '../../workspace/share/link';
import { writeStored, type StoredWorkspace } from '../../workspace/stored/stored-workspace';
import { emptyWorkspace, freshId, type Workspace } from '../../workspace/workspace';
import { leaveAddress } from '../keep/leave-address';
import { browserStorage, forgetSmallThings, rememberOpen } from '../keep/browser-storage';
import type { OpeningProblem, Start } from '../keep/start';
import type { Playground } from './playground.svelte';
import { ReceivedShare } from './received-share.svelte';

/** What is known of a workspace that some other part of the page has opened: a scenario passes, and has a title. */
export type Describe = () => Opened;

/** The workspaces that are kept, and how the open one stands. Requests that were sent, and what the gateway remembers, are not kept. */
export class KeptWorkspaces {
  readonly #playground: Playground;
  readonly #shelf: Shelf;
  readonly #keeper: Keeper;
  readonly #describe: Describe;
  /** The place of the workspace that the address asked for. */
  #asked: Place;
  /** What the keeper tells is followed through this. */
  #version = $state(0);
  #list = $state.raw<ShelfList>({ entries: [], damaged: [] });
  #problem = $state.raw<OpeningProblem | null>(null);
  /** What came with the open workspace from somebody who shared it. */
  readonly received: ReceivedShare;
  /** Why the browser’s storage is not used; `null`: it is. */
  readonly shelfProblem: ShelfProblem | null;

  constructor(playground: Playground, start: Start, describe: Describe) {
    this.#playground = playground;
    this.#shelf = start.shelf;
    this.#describe = describe;
    this.#asked = start.place;
    this.#problem = start.problem;
    this.shelfProblem = start.shelfProblem;
    this.#keeper = new Keeper(
      {
        shelf: start.shelf,
        news: tabNews(),
        notes: browserStorage('local'),
        freshId,
        onchange: () => {
          this.#version++;
        },
      },
      start.place,
    );
    this.received = new ReceivedShare(playground, () => this.id);
    if (start.shared !== null) void this.received.show(start.shared, start.place.current, start.place.id);
    this.#follow();
  }

  #follow(): void {
    let openings = this.#playground.openings;
    $effect.root(() => {
      $effect(() => {
        const { workspace, openings: now } = this.#playground;
        const opened = this.#describe();
        untrack(() => {
          const isOpened = now !== openings;
          this.#keeper.changed(workspace, isOpened ? opened : null);
          if (!isOpened && !opened.passing && this.#keeper.place.passing) this.#keeper.stay();
          openings = now;
        });
      });
      $effect(() => {
        if (this.keeping.kind !== 'kept' || !this.#shelf.lasts) return;
        rememberOpen(this.#keeper.place.id);
        // What the address asked for is kept now, so that a reload opens that.
        if (this.#keeper.place === this.#asked) untrack(leaveAddress);
      });
    });
  }

  /** Follows the page's own life: hidden, left, come back to, and another link in its address. */
  listen(): void {
    addEventListener('pagehide', () => this.#keeper.note());
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#keeper.resume();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#keeper.flush();
    });
    addEventListener('beforeunload', (event) => {
      if (this.isAtRisk) event.preventDefault();
    });
    addEventListener('hashchange', () => void this.#openAddress(location.hash));
  }

  /** What was changed would be lost with the page. */
  get isAtRisk(): boolean {
    const { kind } = this.keeping;
    if (kind === 'untouched') return false;
    return !this.#shelf.lasts || kind === 'failed' || this.#keeper.onlyHere.length > 0;
  }

  /** How the open workspace stands. */
  get keeping(): Keeping {
    return this.#version < 0 ? { kind: 'untouched' } : keepingOf(this.#keeper.place);
  }

  get name(): string {
    return this.#version < 0 ? '' : this.#keeper.place.name;
  }

  /** The id of the open workspace. */
  get id(): string {
    return this.#version < 0 ? '' : this.#keeper.place.id;
  }

  /** Whether the open workspace is there to look at only, and goes when it is left. */
  get isPassing(): boolean {
    return this.#version >= 0 && this.#keeper.place.passing;
  }

  /** Whether what is kept is there after a reload. */
  get lasts(): boolean {
    return this.#shelf.lasts;
  }

  /** Counts what happened to the open workspace and to the shelf. */
  get changes(): number {
    return this.#version;
  }

  /** What is on the shelf, as it was listed last. */
  get list(): ShelfList {
    return this.#list;
  }

  /** Workspaces that could not be stored and are in this page's memory alone, without the open one. */
  get onlyHere(): readonly Readonly<Place>[] {
    return this.#version < 0 ? [] : this.#keeper.onlyHere;
  }

  /** Something that could not be opened; `null`: nothing. */
  get problem(): OpeningProblem | null {
    return this.#problem;
  }

  dismissProblem(): void {
    this.#problem = null;
    if (hasLink(location.hash)) leaveAddress();
  }

  /** Lists the shelf anew; whoever shows the list calls it after each change. */
  async refresh(): Promise<void> {
    const listed = await this.#shelf.list();
    if (listed.ok) this.#list = listed.value;
  }

  /** Opens a workspace of the shelf in place of the open one, which stays on the shelf. */
  async open(id: string): Promise<void> {
    await this.#keeper.flush();
    const read = await this.#keeper.read(id);
    if (read.ok) this.#open(read.workspace, read.place);
    else this.#problem = { message: `It cannot be opened. ${read.problem}`, rescue: read.text };
  }

  /** Opens a workspace beside those that are kept: it is stored when something is changed in it. */
  openBeside({ name, workspace, shared }: StoredWorkspace): Place {
    const place = newPlace(workspace, freshId(), name);
    this.#open(workspace, place);
    if (shared !== undefined) void this.received.show(shared, workspace, place.id);
    return place;
  }

  #open(workspace: Workspace, place: Place): void {
    const { gateway } = this.#playground;
    this.#problem = null;
    this.#keeper.expect(workspace, place);
    this.#playground.open(workspace);
    gateway.clearSessions();
    gateway.clearHistory();
  }

  /** Another link was put into the address of the open page. */
  async #openAddress(fragment: string): Promise<void> {
    if (!hasLink(fragment)) return;
    const read = await readLink(fragment);
    if (read.ok) this.#asked = this.openBeside(read.value);
    else this.#problem = { message: `${read.problem} Your own workspace is as it was.`, rescue: null };
  }

  openGuideExample(): void {
    this.openBeside({ name: 'Guide example', workspace: guideHmacWorkspace() });
  }

  openBlank(): void {
    this.openBeside({ name: 'New workspace', workspace: emptyWorkspace() });
  }

  /** Makes the open workspace what a first visit shows; undo brings back what it was. */
  reset(): void {
    const workspace = guideHmacWorkspace();
    this.#keeper.replace(workspace);
    this.#playground.open(workspace);
    this.#playground.gateway.clearSessions();
  }

  /** Keeps the open workspace as it is, changed or not. */
  keep(): Promise<void> {
    return this.#keeper.keep();
  }

  rename(id: string, name: string): Promise<FromShelf<unknown>> {
    return this.#keeper.rename(id, name);
  }

  /** Puts a copy beside a workspace. */
  async duplicate(id: string): Promise<FromShelf<unknown>> {
    if (id === this.id) await this.#keeper.flush();
    const read = await this.#shelf.read(id);
    const done = read.ok ? await this.#shelf.add(freshId(), `${read.value.name} (copy)`, read.value.text) : read;
    this.#version++;
    return done;
  }

  /** Deletes a workspace; it can be brought back. Instead of the open one another is opened. */
  async remove(id: string): Promise<FromShelf<unknown>> {
    if (id === this.id) await this.#keeper.flush();
    const done = await this.#keeper.setDeleted(id, true);
    if (done.ok && id === this.id) await this.openAnother();
    return done;
  }

  restore(id: string): Promise<FromShelf<unknown>> {
    return this.#keeper.setDeleted(id, false);
  }

  /** Takes a deleted or damaged one away for good. */
  async removeForGood(id: string): Promise<FromShelf<unknown>> {
    const done = await this.#shelf.remove(id);
    this.#version++;
    return done;
  }

  /** Opens the one that was changed last beside the open one; the guide's example where there is none. */
  async openAnother(): Promise<void> {
    const listed = await this.#shelf.list();
    const others = (listed.ok ? listed.value.entries : []).filter(
      (entry) => entry.deleted === null && entry.id !== this.id,
    );
    const [first] = others;
    if (first === undefined) this.openGuideExample();
    else await this.open(first.id);
  }

  /** Takes what the other tab has stored; what was typed here can be undone to. */
  async takeTheirs(): Promise<void> {
    const { keeping } = this;
    if (keeping.kind === 'conflict' && keeping.problem.kind === 'gone') await this.openAnother();
    else await this.open(this.id);
  }

  /** Keeps what is here as a workspace of its own, beside the other tab's. */
  keepMine(): Promise<void> {
    return this.#keeper.keepMine();
  }

  /** Tries again to store. */
  async tryAgain(): Promise<void> {
    await this.#keeper.flush();
  }

  /** The open workspace as a file, with everything in it. */
  asFile(): string {
    return writeStored({ name: this.name, workspace: this.#playground.workspace }, 2);
  }

  /** Takes away everything that the page has put into the browser, and begins as on a first visit. Errors: why it could not. */
  async forgetEverything(): Promise<FromShelf<unknown>> {
    const done = await this.#keeper.forget();
    if (!done.ok) return done;
    forgetSmallThings();
    location.replace(location.pathname);
    return done;
  }
}

const key = Symbol('kept workspaces');

/** Gives the kept workspaces to the components below. */
export function provideKeptWorkspaces(kept: KeptWorkspaces): void {
  setContext(key, kept);
}

/** The page's kept workspaces. */
export function useKeptWorkspaces(): KeptWorkspaces {
  const found: unknown = getContext(key);
  if (!(found instanceof KeptWorkspaces)) throw new Error('There are no kept workspaces above this component.');
  return found;
}
