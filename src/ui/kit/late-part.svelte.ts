/**
 * Parts of the page that are not in its first load: each is fetched when it is first looked at, and all of them once a
 * person begins to use the page, so that nothing they open has to wait.
 */

import { loadParts } from '../../go/late';
import { untilFetched } from './late-trouble.svelte';
import { onceUsed } from './once-used';

/** Every late part. */
const parts = new Set<LatePart<unknown>>();
/** What was told of so far, to be fetched together. */
const waiting = new Set<() => void>();
let isUsed = $state(false);

/**
 * A module that is fetched late, together with all parts of the gateway, which it may use. Once it is there it is there at
 * once: nothing waits for it a second time.
 */
export class LatePart<Module> {
  readonly #load: () => Promise<Module>;
  #module = $state.raw<Module | null>(null);
  #loading: Promise<Module> | null = null;
  #isAwaited = false;

  constructor(load: () => Promise<Module>) {
    this.#load = load;
    parts.add(this);
    // What cannot be had is asked for again when it is looked at.
    whenUsed(() => void this.load().catch(() => undefined));
  }

  /** The module; `null` while it is on its way. To look is to ask for it, and a view follows it. */
  get module(): Module | null {
    if (this.#module === null && !this.#isAwaited) {
      this.#isAwaited = true;
      void this.fetched();
    }
    return this.#module;
  }

  /** The module, however often a person has it tried again. */
  fetched(): Promise<Module> {
    return untilFetched(() => this.load());
  }

  /** Fetches the module, if that was not done before. Rejects where it cannot be fetched; the next call tries again. */
  load(): Promise<Module> {
    this.#loading ??= Promise.all([this.#load(), loadParts()]).then(
      ([module]) => {
        this.#module = module;
        return module;
      },
      (reason: unknown) => {
        this.#loading = null;
        throw reason;
      },
    );
    return this.#loading;
  }
}

/** Fetches all late parts: what is looked for on the page after that is there, but for what cannot be fetched. */
export async function fetchLateParts(): Promise<void> {
  await Promise.allSettled([...parts].map((part) => part.load()));
}

/** Fetches what a person opened, together with all parts of the gateway, which it may use, however often they have it tried again. */
export async function fetchOpened<Module>(load: () => Promise<Module>): Promise<Module> {
  const [module] = await untilFetched(() => Promise.all([load(), loadParts()]));
  return module;
}

/** Whether a person has begun to use the page: a pointer moved over it, a key was pressed, something was dropped. */
export function isPageUsed(): boolean {
  return isUsed;
}

/** Starts something once the page is used, or at once where it is already. */
export function whenUsed(start: () => void): void {
  if (isUsed) start();
  else waiting.add(start);
}

/** Fetches every late part as soon as the page is used; `already`: it is. */
export function loadOnceUsed(already = false): void {
  const begin = (): void => {
    isUsed = true;
    for (const start of waiting) start();
    waiting.clear();
  };
  if (already) begin();
  else onceUsed(begin);
}
