/** The page with everything that it can do. */
import { hydrate, mount, tick } from 'svelte';
import App from './App.svelte';
import { keepFocus } from './ui/kit/lost-focus';
import { pause } from './ui/kit/pause';
import { openExplanation } from './ui/explain/open-explanation';
import { guideViewOf } from './ui/guide/guide-view.svelte';
import { openGuideAt } from './ui/guide/open-guide';
import { findStart } from './ui/keep/start';
import { loadParts } from './go/late';
import { loadOnceUsed, whenUsed } from './ui/kit/late-part.svelte';
import { ScenarioPlayer } from './ui/scenarios/scenario-player.svelte';
import { lookFirst } from './ui/state/first-sight';
import { KeptWorkspaces } from './ui/state/kept-workspaces.svelte';
import { Playground } from './ui/state/playground.svelte';
import { ReceivedShare } from './ui/state/received-share.svelte';
import { readAhead } from './workspace/read-ahead';

/**
 * Starts it in an element. `isShown`: what it begins with stands there already, as the site's file has it, and is only
 * brought to life. `atLast`: called right before that.
 */
export async function startPage(target: HTMLElement, isShown: boolean, atLast: () => void): Promise<void> {
  loadOnceUsed(isShown);
  const start = await findStart(new URL(location.href));
  // Any part of the gateway may be needed, but for the example that a first visit begins with.
  if (!start.isExample || location.search !== '') await loadParts();
  // What cannot be had is asked for again when it is needed.
  whenUsed(() => void loadParts().catch(() => undefined));
  await readAhead(start.place.current, pause);
  await pause();
  const playground = new Playground(start.place.current);
  await pause();
  const scenarios = new ScenarioPlayer(playground);
  const asked = new URLSearchParams(location.search);
  /** Before the page is shown, so that nobody types into the workspace that goes, and after whoever keeps that one is there. */
  const openAsked = async (): Promise<void> => {
    const scenario = asked.get('scenario');
    if (scenario !== null) await scenarios.openById(scenario);
  };
  if (isShown) playground.firstSight = await lookFirst(playground);
  if (asked.has('embed')) {
    const { default: Embed } = await import('./ui/embed/Embed.svelte');
    const received = new ReceivedShare(playground, () => start.place.id);
    if (start.shared !== null) void received.show(start.shared, start.place.current, start.place.id);
    const problem = start.problem?.message ?? null;
    await openAsked();
    clear(target);
    mount(Embed, { target, props: { playground, scenarios, received, name: start.place.name, problem } });
  } else {
    const kept = new KeptWorkspaces(playground, start, () => {
      // What is looked at for a while goes when it is left; a lesson's workspace is a person's own work.
      const { scenario } = scenarios;
      return { name: scenario?.title ?? null, passing: scenario !== null || guideViewOf(playground).trying !== null };
    });
    await openAsked();
    kept.listen();
    const props = { playground, scenarios, kept };
    atLast();
    if (isShown && start.isExample) {
      hydrate(App, { target, props });
      // Whoever is shown from now on finds it anew.
      playground.firstSight = null;
    } else {
      clear(target);
      mount(App, { target, props });
    }
  }
  keepFocus();
  const lesson = asked.get('guide');
  if (lesson !== null) void openGuideAt(playground, lesson);
  const refusal = asked.get('explain');
  if (refusal !== null) void openExplanation(playground, refusal);
}

/** Takes away what the site's file shows. */
function clear(target: HTMLElement): void {
  target.replaceChildren();
  delete target.dataset['answer'];
}

/** Fulfilled when the page shows what was done last. */
export const settled = tick;
