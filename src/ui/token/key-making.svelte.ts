import type { KeySpec } from '../../keys/generate';
import { newKey, specTitle } from '../../workspace/new-key';
import { addSigningKey } from '../../workspace/signing';
import type { NamedKey, Workspace } from '../../workspace/workspace';
import { LatePart } from '../kit/late-part.svelte';
import type { Playground } from '../state/playground.svelte';

const generating = new LatePart(() => import('../../keys/generate'));

/** What is done with a key that was made. */
type Take = (workspace: Workspace, key: NamedKey) => Workspace;

/** Progress is shown for what takes longer than this, in milliseconds. */
const unnoticed = 150;

/** A key that is being made: it takes a moment, and may be given up. */
export class KeyMaking {
  readonly #playground: Playground;
  #running: AbortController | null = null;
  #shown = $state<string | null>(null);
  #failure = $state<string | null>(null);

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** What is being made, once that takes noticeably long; `null` when nothing is. */
  get shown(): string | null {
    return this.#shown;
  }

  /** Why the last key was not made; `null` when it was, or was given up. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Makes a key and puts it into the workspace; without another `take` it signs the token from then on. */
  async make(spec: KeySpec, take: Take = addSigningKey): Promise<void> {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    this.#failure = null;
    const title = specTitle(spec);
    const timer = setTimeout(() => {
      this.#shown = title;
    }, unnoticed);
    const { generateKey } = await generating.fetched();
    const made = await generateKey(spec, running.signal);
    clearTimeout(timer);
    if (this.#running !== running) return;
    this.#running = null;
    this.#shown = null;
    if (made.ok) {
      this.#playground.update((workspace) => take(workspace, newKey(made.jwk, title, workspace.keys)));
    } else if (made.code !== 'cancelled') this.#failure = made.message;
  }

  /** Gives up the key that is being made. */
  cancel(): void {
    this.#running?.abort();
    this.#running = null;
    this.#shown = null;
  }
}
