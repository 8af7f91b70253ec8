import type { GatewayState } from '../../gateway/state';
import type { Evaluator, Evaluation } from '../../workspace/evaluate';
import { readAhead } from '../../workspace/read-ahead';
import type { Workspace } from '../../workspace/workspace';
import { afterPaint } from '../kit/after-paint';
import { pause } from '../kit/pause';

/** What an evaluation is asked about. */
export interface Question {
  readonly workspace: Workspace;
  readonly state: GatewayState;
  /** Milliseconds of the gateway's clock. */
  readonly at: number;
}

/** The answer to the workspace as it stands, kept up to date: one evaluation at a time, and only the newest question after it. */
export class LiveAnswer {
  readonly #evaluator: Evaluator;
  #evaluation = $state.raw<Evaluation | null>(null);
  #painted = $state.raw<Evaluation | null>(null);
  #isPainting = false;
  #failure = $state.raw<string | null>(null);
  #next: Question | null = null;
  /** The workspace whose documents were read last. */
  #read: Workspace | null = null;
  #running: Promise<void> | null = null;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** The newest answer; `null` before the first. */
  get evaluation(): Evaluation | null {
    return this.#evaluation;
  }

  /** The newest answer whose verdict has been painted: whatever tells of it at length follows the verdict a frame later. */
  get painted(): Evaluation | null {
    return this.#painted;
  }

  /** What went wrong in the playground itself; `null` when nothing did. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Asks; an older question that still waits is dropped. Fulfilled when nothing is left to be answered. */
  ask(question: Question): Promise<void> {
    this.#next = question;
    return (this.#running ??= this.#run());
  }

  async #run(): Promise<void> {
    for (let question = this.#take(); question !== null; question = this.#take()) {
      try {
        await this.#readLong(question.workspace);
        this.#evaluation = await this.#evaluator.evaluate(question.workspace, question.state, question.at);
        this.#failure = null;
        this.#follow();
      } catch (reason) {
        this.#failure = reason instanceof Error ? reason.message : String(reason);
      }
    }
    this.#running = null;
  }

  /** To show a long document, to read it as the gateway does, and to judge by it are tasks of their own. */
  async #readLong(workspace: Workspace): Promise<void> {
    const before = this.#read;
    this.#read = workspace;
    if (before?.apis === workspace.apis && before.policies === workspace.policies) return;
    await readAhead(workspace, pause, before);
  }

  #follow(): void {
    if (this.#painted === null) {
      this.#painted = this.#evaluation;
      return;
    }
    if (this.#isPainting) return;
    this.#isPainting = true;
    void afterPaint().then(() => {
      this.#isPainting = false;
      this.#painted = this.#evaluation;
    });
  }

  #take(): Question | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }
}
