/**
 * Keys made, changed and deleted through the admin API: what happens to the session store (behaviour 6, 10.5).
 */
import { applyPolicies, type Policies } from './apply-policies';
import { emptyMap, lookup } from '../go/struct';
import { type AccessDefinition, type SessionState, isEmptyLimit } from './definition/session';
import type { World } from './journey';
import type { LoadedApi } from './loaded-api';
import { LogWriter } from './log';
import { hasRights, lifetime, openSession, policyIds, type SessionDraft } from './session';
import { keyId } from './session-id';
import { type FoundSession, findStored, put, resetQuota } from './session-store';

/** The APIs that are in force, for the lifetime of sessions. */
export interface Apis {
  api(id: string): LoadedApi | undefined;
}

/** What came of a change: the id that the key is stored under, or why it was not. */
export type KeyChange =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly problem: 'no access rights' | 'policies' };

/** Seconds that the store keeps the session: the longest that any of its APIs wants. */
function lifetimeOf(session: SessionState, apis: Apis, now: number): number {
  let longest = 0;
  for (const id of Object.keys(session.access_rights ?? {})) {
    const definition = apis.api(id)?.definition;
    if (definition === undefined) continue;
    const { session_lifetime: fallback, session_lifetime_respects_key_expiration: respect } = definition;
    const seconds = lifetime(session, respect, fallback, now);
    if (seconds === -1) return -1;
    longest = Math.max(longest, seconds);
  }
  return longest;
}

/** A policy that lets keys end gives a new one its end. */
function applyTrial(session: SessionDraft, policies: Policies, isNew: boolean, now: number): void {
  for (const id of policyIds(session) ?? []) {
    const policy = policies.find(session.org_id, id);
    if (policy === undefined) continue;
    if (policy.key_expires_in > 0 && isNew) session.expires = now + policy.key_expires_in;
    if (policy.post_expiry_action !== '') session.post_expiry_action = policy.post_expiry_action;
    if (policy.post_expiry_grace_period !== 0) session.post_expiry_grace_period = policy.post_expiry_grace_period;
  }
}

/**
 * Stores a session under the id that its organisation gives the name, as POST `/tyk/keys/<name>` does. An end in the past
 * is dropped, and a session without access rights is refused. The quota starts anew but with `keepCounters`: `suppress_reset=1`.
 */
export function addKey(world: World, apis: Apis, name: string, posted: SessionState, keepCounters = false): KeyChange {
  const id = keyId(posted.org_id, name);
  return store(world, apis, id, posted, null, keepCounters);
}

/** Changes a stored key, as PUT does: when it was made stays. `keepCounters`: `suppress_reset=1`. */
export function changeKey(
  world: World,
  apis: Apis,
  id: string,
  posted: SessionState,
  before: SessionState,
  keepCounters: boolean,
): KeyChange {
  return store(world, apis, id, posted, before, keepCounters);
}

/** Periods and counters of the key as it was, so that those that run go on. */
function keepRunning(session: SessionDraft, before: SessionState): void {
  session.quota_renews = before.quota_renews;
  session.last_updated = before.last_updated;
  const rights: Record<string, AccessDefinition> = Object.assign(emptyMap<AccessDefinition>(), session.access_rights);
  for (const [apiId, { limit }] of Object.entries(before.access_rights ?? {})) {
    const access = lookup(session.access_rights, apiId);
    if (access === undefined || isEmptyLimit(limit) || isEmptyLimit(access.limit)) continue;
    rights[apiId] = { ...access, limit: { ...access.limit, quota_renews: limit.quota_renews } };
  }
  session.access_rights = rights;
}

function store(
  world: World,
  apis: Apis,
  id: string,
  posted: SessionState,
  before: SessionState | null,
  keepCounters: boolean,
): KeyChange {
  const { state, surroundings, policies } = world;
  const nowMs = surroundings.now();
  const now = Math.floor(nowMs / 1000);
  const session = openSession(posted, id).state;
  const log = new LogWriter();
  applyPolicies(session, policies, log, null);
  session.date_created = before === null ? new Date(nowMs).toISOString() : before.date_created;
  if (before !== null && keepCounters) keepRunning(session, before);
  if (session.expires > 1 && nowMs > session.expires * 1000) session.expires = before?.expires ?? 0;
  if (!keepCounters) session.last_updated = String(now);
  if (!hasRights(session)) return { ok: false, problem: 'no access rights' };

  for (const apiId of Object.keys(session.access_rights ?? {})) {
    const api = apis.api(apiId);
    if (api !== undefined) applyTrial(session, policies, findStored(world, session.org_id, id) === undefined, now);
    if (!keepCounters && api?.definition.dont_set_quota_on_create !== true) {
      resetQuota(state, id, session);
      session.quota_renews = now + session.quota_renewal_rate;
    }
    const error = applyPolicies(session, policies, log, api?.definition.org_id ?? null);
    if (error !== null) return { ok: false, problem: 'policies' };
    put(world, id, session, lifetimeOf(session, apis, now));
  }
  return { ok: true, id };
}

/** Deletes a key and its quota counters. Gives the id that it had; `null` when there is none. */
export function deleteKey(world: World, orgId: string, name: string): string | null {
  const found = findStored(world, orgId, name);
  if (found === undefined) return null;
  removeKey(world, found, true);
  return found.id;
}

/** Takes a stored session away; `reset`: its quota counters too. */
export function removeKey({ state }: World, { id, session }: FoundSession, reset: boolean): void {
  if (reset) resetQuota(state, id, session);
  state.sessions.delete(id);
  state.sessionCache.delete(id);
}
