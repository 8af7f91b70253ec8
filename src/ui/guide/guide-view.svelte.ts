import type { GatewayState } from '../../gateway/state';
import { copyState } from '../../gateway/state';
import type { Difference, Lesson } from '../../guide/lessons/lesson';
import type { Workspace } from '../../workspace/workspace';
import type { Playground } from '../state/playground.svelte';
import { perform } from './perform';

/** A situation that is being tried, and what to go back to. */
interface Trying {
  readonly difference: Difference;
  readonly workspace: Workspace;
  readonly state: GatewayState;
  readonly document: Playground['view']['document'];
}

/** The id of the panel's heading. */
export const guideHeadingId = 'guide-title';

/** How the guide is looked at: which lesson is open. How far it has come is told by the workspace, not here. */
export class GuideView {
  readonly #playground: Playground;
  #isOpen = $state(false);
  /** The lesson that is open; `null`: the list of them. */
  lesson = $state<string | null>(null);
  /** The lesson that the workspace was opened for. */
  #begun = $state<string | null>(null);
  #trying = $state.raw<Trying | null>(null);
  #opener: HTMLElement | null = null;
  #isBusy = $state(false);
  /** What kept something from being done, in a sentence. */
  problem = $state<string | null>(null);
  /** Whether a narrow screen shows one line of it. */
  folded = $state(false);

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get begun(): string | null {
    return this.#begun;
  }

  /** The difference that is being tried. */
  get trying(): Difference | null {
    return this.#trying?.difference ?? null;
  }

  /** Something is being done for the person. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Opens the panel; closing gives the focus back to where it is now. */
  open(): void {
    this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.#isOpen = true;
    this.folded = false;
  }

  /** Whether the panel, which comes late, may take the focus: not from a field that was gone to meanwhile. */
  takesFocus(): boolean {
    const { activeElement: at } = document;
    return at === document.body || at === this.#opener;
  }

  close(): void {
    this.#isOpen = false;
    const opener = this.#opener;
    if (opener?.isConnected === true && opener !== document.body) opener.focus();
    else document.querySelector<HTMLElement>('[data-spot="guide"]')?.focus();
  }

  /** Opens it; from the page beside it, puts the focus into it; from inside, closes it. */
  enter(): void {
    const heading = document.getElementById(guideHeadingId);
    if (!this.#isOpen || heading === null) this.open();
    else if (heading.closest('aside')?.contains(document.activeElement) === true) this.close();
    else {
      this.folded = false;
      heading.focus();
    }
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.open();
  }

  /** Opens the workspace that a lesson begins with. The gateway starts anew with it: a session of before would answer for it. */
  begin(lesson: Lesson): void {
    this.#trying = null;
    this.problem = null;
    this.#playground.gateway.clearSessions();
    this.#playground.open(lesson.start());
    this.#begun = lesson.id;
  }

  /** Does for a person what they would do; whether it was done. */
  async act(actions: Parameters<typeof perform>[1]): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    try {
      this.problem = await perform(this.#playground, actions);
    } finally {
      this.#isBusy = false;
    }
    return this.problem === null;
  }

  /** Sets a situation up, in place of what is there, which comes back with `goBack`. */
  async try(difference: Difference): Promise<void> {
    const { workspace, gateway, view } = this.#playground;
    const { trial } = difference;
    const before = this.#trying ?? { workspace, state: copyState(gateway.state), document: view.document };
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const situation = await trial.situation(this.#playground.clock.exactly());
      gateway.clearSessions();
      this.#playground.open(situation);
      this.#trying = { ...before, difference };
      this.problem = await perform(this.#playground, trial.then ?? []);
      // What would be answered now is the point, also after something was sent.
      view.picked = null;
    } catch (reason) {
      this.problem = reason instanceof Error ? reason.message : String(reason);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Back to the workspace, and to what the gateway remembered, from before the situation was set up. */
  goBack(): void {
    const trying = this.#trying;
    if (trying === null) return;
    this.#trying = null;
    this.problem = null;
    this.#playground.open(trying.workspace);
    this.#playground.gateway.restore(trying.state);
    this.#playground.view.document = trying.document;
  }
}

const views = new WeakMap<Playground, GuideView>();

/** The page's view of the guide. */
export function guideViewOf(playground: Playground): GuideView {
  const known = views.get(playground);
  if (known !== undefined) return known;
  const made = new GuideView(playground);
  views.set(playground, made);
  return made;
}
