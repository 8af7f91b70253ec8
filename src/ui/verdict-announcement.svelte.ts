import { untrack } from 'svelte';
import type { Shown } from './state/playground.svelte';
import { verdictOf } from './verdict';

/** Milliseconds that a verdict has to stand still before it is said. */
const settled = 1000;

/** A verdict in words, and what tells it from another one: not its numbers of seconds, which move on by themselves. */
interface Saying {
  readonly key: string;
  readonly text: string;
}

function sayingOf({ kind, evaluation }: Shown): Saying {
  const { headline, code, detail } = verdictOf(evaluation);
  const opening = kind === 'sent' ? `Request ${String(evaluation.number)}, sent` : 'Would answer now';
  return {
    key: `${headline} ${code ?? ''}`,
    text: `${opening}: ${headline}${code === null ? '' : ` (${code})`}. ${detail}`,
  };
}

/**
 * What those hear who do not see the verdict: once, when it has stood still and differs from what was last said; at once
 * what a request that was sent came to; nothing of the verdict that the page begins with.
 */
export class VerdictAnnouncement {
  #text = $state('');
  /** The key of what was said last, or of what the page began with. */
  #said: string | null = null;

  /** Follows what is shown; to be made where effects may be. */
  constructor(shown: () => Shown | null) {
    const now = $derived(shown());
    const saying = $derived(now === null ? null : sayingOf(now));
    // Effects follow these alone: who goes on typing is not interrupted, and a sentence in which only the time moved on
    // starts nothing.
    const key = $derived(saying?.key ?? null);
    const judged = $derived(now?.evaluation.workspace);
    const sent = $derived(now?.kind === 'sent' ? now.evaluation : null);
    let before: typeof sent = null;
    const say = (): void => {
      if (saying === null) return;
      this.#said = saying.key;
      this.#text = saying.text;
    };
    $effect(() => {
      const isAnother = sent !== null && sent !== before;
      before = sent;
      if (key === null) return undefined;
      if (this.#said === null) this.#said = key;
      else if (isAnother) untrack(say);
      else if (judged !== undefined && key !== this.#said) {
        const timer = setTimeout(say, settled);
        return () => clearTimeout(timer);
      }
      return undefined;
    });
  }

  /** What is to be said. */
  get text(): string {
    return this.#text;
  }
}
