/**
 * What the gateway remembers between requests, as plain data: the session store, counters, buckets and caches.
 * Times are milliseconds of the gateway's clock.
 */
import type { KeySet, LegacyKey } from '../keys/key-set';
import type { SessionState } from './definition/session';

/** A session as it lies in the store. `expiresAt`: when the store drops it (`session_lifetime`); `null`: never. */
export interface StoredSession {
  readonly session: SessionState;
  readonly expiresAt: number | null;
}

/** A session in memory: as it was read, and the id that it is stored under. */
export interface CachedSession {
  readonly id: string;
  readonly session: SessionState;
  readonly endsAt: number;
}

/** A quota counter: uses so far, and when it ends; `null`: it has no end. */
export interface QuotaCounter {
  readonly used: number;
  readonly endsAt: number | null;
}

/** A rate limiter's bucket. It keeps the size and window that it was created with (behaviour 7.5). */
export interface RateBucket {
  readonly calls: number;
  readonly windowMs: number;
  readonly left: number;
  readonly resetsAt: number;
  readonly touchedAt: number;
}

/** One entry of an API's key set cache. */
export interface CachedKeySet {
  readonly content:
    | { readonly kind: 'set'; readonly set: KeySet }
    | { readonly kind: 'legacy'; readonly keys: readonly LegacyKey[] }
    /** The definition that the first fetch was made for: its source and its list of URLs. */
    | { readonly kind: 'definition'; readonly source: string; readonly urls: readonly string[] };
  readonly endsAt: number;
}

export interface GatewayState {
  /** By session id. */
  readonly sessions: Map<string, StoredSession>;
  /** Sessions that were read from the store and are kept in memory for a while, by the name that they were asked for. */
  readonly sessionCache: Map<string, CachedSession>;
  readonly quotas: Map<string, QuotaCounter>;
  readonly rates: Map<string, RateBucket>;
  /** By API id, then by URL (or the name of the entry). */
  readonly keySets: Map<string, Map<string, CachedKeySet>>;
  /** The `key` field that a middleware's logger has kept since an earlier request, by API id, then by middleware. */
  readonly loggerKeys: Map<string, Map<string, string>>;
}

/** A gateway that has just started. */
export function freshState(): GatewayState {
  return {
    sessions: new Map(),
    sessionCache: new Map(),
    quotas: new Map(),
    rates: new Map(),
    keySets: new Map(),
    loggerKeys: new Map(),
  };
}

/** A copy to try things on: what happens to it leaves the original as it is. */
export function copyState(state: GatewayState): GatewayState {
  return {
    sessions: new Map(state.sessions),
    sessionCache: new Map(state.sessionCache),
    quotas: new Map(state.quotas),
    rates: new Map(state.rates),
    keySets: new Map([...state.keySets].map(([api, entries]) => [api, new Map(entries)])),
    loggerKeys: new Map([...state.loggerKeys].map(([api, keys]) => [api, new Map(keys)])),
  };
}
