import type { Evaluation } from '../../workspace/evaluate';
import { answersOverTime, type AnswerSpan } from '../../workspace/time-window';
import { slices } from '../kit/slices';
import type { Playground } from '../state/playground.svelte';

/** How long nothing may have changed before the search begins, in milliseconds: it is never in the way of typing. */
const settled = 150;

/** Everything that the answers depend on. A clock that ticks is not among it, as long as the token stays the same. */
function dependencies({ token, workspace }: Evaluation, state: unknown): readonly unknown[] {
  const { apis, policies, request, providers, clock } = workspace;
  return [token.ok ? token.text : token.message, apis, policies, request, providers, clock, state];
}

/** The answers over time to the token as it is, found while the page is idle. */
export class AnswerSpans {
  #spans = $state.raw<readonly AnswerSpan[] | null>(null);

  constructor(playground: Playground) {
    this.#spans = playground.firstSight?.spans ?? null;
    let answered: readonly unknown[] = [];
    $effect(() => {
      const { painted: evaluation } = playground.live;
      const { state } = playground.gateway;
      if (evaluation === null) return;
      const asked = dependencies(evaluation, state);
      if (asked.every((each, at) => each === answered[at])) return;
      let isNewest = true;
      const timer = setTimeout(() => {
        const pause = slices(() => isNewest);
        void answersOverTime(playground.evaluator, evaluation, state, pause).then((spans) => {
          if (!isNewest || spans === null) return;
          this.#spans = spans;
          answered = asked;
        });
      }, settled);
      return () => {
        isNewest = false;
        clearTimeout(timer);
      };
    });
  }

  /** The spans; `null` before they were found for the first time. */
  get spans(): readonly AnswerSpan[] | null {
    return this.#spans;
  }
}
