/**
 * Rate buckets and quota counters (behaviour 7.5).
 */
import { compile } from '../go/regexp';
import { emptyMap } from '../go/struct';
import { type AccessDefinition, type ApiLimit, isEmptyLimit } from './definition/session';
import type { Journey } from './journey';
import { pathPattern } from './path-patterns';
import { hasRights, rightsOf, rootLimit, type Session } from './session';
import { keyHash } from './session-id';
import { quotaKey } from './session-store';
import type { RateBucket } from './state';

/** A bucket without a call for this long is forgotten. */
const bucketLifeMs = 10 * 60 * 1000;

/** Parts of a limiter's key, joined by dashes; empty ones and dashes at their ends are left out. */
function joined(...parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
}

/** The state of a bucket after a call, or after a look at it. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly key: string;
  readonly bucket: RateBucket;
}

/**
 * One call against the bucket of this key: `rate` calls in `per` seconds, both cut to whole ones, at least one call.
 * A bucket that is there keeps its own size. With `dry` nothing is counted.
 */
export function countCall(journey: Journey, key: string, rate: number, per: number, dry = false): RateVerdict {
  const { rates } = journey.world.state;
  const now = journey.world.surroundings.now();
  const before = rates.get(key);
  let bucket: RateBucket;
  if (before !== undefined && before.touchedAt + bucketLifeMs > now) {
    const over = now > before.resetsAt;
    bucket = over ? { ...before, left: before.calls, resetsAt: now + before.windowMs } : before;
  } else {
    const calls = Math.max(1, Math.trunc(rate));
    const windowMs = Math.trunc(per) * 1000;
    bucket = { calls, windowMs, left: calls, resetsAt: now + windowMs, touchedAt: now };
  }
  const allowed = bucket.left > 0;
  if (dry) {
    bucket = { ...bucket, touchedAt: now };
    rates.set(key, bucket);
    return { allowed: allowed || now >= bucket.resetsAt, key, bucket };
  }
  bucket = { ...bucket, left: allowed ? bucket.left - 1 : 0, touchedAt: now };
  rates.set(key, bucket);
  return { allowed, key, bucket };
}

/** The limits in force for a session at an API, and under which scope they are counted. */
export interface LimitInForce {
  readonly limit: ApiLimit;
  readonly scope: string;
  /** What a limit of the single endpoint adds to the bucket's key. */
  readonly suffix: string;
}

/** The API's own limits, or the session's; `null`: the session has rights, but none to this API. */
export function limitInForce(journey: Journey, session: Session): LimitInForce | null {
  const { state } = session;
  const rights = rightsOf(state, journey.api.definition.api_id);
  if (rights === undefined && hasRights(state)) return null;
  const own = rights !== undefined && !isEmptyLimit(rights.limit);
  const limit = own ? rights.limit : rootLimit(state);
  const scope = rights?.allowance_scope ?? '';
  const endpoint = endpointLimit(journey, rights?.endpoints ?? null);
  return endpoint === null
    ? { limit, scope, suffix: '' }
    : { limit: { ...limit, rate: endpoint.rate, per: endpoint.per }, scope, suffix: endpoint.name };
}

function endpointLimit(
  { api, request }: Journey,
  endpoints: AccessDefinition['endpoints'],
): { rate: number; per: number; name: string } | null {
  for (const { path, methods } of endpoints ?? []) {
    const method = methods?.find(({ name }) => name.toUpperCase() === request.method.toUpperCase());
    if (method === undefined) continue;
    const pattern = compile(pathPattern(path));
    if (pattern.ok && pattern.test(api.listen.strip(request.path))) {
      return { rate: method.limit.rate, per: method.limit.per, name: `${method.name}:${path}` };
    }
  }
  return null;
}

/** The key of a session's bucket. Another `last_updated` (of a policy that was changed so) is another bucket. */
export function rateKey(session: Session, { scope, suffix }: LimitInForce): string {
  const key = joined('rate-limit', scope, keyHash(session.keyId), suffix);
  return `${key}:${session.state.last_updated}`;
}

/** What a quota made of a call. `used` counts this one; `renews` is in Unix seconds. */
export interface QuotaVerdict {
  readonly allowed: boolean;
  readonly used: number;
  readonly remaining: number;
  readonly renews: number;
}

/** Counts a call against the quota, and tells the session what is left. A maximum of 0 or less is no quota: `null`. */
export function countQuota(journey: Journey, session: Session, { limit, scope }: LimitInForce): QuotaVerdict | null {
  const { quota_max: max, quota_renewal_rate: renewal } = limit;
  if (max <= 0) return null;
  const { quotas } = journey.world.state;
  const now = journey.world.surroundings.now();
  const key = quotaKey(session.keyId, scope);
  const before = quotas.get(key);
  const running = before !== undefined && before.endsAt !== null && before.endsAt > now;
  const kept = before?.endsAt === null;
  const continues = running || (kept && renewal <= 0);

  let endsAt: number | null = null;
  if (running) ({ endsAt } = before);
  else if (renewal > 0) endsAt = now + renewal * 1000;
  const used = (continues ? before.used : 0) + 1;
  quotas.set(key, { used, endsAt });

  const allowed = used - 1 < max;
  const remaining = Math.max(0, max - used);
  const renews = Math.floor((endsAt ?? now) / 1000);
  tellSession(session, scope, remaining, renews);
  return { allowed, used, remaining, renews };
}

function tellSession(session: Session, scope: string, remaining: number, renews: number): void {
  const { state } = session;
  if (state.access_rights !== null) {
    const rights: Record<string, AccessDefinition> = emptyMap();
    for (const [apiId, access] of Object.entries(state.access_rights)) {
      const counted = access.allowance_scope === scope && !isEmptyLimit(access.limit);
      rights[apiId] = counted
        ? { ...access, limit: { ...access.limit, quota_remaining: remaining, quota_renews: renews } }
        : access;
    }
    state.access_rights = rights;
  }
  if (scope === '') {
    state.quota_remaining = remaining;
    state.quota_renews = renews;
  }
  session.modified = true;
}
