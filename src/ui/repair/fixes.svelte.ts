import type { Fix } from '../../repair/find-fixes';
import { gotThrough, type Situation } from '../../repair/situation';
import type { GatewayState } from '../../gateway/state';
import type { Workspace } from '../../workspace/workspace';
import { slices } from '../kit/slices';
import { LatePart } from '../kit/late-part.svelte';
import type { Playground } from '../state/playground.svelte';

const repairing = new LatePart(() => import('../../repair/find-fixes'));

/** What fixes are looked for. */
interface Asked {
  readonly workspace: Workspace;
  readonly state: GatewayState;
  readonly code: string;
}

/** What fixes were last looked for, and found. */
interface Found extends Asked {
  readonly start: Situation;
  readonly fixes: readonly Fix[];
}

/** Milliseconds without a change before fixes are looked for: nobody wants one in the middle of a word. */
const pause = 250;

/** The fixes of the answer that is shown. */
export class FixesShown {
  readonly #playground: Playground;
  #found = $state.raw<Found | null>(null);
  #searching = $state(false);
  #searches = 0;
  #wanted: Asked | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the list is open. */
  open = $state(false);
  /** The fix that was applied last, as long as the workspace is as it left it. */
  #applied = $state.raw<{ readonly fix: Fix; readonly workspace: Workspace } | null>(null);

  constructor(playground: Playground) {
    this.#playground = playground;
    $effect(() => this.#follow(this.#asked));
    $effect(() => () => this.#follow(null));
  }

  /** Looks for the fixes of something else than before, and for those of before no more. */
  #follow(asked: Asked | null): void {
    const before = this.#wanted;
    this.#wanted = asked;
    if (asked?.workspace === before?.workspace && asked?.state === before?.state && asked?.code === before?.code)
      return;
    clearTimeout(this.#timer);
    this.#searches++;
    this.#searching = false;
    if (asked === null) return;
    this.#timer = setTimeout(() => void this.#search(asked.workspace, asked.state, asked.code), pause);
  }

  /** What fixes are wanted for; `null` where nothing is refused. The time alone does not count: it changes each second. */
  readonly #asked = $derived.by((): Asked | null => {
    const { shown } = this.#playground;
    if (shown === null || gotThrough(shown.evaluation)) return null;
    const { workspace, exchange } = shown.evaluation;
    const code = exchange.trace.find((row) => row.state === 'refused')?.refusal?.code ?? '';
    return { workspace, state: this.#playground.gateway.state, code };
  });

  /** The fixes, the least effort first; `null` while they are not known. */
  get fixes(): readonly Fix[] | null {
    const asked = this.#asked;
    const found = this.#found;
    return asked !== null && found?.workspace === asked.workspace && found.code === asked.code ? found.fixes : null;
  }

  get isRefused(): boolean {
    return this.#asked !== null;
  }

  get searching(): boolean {
    return this.#searching;
  }

  /** The fix that the workspace is as it is because of; `null` after any other change. */
  get applied(): Fix | null {
    return this.#applied?.workspace === this.#playground.workspace ? this.#applied.fix : null;
  }

  /** Makes the changes of a fix, as one step to undo. */
  apply(fix: Fix): void {
    const { gateway, clock } = this.#playground;
    const start = this.#found?.start;
    this.#playground.update(({ clock: now }) => ({ ...fix.situation.workspace, clock: now }));
    if (start !== undefined && fix.situation.at !== start.at) clock.move(fix.situation.at - start.at);
    if (start !== undefined && fix.situation.state !== start.state) gateway.restore(fix.situation.state);
    this.#playground.view.picked = null;
    this.#applied = { fix, workspace: this.#playground.workspace };
    this.open = false;
  }

  async #search(workspace: Workspace, state: GatewayState, code: string): Promise<void> {
    const search = ++this.#searches;
    this.#searching = true;
    const start = { workspace, state, at: this.#playground.clock.now };
    try {
      const { findFixes } = await repairing.fetched();
      const fixes = await findFixes(
        this.#playground.evaluator,
        start,
        undefined,
        slices(() => search === this.#searches),
      );
      if (search === this.#searches) this.#found = { workspace, state, code, start, fixes };
    } finally {
      if (search === this.#searches) this.#searching = false;
    }
  }
}
