/**
 * What an API names of policies, and what policies name of APIs: they must exist, in one organisation, and grant (behaviour
 * 4.3, 5.11, 5.12, 7.3).
 */
import type { Policy } from '../../gateway/definition/policy';
import type { JsonPath } from '../json-edit';
import { takesPolicies } from './authentication';
import type { ApiDocument, PolicyDocument } from './document';
import { nearest } from './edit-distance';
import type { Fix } from './finding';
import { quoted } from './key-source';
import { either, fix, inPolicy, place, set } from './place';
import { hasRights } from './policy-document';
import { scopeMapping } from './scope-mapping';
import type { HitIn, InForce } from './in-force';
import { versionsOf } from './versions';

/** A policy that an API names in its own document. */
interface Named {
  readonly id: string;
  readonly path: JsonPath;
}

function defaultsOf(api: ApiDocument): readonly Named[] {
  if (!takesPolicies(api)) return [];
  const ids = api.definition.jwt_default_policies ?? [];
  return ids.map((id, at) => ({ id, path: either(api, ['jwt_default_policies', at], ['defaultPolicies', at]) }));
}

function mappedOf(api: ApiDocument): readonly Named[] {
  if (!takesPolicies(api)) return [];
  return scopeMapping(api).scopes.map(({ policyId, path }) => ({ id: policyId, path }));
}

/** The policy of this id that counts for the API: of its organisation, of two the later. */
export function policyFor({ policies }: InForce, api: ApiDocument, id: string): PolicyDocument | undefined {
  const { org_id: org } = api.definition;
  return policies.findLast(({ policy }) => policy.id === id && policy.org_id === org);
}

function ofOtherOrganisation({ policies }: InForce, api: ApiDocument, id: string): PolicyDocument | undefined {
  return policies.find(({ policy }) => policy.id === id && policy.org_id !== api.definition.org_id);
}

export function grants({ access_rights: rights }: Policy, api: ApiDocument): boolean {
  return rights !== null && Object.hasOwn(rights, api.definition.api_id);
}

function organisation(id: string): string {
  return id === '' ? 'no organisation' : `organisation ${quoted(id)}`;
}

/** Two ways to bring a policy and an API into one organisation. */
function oneOrganisation(api: ApiDocument, policy: PolicyDocument): readonly Fix[] {
  const { org_id: org } = api.definition;
  return [
    fix(`Put the policy into ${organisation(org)}`, set(policy, inPolicy(policy, 'org_id'), org)),
    fix(`Put the API into ${organisation(policy.policy.org_id)}`, set(api, place(api, 'org_id'), policy.policy.org_id)),
  ];
}

/** Other policies to name instead: a near id first, then those that grant the API. */
function others(all: InForce, api: ApiDocument, { id, path }: Named): readonly Fix[] {
  const ofOrg = all.policies.filter(({ policy }) => policy.org_id === api.definition.org_id && policy.id !== '');
  const near = nearest(
    id,
    ofOrg.map(({ policy }) => policy.id),
  );
  const granting = ofOrg.filter(({ policy }) => grants(policy, api)).map(({ policy }) => policy.id);
  const ids = new Set([...(near === undefined ? [] : [near]), ...granting]);
  return [...ids].slice(0, 3).map((other) => fix(`Name ${other}`, set(api, path, other)));
}

interface Missing extends Named {
  readonly elsewhere: PolicyDocument | undefined;
}

/** The named policies that do not exist for the API. */
function missing(all: InForce, api: ApiDocument, named: readonly Named[]): readonly Missing[] {
  return named
    .filter(({ id }) => policyFor(all, api, id) === undefined)
    .map((one) => ({ ...one, elsewhere: ofOtherOrganisation(all, api, one.id) }));
}

export function* defaultMissing(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const defaults = defaultsOf(api);
    const [first] = defaults;
    const [gone] = missing(all, api, defaults);
    if (first === undefined || first.id === '' || gone?.path !== first.path || gone.elsewhere !== undefined) continue;
    const several = defaults.length > 1;
    yield {
      in: api,
      path: first.path,
      message: `There is no policy ${quoted(first.id)}. A token that names no policy is refused with ${several ? '403 “no matching policy”' : '500 “failed to create key: policy not found”'}.`,
      fixes: others(all, api, first),
    };
  }
}

export function* laterDefaultMissing(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const defaults = defaultsOf(api);
    if (defaults[0]?.id === '') continue;
    for (const gone of missing(all, api, defaults.slice(1))) {
      yield {
        in: api,
        path: gone.path,
        message: `There is no policy ${quoted(gone.id)}${gone.elsewhere === undefined ? '' : ` in ${organisation(api.definition.org_id)}`}. The others count, and each request writes an error to the log.`,
        fixes: gone.elsewhere === undefined ? others(all, api, gone) : oneOrganisation(api, gone.elsewhere),
      };
    }
  }
}

export function* defaultOfOtherOrganisation(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const defaults = defaultsOf(api);
    const [gone] = missing(all, api, defaults.slice(0, 1));
    if (gone?.elsewhere === undefined) continue;
    yield {
      in: api,
      path: gone.path,
      ...otherOrganisation(api, gone.id, gone.elsewhere, 'A token that names no policy is refused'),
    };
  }
}

