import { get, type JsonObject, type JsonValue } from '../../go/json';
import { type Journey, type StepResult, inPayload, pass, refuse } from '../journey';
import type { Fact } from '../outcome';

const limit = 2 ** 63;

/** Seconds between Go's first moment and Unix time: above 2^63 less these a time turns over into the past. */
const toUnix = 62135596800;

/** A claim as whole Unix seconds; `null`: it says nothing (absent or 0); `false`: no number. */
function seconds(value: JsonValue | undefined): number | null | false {
  if (value === undefined) return null;
  if (typeof value !== 'number') return false;
  if (value === 0) return null;
  // 2^63 and more becomes the smallest integer, as on the recorded machine (behaviour 5.7).
  return value >= limit - toUnix || value < -limit ? -limit : Math.floor(value);
}

/** What is asked of one of the three time claims. */
export interface TimeRule {
  readonly claim: 'exp' | 'iat' | 'nbf';
  readonly code: 'token_expired' | 'token_issued_in_future' | 'token_not_valid_yet';
  readonly text: string;
  readonly rule: string;
  readonly skewField:
    'jwt_expires_at_validation_skew' | 'jwt_issued_at_validation_skew' | 'jwt_not_before_validation_skew';
  readonly holds: (claim: number, moved: number) => boolean;
}

/** The rules for exp, iat and nbf, in the order in which they are judged. */
export const timeRules: readonly TimeRule[] = [
  {
    claim: 'exp',
    code: 'token_expired',
    text: 'token has expired',
    rule: 'now − skew < exp',
    skewField: 'jwt_expires_at_validation_skew',
    holds: (exp, moved) => moved < exp,
  },
  {
    claim: 'iat',
    code: 'token_issued_in_future',
    text: 'token used before issued',
    rule: 'now + skew ≥ iat',
    skewField: 'jwt_issued_at_validation_skew',
    holds: (iat, moved) => moved >= iat,
  },
  {
    claim: 'nbf',
    code: 'token_not_valid_yet',
    text: 'token is not valid yet',
    rule: 'now + skew ≥ nbf',
    skewField: 'jwt_not_before_validation_skew',
    holds: (nbf, moved) => moved >= nbf,
  },
];

/** A skew is read as an unsigned 64-bit number and added as a signed one. The largest of them has no number of its own here. */
function signedSkew(skew: number): number {
  return skew >= 2 * limit ? -1 : turnedOver(skew);
}

/** A sum of 64-bit integers, which turns over. */
function turnedOver(sum: number): number {
  return sum >= limit ? sum - 2 * limit : sum < -limit ? sum + 2 * limit : sum;
}

/** What a rule makes of a claim at a time in Unix seconds, with the API's skew. */
export function judgeTime(
  rule: TimeRule,
  value: JsonValue | undefined,
  now: number,
  skew: number,
): {
  /** The claim in whole Unix seconds; `null`: it says nothing (absent or 0); `false`: it is no number. */
  readonly at: number | null | false;
  /** The time that it is held against. */
  readonly moved: number;
  readonly holds: boolean;
} {
  const at = seconds(value);
  const signed = signedSkew(skew);
  const moved = turnedOver(rule.claim === 'exp' ? now - signed : now + signed);
  return { at, moved, holds: at === null || (at !== false && rule.holds(at, moved)) };
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/**
 * JWTMiddleware: exp, iat and nbf against the clock and their skews (behaviour 5.7). All three are judged; the last that
 * fails gives the text, but an expired token is classified as such. Nothing is logged.
 */
export function checkTimes(journey: Journey): StepResult {
  const { api } = journey;
  const claims: JsonObject = journey.claims;
  const now = journey.seconds();
  const facts: Fact[] = [];
  let failed: TimeRule | undefined;
  let expired = false;
  for (const rule of timeRules) {
    const value = get(claims, rule.claim);
    const { at, moved, holds } = judgeTime(rule, value, now, api.definition[rule.skewField]);
    const place = inPayload(rule.claim);
    if (at === null) facts.push({ name: rule.claim, value: shown(value), rule: 'absent passes', holds, place });
    else {
      const sign = rule.claim === 'exp' ? '<' : '≥';
      const filled = at === false ? 'a number' : `${rule.rule} · ${String(moved)} ${sign} ${String(at)}`;
      facts.push({ name: rule.claim, value: shown(value), rule: filled, holds, place });
    }
    if (!holds) {
      failed = rule;
      expired ||= rule.claim === 'exp';
    }
  }
  if (failed === undefined) return pass('exp, iat and nbf fit the clock', facts);
  const code = expired ? 'token_expired' : failed.code;
  return refuse(code, failed.text, facts, failed.text);
}
