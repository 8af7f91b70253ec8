/**
 * Where an API takes a token's policies from (behaviour 5.10 to 5.12), as far as its own document tells.
 */
import type { JsonObject } from '../../go/json';
import { judgesJwts, takesPolicies } from './authentication';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { fix, inScheme, place, set } from './place';
import { hasScopes, scopeMapping } from './scope-mapping';

function defaultsOf({ definition }: ApiDocument): readonly string[] {
  return definition.jwt_default_policies ?? [];
}

export function* noPolicySource(api: ApiDocument): Iterable<Hit> {
  const { jwt_policy_field_name: field, jwt_client_base_field: client } = api.definition;
  if (!takesPolicies(api) || field !== '' || client !== '') return;
  if (defaultsOf(api).length > 0 || scopeMapping(api).size > 0) return;
  const path = place(api, 'jwt_policy_field_name');
  const name = api.oas?.jwtScheme?.basePolicyClaims?.[0] ?? 'pol';
  yield {
    path,
    message:
      'There is no policy claim, no default policy and no scope mapping, so every token is refused: 403 “no matching policy found”.',
    fixes: [fix(`Take the policy from the claim ${name}`, set(api, path, name))],
  };
}

export function* policyClaimUnread(api: ApiDocument): Iterable<Hit> {
  const { jwt_policy_field_name: field, jwt_client_base_field: client } = api.definition;
  if (!takesPolicies(api) || field !== '' || client !== '' || defaultsOf(api).length === 0) return;
  if ((api.oas?.jwtScheme?.basePolicyClaims ?? []).length > 0) return;
  yield {
    path: place(api, 'jwt_policy_field_name'),
    message: 'No policy claim is named, so a claim such as pol is not read: the default policies count.',
  };
}

export function* clientNeedsKey(api: ApiDocument): Iterable<Hit> {
  const { jwt_policy_field_name: field, jwt_client_base_field: client } = api.definition;
  if (!takesPolicies(api) || field !== '' || client === '') return;
  yield {
    path: place(api, 'jwt_client_base_field'),
    message: 'The claim must name an existing Tyk key; the first policy of that key counts.',
  };
}

export function* defaultDoesNotStepIn(api: ApiDocument): Iterable<Hit> {
  const { jwt_policy_field_name: field } = api.definition;
  const [first = ''] = defaultsOf(api);
  if (!takesPolicies(api) || field === '' || first === '') return;
  yield {
    path: place(api, 'jwt_default_policies'),
    message: `The default is for tokens without ${field}. One that names an unknown policy is refused with 403 “no matching policy”.`,
  };
}

export function* emptyDefault(api: ApiDocument): Iterable<Hit> {
  const defaults = defaultsOf(api);
  if (!takesPolicies(api) || defaults[0] !== '') return;
  const path = place(api, 'jwt_default_policies');
  const named = defaults.filter((id) => id !== '');
  yield {
    path,
    message:
      'The first default policy is empty: a token that names no policy gets a session without any, which may use every API without limits.',
    fixes: [fix('Take the empty one away', set(api, path, named.length === 0 ? undefined : [...named]))],
  };
}

export function* severalDefaults(api: ApiDocument): Iterable<Hit> {
  const named = defaultsOf(api).filter((id) => id !== '');
  if (!takesPolicies(api) || named.length < 2) return;
  yield {
    path: place(api, 'jwt_default_policies'),
    message: 'All of these apply together, to tokens that name no policy. The first must exist.',
  };
}

export function* defaultsBesideScopes(api: ApiDocument): Iterable<Hit> {
  if (!takesPolicies(api) || defaultsOf(api).length === 0 || scopeMapping(api).size === 0) return;
  yield {
    path: place(api, 'jwt_default_policies'),
    message:
      'Scopes drop the defaults: mapped scopes count instead, and a token that has scopes but no mapped one is refused with 403.',
  };
}

