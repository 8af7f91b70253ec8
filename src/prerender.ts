/** The page as the site's file shows it before any script has come: the guide's example, and the gateway's answer. Runs when the site is built. */
import { render } from 'svelte/server';
import App from './App.svelte';
import { answerMark } from './first/answer-mark';
import { guideHmacWorkspace } from './scenarios/guide-hmac';
import type { Start } from './ui/keep/start';
import { ScenarioPlayer } from './ui/scenarios/scenario-player.svelte';
import { lookFirst } from './ui/state/first-sight';
import { KeptWorkspaces } from './ui/state/kept-workspaces.svelte';
import { Playground } from './ui/state/playground.svelte';
import { MemoryShelf } from './workspace/keep/memory-shelf';
import { newPlace } from './workspace/keep/place';
import { timeMarks } from './workspace/time-window';

/** What the site's file holds of the page. */
export interface FirstPage {
  readonly markup: string;
  /** The times that it tells, in Unix seconds: that of the clock, then those of the token. */
  readonly times: readonly number[];
  readonly token: string;
  /** The answer that it shows, as `answerMark` writes it. */
  readonly answer: string;
}

/** Renders it at this machine's time. */
export async function firstPage(): Promise<FirstPage> {
  const place = newPlace(guideHmacWorkspace(), 'example', 'Guide example');
  const playground = new Playground(place.current);
  playground.firstSight = await lookFirst(playground);
  const { evaluation } = playground.live;
  if (evaluation?.token.ok !== true) throw new Error(playground.live.failure ?? 'The example has no answer.');
  const shelf = new MemoryShelf(() => Date.now());
  const start: Start = { shelf, shelfProblem: null, place, shared: null, problem: null, isExample: true };
  const scenarios = new ScenarioPlayer(playground);
  const kept = new KeptWorkspaces(playground, start, () => ({ name: null, passing: false }));
  const { body } = await render(App, { props: { playground, scenarios, kept } });
  const { token, exchange } = evaluation;
  const times = [Math.floor(Date.now() / 1000), ...timeMarks(token.text, null).map(({ at }) => at)];
  return { markup: body, times, token: token.text, answer: answerMark(exchange) };
}
