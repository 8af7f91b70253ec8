/** Tabs of one browser, without a browser. */
import { Keeper } from '../../../src/workspace/keep/keeper';
import { keepingOf, newPlace } from '../../../src/workspace/keep/place';
import type { News } from '../../../src/workspace/keep/news';
import type { Shelf } from '../../../src/workspace/keep/shelf';
import { freshId, type Workspace } from '../../../src/workspace/workspace';

/** A Storage in memory; with `room` it takes so many characters. */
function fakeStorage(room = Infinity): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException('no room', 'QuotaExceededError');
      held.set(key, value);
    },
    removeItem: (key) => held.delete(key),
    clear: () => held.clear(),
  };
}

interface Ear {
  hear: (news: News) => void;
}

/** A browser whose tabs hear of each other. */
export class Browser {
  readonly notes = fakeStorage();
  readonly #ears: Ear[] = [];
  readonly #hearing: boolean;

  /** `hearing`: whether it has a BroadcastChannel. */
  constructor(hearing = true) {
    this.#hearing = hearing;
  }

  /** A tab with a workspace open that is not on the shelf. */
  tab(shelf: Shelf, workspace: Workspace, name = 'Mine'): Tab {
    const own: Ear = { hear: () => undefined };
    this.#ears.push(own);
    const around = {
      shelf,
      notes: this.notes,
      freshId,
      onchange: () => undefined,
      news: {
        tell: (news: News) => {
          for (const other of this.#ears) if (other !== own && this.#hearing) other.hear(news);
        },
        listen: (hear: (news: News) => void) => {
          own.hear = hear;
        },
      },
    };
    return new Tab(new Keeper(around, newPlace(workspace, freshId(), name)), workspace);
  }
}

/** What a person does in a tab. */
export class Tab {
  readonly keeper: Keeper;
  workspace: Workspace;

  constructor(keeper: Keeper, workspace: Workspace) {
    this.keeper = keeper;
    this.workspace = workspace;
  }

  get keeping(): string {
    return keepingOf(this.keeper.place).kind;
  }

  /** Types a path, and lets the keeper store it. */
  async type(path: string): Promise<void> {
    this.workspace = withPath(this.workspace, path);
    this.keeper.changed(this.workspace);
    await this.keeper.flush();
  }

  /** Opens one of the shelf. */
  async open(id: string): Promise<void> {
    const read = await this.keeper.read(id);
    if (!read.ok) throw new Error(read.problem);
    this.keeper.expect(read.workspace, read.place);
    this.workspace = read.workspace;
    this.keeper.changed(read.workspace, { name: null, passing: false });
  }
}

export function withPath(workspace: Workspace, path: string): Workspace {
  return { ...workspace, request: { ...workspace.request, path } };
}
