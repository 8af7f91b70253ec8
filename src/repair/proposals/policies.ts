import type { JsonObject } from '../../go/json';
import { get, isObject } from '../../go/json';
import { placeInOas } from '../../gateway/definition/oas';
import { newDocument } from '../../workspace/workspace';
import { changeOf, type Change } from '../change';
import { inApiText, inDefinition, inPolicy } from '../edit';
import { textClaim, type ReadApi, type ReadPolicy, type Refused } from '../refused';
import { signAnew } from '../signers';

/** The claims that an API takes a policy from, the first one first (behaviour 5.10). */
function policyNames({ source: { definition, oas } }: ReadApi): readonly string[] {
  const { jwt_policy_field_name: field } = definition;
  if (field === '') return [];
  const listed = oas?.jwtScheme?.basePolicyClaims ?? [];
  return listed.length > 0 ? listed : [field];
}

/** The policies that the API can use, those that grant it first. */
function usable({ policies }: Refused, api: ReadApi): readonly ReadPolicy[] {
  const { org_id, api_id } = api.source.definition;
  const own = policies.filter(({ policy }) => policy.org_id === org_id && !policy.is_inactive);
  const grants = ({ policy }: ReadPolicy): boolean => Object.hasOwn(policy.access_rights ?? {}, api_id);
  return [...own.filter(grants), ...own.filter((each) => !grants(each))];
}

/** Claims of a new token that choose a policy; none where the API takes none from the token. */
export function policyMembers(refused: Refused, api: ReadApi): JsonObject {
  const [name] = policyNames(api);
  const [first] = usable(refused, api);
  return name === undefined || first === undefined ? {} : nested(name, first.policy.id);
}

function nested(path: string, value: string): JsonObject {
  const [name = '', ...inner] = path.split('.');
  return { [name]: inner.length === 0 ? value : nested(inner.join('.'), value) };
}

function grantOf({ source: { definition } }: ReadApi): JsonObject {
  return {
    api_id: definition.api_id,
    api_name: definition.name,
    versions: Object.keys(definition.version_data.versions ?? { Default: 0 }),
  };
}

/** A new policy that grants the API. */
function newPolicy(api: ReadApi, id: string): Change {
  const { org_id, api_id } = api.source.definition;
  const policy = {
    id,
    name: id,
    org_id,
    rate: 1000,
    per: 60,
    quota_max: -1,
    quota_renewal_rate: 3600,
    access_rights: { [api_id]: grantOf(api) },
  };
  const widens = `Whoever has a token with ${id} gets what the new policy grants.`;
  return changeOf(
    'policy',
    `Add a policy ${id} that grants this API`,
    (situation) => ({
      ...situation,
      workspace: {
        ...situation.workspace,
        policies: [...situation.workspace.policies, newDocument(JSON.stringify(policy, null, 2))],
      },
    }),
    { widens },
  );
}

function setDefaults(api: ReadApi, ids: readonly string[], words: string): Change {
  return changeOf('definition', words, inDefinition(api, ['jwt_default_policies'], [...ids]), {
    widens: `Every token that names no policy gets ${ids.join(' and ')}.`,
  });
}

/** The token, or the definition, names a policy that there is none of. */
export async function proposePolicy(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const changes: Change[] = [];
  const known = usable(refused, api);
  const [name] = policyNames(api);
  for (const { policy } of known.slice(0, 3)) {
    if (name !== undefined)
      changes.push(...(await signAnew(refused, `Set ${name} to ${policy.id}`, { claims: nested(name, policy.id) })));
  }
  const defaults = api.source.definition.jwt_default_policies ?? [];
  const there = defaults.filter((id) => known.some(({ policy }) => policy.id === id));
  if (there.length < defaults.length && there.length > 0) {
    changes.push(
      changeOf(
        'definition',
        `Leave only ${there.join(', ')} in the default policies`,
        inDefinition(api, ['jwt_default_policies'], [...there]),
      ),
    );
  }
  for (const { policy } of known.slice(0, 2))
    changes.push(setDefaults(api, [policy.id], `Set Default Policy to ${policy.id}`));
  const asked = refused.row.facts.find((fact) => fact.name === 'policy')?.value ?? defaults[0];
  if (asked !== undefined && /^[\w.~-]+$/.test(asked))
    changes.push(newPolicy(api, asked), ...fromOtherOrganisation(refused, api, asked));
  return changes;
}

