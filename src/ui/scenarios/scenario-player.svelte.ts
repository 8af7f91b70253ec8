import { getContext, setContext } from 'svelte';
import { copyState, type GatewayState } from '../../gateway/state';
import type { RefusalCode } from '../../gateway/refusals';
import { differences } from '../../scenarios/expectation';
import type { Action, Scenario, Step } from '../../scenarios/scenario';
import type { Workspace } from '../../workspace/workspace';
import type { Playground } from '../state/playground.svelte';
import { LatePart } from '../kit/late-part.svelte';

const opening = new LatePart(() => import('../../scenarios/open-scenario'));
const issuing = new LatePart(() => import('./issue-token'));

/** What became of a step. */
export interface Played {
  readonly status: number | null;
  readonly code: RefusalCode | null;
  readonly asExpected: boolean;
}

interface Opened {
  readonly scenario: Scenario;
  /** The ids of its API documents: while one of them is in the workspace, it is the scenario's. */
  readonly documents: ReadonlySet<string>;
  /** What there was before, to go back to. */
  readonly before: { readonly workspace: Workspace; readonly state: GatewayState };
}

/** Opens scenarios in place of the workspace, and does their steps in it as a person would. */
export class ScenarioPlayer {
  readonly #playground: Playground;
  #opened = $state.raw<Opened | null>(null);
  #played = $state.raw<readonly Played[]>([]);
  #at = $state(0);
  #busy = $state(false);
  #problem = $state.raw<string | null>(null);
  #panelOpen = $state(false);

  constructor(playground: Playground) {
    this.#playground = playground;
    $effect.root(() => {
      $effect(() => {
        const { apis } = playground.workspace;
        const opened = this.#opened;
        // Undone, or another workspace was opened over it.
        if (opened !== null && !apis.some(({ id }) => opened.documents.has(id))) this.#putBack(opened);
      });
    });
  }

  /** The scenario that is open; `null`: none. */
  get scenario(): Scenario | null {
    return this.#opened?.scenario ?? null;
  }

  /** The steps that were done, in order. */
  get played(): readonly Played[] {
    return this.#played;
  }

  /** Which step is shown, from 0. */
  get at(): number {
    return this.#at;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Why something could not be done, for a person; `null` when nothing went wrong. */
  get problem(): string | null {
    return this.#problem;
  }

  get panelOpen(): boolean {
    return this.#panelOpen;
  }

  togglePanel(open = !this.#panelOpen): void {
    this.#panelOpen = open;
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  /** Shows a step: one that was done, or the next. */
  show(step: number): void {
    this.#at = Math.max(0, Math.min(step, this.#played.length, (this.scenario?.steps.length ?? 1) - 1));
  }

  /** Opens the scenario of an id, such as from a link. An id that no scenario has leaves the workspace as it is. */
  async openById(id: string): Promise<void> {
    await this.#trying(async () => {
      const { scenarioOf } = await import('../../scenarios/catalogue');
      const scenario = scenarioOf(id);
      if (scenario === undefined) this.#problem = `There is no scenario “${id}”. The workspace is as it was.`;
      else await this.#open(scenario);
    });
  }

  /** Opens a scenario in place of the workspace, with a gateway that remembers nothing. Undo brings the workspace back. */
  async open(scenario: Scenario): Promise<void> {
    await this.#trying(() => this.#open(scenario));
  }

