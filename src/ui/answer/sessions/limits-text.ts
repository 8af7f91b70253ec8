/**
 * A session's limits in words: what it may use, and what the counters have left of it.
 */
import { isEmptyLimit, type SessionState } from '../../../gateway/definition/session';
import { durationText } from '../../../workspace/time-text';
import type { Counter } from './counters';

/** A limit of a session: of rate or quota, of the session as a whole or of one API. */
interface Limit {
  readonly scope: string;
  readonly rate: number;
  readonly per: number;
  readonly quota: number;
}

function limitsOf(session: SessionState): readonly Limit[] {
  const root: Limit = { scope: '', rate: session.rate, per: session.per, quota: session.quota_max };
  const own = Object.values(session.access_rights ?? {}).flatMap(({ limit, allowance_scope: scope }): Limit[] =>
    isEmptyLimit(limit) || scope === '' ? [] : [{ scope, rate: limit.rate, per: limit.per, quota: limit.quota_max }],
  );
  return own.length > 0 ? own : [root];
}

function of(scope: string): string {
  return scope === '' ? '' : ` for ${scope}`;
}

function anew(endsAt: number | null, now: number): string {
  return endsAt === null ? '' : `, anew in ${durationText(Math.max(0, Math.ceil((endsAt - now) / 1000)))}`;
}

/** The session's rates: `998 of 1000 calls left, anew in 40 s`. `counters` are the session's (`null`: unknown), `now` is in milliseconds. */
export function rateText(session: SessionState, counters: readonly Counter[] | null, now: number): string {
  const running = (counters ?? []).filter(({ kind }) => kind === 'rate');
  if (running.length > 0) {
    const texts = running.map(
      ({ scope, calls, of: size, endsAt }) =>
        `${String(calls)} of ${String(size)} calls left${of(scope)}${anew(endsAt, now)}`,
    );
    return texts.join('; ');
  }
  const texts = limitsOf(session).map(({ scope, rate, per }) =>
    rate > 0 && per > 0
      ? `${String(rate)} calls in ${String(per)} s${of(scope)}${counters === null ? '' : ', none used'}`
      : `unlimited${of(scope)}`,
  );
  return [...new Set(texts)].join('; ');
}

/** The session's quotas: `3 of 5 calls left, anew in 59 min`. `counters` are the session's (`null`: unknown), `now` is in milliseconds. */
export function quotaText(session: SessionState, counters: readonly Counter[] | null, now: number): string {
  const texts = limitsOf(session).map(({ scope, quota }) => {
    if (quota <= 0) return `unlimited${of(scope)}`;
    if (counters === null) return `${String(quota)} calls${of(scope)}`;
    const counter = counters.find((each) => each.kind === 'quota' && each.scope === scope);
    if (counter === undefined) return `${String(quota)} of ${String(quota)} calls left${of(scope)}`;
    const left = Math.max(0, quota - counter.calls);
    return `${String(left)} of ${String(quota)} calls left${of(scope)}${anew(counter.endsAt, now)}`;
  });
  return [...new Set(texts)].join('; ');
}
