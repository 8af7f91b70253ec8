/**
 * The page with some APIs, policies and requests that were sent, and a clock beside it: from the keystroke to the painted
 * verdict, and tasks that were too long. `scripts/bench/keystrokes.ts` types.
 */
import { mount, tick } from 'svelte';
import App from '../src/App.svelte';
import '../src/app.css';
import '../src/gateway/all-parts';
import { guideHmac, guideHmacWorkspace } from '../src/scenarios/guide-hmac';
import { fetchLateParts, loadOnceUsed } from '../src/ui/kit/late-part.svelte';
import { ScenarioPlayer } from '../src/ui/scenarios/scenario-player.svelte';
import { Playground } from '../src/ui/state/playground.svelte';
import type { Start } from '../src/ui/keep/start';
import { KeptWorkspaces } from '../src/ui/state/kept-workspaces.svelte';
import { MemoryShelf } from '../src/workspace/keep/memory-shelf';
import { newPlace } from '../src/workspace/keep/place';
import { parseStored, writeStored } from '../src/workspace/stored/stored-workspace';
import { setMember } from '../src/workspace/json-edit';
import { newDocument, type Workspace } from '../src/workspace/workspace';

/** What was measured, in milliseconds. */
export interface KeystrokeTimes {
  /** From each keystroke to the painted verdict. */
  readonly verdicts: readonly number[];
  /** From each keystroke to the painted trace, which follows the verdict. */
  readonly traces: readonly number[];
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
const traces: number[] = [];
const longTasks: number[] = [];

/** How much there is in the page. */
export interface Load {
  readonly apis: number;
  readonly policies: number;
  /** Requests in the history. */
  readonly entries: number;
}

/**
 * Shows the page, and measures from now on each input that changes the verdict. Gives how long it took, in milliseconds, from
 * the workspace as it is stored to the page with its verdict; what fills the history then is not counted.
 */
export async function begin({ apis, policies, entries }: Load): Promise<number> {
  loadOnceUsed();
  await fetchLateParts();
  const stored = writeStored({ name: 'Bench', workspace: largeWorkspace(apis, policies) });
  const startedAt = performance.now();
  const read = parseStored(stored);
  if (!read.ok) throw new Error('The workspace cannot be read back.');
  const target = document.createElement('div');
  document.body.append(target);
  const place = newPlace(read.value.workspace, 'bench', 'Bench');
  const playground = new Playground(place.current);
  const shelf = new MemoryShelf(() => Date.now());
  const start: Start = { shelf, shelfProblem: null, place, shared: null, problem: null, isExample: false };
  const kept = new KeptWorkspaces(playground, start, () => ({ name: null, passing: false }));
  mount(App, { target, props: { playground, scenarios: new ScenarioPlayer(playground), kept } });
  const took = await shownSince(startedAt);
  for (let at = 0; at < entries; at++) {
    const { workspace, gateway, evaluator, clock } = playground;
    gateway.recall(await evaluator.evaluate(workspace, gateway.state, clock.now));
  }
  await tick();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
  measureChange('section[aria-label="Verdict"]', verdicts);
  measureChange('ol[aria-label="Steps"]', traces);
  return took;
}

/** Notes from now on how long it takes from each keystroke until what it changed in an element has been painted, in milliseconds. */
function measureChange(selector: string, taken: number[]): void {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`There is no ${selector}.`);
  let since: number | null = null;
  addEventListener('keydown', ({ timeStamp }) => (since = timeStamp), { capture: true });
  new MutationObserver(() => {
    const start = since;
    since = null;
    if (start === null) return;
    // The next frame paints it; the message after that frame comes when it has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => taken.push(performance.now() - start);
      port2.postMessage(null);
    });
  }).observe(element, { subtree: true, childList: true, characterData: true });
}

/** Milliseconds from a moment until the verdict has been painted. */
async function shownSince(moment: number): Promise<number> {
  while (document.querySelector('section[aria-label="Verdict"]') === null) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - moment;
}

/** What was measured since `forget`. */
export function times(): KeystrokeTimes {
  return { verdicts: [...verdicts], traces: [...traces], longTasks: [...longTasks] };
}

/** Begins to measure anew: the first letters load what is needed for editing. */
export function forget(): void {
  verdicts.length = 0;
  traces.length = 0;
  longTasks.length = 0;
}