function deprecatedFields({ definition }: ApiDocument): boolean {
  const { jwt_scope_claim_name: name, jwt_scope_to_policy_mapping: mapping } = definition;
  return name !== '' || Object.keys(mapping ?? {}).length > 0;
}

/** The deprecated fields' content where it belongs now, and the fields gone. */
function moved(api: ApiDocument, title: string) {
  const { jwt_scope_claim_name: claim, jwt_scope_to_policy_mapping: mapping, scopes } = api.definition;
  const { scope_claim_name, scope_to_policy } = scopes.jwt;
  const name = scope_claim_name === '' ? claim : scope_claim_name;
  const jwt: JsonObject = {
    ...(name === '' ? {} : { scope_claim_name: name }),
    scope_to_policy: { ...mapping, ...scope_to_policy },
  };
  return fix(
    title,
    set(api, place(api, 'scopes', 'jwt'), jwt),
    set(api, place(api, 'jwt_scope_claim_name'), undefined),
    set(api, place(api, 'jwt_scope_to_policy_mapping'), undefined),
  );
}

export function* scopeFieldsDeprecated(api: ApiDocument): Iterable<Hit> {
  if (api.oas !== null || !judgesJwts(api) || !deprecatedFields(api) || hasScopes(api)) return;
  yield {
    path: place(api, 'jwt_scope_to_policy_mapping'),
    message: 'jwt_scope_claim_name and jwt_scope_to_policy_mapping are deprecated. They work while scopes is empty.',
    fixes: [moved(api, 'Move them to scopes.jwt')],
  };
}

export function* scopeFieldsDisabled(api: ApiDocument): Iterable<Hit> {
  if (api.oas !== null || !judgesJwts(api) || !deprecatedFields(api) || !hasScopes(api)) return;
  const same = scopeMapping(api).scopes;
  const old = Object.entries(api.definition.jwt_scope_to_policy_mapping ?? {});
  const isCopy = old.every(([scope, id]) => same.some((one) => one.scope === scope && one.policyId === id));
  if (isCopy && same.length > 0) return;
  yield {
    path: place(api, old.length > 0 ? 'jwt_scope_to_policy_mapping' : 'jwt_scope_claim_name'),
    message: 'scopes has content, so jwt_scope_claim_name and jwt_scope_to_policy_mapping are not read.',
    fixes: [moved(api, 'Move them to scopes.jwt')],
  };
}

export function* scopeClaimUnmapped(api: ApiDocument): Iterable<Hit> {
  const { claim, claimPath, size } = scopeMapping(api);
  const claims = api.oas?.jwtScheme?.scopes?.claims ?? [];
  if (!takesPolicies(api) || size > 0 || (claim === '' && claims.length === 0)) return;
  yield {
    path: claim === '' ? inScheme(api, 'scopes', 'claims') : claimPath,
    message: 'No scope is mapped to a policy, so the token’s scopes are not read.',
  };
}

export function* scopeNeverMatches(api: ApiDocument): Iterable<Hit> {
  if (!takesPolicies(api)) return;
  for (const { scope, path } of scopeMapping(api).scopes) {
    if (!/[\s,]/.test(scope)) continue;
    yield {
      path,
      message: `A scope text is split at its blanks only, so ${quoted(scope)} fits just an item of a list that is exactly this.`,
    };
  }
}

export function* scopeMappedTwice(api: ApiDocument): Iterable<Hit> {
  const mapping = api.oas?.jwtScheme?.scopes?.scopeToPolicyMapping ?? [];
  for (const [at, { scope }] of mapping.entries()) {
    if (mapping.findLastIndex((one) => one.scope === scope) === at) continue;
    const path = inScheme(api, 'scopes', 'scopeToPolicyMapping', at);
    yield {
      path,
      message: `The scope ${quoted(scope)} is mapped again below, and the last entry counts.`,
      fixes: [fix('Take this one away', set(api, path, undefined))],
    };
  }
}
