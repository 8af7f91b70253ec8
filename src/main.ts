import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import './own-scripts';
import { registerWorker } from './mock/registration';
import { openExplanation } from './ui/explain/open-explanation';
import { guideViewOf } from './ui/guide/guide-view.svelte';
import { openGuideAt } from './ui/guide/open-guide';
import { findStart } from './ui/keep/start';
import { loadParts } from './go/late';
import { loadOnceUsed, whenUsed } from './ui/kit/late-part.svelte';
import { ScenarioPlayer } from './ui/scenarios/scenario-player.svelte';
import { KeptWorkspaces } from './ui/state/kept-workspaces.svelte';
import { Playground } from './ui/state/playground.svelte';
import { ReceivedShare } from './ui/state/received-share.svelte';

loadOnceUsed();
const target = document.getElementById('app');
if (target === null) throw new Error('index.html lacks #app');
const start = await findStart(new URL(location.href));
// Any part of the gateway may be needed, but for the example that a first visit begins with.
if (!start.isExample || location.search !== '') await loadParts();
whenUsed(() => void loadParts());
const playground = new Playground(start.place.current);
const scenarios = new ScenarioPlayer(playground);
const asked = new URLSearchParams(location.search);
const scenario = asked.get('scenario');
/** Before the page is shown, so that nobody types into the workspace that goes. */
const openAsked = async (): Promise<void> => {
  if (scenario !== null) await scenarios.openById(scenario);
};
if (asked.has('embed')) {
  const { default: Embed } = await import('./ui/embed/Embed.svelte');
  const received = new ReceivedShare(playground, () => start.place.id);
  if (start.shared !== null) void received.show(start.shared, start.place.current, start.place.id);
  const problem = start.problem?.message ?? null;
  await openAsked();
  mount(Embed, { target, props: { playground, scenarios, received, name: start.place.name, problem } });
} else {
  const kept = new KeptWorkspaces(playground, start, () => {
    // What is looked at for a while goes when it is left; a lesson's workspace is a person's own work.
    const { scenario } = scenarios;
    return { name: scenario?.title ?? null, passing: scenario !== null || guideViewOf(playground).trying !== null };
  });
  await openAsked();
  mount(App, { target, props: { playground, scenarios, kept } });
  // It keeps the site for a time without a network; what it asks of the page is loaded when the page is used.
  void registerWorker().catch(() => undefined);
}
const lesson = asked.get('guide');
if (lesson !== null) void openGuideAt(playground, lesson);
const refusal = asked.get('explain');
if (refusal !== null) void openExplanation(playground, refusal);
