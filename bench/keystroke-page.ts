/**
 * The page with 5 APIs and 20 policies, and a clock beside it: from the keystroke to the painted verdict, and tasks that
 * were too long. `scripts/bench.ts` types.
 */
import { mount } from 'svelte';
import App from '../src/App.svelte';
import '../src/app.css';
import '../src/gateway/all-parts';
import { guideHmac, guideHmacWorkspace } from '../src/scenarios/guide-hmac';
import { loadOnceUsed } from '../src/ui/kit/late-part.svelte';
import { ScenarioPlayer } from '../src/ui/scenarios/scenario-player.svelte';
import { Playground } from '../src/ui/state/playground.svelte';
import type { Start } from '../src/ui/keep/start';
import { KeptWorkspaces } from '../src/ui/state/kept-workspaces.svelte';
import { MemoryShelf } from '../src/workspace/keep/memory-shelf';
import { newPlace } from '../src/workspace/keep/place';
import { setMember } from '../src/workspace/json-edit';
import { newDocument, type Workspace } from '../src/workspace/workspace';

/** What was measured, in milliseconds. */
export interface KeystrokeTimes {
  /** From each keystroke to the painted verdict. */
  readonly verdicts: readonly number[];
  /** Tasks of the main thread over 50 ms. */
  readonly longTasks: readonly number[];
}

function copies(
  text: string,
  count: number,
  edit: (text: string, number: number) => string,
): ReturnType<typeof newDocument>[] {
  return Array.from({ length: count }, (_, at) => {
    const made = edit(text, at + 1);
    return newDocument(made, made);
  });
}

/** The guide's example among others like it. */
export function largeWorkspace(apis: number, policies: number): Workspace {
  const guide = guideHmacWorkspace();
  const others = copies(guideHmac.definition, apis - 1, (text, number) =>
    setMember(
      setMember(setMember(text, ['api_id'], `api-${number}`), ['name'], `API ${number}`),
      ['proxy', 'listen_path'],
      `/api-${number}/`,
    ),
  );
  const plans = copies(guideHmac.policy, policies - 1, (text, number) => setMember(text, ['id'], `plan-${number}`));
  return { ...guide, apis: [...guide.apis, ...others], policies: [...guide.policies, ...plans] };
}

const verdicts: number[] = [];
const longTasks: number[] = [];

/** Shows the page, and measures from now on each input that changes the verdict. */
export function begin(apis: number, policies: number): void {
  loadOnceUsed();
  const target = document.createElement('div');
  document.body.append(target);
  const place = newPlace(largeWorkspace(apis, policies), 'bench', 'Bench');
  const playground = new Playground(place.current);
  const shelf = new MemoryShelf(() => Date.now());
  const start: Start = { shelf, shelfProblem: null, place, shared: null, problem: null, isExample: false };
  const kept = new KeptWorkspaces(playground, start, () => ({ name: null, passing: false }));
  mount(App, { target, props: { playground, scenarios: new ScenarioPlayer(playground), kept } });
  let since: number | null = null;
  addEventListener('keydown', ({ timeStamp }) => (since = timeStamp), { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
  const verdict = document.querySelector('[aria-label="Verdict"]') ?? document.body;
  new MutationObserver(() => {
    const start = since;
    since = null;
    if (start === null) return;
    // The next frame paints it; the message after that frame comes when it has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => verdicts.push(performance.now() - start);
      port2.postMessage(null);
    });
  }).observe(verdict === document.body ? target : verdict, { subtree: true, childList: true, characterData: true });
}

/** What was measured since `forget`. */
export function times(): KeystrokeTimes {
  return { verdicts: [...verdicts], longTasks: [...longTasks] };
}

/** Begins to measure anew: the first letters load what is needed for editing. */
export function forget(): void {
  verdicts.length = 0;
  longTasks.length = 0;
}
