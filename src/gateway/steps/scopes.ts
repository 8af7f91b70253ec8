import { get, type JsonObject, type JsonValue } from '../../go/json';
import { lookup } from '../../go/struct';
import { applyPolicies } from '../apply-policies';
import { nested } from '../identity';
import { type Journey, type StepResult, inApi, inPayload, pass, refuse, skip } from '../journey';
import type { LoadedApi } from '../loaded-api';
import type { Fact } from '../outcome';
import { policyIds, setPolicies } from '../session';
import { policyFields } from './base-policy';

type Mapping = Readonly<Record<string, string>>;

/** Which scopes stand for which policies. The deprecated fields count only while the whole `scopes` object says nothing. */
export function scopeMapping({ definition }: LoadedApi): {
  readonly map: Mapping;
  readonly claim: string;
  readonly place: readonly string[];
} {
  const { scopes, jwt_scope_to_policy_mapping: oldMap, jwt_scope_claim_name: oldClaim } = definition;
  const { jwt, oidc } = scopes;
  const empty = (part: typeof jwt): boolean => part.scope_claim_name === '' && part.scope_to_policy === null;
  if (empty(jwt) && empty(oidc)) return { map: oldMap ?? {}, claim: oldClaim, place: ['jwt_scope_to_policy_mapping'] };
  return { map: jwt.scope_to_policy ?? {}, claim: jwt.scope_claim_name, place: ['scopes', 'jwt', 'scope_to_policy'] };
}

/** The claim that scopes are read from; in an OAS API the first of its list that the token has at its top. */
export function scopeClaim(api: LoadedApi, claims: JsonObject, configured: string): string {
  if (!api.definition.is_oas) return configured || 'scope';
  const scopes = api.jwtScheme?.scopes ?? null;
  if (scopes === null) return 'scope';
  const names =
    scopes.claims !== null && scopes.claims.length > 0
      ? scopes.claims
      : scopes.claimName === ''
        ? []
        : [scopes.claimName];
  const found = names.find((name) => get(claims, name) !== undefined);
  return found === undefined || found === '' ? 'scope' : found;
}

/** A text is split at every blank; the texts of a list, nested ones too, are whole scopes. */
export function scopesIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return value.split(' ');
  const scopes: string[] = [];
  const gather = (item: JsonValue): void => {
    if (typeof item === 'string') scopes.push(item);
    else if (Array.isArray(item)) item.forEach(gather);
  };
  if (Array.isArray(value)) value.forEach(gather);
  return scopes;
}

function samePolicies(before: readonly string[] | null, ids: readonly string[]): boolean {
  return (before?.length ?? 0) === ids.length && (before ?? []).every((id) => ids.includes(id));
}

/** JWTMiddleware: policies by the token's scopes (behaviour 5.12). They replace the session's, and defaults are dropped. */
export function mapScopes(journey: Journey): StepResult {
  const { api, log, logWriter, world, claims } = journey;
  const { map, claim, place } = scopeMapping(api);
  const base = journey.get('basePolicy');
  const existed = journey.get('sessionExisted');
  const session = journey.get('tokenSession');
  if (Object.keys(map).length === 0) return withoutMapping(journey);

  const name = scopeClaim(api, claims, claim);
  const path = name.split('.');
  const scopes = scopesIn(nested(claims, path));
  const facts: Fact[] = [
    {
      name,
      value: scopes.length === 0 ? 'no scope' : scopes.map((scope) => JSON.stringify(scope)).join(' '),
      place: inPayload(...path),
    },
  ];
  if (scopes.length === 0) {
    if (base.id !== '' || !existed) return mustHavePolicies(journey, facts, skip('the token has no scope', facts));
    log.write('error', 'Existing session requires scope or base policy when scope mapping is configured');
    return refuse('scope_or_policy_missing', 'the token has neither a policy nor a scope', facts);
  }

  const mapped = new Set<string>();
  for (const scope of scopes) {
    const policy = lookup(map, scope);
    facts.push({
      name: `scope ${scope}`,
      value: policy ?? 'no policy',
      holds: policy !== undefined,
      place: inApi(...place, ...(policy === undefined ? [] : [scope])),
    });
    if (policy === undefined) logWriter.bare('error', `Couldn't find a matching policy for scope item: ${scope}`);
    else mapped.add(policy);
  }
  if (mapped.size > 0) log.debug(`Identified policy(s) to apply to this token from scope claim: ${name}`);
  else log.write('error', `Couldn't identify policy(s) to apply to this token from scope claim: ${name}`);

  const ids = [...(base.id !== '' && !base.isDefault ? [base.id] : []), ...mapped];
  if (ids.length === 0) {
    log.write('error', 'no matching policy found in scope claim');
    return refuse('scopes_unmapped', 'none of the token’s scopes stands for a policy', facts);
  }
  if (!session.modified) session.modified = !samePolicies(session.state.apply_policies, ids);
  setPolicies(session.state, ids);
  const error = applyPolicies(session.state, world.policies, logWriter, api.definition.org_id);
  if (error !== null) {
    log.write('error', 'Could not several policies from scope-claim mapping to JWT to session', { error });
    return refuse('scope_policies_failed', error, [...facts, { name: 'policies', value: error, holds: false }]);
  }
  return mustHavePolicies(journey, facts, pass(`policies ${ids.join(', ')}`, facts));
}

function withoutMapping(journey: Journey): StepResult {
  return mustHavePolicies(journey, [], skip('the API maps no scopes'));
}

/** Without a base policy and without defaults, the scopes must have brought policies. */
function mustHavePolicies(journey: Journey, facts: readonly Fact[], otherwise: StepResult): StepResult {
  const { api, log } = journey;
  if (journey.get('basePolicy').id !== '' || (api.definition.jwt_default_policies?.length ?? 0) > 0) return otherwise;
  if (policyIds(journey.get('tokenSession').state) === null) {
    log.write('error', 'No policies could be determined from token (no base policy, no valid scopes)');
    const found = [...withoutBasePolicy(api), ...facts];
    return refuse('policy_missing', 'neither claims nor defaults nor scopes give a policy', found);
  }
  if (
    journey.get('sessionExisted') &&
    otherwise.state === 'skipped' &&
    Object.keys(scopeMapping(api).map).length === 0
  ) {
    log.write('error', 'Existing session requires policy in token when no defaults configured');
    return refuse('policy_missing', 'the token names no policy and the API has no defaults', facts);
  }
  return otherwise;
}

/** Where a policy was looked for besides the scopes of the token. */
function withoutBasePolicy(api: LoadedApi): readonly Fact[] {
  const claims = policyFields(api).map((name) => ({
    name,
    value: 'absent, or no text',
    rule: 'the id of a policy',
    holds: false,
    place: inPayload(...name.split('.')),
  }));
  const { map, place } = scopeMapping(api);
  const rule = 'used when the token names none';
  const defaults = {
    name: 'jwt_default_policies',
    value: 'none',
    rule,
    holds: false,
    place: inApi('jwt_default_policies'),
  };
  if (Object.keys(map).length > 0) return [...claims, defaults];
  const mapping = { name: place.join('.'), value: 'none', rule: 'the policy that a scope stands for', holds: false };
  return [...claims, defaults, { ...mapping, place: inApi(...place) }];
}
