/**
 * The rules for claims that only a Tyk OAS definition has (behaviour 5.8): issuer, audience, token id, subject.
 */
import { get, type JsonValue } from '../../go/json';
import { printValue } from '../../go/print';
import { identityOf } from '../identity';
import { type Journey, type Refused, type StepResult, inApi, inPayload, pass, refuse, skip } from '../journey';
import type { Fact } from '../outcome';
import type { RefusalCode } from '../refusals';

/** Where a rule of the JWT scheme stands; the editor finds the scheme by its name. */
export const inScheme = (...path: readonly string[]) =>
  inApi('x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', '*', ...path);

const notThere = 'the API has no such rule';

/** Refuses with the line that this rule writes. */
export function refuseClaim(
  { log }: Journey,
  code: RefusalCode,
  line: string,
  error: string,
  facts: readonly Fact[],
): Refused {
  log.write('error', line, { error });
  return refuse(code, error, facts, error);
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : typeof value === 'string' ? value : printValue(value);
}

export function checkIssuer(journey: Journey): StepResult {
  const allowed = journey.api.jwtScheme?.allowedIssuers ?? [];
  if (allowed.length === 0) return skip(notThere);
  const issuer = get(journey.claims, 'iss');
  const fact: Fact = {
    name: 'iss',
    value: shown(issuer),
    rule: `one of ${allowed.join(', ')}`,
    place: inPayload('iss'),
  };
  const rule: Fact = { name: 'allowedIssuers', value: allowed.join(', '), place: inScheme('allowedIssuers') };
  if (typeof issuer === 'string' && allowed.includes(issuer)) return pass(issuer, [{ ...fact, holds: true }, rule]);
  const error =
    issuer === undefined
      ? 'issuer claim is required but not present in token'
      : typeof issuer === 'string'
        ? `invalid issuer claim: ${issuer}`
        : 'issuer claim must be a string';
  return refuseClaim(journey, 'issuer_refused', 'JWT issuer validation failed', error, [
    { ...fact, holds: false },
    rule,
  ]);
}

export function checkAudience(journey: Journey): StepResult {
  const allowed = journey.api.jwtScheme?.allowedAudiences ?? [];
  if (allowed.length === 0) return skip(notThere);
  const audience = get(journey.claims, 'aud');
  const texts =
    typeof audience === 'string'
      ? [audience]
      : Array.isArray(audience)
        ? audience.filter((item) => typeof item === 'string')
        : null;
  const fact: Fact = {
    name: 'aud',
    value: shown(audience),
    rule: `one of ${allowed.join(', ')}`,
    place: inPayload('aud'),
  };
  const rule: Fact = { name: 'allowedAudiences', value: allowed.join(', '), place: inScheme('allowedAudiences') };
  const found = texts?.find((text) => allowed.includes(text));
  if (found !== undefined) return pass(found, [{ ...fact, holds: true }, rule]);
  const error =
    audience === undefined
      ? 'audience claim is required but not present in token'
      : texts === null
        ? 'invalid audience claim format'
        : `no matching audience found in token: [${texts.join(' ')}]`;
  return refuseClaim(journey, 'audience_refused', 'JWT audience validation failed', error, [
    { ...fact, holds: false },
    rule,
  ]);
}

export function checkTokenId(journey: Journey): StepResult {
  if (journey.api.jwtScheme?.jtiValidation.enabled !== true) return skip(notThere);
  const id = get(journey.claims, 'jti');
  const fact: Fact = {
    name: 'jti',
    value: shown(id),
    rule: 'present',
    holds: id !== undefined,
    place: inPayload('jti'),
  };
  if (id !== undefined) return pass('present', [fact]);
  const error = 'JWT ID (jti) claim is required but not present in token';
  return refuseClaim(journey, 'token_id_missing', 'JWT ID validation failed', error, [fact]);
}

/** The subject that is compared is the token's `kid` where there is one, else the identity. */
export function checkSubject(journey: Journey): StepResult {
  const allowed = journey.api.jwtScheme?.allowedSubjects ?? [];
  if (allowed.length === 0) return skip(notThere);
  const rule: Fact = { name: 'allowedSubjects', value: allowed.join(', '), place: inScheme('allowedSubjects') };
  const found = identityOf(journey);
  if (!found.ok) {
    const code = found.empty ? 'identity_empty' : 'identity_missing';
    const refused = refuseClaim(journey, 'subject_refused', 'Failed to get identity from token', found.error, [
      ...found.facts,
      rule,
    ]);
    return { ...refused, summary: `${code === 'identity_empty' ? 'an empty' : 'no'} identity to compare` };
  }
  const holds = allowed.includes(found.identity);
  const fact: Fact = { name: 'subject', value: found.identity, rule: `one of ${allowed.join(', ')}`, holds };
  if (holds) return pass(found.identity, [...found.facts, fact, rule]);
  const error = `invalid subject value: ${found.identity}`;
  return refuseClaim(journey, 'subject_refused', 'JWT subject validation failed', error, [...found.facts, fact, rule]);
}
