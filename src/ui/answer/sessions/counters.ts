/**
 * What the gateway has counted: rate buckets and quota counters, and whose they are.
 */
import { keyHash } from '../../../gateway/session-id';
import type { GatewayState } from '../../../gateway/state';

/** A rate bucket or a quota counter as it stands now. */
export interface Counter {
  /** The key that it is kept under. */
  readonly key: string;
  readonly kind: 'rate' | 'quota' | 'API rate';
  /** What it is counted for beside the session: an API or a policy with limits of its own, an endpoint; empty: the session alone. */
  readonly scope: string;
  /** Calls used in a quota, or left in a rate's window. */
  readonly calls: number;
  /** The size of a rate's window in calls; `null` for a quota: its maximum is the session's. */
  readonly of: number | null;
  /** When it begins anew, in milliseconds; `null`: never. */
  readonly endsAt: number | null;
}

/** The counters that count at `now`; those that have ended are left out, since the next call begins them anew. */
export function countersOf({ rates, quotas }: GatewayState, now: number): readonly Counter[] {
  const found: Counter[] = [];
  for (const [key, { left, calls, resetsAt }] of rates) {
    if (resetsAt < now) continue;
    const kind = key.startsWith('apilimiter-') ? 'API rate' : 'rate';
    found.push({ key, kind, scope: scopeOf(key), calls: left, of: calls, endsAt: resetsAt });
  }
  for (const [key, { used, endsAt }] of quotas) {
    if (endsAt !== null && endsAt <= now) continue;
    found.push({ key, kind: 'quota', scope: scopeOf(key), calls: used, of: null, endsAt });
  }
  return found;
}

/** The counters of one session. */
export function countersOfSession(counters: readonly Counter[], sessionId: string): readonly Counter[] {
  const hash = keyHash(sessionId);
  return counters.filter(({ key, kind }) => kind !== 'API rate' && key.includes(hash));
}

/** The counters of no session in the store: those of APIs, and those that outlive their session. */
export function otherCounters(counters: readonly Counter[], sessionIds: readonly string[]): readonly Counter[] {
  const hashes = sessionIds.map(keyHash);
  return counters.filter(({ key, kind }) => kind === 'API rate' || !hashes.some((hash) => key.includes(hash)));
}

/** The parts of a key that stand before and behind the session's hash (behaviour 7.5). */
function scopeOf(key: string): string {
  if (key.startsWith('apilimiter-')) return key.slice('apilimiter-'.length);
  const [, before = '', behind = ''] = /^(?:rate-limit|quota)-(.*?-)?[0-9a-f]{16}(.*)$/.exec(key) ?? [];
  return [before.replace(/-$/, ''), behind.replace(/^-/, '').replace(/:[^:]*$/, '')]
    .filter((part) => part !== '')
    .join(' ');
}
