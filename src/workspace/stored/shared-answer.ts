/**
 * The answer that goes along with a shared workspace, so that whoever opens it sees what was seen: with a secret left out, or
 * without the sender's sessions, the gateway would answer otherwise.
 */
import type { Exchange } from '../../gateway/outcome';

/** An answer as its sender saw it; without the session, which is the sender's gateway's own. */
export interface SharedAnswer {
  /** The gateway's time at which it was judged, in milliseconds since 1970. */
  readonly at: number;
  readonly exchange: Omit<Exchange, 'session' | 'sessionId'>;
}

/** What goes along with a workspace that was shared. */
export interface SharedWith {
  readonly answer: SharedAnswer | null;
  /** Private keys and secrets are in it. */
  readonly secrets: boolean;
  /** What was taken out so that no secret is in it, for a person: `jwt_source of Orders`. */
  readonly leftOut: readonly string[];
}