function fromOtherOrganisation({ policies }: Refused, api: ReadApi, id: string): readonly Change[] {
  const { org_id } = api.source.definition;
  return policies
    .filter(({ policy }) => policy.id === id && policy.org_id !== org_id)
    .map(({ document }) =>
      changeOf('policy', `Set org_id of the policy ${id} to ${org_id}`, inPolicy(document.id, ['org_id'], org_id), {
        widens: `The policy moves to the organisation ${org_id}.`,
      }),
    );
}

/** No policy could be found for the token at all: a claim that names one, a field that is read, or a default. */
export async function proposeSomePolicy(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const known = usable(refused, api);
  const changes: Change[] = [...(await proposePolicy(refused))];
  for (const claim of Object.keys(refused.claims)) {
    const value = textClaim(refused, claim);
    if (value !== undefined && known.some(({ policy }) => policy.id === value)) changes.push(setField(api, claim));
  }
  if (policyNames(api).length === 0) {
    const [first] = known;
    if (first !== undefined) {
      const signed = await signAnew(refused, `Set Policy Field Name to pol, set pol to ${first.policy.id}`, {
        claims: { pol: first.policy.id },
      });
      const field = setField(api, 'pol');
      changes.push(
        ...signed.map((change) => ({
          ...change,
          target: field.target,
          effort: field.effort + 1,
          apply: after(change, field),
        })),
      );
    }
  }
  if (known.length === 0) changes.push(newPolicyByDefault(api));
  changes.push(...(await proposeScopes(refused)));
  return changes;
}

function after(first: Change, second: Change): Change['apply'] {
  return async (situation) => second.apply(await first.apply(situation));
}

function newPolicyByDefault(api: ReadApi): Change {
  const add = newPolicy(api, 'default');
  const set = setDefaults(api, ['default'], '');
  return {
    ...add,
    words: 'Add a policy default that grants this API, and make it the Default Policy',
    apply: after(add, set),
  };
}

/** The claim becomes the policy field; a list of claims that would win over it gives way. */
function setField(api: ReadApi, claim: string): Change {
  const { oas, definition } = api.source;
  const words = `Set Policy Field Name to ${claim}`;
  const field = inDefinition(api, ['jwt_policy_field_name'], claim);
  if (oas === null || (oas.jwtScheme?.basePolicyClaims ?? []).length === 0) return changeOf('definition', words, field);
  const listed = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', '*', 'basePolicyClaims'];
  const clear = inApiText(api, placeInOas(oas, definition, listed), undefined);
  return changeOf('definition', words, (situation) => clear(field(situation)));
}

/** None of the scopes is mapped: a mapped one in the token, a policy in it, or one more entry in the mapping. */
export async function proposeScopes(refused: Refused): Promise<readonly Change[]> {
  const { api, claims } = refused;
  if (api === null) return [];
  const { claim, mapping, path } = scopesOf(api);
  const entries = Object.entries(mapping);
  if (entries.length === 0) return [];
  const changes: Change[] = [];
  const known = new Set(usable(refused, api).map(({ policy }) => policy.id));
  for (const [scope] of entries.filter(([, id]) => known.has(id)).slice(0, 3)) {
    changes.push(...(await signAnew(refused, `Set ${claim} to ${scope}`, { claims: nestedIn(claims, claim, scope) })));
  }
  const [name] = policyNames(api);
  for (const { policy } of usable(refused, api).slice(0, 1)) {
    if (name !== undefined)
      changes.push(...(await signAnew(refused, `Set ${name} to ${policy.id}`, { claims: nested(name, policy.id) })));
    const value = get(claims, claim);
    const scope = (
      typeof value === 'string' ? value : Array.isArray(value) ? value.find((one) => typeof one === 'string') : ''
    )?.split(' ')[0];
    if (scope === undefined || scope === '') continue;
    const widens = `Tokens with the scope ${scope} get the policy ${policy.id}.`;
    const set =
      api.source.oas === null
        ? inApiText(api, [...path, scope], policy.id)
        : inApiText(api, [...path, String(entries.length)], { scope, policyId: policy.id });
    changes.push(changeOf('definition', `Map the scope ${scope} to ${policy.id}`, set, { widens }));
  }
  return changes;
}

function nestedIn(claims: JsonObject, path: string, value: string): JsonObject {
  const [name = '', ...inner] = path.split('.');
  if (inner.length === 0) return { [name]: value };
  const before = get(claims, name);
  return { [name]: { ...(isObject(before) ? before : {}), ...nested(inner.join('.'), value) } };
}

