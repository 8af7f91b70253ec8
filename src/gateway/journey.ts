/**
 * One request on its way through the pipeline: what the steps are given, and what they have found out so far.
 */
import type { JsonObject } from '../go/json';
import type { VerificationKey } from '../keys/key';
import type { ParsedToken } from '../tokens/parse';
import type { LoadedApi, LoadedVersion } from './loaded-api';
import type { LogWriter, MiddlewareLog } from './log';
import type { Fact, GatewayResponse, Header, Place, Refusal, Surroundings } from './outcome';
import { type RefusalCode, refusal } from './refusals';
import type { PolicySet } from './policy-set';
import type { RequestInProgress } from './request';
import type { Session } from './session';
import type { GatewayState } from './state';

/** What steps learn and later steps use. */
export interface Findings {
  readonly version: LoadedVersion;
  /** The version that the request names; empty when it names none. */
  readonly versionAsked: string;
  /** The token's text, without `Bearer `. */
  readonly tokenText: string;
  readonly token: ParsedToken;
  readonly key: VerificationKey;
  /** Who the token is of, and where that stands in it. */
  readonly identity: string;
  /** The session that the token's identity has or gets. */
  readonly tokenSession: Session;
  /** Whether that session was there before. */
  readonly sessionExisted: boolean;
  /** The base policy: its id (empty: none), and whether it is one of the defaults. */
  readonly basePolicy: { readonly id: string; readonly isDefault: boolean; readonly place?: Place };
  /** The session in force, after authentication. */
  readonly session: Session;
}

export interface Passed {
  readonly state: 'passed' | 'skipped';
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly learned?: Partial<Findings>;
}

export interface Refused {
  readonly state: 'refused';
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly refusal: Refusal;
}

/** The step has answered the request itself; nothing after it runs. */
export interface Answered {
  readonly state: 'answered';
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly response: GatewayResponse;
}

/** What a step makes of the request. */
export type StepResult = Passed | Refused | Answered;

const noFacts: readonly Fact[] = [];

/** The step found nothing against the request. */
export function pass(summary: string, facts: readonly Fact[] = noFacts, learned?: Partial<Findings>): Passed {
  return learned === undefined ? { state: 'passed', summary, facts } : { state: 'passed', summary, facts, learned };
}

/** The step had nothing to do. */
export function skip(summary: string, facts: readonly Fact[] = noFacts): Passed {
  return { state: 'skipped', summary, facts };
}

/** The step refuses the request. `detail` goes into the client's message where that has a place for it. */
export function refuse(code: RefusalCode, summary: string, facts: readonly Fact[] = noFacts, detail?: string): Refused {
  return { state: 'refused', summary, facts, refusal: refusal(code, detail) };
}

/** The step answers in place of the upstream. */
export function answer(response: GatewayResponse, summary: string, facts: readonly Fact[] = noFacts): Answered {
  return { state: 'answered', summary, facts, response };
}

/** A path in the API's definition. */
export function inApi(...path: readonly string[]): Place {
  return { document: 'api', path };
}

/** A claim of the token. */
export function inPayload(...path: readonly string[]): Place {
  return { document: 'token payload', path };
}

/** A member of the token's header. */
export function inHeader(...path: readonly string[]): Place {
  return { document: 'token header', path };
}

/** A member of a policy. */
export function inPolicy(id: string, ...path: readonly string[]): Place {
  return { document: 'policy', id, path };
}

/** What does not change while a request runs. */
export interface World {
  readonly surroundings: Surroundings;
  readonly state: GatewayState;
  readonly policies: PolicySet;
}

export class Journey {
  readonly world: World;
  readonly api: LoadedApi;
  readonly request: RequestInProgress;
  readonly logWriter: LogWriter;
  /** The current middleware's log. */
  log: MiddlewareLog;
  /** Headers that the answer will have, whatever it is. */
  readonly answerHeaders: Header[] = [];
  /** Context variables, when the API has them. */
  contextVariables: Map<string, ContextValue> | null = null;
  /** The path is on the list of ignored ones: middlewares look at nothing (behaviour 3). */
  ignored = false;
  /** A call over the rate was held and let through later: the access log still shows it as limited. */
  throttled = false;
  /** The id of the session that this request came to, for the view of it afterwards. */
  sessionId: string | null = null;
  readonly #found: Partial<Findings> = {};

  constructor(world: World, api: LoadedApi, request: RequestInProgress, logWriter: LogWriter, log: MiddlewareLog) {
    this.world = world;
    this.api = api;
    this.request = request;
    this.logWriter = logWriter;
    this.log = log;
  }

  /** What an earlier step has learned. Asking for what none has learned is a mistake in the pipeline's order, and thrown. */
  get<K extends keyof Findings>(name: K): Findings[K] {
    const value = this.#found[name];
    if (value === undefined) throw new Error(`no step has learned "${name}" yet`);
    return value;
  }

  /** The session in force, once a step has given one. */
  get maybeSession(): Session | undefined {
    return this.#found.session;
  }

  /** The token, once it is read; without it when the API wants another credential. */
  get maybeToken(): Findings['token'] | undefined {
    return this.#found.token;
  }

  /** Keeps what a step learned. */
  learn(found: Partial<Findings>): void {
    Object.assign(this.#found, found);
  }

  /** The gateway's time in whole Unix seconds. */
  seconds(): number {
    return Math.floor(this.world.surroundings.now() / 1000);
  }

  get claims(): JsonObject {
    return this.get('token').claims;
  }
}

/** A context variable's value: JSON, or one of the Go types that only the request itself gives. */
export type ContextValue =
  | { readonly kind: 'json'; readonly value: JsonObject[string] }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  | { readonly kind: 'form'; readonly values: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'other'; readonly goType: string };
