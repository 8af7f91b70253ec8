import type { GatewayRequest, KeySetAnswer, UpstreamAnswer } from '../../src/gateway/outcome';

/** One request, and what must come of it whatever the core thinks. */
export interface Ask {
  /** Milliseconds that pass before it. */
  readonly after: number;
  readonly request: GatewayRequest;
  /** Every token in the request is badly signed, or there is none, and the API needs one: 200 is wrong. */
  readonly mustNotPass: boolean;
  /** Badly signed, to an API that may need no token at all: the same request with rubbish for a token must pass too if this one does. */
  readonly rubbish?: GatewayRequest;
  /** A key that the API trusts signed it: it may be refused, but not for its signature. */
  readonly wellSigned: boolean;
  /** The clock jumps an hour once it was looked at so often. */
  readonly looks?: number;
  readonly upstream?: UpstreamAnswer;
}

/** Documents that are in force from here on. */
export interface Load {
  readonly apis: readonly string[];
  readonly policies: readonly string[];
}

/** A world, what is loaded in it, and what it is asked: plain texts, so that it can be asked twice. */
export interface Plan extends Load {
  readonly kind: 'built' | 'recorded';
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  /** Tyk keys by name: their sessions as JSON. */
  readonly keys: readonly (readonly [name: string, session: string])[];
  readonly keySets: readonly (readonly [url: string, answer: KeySetAnswer])[];
  readonly asks: readonly (Ask & { readonly load?: Load })[];
}
