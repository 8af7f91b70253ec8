import { readLink, writeLink, longestLink } from '../../workspace/share/link';
import { share } from '../../workspace/share/share';
import { writeStored, type StoredWorkspace } from '../../workspace/stored/stored-workspace';
import type { Shown } from '../state/playground.svelte';

/** What is ready to be given away. */
export interface Ready {
  readonly stored: StoredWorkspace;
  /** The whole address. */
  readonly link: string;
  /** Whether every program passes the link on whole. */
  readonly fits: boolean;
}

/** Makes the link for what is on the screen. The answer's time is that of the moment when it was asked for. */
export class Sharing {
  #ready = $state.raw<Ready | null>(null);
  #problem = $state.raw<string | null>(null);
  #asked = 0;

  /** `null`: it is not ready yet. */
  get ready(): Ready | null {
    return this.#ready;
  }

  /** Why there is no link; `null`: nothing went wrong. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Makes it anew; only the newest counts. */
  async make(name: string, { evaluation }: Shown, secrets: boolean): Promise<void> {
    const number = ++this.#asked;
    const stored = share({ name, shown: evaluation, secrets });
    const fragment = await writeLink(stored);
    const read = await readLink(fragment);
    if (number !== this.#asked) return;
    this.#problem = read.ok ? null : 'This workspace cannot be put into a link; download it as a file.';
    const link = addressWith(fragment);
    this.#ready = { stored, link, fits: read.ok && link.length <= longestLink };
  }

  /** The file that says the same as the link. */
  static file({ stored }: Ready): string {
    return writeStored(stored, 2);
  }
}

/** The page's address with a fragment, and without what else it asks for. */
export function addressWith(fragment: string, query = ''): string {
  return `${location.origin}${location.pathname}${query}${fragment}`;
}
