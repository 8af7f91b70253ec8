import { getContext, setContext } from 'svelte';
import { guideHmac } from '../../scenarios/guide-hmac';
import type { Finding } from '../../workspace/lint/finding';
import type { Workspace } from '../../workspace/workspace';
import { isPageUsed, LatePart } from '../kit/late-part.svelte';
import { slices } from '../kit/slices';
import type { Playground } from './playground.svelte';

const linting = new LatePart(() => import('../../workspace/lint/lint'));

/** How long nothing must have changed before the documents are looked through, in milliseconds. */
const pause = 120;

/** What the lint says of the workspace. It is asked in a pause of the typing, so that no keystroke waits for it. */
export class Findings {
  #all = $state.raw<readonly Finding[]>([]);
  #text = '[]';

  /** To be made where effects may be: it follows the workspace for as long as the component is there. */
  constructor(playground: Playground) {
    let isFirst = true;
    $effect(() => {
      const { workspace } = playground;
      if (isGuideExample(workspace) && !isPageUsed()) return;
      const { module } = linting;
      if (module === null) return;
      let isWanted = true;
      const look = async (): Promise<void> => {
        const found = await module.lintInPieces(
          workspace,
          slices(() => isWanted),
        );
        if (found === null) return;
        // Most keystrokes change no finding: what shows them is not shown again.
        const text = JSON.stringify(found);
        if (text !== this.#text) this.#all = found;
        this.#text = text;
      };
      const timer = setTimeout(() => void look(), isFirst ? 0 : pause);
      isFirst = false;
      return () => {
        isWanted = false;
        clearTimeout(timer);
      };
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

/** Whether the documents are those that a first visit begins with, of which the lint has nothing to show. */
function isGuideExample({ apis, policies, providers }: Workspace): boolean {
  const [api, policy] = [apis[0]?.draft, policies[0]?.draft];
  const alone = apis.length === 1 && policies.length === 1 && providers.length === 0;
  return alone && api === guideHmac.definition && policy === guideHmac.policy;
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
