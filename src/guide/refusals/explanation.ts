/**
 * What is told of a refusal. Status and text are not here: they are those of gateway/refusals. In a text that the gateway
 * writes, `…` stands for anything; in a sentence, names and values of the field stand between backticks.
 */

/** A line of the gateway's log at level info or above, as the refusing step writes it. */
export interface LoggedLine {
  readonly level: 'info' | 'warning' | 'error' | 'panic';
  readonly message: string;
  /** The line's field `error`. */
  readonly error?: string;
  /** When the line is there; absent: always. */
  readonly when?: string;
}

/** One of the things that end in the same refusal. */
export interface Cause {
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** The check that decides whether it is this one. */
  readonly check: string;
  /** What the client reads in the place that the refusal's text leaves open. */
  readonly told?: readonly string[];
  /** What the log has in the field `error` of the refusing step's last line that has one. */
  readonly errors?: readonly string[];
  /** Messages of lines that stand in the log for this cause and for no other of the refusal. */
  readonly lines?: readonly string[];
}

/** What the setup guide says where it comes to this, and what the gateway does. */
export interface GuideEntry {
  readonly place: 'Troubleshooting' | 'Step 2' | 'Step 3' | 'Step 5' | 'Step 6' | 'Scope mapping' | 'Clock skew';
  readonly says: string;
  readonly real: string;
}

export interface Explanation {
  readonly title: string;
  /** The steps of the trace that refuse with it. */
  readonly steps: readonly string[];
  /** How often it is met by people who set up JWT. */
  readonly met: 'most often' | 'often' | 'sometimes' | 'seldom';
  /** Two or three plain sentences. */
  readonly means: string;
  /** The lines at level info and above, in their order, without the access log's; none: nothing is logged. */
  readonly log: readonly LoggedLine[];
  /** No line in the access log either. */
  readonly untold?: true;
  /** How to know it from everything that the client cannot tell from it. */
  readonly tell: string;
  readonly causes: readonly Cause[];
  /** What usually helps, an order each. */
  readonly fixes: readonly string[];
  readonly guide?: GuideEntry;
}
