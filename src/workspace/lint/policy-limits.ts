/**
 * Rate and quota of a policy (behaviour 7.5).
 */
import { type PolicyDocument, valueAt } from './document';
import type { Hit } from './finding';
import { fix, inPolicy, set } from './place';
import type { JsonPath } from '../json-edit';

interface Limit {
  readonly path: JsonPath;
  readonly rate: number;
  readonly per: number;
  readonly quota_max: number;
  readonly quota_renewal_rate: number;
  readonly throttle_interval: number;
  readonly throttle_retry_limit: number;
}

/** The limits that count: the policy's, and those of its APIs with `per_api`. */
function* limitsOf(document: PolicyDocument): Iterable<Limit> {
  const { policy } = document;
  yield { path: [], ...policy };
  if (!policy.partitions.per_api) return;
  for (const [api, { limit }] of Object.entries(policy.access_rights ?? {}))
    yield { path: inPolicy(document, 'access_rights', api, 'limit'), ...limit };
}

export function* rateUnlimited(document: PolicyDocument): Iterable<Hit> {
  for (const { path, rate, per } of limitsOf(document)) {
    const typed = valueAt(document.json, path);
    if (rate > 0 && per > 0 && per < 1) {
      yield {
        path: [...path, 'per'],
        message: 'A period under a second counts as none: calls are not limited.',
        fixes: [fix('Count per second', set(document, [...path, 'per'], 1))],
      };
    } else if (rate > 0 && per <= 0) {
      yield {
        path: [...path, 'per'],
        message: 'A rate without a period limits nothing.',
        fixes: [fix('Count per minute', set(document, [...path, 'per'], 60))],
      };
    } else if (rate === 0 && per > 0 && valueAt(typed, ['rate']) === 0) {
      yield { path: [...path, 'rate'], message: 'A rate of 0 is no limit. It does not stop calls.' };
    }
  }
}

export function* fractionCut(document: PolicyDocument): Iterable<Hit> {
  for (const { path, rate, per } of limitsOf(document)) {
    if (rate > 0 && !Number.isInteger(rate)) {
      const calls = Math.max(1, Math.trunc(rate));
      yield {
        path: [...path, 'rate'],
        message: `A rate is cut to whole calls: this one is ${String(calls)}.`,
        fixes: [fix(`Write ${String(calls)}`, set(document, [...path, 'rate'], calls))],
      };
    }
    if (per > 1 && !Number.isInteger(per)) {
      yield {
        path: [...path, 'per'],
        message: `A period is cut to whole seconds: this one is ${String(Math.trunc(per))}.`,
        fixes: [fix(`Write ${String(Math.trunc(per))}`, set(document, [...path, 'per'], Math.trunc(per)))],
      };
    }
  }
}

export function* quotaNeverRenewed(document: PolicyDocument): Iterable<Hit> {
  for (const { path, quota_max: max, quota_renewal_rate: renewal } of limitsOf(document)) {
    if (max <= 0 || renewal > 0) continue;
    const at = [...path, 'quota_renewal_rate'];
    yield {
      path: at,
      message: `The quota is not renewed: after ${String(max)} ${max === 1 ? 'call' : 'calls'} an identity is refused with 403 “Quota exceeded” for good.`,
      fixes: [fix('Renew it every hour', set(document, at, 3600))],
    };
  }
}

export function* quotaZero(document: PolicyDocument): Iterable<Hit> {
  for (const { path, quota_max: max } of limitsOf(document)) {
    const at = [...path, 'quota_max'];
    if (max !== 0 || valueAt(document.json, at) !== 0) continue;
    yield { path: at, message: 'A quota of 0 is no limit. It does not stop calls.' };
  }
}

export function* callsAreHeld(document: PolicyDocument): Iterable<Hit> {
  for (const { path, throttle_interval: seconds, throttle_retry_limit: tries } of limitsOf(document)) {
    if (tries > 0 && seconds > 0) {
      const most = Number(((tries + 1) * seconds).toPrecision(6));
      yield {
        path: [...path, 'throttle_retry_limit'],
        message: `A call over the rate is held for up to ${String(most)} s and tried again. It may end in 200, and the log still says that it was over the rate.`,
      };
    } else if (seconds > 0) {
      yield {
        path: [...path, 'throttle_interval'],
        message: 'Without throttle_retry_limit no call is held: one over the rate is refused with 429 at once.',
      };
    }
  }
}