/** The claim that scopes are read from, and what they are mapped to (behaviour 4.1, 5.12). */
function scopesOf({ source: { definition, oas } }: ReadApi): {
  readonly claim: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly path: readonly string[];
} {
  const { jwt } = definition.scopes;
  const own = Object.keys(jwt.scope_to_policy ?? {}).length > 0 || jwt.scope_claim_name !== '';
  const mapping = own ? jwt.scope_to_policy : definition.jwt_scope_to_policy_mapping;
  const named = own ? jwt.scope_claim_name : definition.jwt_scope_claim_name;
  if (oas === null)
    return {
      claim: named || 'scope',
      mapping: mapping ?? {},
      path: own ? ['scopes', 'jwt', 'scope_to_policy'] : ['jwt_scope_to_policy_mapping'],
    };
  const claims = oas.jwtScheme?.scopes?.claims ?? [];
  const path = placeInOas(oas, definition, ['scopes', 'jwt', 'scope_to_policy']);
  return { claim: claims[0] ?? (named.includes('.') || named === '' ? 'scope' : named), mapping: mapping ?? {}, path };
}

/** Policies were found and could not be put together: each is mended for itself, or another one is taken. */
export async function proposeApplicable(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const changes: Change[] = [];
  for (const { document, policy } of usable(refused, api)) {
    const { partitions } = policy;
    const partitioned = partitions.quota || partitions.rate_limit || partitions.complexity || partitions.acl;
    const widens = `The policy ${policy.id} grants this API.`;
    if (partitions.per_api && partitioned) {
      changes.push(
        changeOf(
          'policy',
          `Leave of the partitions of ${policy.id} only per_api`,
          inPolicy(document.id, ['partitions'], { per_api: true }),
        ),
      );
    } else if (partitions.per_api || partitioned) {
      const only = changeOf(
        'policy',
        `Take the partitions off ${policy.id}`,
        inPolicy(document.id, ['partitions'], {}),
        { widens },
      );
      changes.push(only);
    }
    if (!Object.hasOwn(policy.access_rights ?? {}, api.source.definition.api_id)) {
      changes.push(
        changeOf(
          'policy',
          `Add this API to the policy ${policy.id}`,
          inPolicy(document.id, ['access_rights', api.source.definition.api_id], grantOf(api)),
          { widens },
        ),
      );
    }
  }
  for (const id of new Set(Object.values(scopesOf(api).mapping)))
    changes.push(...fromOtherOrganisation(refused, api, id));
  return [...changes, ...(await proposePolicy(refused)), ...(await proposeScopes(refused)), ...freshSession(refused)];
}

/** The stored session goes, and the next request makes it anew. */
export function freshSession({ evaluation }: Refused): readonly Change[] {
  const id = evaluation.exchange.sessionId;
  if (id === undefined) return [];
  return [
    changeOf('session', 'Delete the stored session (DELETE /tyk/keys/…)', (situation) => {
      const sessions = new Map(situation.state.sessions);
      sessions.delete(id);
      return { ...situation, state: { ...situation.state, sessions, sessionCache: new Map() } };
    }),
  ];
}

/** The session grants this API not, or not this version. */
export async function proposeGrant(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const { api_id: id } = api.source.definition;
  const ids = refused.evaluation.exchange.session?.apply_policies ?? [];
  const changes: Change[] = [];
  const [name] = policyNames(api);
  for (const { policy } of usable(refused, api)
    .filter(({ policy: each }) => Object.hasOwn(each.access_rights ?? {}, id))
    .slice(0, 3)) {
    if (name !== undefined)
      changes.push(...(await signAnew(refused, `Set ${name} to ${policy.id}`, { claims: nested(name, policy.id) })));
    changes.push(setDefaults(api, [policy.id], `Set Default Policy to ${policy.id}`));
  }
  for (const { document, policy } of usable(refused, api).filter(
    ({ policy: each }) => ids.length === 0 || ids.includes(each.id),
  )) {
    const widens = `Every session with the policy ${policy.id} may use this API.`;
    const versions = Object.hasOwn(policy.access_rights ?? {}, id);
    changes.push(
      versions
        ? changeOf(
            'policy',
            `Add the API’s versions to the policy ${policy.id}`,
            inPolicy(
              document.id,
              ['access_rights', id, 'versions'],
              Object.keys(api.source.definition.version_data.versions ?? {}),
            ),
            { widens },
          )
        : changeOf(
            'policy',
            `Add this API to the policy ${policy.id}`,
            inPolicy(document.id, ['access_rights', id], grantOf(api)),
            { widens },
          ),
    );
    if (!policy.partitions.acl && Object.values(policy.partitions).some(Boolean)) {
      changes.push(
        changeOf(
          'policy',
          `Switch on the partition acl of ${policy.id}`,
          inPolicy(document.id, ['partitions', 'acl'], true),
          { widens },
        ),
      );
    }
  }
  return [...changes, ...freshSession(refused)];
}
