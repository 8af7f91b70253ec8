/**
 * A session while the gateway works on it.
 * Its members are replaced, never changed in place, so that a copy of the outer object is a copy of the session.
 */
import type { AccessDefinition, ApiLimit, SessionState } from './definition/session';
import { isEmptyLimit, sessionState } from './definition/session';

type Draft<T> = { -readonly [Name in keyof T]: T[Name] };

/** A session's members, open to replacement. */
export type SessionDraft = Draft<SessionState>;

export interface Session {
  readonly state: SessionDraft;
  /** The id under which it is stored; empty until it is known. */
  keyId: string;
  /** It differs from what is stored and is to be saved. */
  modified: boolean;
}

/** Every session is a copy of this one or of a copy: objects of one shape are copied quickest. */
const blank: SessionState = { ...sessionState.zero() };

/** A session with nothing in it. */
export function emptySession(orgId = ''): Session {
  const state = { ...blank };
  state.org_id = orgId;
  return { state, keyId: '', modified: false };
}

/** A working copy of a stored session. */
export function openSession(state: SessionState, keyId: string): Session {
  return { state: { ...state }, keyId, modified: false };
}

/** The ids of the session's policies; `null` when it has none. */
export function policyIds(session: SessionState): readonly string[] | null {
  if (session.apply_policies !== null && session.apply_policies.length > 0) return session.apply_policies;
  return session.apply_policy_id === '' ? null : [session.apply_policy_id];
}

/** Gives the session these policies instead of those it has. They still have to be applied. */
export function setPolicies(session: SessionDraft, ids: readonly string[]): void {
  session.apply_policy_id = '';
  session.apply_policies = ids;
}

/** The limits at the session's root, as a limit of an API without one. */
export function rootLimit(session: SessionState): ApiLimit {
  return {
    rate: session.rate,
    per: session.per,
    smoothing: session.smoothing,
    throttle_interval: session.throttle_interval,
    throttle_retry_limit: session.throttle_retry_limit,
    max_query_depth: session.max_query_depth,
    quota_max: session.quota_max,
    quota_renews: session.quota_renews,
    quota_remaining: 0,
    quota_renewal_rate: session.quota_renewal_rate,
  };
}

/** What a session, or a policy, grants of an API; undefined when it has no entry for it. */
export function rightsOf(
  { access_rights: rights }: Pick<SessionState, 'access_rights'>,
  apiId: string,
): AccessDefinition | undefined {
  return rights !== null && Object.hasOwn(rights, apiId) ? rights[apiId] : undefined;
}

/** Whether the session has access rights to anything at all. */
export function hasRights(session: SessionState): boolean {
  if (session.access_rights === null) return false;
  for (const _ in session.access_rights) return true;
  return false;
}

/** The quota that the answer's `X-Ratelimit-*` headers tell: of the API if it has a limit of its own, else of the session. */
export function quotaShown(session: SessionState, apiId: string): { max: number; remaining: number; renews: number } {
  const limit = rightsOf(session, apiId)?.limit;
  const from = limit !== undefined && !isEmptyLimit(limit) ? limit : session;
  return { max: from.quota_max, remaining: from.quota_remaining, renews: from.quota_renews };
}

/**
 * Seconds that the store keeps a session when it is saved now; 0: for ever, and so do negative numbers.
 * `now` is in whole Unix seconds. (`SessionState.Lifetime`; behaviour 9.)
 */
export function lifetime(session: SessionState, respectExpiry: boolean, fallback: number, now: number): number {
  const { expires, post_expiry_action: action, post_expiry_grace_period: grace } = session;
  if (action === 'delete' || (action === 'retain' && grace !== 0)) {
    if (expires <= 0) return 0;
    if (action === 'retain' && grace === -1) return -1;
    const left = expires - now + (action === 'delete' ? 0 : grace);
    return left <= 0 ? 1 : left;
  }
  const seconds = session.session_lifetime > 0 ? session.session_lifetime : fallback;
  if (seconds <= 0) return 0;
  if (!respectExpiry) return seconds;
  if (expires <= 0) return expires;
  return expires > now + seconds ? expires - now : seconds;
}
