import { type Journey, type StepResult, inApi, pass, refuse, skip } from '../journey';
import { type LimitInForce, countCall, countQuota, limitInForce, rateKey } from '../limiter';
import { originOfLimit } from '../origin';
import type { Fact, Place } from '../outcome';
import { rightsOf } from '../session';
import { obfuscated } from '../session-id';
import { isEmptyLimit } from '../definition/session';

type Verdict = 'none' | 'rate' | 'quota';

interface Judgement {
  readonly verdict: Verdict;
  readonly facts: readonly Fact[];
}

/** Counts a call against rate and quota, rate first: a call over the rate uses no quota. With `dry` the rate is only looked at. */
function judge(journey: Journey, dry: boolean): Judgement {
  const { api, contextVariables, world } = journey;
  const session = journey.get('session');
  const inForce = limitInForce(journey, session);
  if (inForce === null) return { verdict: 'rate', facts: [] };
  const { limit } = inForce;
  const at = (member: 'rate' | 'quota_max'): Place => originOfLimit(journey, inForce, member);
  const facts: Fact[] = [];

  if (!api.definition.disable_rate_limit && limit.rate > 0) {
    const { allowed, bucket } = countCall(journey, rateKey(session, inForce), limit.rate, limit.per, dry);
    const left = `${String(bucket.left)} of ${String(bucket.calls)} calls left`;
    const rule = `${String(limit.rate)} calls in ${String(limit.per)} s${scoped(inForce)}`;
    facts.push({ name: 'rate', value: left, rule, holds: allowed, place: at('rate') });
    if (contextVariables !== null) {
      const resets = Math.floor(bucket.resetsAt / 1000);
      setNumbers(contextVariables, {
        rate_limit_limit: Math.trunc(limit.rate),
        rate_limit_remaining: bucket.left,
        rate_limit_reset: resets,
      });
    }
    if (!allowed) return { verdict: 'rate', facts };
  } else {
    facts.push({ name: 'rate', value: 'unlimited', place: at('rate') });
  }

  if (!api.definition.disable_quota) {
    const quota = countQuota(journey, session, inForce);
    if (quota === null) facts.push({ name: 'quota', value: 'unlimited', place: at('quota_max') });
    else {
      const ends = quota.renews - Math.floor(world.surroundings.now() / 1000);
      const rule = `${String(limit.quota_max)} calls${scoped(inForce)}, anew in ${String(Math.max(0, ends))} s`;
      const value = `call ${String(quota.used)}, ${String(quota.remaining)} left`;
      facts.push({ name: 'quota', value, rule, holds: quota.allowed, place: at('quota_max') });
      if (contextVariables !== null) {
        setNumbers(contextVariables, {
          quota_limit: limit.quota_max,
          quota_remaining: quota.remaining,
          quota_reset: quota.renews,
        });
      }
      if (!quota.allowed) return { verdict: 'quota', facts };
    }
  }
  return { verdict: 'none', facts };
}

function scoped({ scope }: LimitInForce): string {
  return scope === '' ? '' : `, counted for ${scope}`;
}

function setNumbers(
  variables: NonNullable<Journey['contextVariables']>,
  numbers: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(numbers)) variables.set(name, { kind: 'json', value });
}

function throttling(journey: Journey): { readonly tries: number; readonly seconds: number } {
  const { state } = journey.get('session');
  const rights = rightsOf(state, journey.api.definition.api_id);
  const from = rights !== undefined && !isEmptyLimit(rights.limit) ? rights.limit : state;
  return { tries: from.throttle_retry_limit, seconds: from.throttle_interval };
}

/** RateLimitAndQuotaCheck (behaviour 7.5). A throttled call over the rate is held and tried again. */
export function checkLimits(journey: Journey): StepResult | Promise<StepResult> {
  const judged = judge(journey, false);
  if (judged.verdict !== 'rate') return concluded(journey, judged, 0);
  const overRate = refuseRate(journey, judged);
  return throttling(journey).tries > 0 ? hold(journey, overRate) : overRate;
}

function concluded(journey: Journey, { verdict, facts }: Judgement, held: number): StepResult {
  if (verdict === 'none') {
    const waited = held > 0 ? `let through after ${String(held)} held tries` : 'within rate and quota';
    return pass(facts.every(({ value }) => value === 'unlimited') ? 'no limits' : waited, facts);
  }
  journey.log.write('info', 'Key quota limit exceeded.', { key: obfuscated(journey.get('session').keyId) });
  return refuse('quota_exceeded', 'the quota is used up', facts);
}

function refuseRate(journey: Journey, { facts }: Judgement): StepResult {
  journey.throttled = true;
  journey.log.write('info', 'Rate Limit Exceeded', { key: obfuscated(journey.get('session').keyId) });
  return refuse('rate_exceeded', 'too many calls in the window', facts);
}

/** Holds a call that is over the rate: after each wait the rate is looked at, and with room the call is counted anew. */
async function hold(journey: Journey, first: StepResult): Promise<StepResult> {
  const { tries, seconds } = throttling(journey);
  let refused = first;
  for (let held = 1; ; held++) {
    await journey.world.surroundings.wait(seconds * 1000);
    const room = judge(journey, true).verdict === 'none';
    if (held > tries) return refused;
    if (!room) continue;
    const judged = judge(journey, false);
    if (judged.verdict !== 'rate') return concluded(journey, judged, held);
    refused = refuseRate(journey, judged);
  }
}

/** RateLimitForAPI: one bucket for the whole API (behaviour 7.6). */
export function checkApiRate(journey: Journey): StepResult {
  const { api, log } = journey;
  const { api_id: id, org_id: orgId, global_rate_limit: limit } = api.definition;
  const key = `apilimiter-${orgId}${id}`;
  if (limit.rate <= 0) return skip('no rate');
  const { allowed, bucket } = countCall(journey, key, limit.rate, limit.per);
  const fact: Fact = {
    name: 'global_rate_limit',
    value: `${String(bucket.left)} of ${String(bucket.calls)} calls left`,
    rule: `${String(limit.rate)} calls in ${String(limit.per)} s, all sessions together`,
    holds: allowed,
    place: inApi('global_rate_limit'),
  };
  if (allowed) return pass('within the API’s rate', [fact]);
  log.write('info', 'API Rate Limit Exceeded', { key: obfuscated(key) });
  return refuse('api_rate_exceeded', 'too many calls to this API in the window', [fact]);
}
