import { addressedApi } from '../../workspace/addressed-api';
import { judgeSignature, knownKeys, type JudgedToken, type SignatureJudgement } from '../../workspace/known-keys';
import type { EncodedToken } from '../../workspace/token';
import type { TokenDraft } from '../../workspace/workspace';
import type { Playground } from '../state/playground.svelte';
import { KeyMaking } from './key-making.svelte';

/** What the token's column shows, all of it derived from the playground. */
export class TokenView {
  readonly #playground: Playground;
  /** A key that is being made. */
  readonly making: KeyMaking;
  /** Where the token was last changed: what is wrong with it is told there. */
  edited = $state<'encoded token' | 'parts'>('parts');
  #judged = $state.raw<JudgedToken | null>(null);

  readonly token = $derived.by((): TokenDraft => this.#playground.workspace.token);
  /** The gateway's clock in whole Unix seconds. */
  readonly now = $derived.by(() => Math.floor(this.#playground.clock.now / 1000));
  /** The workspace that the notes are about: they follow the verdict, and keep up with nobody's typing before it. */
  readonly explained = $derived.by(() => this.#playground.live.painted?.workspace ?? this.#playground.workspace);
  /** The API that the request goes to. */
  readonly api = $derived.by(() => addressedApi(this.explained, this.#playground.live.painted?.exchange ?? null));
  /** The token as it would be sent; `null` before it was signed for the first time. */
  readonly encoded = $derived.by((): EncodedToken | null =>
    this.token.kind === 'encoded'
      ? { ok: true, text: this.token.text }
      : (this.#playground.live.painted?.token ?? null),
  );
  readonly #known = $derived.by(() => knownKeys(this.explained, this.api));

  constructor(playground: Playground) {
    this.#playground = playground;
    this.making = new KeyMaking(playground);
    this.#judged = playground.firstSight?.judged ?? null;
    $effect(() => {
      const { encoded } = this;
      const known = this.#known;
      let isNewest = true;
      if (encoded?.ok === true) {
        void judgeSignature(encoded.text, known).then((judgement) => {
          if (isNewest) this.#judged = { text: encoded.text, judgement };
        });
      }
      return () => {
        isNewest = false;
      };
    });
  }

  /** Whose key the signature fits; `null` while that is not known. */
  get signature(): SignatureJudgement | null {
    return this.encoded?.ok === true ? (this.#judged?.judgement ?? null) : null;
  }

  /** Whether the API has one key for all tokens, and which is known. */
  get knowsKeyOfApi(): boolean {
    return this.#known.some(({ from }) => from === 'api');
  }

  /** What the gateway made of the very token's signature; `null` where it did not get so far, or was sent another. */
  get verdict(): 'passed' | 'refused' | null {
    const evaluation = this.#playground.live.painted;
    if (evaluation === null || !evaluation.token.ok || this.encoded?.ok !== true) return null;
    if (evaluation.token.text !== this.encoded.text) return null;
    const state = evaluation.exchange.trace.find(({ step }) => step === 'signature')?.state;
    return state === 'passed' || state === 'refused' ? state : null;
  }
}
