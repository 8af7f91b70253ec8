import { getContext, setContext } from 'svelte';
import type { Finding } from '../../workspace/lint/finding';
import { lint } from '../../workspace/lint/lint';
import type { Playground } from './playground.svelte';

/** How long nothing must have changed before the documents are looked through, in milliseconds. */
const pause = 120;

/** What the lint says of the workspace. It is asked in a pause of the typing, so that no keystroke waits for it. */
export class Findings {
  #all = $state.raw<readonly Finding[]>([]);

  /** To be made where effects may be: it follows the workspace for as long as the component is there. */
  constructor(playground: Playground) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    $effect(() => {
      const { workspace } = playground;
      clearTimeout(timer);
      const look = (): void => {
        this.#all = lint(workspace);
      };
      timer = setTimeout(look, isFirst ? 0 : pause);
      isFirst = false;
      return () => clearTimeout(timer);
    });
  }

  get all(): readonly Finding[] {
    return this.#all;
  }

  /** The findings in a document of the workspace. */
  of(documentId: string): readonly Finding[] {
    return this.#all.filter((finding) => finding.documentId === documentId);
  }
}

const key = Symbol('findings');

/** Gives the findings to the components below. */
export function provideFindings(findings: Findings): void {
  setContext(key, findings);
}

/** The lint's findings. */
export function useFindings(): Findings {
  const found: unknown = getContext(key);
  if (!(found instanceof Findings)) throw new Error('There are no findings above this component.');
  return found;
}
