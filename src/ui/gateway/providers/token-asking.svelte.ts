import { SvelteMap } from 'svelte/reactivity';
import type { ProviderReply } from '../../../mock/provider-host';
import { accessTokenIn, type TokenRequest } from '../../../workspace/providers/ask-token';
import type { Playground } from '../../state/playground.svelte';

/** A request that was sent to a token endpoint, and what came of it. */
export interface AskedToken {
  readonly request: TokenRequest;
  readonly reply: ProviderReply;
  /** The access token in the answer; `null` when there is none. */
  readonly token: string | null;
  /** Whether it went through the service worker. */
  readonly throughWorker: boolean;
  /** From the question to the answer, in milliseconds. */
  readonly took: number;
}

/** Waiting is shown for what takes longer than this, in milliseconds. */
const unnoticed = 150;

/** Asks providers for tokens, each for one at a time, and keeps the last answer of each. */
export class TokenAsking {
  readonly #playground: Playground;
  readonly #answers = new SvelteMap<string, AskedToken>();
  readonly #waiting = new SvelteMap<string, 'unnoticed' | 'shown'>();

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** The last answer of a provider. */
  answerOf(providerId: string): AskedToken | undefined {
    return this.#answers.get(providerId);
  }

  /** Whether an answer is awaited, and has been for a noticeable while. */
  isSlow(providerId: string): boolean {
    return this.#waiting.get(providerId) === 'shown';
  }

  /** Asks, and puts the token that comes into the Token column, as one that was pasted. */
  async ask(providerId: string, request: TokenRequest): Promise<void> {
    if (this.#waiting.has(providerId)) return;
    this.#waiting.set(providerId, 'unnoticed');
    const timer = setTimeout(() => this.#waiting.set(providerId, 'shown'), unnoticed);
    try {
      await this.#playground.gateway.started;
      const throughWorker = this.#playground.gateway.withoutWorker === null;
      const start = performance.now();
      const reply = await this.#playground.providers.ask(request, throughWorker);
      const took = performance.now() - start;
      const token = reply.ok && reply.response.status === 200 ? accessTokenIn(reply.response.body) : null;
      this.#answers.set(providerId, { request, reply, token, throughWorker, took });
      if (token !== null) {
        this.#playground.update((workspace) => ({ ...workspace, token: { kind: 'encoded', text: token } }));
      }
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(providerId);
    }
  }
}
