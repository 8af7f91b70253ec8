import type { Playground } from '../state/playground.svelte';

/** The sheets about the workspace as a whole; one is open at a time. */
export type SheetName = 'workspaces' | 'share' | 'import' | 'export';

/** Which sheet is open. */
export class Sheets {
  #open = $state<SheetName | null>(null);

  get open(): SheetName | null {
    return this.#open;
  }

  show(name: SheetName): void {
    this.#open = name;
  }

  toggle(name: SheetName): void {
    this.#open = this.#open === name ? null : name;
  }

  close(): void {
    this.#open = null;
  }
}

const all = new WeakMap<Playground, Sheets>();

/** The page's sheets. */
export function sheetsOf(playground: Playground): Sheets {
  const known = all.get(playground);
  if (known !== undefined) return known;
  const made = new Sheets();
  all.set(playground, made);
  return made;
}
