import type { GatewayState } from '../../gateway/state';
import type { Evaluator, Evaluation } from '../../workspace/evaluate';
import type { Workspace } from '../../workspace/workspace';

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
  #failure = $state.raw<string | null>(null);
  #next: Question | null = null;
  #running: Promise<void> | null = null;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** The newest answer; `null` before the first. */
  get evaluation(): Evaluation | null {
    return this.#evaluation;
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
        this.#evaluation = await this.#evaluator.evaluate(question.workspace, question.state, question.at);
        this.#failure = null;
      } catch (reason) {
        this.#failure = reason instanceof Error ? reason.message : String(reason);
      }
    }
    this.#running = null;
  }

  #take(): Question | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }
}
