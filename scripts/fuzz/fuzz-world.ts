import type { KeySetAnswer, Surroundings, UpstreamAnswer } from '../../src/gateway/outcome';

/** What stands around a fuzzed gateway. It counts what reaches the upstream, and answers it with a mark that nothing else has. */
export class FuzzWorld implements Surroundings {
  readonly #keySets: ReadonlyMap<string, KeySetAnswer>;
  /** Milliseconds since 1970. */
  at: number;
  /** The clock jumps an hour once it was looked at so often. */
  looks = Infinity;
  reply: UpstreamAnswer | null = null;
  reached = 0;

  constructor(keySets: ReadonlyMap<string, KeySetAnswer>, at: number) {
    this.#keySets = keySets;
    this.at = at;
  }

  /** Another world that is as this one is now. */
  copy(): FuzzWorld {
    const copy = new FuzzWorld(this.#keySets, this.at);
    copy.looks = this.looks;
    copy.reply = this.reply;
    return copy;
  }

  now(): number {
    if (this.looks-- === 0) this.at += 3_600_000;
    return this.at;
  }

  wait(milliseconds: number): Promise<void> {
    this.at += milliseconds;
    return Promise.resolve();
  }

  random(bytes: number): Uint8Array {
    return Uint8Array.from({ length: bytes }, (_, at) => at);
  }

  fetchKeySet(url: string): Promise<KeySetAnswer> {
    const found = this.#keySets.get(url);
    return Promise.resolve(found ?? { kind: 'failed', error: `dial tcp: lookup ${url}: no such host` });
  }

  upstream(): Promise<UpstreamAnswer> {
    this.reached++;
    return Promise.resolve(
      this.reply ?? { kind: 'answer', response: { status: 200, headers: [], body: upstreamMark } },
    );
  }
}

/** The body of the upstream's answers. */
export const upstreamMark = 'the upstream itself: 7b1f';
