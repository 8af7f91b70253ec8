/**
 * Which policies scopes stand for: the deprecated fields count only while the whole `scopes` object says nothing (behaviour 4.1, 5.12).
 */
import type { JsonPath } from '../json-edit';
import type { ApiDocument } from './document';
import { inScheme, place } from './place';

export interface MappedScope {
  readonly scope: string;
  readonly policyId: string;
  /** Where the policy's id stands. */
  readonly path: JsonPath;
}

export interface ScopeMapping {
  readonly size: number;
  readonly scopes: readonly MappedScope[];
  readonly claim: string;
  readonly claimPath: JsonPath;
  readonly isDeprecated: boolean;
}

type ScopeClaim = ApiDocument['definition']['scopes']['jwt'];

function saysNothing(claim: ScopeClaim): boolean {
  return claim.scope_claim_name === '' && claim.scope_to_policy === null;
}

/** Whether `scopes` has any content, which switches the deprecated fields off. */
export function hasScopes({ definition: { scopes } }: ApiDocument): boolean {
  return !saysNothing(scopes.jwt) || !saysNothing(scopes.oidc);
}

const known = new WeakMap<ApiDocument, ScopeMapping>();

/** The mapping in force. */
export function scopeMapping(api: ApiDocument): ScopeMapping {
  const before = known.get(api);
  if (before !== undefined) return before;
  const { definition, oas } = api;
  const isDeprecated = !hasScopes(api);
  const claim = isDeprecated ? definition.jwt_scope_claim_name : definition.scopes.jwt.scope_claim_name;
  const entries = Object.entries(
    (isDeprecated ? definition.jwt_scope_to_policy_mapping : definition.scopes.jwt.scope_to_policy) ?? {},
  );
  const parent = isDeprecated ? ['jwt_scope_to_policy_mapping'] : ['scopes', 'jwt', 'scope_to_policy'];
  const scopes = entries.map(([scope, policyId]) => {
    const path = place(api, ...parent, scope);
    return { scope, policyId, path: oas === null ? path : [...path, 'policyId'] };
  });
  const claimPath =
    oas === null
      ? place(api, ...(isDeprecated ? ['jwt_scope_claim_name'] : ['scopes', 'jwt', 'scope_claim_name']))
      : inScheme(api, 'scopes', 'claimName');
  const made = { size: scopes.length, scopes, claim, claimPath, isDeprecated };
  known.set(api, made);
  return made;
}
