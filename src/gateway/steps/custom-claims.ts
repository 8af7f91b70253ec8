import { lateClaimPaths } from '../../go/late-claim-paths';
import { isObject, type JsonValue } from '../../go/json';
import { printValue } from '../../go/print';
import type { CustomClaimRule } from '../../gateway/definition/oas';
import { type Journey, type StepResult, pass, skip } from '../journey';
import type { Fact } from '../outcome';
import { inScheme, refuseClaim } from './oas-claims';

/** Deep equality of JSON values, types and order of lists included. */
function same(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name] ?? null, b[name] ?? null))
  );
}

/** A text contains an allowed text, a list an allowed element; anything else equals the last allowed value. */
function contains(allowed: readonly JsonValue[], claim: JsonValue): boolean {
  if (typeof claim === 'string') return allowed.some((value) => typeof value === 'string' && claim.includes(value));
  if (Array.isArray(claim)) return allowed.some((value) => claim.some((item) => same(value, item)));
  const last = allowed.at(-1);
  return last !== undefined && same(last, claim);
}

interface Judgement {
  /** What is wrong, as the refusal says it; `null` when the rule is met. */
  readonly error: string | null;
  readonly warnings: readonly string[];
}

/** One rule of `customClaimValidation` (behaviour 5.8). The path is judged as a JSONPath and then looked up as another syntax. */
export function judgeClaim(
  path: string,
  rule: CustomClaimRule,
  found: { exists: boolean; value: JsonValue },
): Judgement {
  const warnings: string[] = [];
  const noMatch = `value does not match any expected values`;
  if (!found.exists) {
    if (!rule.nonBlocking) return { error: `custom claim ${path} is required but not present in token`, warnings };
    warnings.push(`Claim ${path} ${noMatch}`);
  }
  const allowed = rule.allowedValues ?? [];
  const { value } = found;
  let failed: string | null = null;
  if (rule.type === 'required' && value === null) failed = 'expects a non nil value';
  if (rule.type === 'contains' && !contains(allowed, value)) failed = 'value does not contain any expected values';
  if (rule.type === 'exact_match' && !allowed.some((one) => same(one, value))) failed = noMatch;
  if (failed === null) return { error: null, warnings };
  if (rule.nonBlocking) return { error: null, warnings: [...warnings, `Claim ${path} ${failed}`] };
  return { error: `${rule.type === 'required' ? 'custom claim' : 'claim'} ${path} ${failed}`, warnings };
}

/** JWTMiddleware: the custom rules of an OAS definition. The gateway takes them in random order, this one by name. */
export function checkCustomClaims(journey: Journey): StepResult {
  const rules = journey.api.jwtScheme?.customClaimValidation ?? {};
  const paths = Object.keys(rules).sort();
  if (paths.length === 0) return skip('the API has no such rule');
  const { acceptsPath, lookup: findByPath } = lateClaimPaths.value;
  const facts: Fact[] = [];
  const line = 'JWT custom claims validation failed';
  for (const path of paths) {
    const rule = rules[path];
    if (rule === undefined) continue;
    const place = inScheme('customClaimValidation', path);
    const written = `${rule.type}${rule.allowedValues === null ? '' : ` ${rule.allowedValues.map(printValue).join(', ')}`}`;
    if (!acceptsPath(path)) {
      const fact: Fact = { name: path, value: 'not a valid path', rule: 'a JSONPath after "$."', holds: false, place };
      return refuseClaim(journey, 'custom_claim_refused', line, `invalid claim path: ${path}`, [...facts, fact]);
    }
    const found = findByPath(journey.claims, path);
    const { error, warnings } = judgeClaim(path, rule, found);
    for (const warning of warnings) journey.log.write('warning', warning);
    const value = found.exists ? printValue(found.value) : 'absent';
    facts.push({ name: path, value, rule: written, holds: error === null && warnings.length === 0, place });
    if (error !== null) return refuseClaim(journey, 'custom_claim_refused', line, error, facts);
  }
  return pass(`${String(paths.length)} ${paths.length === 1 ? 'rule' : 'rules'} met`, facts);
}
