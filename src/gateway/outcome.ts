/**
 * What goes into the gateway and what one call of it gives back.
 * Everything here is plain data: it can be cloned, stored, and sent between threads.
 */
import type { SessionState } from './definition/session';
import type { RefusalCode } from './refusals';

/** One header as it stands on the wire: name as sent, value without surrounding blanks. */
export type Header = readonly [name: string, value: string];

/** A client's request. `path` is the request target as sent: path, and query with its `?` if there is one. */
export interface GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

/** The response as the client sees it, without `Date`, `Connection` and `Transfer-Encoding`. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** What the upstream received. `path` includes the query. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

/** A line of the gateway's log: `level`, `message` and the line's own fields. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warning' | 'error' | 'panic';
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Where a value stands that a step looked at; an editor can jump there. `path` leads from the document's root, member by member. */
export interface Place {
  readonly document: 'api' | 'policy' | 'token header' | 'token payload' | 'request' | 'key set' | 'session';
  /** The API's, policy's or session's id, or the key set's URL. */
  readonly id?: string;
  readonly path: readonly string[];
}

/** One value that a step looked at, and the rule that it applied to it. */
export interface Fact {
  readonly name: string;
  /** The value, written for a reader. */
  readonly value: string;
  /** The rule, with the values put in: `now - skew < exp`. */
  readonly rule?: string;
  /** Whether the value met the rule; absent where nothing was judged. */
  readonly holds?: boolean;
  readonly place?: Place;
}

/** Why a request was not let through. `code` is stable; `status` and `message` are what the client sees. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly status: number;
  readonly message: string;
}

export type StepState = 'passed' | 'skipped' | 'refused' | 'not reached';

/** One row of the trace: a step of the real chain, and what it made of the request. */
export interface TraceRow {
  /** Stable name of the step, such as `signature`. */
  readonly step: string;
  /** The middleware of the real gateway that the step belongs to (`mw` in its log); absent for the router. */
  readonly mw?: string;
  /** The step's name for a reader. */
  readonly title: string;
  readonly state: StepState;
  /** One line: what the step found, or why it was skipped. */
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly refusal?: Refusal;
  /** Index of the first and one past the last line of the log that this step wrote. */
  readonly log: readonly [from: number, to: number];
}

/** All that one request gives. */
export interface Exchange {
  /** `null`: the connection was cut without an answer (the real gateway panicked). */
  readonly response: GatewayResponse | null;
  /** `null`: the upstream was not reached. */
  readonly upstream: UpstreamRequest | null;
  /** What the upstream answered, before the gateway changed anything in it; absent: it answered nothing. */
  readonly upstreamAnswer?: GatewayResponse;
  readonly log: readonly LogLine[];
  /** The session that the token's identity now has, as `GET /tyk/keys/<id>` shows it; `null`: none; absent: the request never got to a session id. */
  readonly session?: SessionState | null;
  readonly sessionId?: string;
  readonly trace: readonly TraceRow[];
}

/** What a GET of a key set's URL gave: an answer, or the error text of Go's HTTP client without the `Get "<url>": ` before it. */
export type KeySetAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: readonly Header[]; readonly body: string }
  | { readonly kind: 'failed'; readonly error: string };

/** What the upstream answered, or the error text of Go's HTTP client. */
export type UpstreamAnswer =
  { readonly kind: 'answer'; readonly response: GatewayResponse } | { readonly kind: 'failed'; readonly error: string };

/** What the gateway needs from outside. Nothing else is reached from the core. */
export interface Surroundings {
  /** The gateway's clock, in milliseconds since 1970. */
  now(): number;
  /** Lets time pass on the gateway's clock (throttled requests are held). */
  wait(milliseconds: number): Promise<void>;
  /** Random bytes (ids of definitions that were saved without one). */
  random(bytes: number): Uint8Array;
  /** One GET, without following redirects. */
  fetchKeySet(url: string): Promise<KeySetAnswer>;
  /** Sends to the upstream; `url` is the absolute URL. */
  upstream(url: string, request: UpstreamRequest): Promise<UpstreamAnswer>;
}
