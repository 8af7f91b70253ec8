/**
 * The made-up world around a gateway, and how a gateway is put into it. The world has no clock: it says how long an answer
 * takes, and whoever asks lets that time pass on a clock of its own.
 */
import type { KeySetAnswer, Surroundings, UpstreamAnswer, UpstreamRequest } from '../gateway/outcome';

/** An answer, and the milliseconds that it takes. */
export interface Delayed<T> {
  readonly answer: T;
  readonly after: number;
}

/** What the world answers a gateway. */
export interface Network {
  /** Random bytes. */
  random(bytes: number): Uint8Array;
  /** One GET of a key set's URL, without following redirects. */
  fetchKeySet(url: string): Promise<Delayed<KeySetAnswer>>;
  /** One request to an upstream; `url` is the absolute URL, `now` the time at which it is sent, in milliseconds. */
  upstream(url: string, request: UpstreamRequest, now: number): Promise<Delayed<UpstreamAnswer>>;
}

/** What a gateway on this clock has around it: answers that take time are waited for on that clock. */
export function surroundingsOf(network: Network, clock: Pick<Surroundings, 'now' | 'wait'>): Surroundings {
  const arrived = async <T>(coming: Promise<Delayed<T>>): Promise<T> => {
    const { answer, after } = await coming;
    if (after > 0) await clock.wait(after);
    return answer;
  };
  return {
    now: () => clock.now(),
    wait: (milliseconds) => clock.wait(milliseconds),
    random: (bytes) => network.random(bytes),
    fetchKeySet: (url) => arrived(network.fetchKeySet(url)),
    upstream: (url, request) => arrived(network.upstream(url, request, clock.now())),
  };
}