function otherOrganisation(api: ApiDocument, id: string, policy: PolicyDocument, effect: string) {
  const [of, wanted] = [organisation(policy.policy.org_id), organisation(api.definition.org_id)];
  return {
    message: `The policy ${quoted(id)} is of ${of} and the API of ${wanted}, so it does not exist here. ${effect}.`,
    fixes: oneOrganisation(api, policy),
  };
}

export function* scopePolicyMissing(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    for (const gone of missing(all, api, mappedOf(api))) {
      if (gone.elsewhere !== undefined) continue;
      yield {
        in: api,
        path: gone.path,
        message: `There is no policy ${quoted(gone.id)}. A token with this scope alone is refused with 403 “could not apply several policies”.`,
        fixes: others(all, api, gone),
      };
    }
  }
}

export function* scopePolicyOfOtherOrganisation(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    for (const { id, path, elsewhere } of missing(all, api, mappedOf(api))) {
      if (elsewhere === undefined) continue;
      yield {
        in: api,
        path,
        ...otherOrganisation(api, id, elsewhere, 'A token with this scope alone is refused with 403'),
      };
    }
  }
}

/** The API put among those that the policy grants. */
function grant(policy: PolicyDocument, api: ApiDocument): Fix {
  const { api_id, name } = api.definition;
  const versions = versionsOf(api).map(([version]) => version);
  const value = { api_id, api_name: name, versions: versions.length === 0 ? ['Default'] : versions };
  return fix(`Let ${policy.policy.id} grant it`, set(policy, inPolicy(policy, 'access_rights', api_id), value));
}

/** The named policies that exist, grant something, and not this API. */
function granting(all: InForce, api: ApiDocument, named: readonly Named[]) {
  const found = named.flatMap(({ id, path }) => {
    const policy = policyFor(all, api, id);
    return policy === undefined ? [] : [{ path, policy }];
  });
  const without = found.filter(({ policy: { policy } }) => hasRights(policy) && !grants(policy, api));
  return { without, some: found.some(({ policy: { policy } }) => grants(policy, api)) };
}

export function* defaultsDoNotGrant(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const { without, some } = granting(all, api, defaultsOf(api));
    const [first] = without;
    if (first === undefined || some) continue;
    yield {
      in: api,
      path: first.path,
      message: `The policy ${quoted(first.policy.policy.id)} does not grant this API: 403 “Access to this API has been disallowed”.`,
      fixes: [grant(first.policy, api)],
    };
  }
}

export function* scopePolicyDoesNotGrant(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    for (const { path, policy } of granting(all, api, mappedOf(api)).without) {
      yield {
        in: api,
        path,
        message: `The policy ${quoted(policy.policy.id)} does not grant this API. A token that brings no other policy gets 403 “Access to this API has been disallowed”.`,
        fixes: [grant(policy, api)],
      };
    }
  }
}

export function* noPolicyGrants(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    if (!takesPolicies(api) || api.definition.api_id === '') continue;
    const { org_id: org, jwt_client_base_field: client, jwt_policy_field_name: field } = api.definition;
    const [onlyEmpty] = defaultsOf(api);
    if (onlyEmpty?.id === '' || (field === '' && client !== '')) continue;
    const ofOrg = all.policies.filter(({ policy }) => policy.org_id === org);
    // A policy of another organisation that would grant it has a finding of its own.
    if (all.policies.some(({ policy }) => grants(policy, api)) || all.isCut) continue;
    yield {
      in: api,
      path: place(api, 'jwt_policy_field_name'),
      message: `No policy of ${organisation(org)} grants this API, so every token is refused with 403.`,
      fixes: ofOrg
        .filter(({ policy }) => hasRights(policy))
        .slice(0, 3)
        .map((policy) => grant(policy, api)),
    };
  }
}

export function* policyOfOtherOrganisation(all: InForce): Iterable<HitIn> {
  for (const policy of all.policies) {
    const { id, org_id: org } = policy.policy;
    const granted = all.apis.filter((api) => grants(policy.policy, api) && takesPolicies(api));
    const [api] = granted;
    if (api === undefined || granted.some(({ definition }) => definition.org_id === org)) continue;
    const wanted = organisation(api.definition.org_id);
    yield {
      in: policy,
      path: inPolicy(policy, 'org_id'),
      message: `The API ${quoted(api.definition.name)} is of ${wanted} and this policy of ${organisation(org)}. There ${quoted(id)} does not exist: 403 “no matching policy”.`,
      fixes: oneOrganisation(api, policy),
    };
  }
}

export function* grantsNothingHere(all: InForce): Iterable<HitIn> {
  for (const policy of all.policies) {
    if (!hasRights(policy.policy) || all.isCut || all.apis.length === 0) continue;
    if (all.apis.some((api) => grants(policy.policy, api))) continue;
    const [first = ''] = Object.keys(policy.policy.access_rights ?? {});
    const near = nearest(
      first,
      all.apis.map(({ definition }) => definition.api_id),
    );
    const path = inPolicy(policy, 'access_rights', first);
    const entry = policy.policy.access_rights?.[first];
    const fixes =
      near === undefined || entry === undefined
        ? []
        : [
            fix(
              `Grant ${near}`,
              set(policy, path, undefined),
              set(policy, inPolicy(policy, 'access_rights', near), {
                api_id: near,
                versions: [...(entry.versions ?? [])],
              }),
            ),
          ];
    yield { in: policy, path, message: 'The policy grants no API that is here: there is none of these ids.', fixes };
  }
}
