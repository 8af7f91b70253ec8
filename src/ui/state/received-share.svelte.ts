import { buildRequest } from '../../workspace/request';
import type { SharedWith } from '../../workspace/stored/shared-answer';
import { encodeToken } from '../../workspace/token';
import type { Workspace } from '../../workspace/workspace';
import type { Playground } from './playground.svelte';

interface Received {
  readonly shared: SharedWith;
  /** The id of the place of the workspace that it came with. */
  readonly id: string;
  /** The number of its answer in the history; `null`: none came along, or it was cleared. */
  readonly answer: number | null;
}

/** What came with a workspace that somebody has shared: it is told while that workspace is open. */
export class ReceivedShare {
  readonly #playground: Playground;
  readonly #openId: () => string;
  #received = $state.raw<Received | null>(null);

  /** `openId`: the id of the place of the open workspace. */
  constructor(playground: Playground, openId: () => string) {
    this.#playground = playground;
    this.#openId = openId;
  }

  /** `null`: the open workspace was not shared, or the person has read it. */
  get shared(): SharedWith | null {
    return this.#received?.id === this.#openId() ? this.#received.shared : null;
  }

  /** Whether the sender’s answer is there to be shown, and is not. */
  get canShowAnswer(): boolean {
    const answer = this.#received?.answer ?? null;
    const { view, gateway } = this.#playground;
    return answer !== null && view.picked !== answer && gateway.history.some(({ number }) => number === answer);
  }

  /** Takes what came with the workspace that was opened at the place of an id, and shows the answer that the sender saw. */
  async show(shared: SharedWith, workspace: Workspace, id: string): Promise<void> {
    this.#received = { shared, id, answer: null };
    if (shared.answer === null) return;
    const { at, exchange } = shared.answer;
    const token = await encodeToken(workspace.token, workspace.keys, Math.floor(at / 1000));
    const request = buildRequest(workspace.request, token.ok ? token.text : null);
    const evaluation = { workspace, at, token, request, exchange, problems: [], skipped: [] };
    const answer = this.#playground.gateway.recall(evaluation);
    this.#received = { shared, id, answer };
    if (this.#playground.workspace === workspace) this.#playground.view.picked = answer;
  }

  showAnswer(): void {
    this.#playground.view.picked = this.#received?.answer ?? null;
    this.#playground.view.column = 'answer';
  }

  dismiss(): void {
    this.#received = null;
  }
}
