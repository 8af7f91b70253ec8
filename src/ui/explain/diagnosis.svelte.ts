import { untrack } from 'svelte';
import { loadParts } from '../../go/late';
import type { Message } from '../../repair/causes/message';
import { type Diagnosis, possibleCauses } from '../../repair/causes/possible-causes';
import { readMessage } from '../../repair/causes/read-message';
import { applyImport } from '../../workspace/import/apply-import';
import { untilFetched } from '../kit/late-trouble.svelte';
import { slices } from '../kit/slices';
import type { Playground } from '../state/playground.svelte';
import { longestMessage } from './longest-message';

/** Milliseconds without a change before the workspace is asked. What is pasted is read at once. */
const pause = 120;

/** What a text tells, and what it may come from; kept up with the text and the workspace. */
export class DiagnosisShown {
  readonly #playground: Playground;
  readonly #text: () => string;
  #found = $state.raw<{ readonly message: Message; readonly diagnosis: Diagnosis } | null>(null);
  #asked = 0;

  /** To be made where effects may be. */
  constructor(playground: Playground, text: () => string) {
    this.#playground = playground;
    this.#text = text;
    $effect(() => {
      const { message } = this;
      const { workspace } = playground;
      const { state } = playground.gateway;
      // The clock moves on each second, and is no reason to ask again.
      const at = untrack(() => playground.clock.now);
      const number = ++this.#asked;
      if (message === null) return;
      const timer = setTimeout(() => {
        const goOn = slices(() => number === this.#asked);
        void untilFetched(loadParts)
          .then(() => possibleCauses(message, { workspace, state, at }, playground.evaluator, goOn))
          .then((diagnosis) => {
            if (number === this.#asked) this.#found = { message, diagnosis };
          });
      }, pause);
      return () => clearTimeout(timer);
    });
  }

  /** Whether the text is so long that nobody reads it: neither a person nor the page. */
  readonly isTooLong = $derived.by(() => this.#text().length > longestMessage);

  /** What was understood; `null`: there is no text, or too much of it. */
  readonly message = $derived.by(() =>
    this.isTooLong || this.#text().trim() === '' ? null : readMessage(this.#text()),
  );

  /** The causes of the text as it stands; those of before while the workspace is asked again; `null`: none are known yet. */
  get diagnosis(): Diagnosis | null {
    const { message } = this;
    return message !== null && this.#found?.message === message ? this.#found.diagnosis : null;
  }

  /** Takes the request, and the token, that the text shows into the workspace. */
  takeRequest(): void {
    const { message } = this;
    if (message === null) return;
    this.#playground.update((workspace) => applyImport(workspace, message.request));
    this.#playground.view.picked = null;
  }
}