  async #open(scenario: Scenario): Promise<void> {
    const playground = this.#playground;
    const { gateway } = playground;
    const [{ openScenario }, { issueToken }] = await Promise.all([
      opening.fetched(),
      issuing.fetched(),
      gateway.adminReady(),
    ]);
    const now = Date.now();
    const workspace = await openScenario(scenario, now, (provider, grant) => issueToken(provider, grant, now));
    const before = this.#opened?.before ?? { workspace: playground.workspace, state: copyState(gateway.state) };
    playground.open(workspace);
    gateway.clearSessions();
    for (const { name, session } of scenario.keys ?? []) gateway.addKey(name, session);
    this.#opened = { scenario, documents: new Set(workspace.apis.map(({ id }) => id)), before };
    this.#played = [];
    this.#at = 0;
  }

  /** The scenario as it was when it was opened. */
  async startOver(): Promise<void> {
    const { scenario } = this;
    if (scenario !== null) await this.open(scenario);
  }

  /** Does the next step: its actions, saved, and its request, sent. */
  async doNext(): Promise<void> {
    const number = this.#played.length;
    const step = this.scenario?.steps[number];
    if (step === undefined) return;
    await this.#trying(async () => {
      this.#at = number;
      const played = await this.#do(step);
      if (played !== null) this.#played = [...this.#played, played];
    });
  }

  async #do({ before = [], expect }: Step): Promise<Played | null> {
    const playground = this.#playground;
    await this.#act(before);
    if (!(await playground.saveAll())) {
      this.#problem = 'The gateway’s admin API refused a document, so nothing was sent. The document says why.';
      return null;
    }
    const sentBefore = playground.gateway.history.at(-1)?.number;
    await playground.send();
    const entry = playground.gateway.history.at(-1);
    if (entry === undefined || entry.number === sentBefore) return null;
    playground.view.column = 'answer';
    const { response, trace } = entry.exchange;
    const code = trace.find(({ state }) => state === 'refused')?.refusal?.code ?? null;
    return { status: response?.status ?? null, code, asExpected: differences(expect, entry.exchange).length === 0 };
  }

  async #act(actions: readonly Action[]): Promise<void> {
    const playground = this.#playground;
    const { clock, gateway } = playground;
    const before = playground.workspace;
    const [{ act }, { issueToken }] = await Promise.all([opening.fetched(), issuing.fetched()]);
    const after = await act(before, actions, {
      now: () => clock.exactly(),
      issue: (provider, grant) => issueToken(provider, grant, clock.exactly()),
      effects: {
        wait: (seconds) => {
          clock.move(seconds * 1000);
        },
        flushKeySets: () => {
          gateway.flushKeySets();
        },
        readApi: (id) => {
          gateway.readOasApi(id);
        },
        deleteSessions: () => {
          for (const { id } of gateway.sessions) gateway.deleteSession(id);
        },
      },
    });
    if (after === before) return;
    for (const { id } of before.policies) {
      if (!after.policies.some((policy) => policy.id === id)) playground.removeDocument('policies', id);
    }
    // The clock is not among what the actions change in the workspace: it was moved meanwhile.
    playground.update((workspace) => ({ ...after, clock: workspace.clock }));
    const [changed] = playground.unsaved;
    if (changed !== undefined) playground.view.document = { kind: changed.kind, id: changed.document.id };
  }

  /** Back to the workspace of before, with its sessions and its clock. */
  leave(): void {
    const opened = this.#opened;
    if (opened === null) return;
    this.#playground.open(opened.before.workspace);
    this.#putBack(opened);
  }

  /** Closes the scenario and keeps its workspace, with a clock that goes on. */
  keep(): void {
    this.#opened = null;
    this.#playground.clock.run();
  }

  #putBack({ before: { workspace, state } }: Opened): void {
    this.#opened = null;
    const { clock, gateway } = this.#playground;
    gateway.restore(state);
    if (workspace.clock.runs) {
      clock.reset();
      clock.move(workspace.clock.offset);
    } else {
      clock.stop();
      clock.set(workspace.clock.at);
    }
  }

  /** One thing at a time; a failure of the playground is told, not thrown. */
  async #trying(run: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#problem = null;
    try {
      await run();
    } catch (reason) {
      this.#problem = reason instanceof Error ? reason.message : String(reason);
    } finally {
      this.#busy = false;
    }
  }
}

const key = Symbol('scenario player');

/** Gives the player to the components below. */
export function provideScenarioPlayer(player: ScenarioPlayer): void {
  setContext(key, player);
}

/** The page's player. */
export function useScenarioPlayer(): ScenarioPlayer {
  const found: unknown = getContext(key);
  if (!(found instanceof ScenarioPlayer)) throw new Error('There is no scenario player above this component.');
  return found;
}
