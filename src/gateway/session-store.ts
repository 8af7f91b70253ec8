/**
 * Sessions in the gateway's store: how they are found, kept, shown and deleted.
 */
import { type SessionState, isEmptyLimit } from './definition/session';
import type { World } from './journey';
import { LogWriter } from './log';
import { type Session, type SessionDraft, emptySession, lifetime, openSession } from './session';
import { keyHash, keyId, orgOf } from './session-id';
import { settings } from './settings';
import type { GatewayState, StoredSession } from './state';

const utf8 = new TextEncoder();

/** A stored session under its id, if the store has not dropped it. */
function stored(state: GatewayState, id: string, now: number): StoredSession | undefined {
  const entry = state.sessions.get(id);
  return entry === undefined || (entry.expiresAt !== null && entry.expiresAt <= now) ? undefined : entry;
}

/** A stored session and the id that it is kept under. */
export interface FoundSession {
  readonly id: string;
  readonly session: SessionState;
}

/** A session in the store by the hash of its id, as `?hashed=true` asks for it. */
export function findHashed({ state, surroundings }: World, hash: string): FoundSession | undefined {
  for (const id of state.sessions.keys()) {
    if (keyHash(id) !== hash) continue;
    const entry = stored(state, id, surroundings.now());
    if (entry !== undefined) return { id, session: entry.session };
  }
  return undefined;
}

/**
 * A session in the store by a name: under the id that the organisation gives the name, else under the name itself.
 * A name that is already an id of the organisation is only that.
 */
export function findStored(world: World, orgId: string, name: string): FoundSession | undefined {
  const now = world.surroundings.now();
  const ids = orgOf(name) === orgId ? [name] : [keyId(orgId, name), name];
  for (const id of ids) {
    const entry = stored(world.state, id, now);
    if (entry !== undefined) return { id, session: entry.session };
  }
  return undefined;
}

/** What a middleware needs to say while it looks a session up. */
interface LookupLog {
  readonly writer: LogWriter;
  write(level: 'error', message: string): void;
}

/**
 * Looks a session up as every authenticating middleware does: in memory, then in the store; its policies are applied anew.
 * When they cannot be, the session counts as not there (`12-more / policy deleted: same token`).
 */
export function lookUp(
  world: World,
  orgId: string,
  name: string,
  log: LookupLog,
): { session: Session; found: boolean } {
  if (name.length < settings.minKeyLength && utf8.encode(name).length < settings.minKeyLength) {
    const none = emptySession();
    none.state.is_inactive = true;
    return { session: none, found: false };
  }
  const { state, surroundings } = world;
  const now = surroundings.now();
  const cached = state.sessionCache.get(name);
  const inMemory = cached !== undefined && cached.endsAt >= now ? cached : undefined;
  const found = inMemory ?? findStored(world, orgId, name);
  if (found === undefined) {
    const none = emptySession();
    none.keyId = name;
    return { session: none, found: false };
  }
  if (inMemory === undefined) {
    state.sessionCache.set(name, { ...found, endsAt: now + settings.sessionCacheSeconds * 1000 });
  }
  const applied = world.policies.applyTo(found.session, orgId, log.writer);
  if (applied.error !== null) log.write('error', applied.error);
  return { session: openSession(applied.session, found.id), found: applied.error === null };
}

/** How long an API keeps sessions. */
export interface Keeping {
  readonly session_lifetime: number;
  readonly session_lifetime_respects_key_expiration: boolean;
}

/** Saves a session under its id if it was changed. */
export function save(world: World, session: Session, keeping: Keeping): void {
  if (!session.modified || session.keyId === '') return;
  const { session_lifetime: fallback, session_lifetime_respects_key_expiration: respect } = keeping;
  const seconds = lifetime(session.state, respect, fallback, Math.floor(world.surroundings.now() / 1000));
  put(world, session.keyId, session.state, seconds);
  session.modified = false;
}

/** Puts a copy of a session into the store, for ever or for a positive number of seconds, and takes what memory holds of it away. */
export function put({ state, surroundings }: World, id: string, session: SessionState, seconds: number): void {
  const expiresAt = seconds > 0 ? surroundings.now() + seconds * 1000 : null;
  state.sessions.set(id, { session: { ...session }, expiresAt });
  state.sessionCache.delete(id);
}

/** The counter of a quota: of the session, or of its part for an API or a policy. */
export function quotaKey(id: string, scope: string): string {
  return `quota-${scope === '' ? '' : `${scope}-`}${keyHash(id)}`;
}

/** Uses counted so far; undefined when nothing was counted, or the counter has ended. */
function usedQuota(state: GatewayState, key: string, now: number): number | undefined {
  const counter = state.quotas.get(key);
  return counter === undefined || (counter.endsAt !== null && counter.endsAt <= now) ? undefined : counter.used;
}

/** Resets the session's quota counters, as an admin's changes do. */
export function resetQuota(state: GatewayState, id: string, session: SessionState): void {
  state.quotas.delete(quotaKey(id, ''));
  for (const { allowance_scope: scope } of Object.values(session.access_rights ?? {})) {
    if (scope !== '') state.quotas.delete(quotaKey(id, scope));
  }
}

/**
 * A session as `GET /tyk/keys/<id>` shows it: its policies applied anew, what is left of its quotas from the counters.
 * `null` when there is none.
 */
export function shownSession(world: World, orgId: string, name: string): SessionDraft | null {
  const found = findStored(world, orgId, name);
  return found === undefined ? null : showSession(world, found);
}

/** A stored session as the admin API shows it. */
export function showSession(world: World, found: FoundSession): SessionDraft {
  const applied = world.policies.applyTo(found.session, null, new LogWriter());
  const session = openSession(applied.session, found.id).state;
  const now = world.surroundings.now();
  if (session.quota_max !== -1) {
    const used = usedQuota(world.state, quotaKey(found.id, ''), now);
    if (used !== undefined) session.quota_remaining = Math.max(0, session.quota_max - used);
  }
  let rights: NonNullable<SessionState['access_rights']> | null = null;
  for (const [apiId, access] of Object.entries(session.access_rights ?? {})) {
    const { limit } = access;
    if (isEmptyLimit(limit) || limit.quota_max === -1 || limit.quota_max === 0) continue;
    const used = usedQuota(world.state, quotaKey(found.id, access.allowance_scope), now);
    const left = used === undefined ? limit.quota_max : Math.max(0, limit.quota_max - used);
    rights ??= Object.assign(Object.create(null), session.access_rights);
    Object.assign(rights ?? {}, { [apiId]: { ...access, limit: { ...limit, quota_remaining: left } } });
  }
  if (rights !== null) session.access_rights = rights;
  return session;
}
