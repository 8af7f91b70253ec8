/**
 * What the gateway uses a token's claims for with one API: identity, policy, scopes, client id (behaviour 5.9 to 5.13).
 */
import { get, type JsonObject } from '../../go/json';
import { lookup } from '../../go/struct';
import type { Policy } from '../../gateway/definition/policy';
import { claimText, identityOfClaims, nested } from '../../gateway/identity';
import type { LoadedApi } from '../../gateway/loaded-api';
import { LogWriter } from '../../gateway/log';
import { policyFields } from '../../gateway/steps/base-policy';
import { keySource } from '../../gateway/steps/find-key';
import { scopeClaim, scopeMapping, scopesIn } from '../../gateway/steps/scopes';
import { kindOf, type ClaimRemark } from './claim-remark';

/** What is known beside the claims. */
export interface TokenSetting {
  readonly api: LoadedApi;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly policies: readonly Policy[];
}

/** The claim that says whom the token is of (behaviour 5.9); with one key per token it names the key (behaviour 6). */
export function identityUse({ api, header, claims }: TokenSetting): readonly ClaimRemark[] {
  const central = keySource({ api }) !== 'one key per token';
  if (!central && !api.definition.jwt_skip_kid && typeof get(header, 'kid') === 'string') return [];
  const found = identityOfClaims({ api, claims, logWriter: new LogWriter() });
  const remarks: ClaimRemark[] = [];
  for (const { name, holds, place } of found.facts) {
    const path = place?.path ?? [name];
    const value = nested(claims, path);
    if (holds === true) {
      const counted = 'Sessions, rate and quota are counted by it, whatever API or issuer the token is for.';
      remarks.push({
        path,
        text: central ? 'the identity' : 'names the key',
        tone: 'plain',
        details: central
          ? [`Its value is the identity. ${counted}`]
          : ['The API has no key source, so the Tyk key of this name holds the secret.'],
      });
    } else if (value === '') {
      remarks.push({ path, text: 'empty: refused', tone: 'bad', details: ['An empty identity is refused.'] });
    } else if (value !== undefined) {
      const text = `${kindOf(value)}, so not the identity`;
      remarks.push({ path, text, tone: 'warn', details: ['The identity has to be a text that is not empty.'] });
    }
  }
  if (!found.ok && !found.empty) {
    const fields = [...new Set([...found.facts.map(({ name }) => name), 'sub'])].join(', ');
    const details = [`None of the claims that may be the identity is there as a text: ${fields}.`];
    remarks.push({ path: [], text: `no identity: no ${fields}`, tone: 'bad', details });
  }
  return remarks;
}

/**
 * What claims decide beside the identity, where one key source serves all tokens; with one key per token the session is
 * the key's own, and no claim has a say.
 */
export function rightsUse(setting: TokenSetting): readonly ClaimRemark[] {
  if (keySource(setting) === 'one key per token') return [];
  const { remarks, policy } = policyUse(setting);
  return [...remarks, ...scopeUse(setting, policy), ...clientUse(setting)];
}

/** The claim that chooses the policy (behaviour 5.10). `null` for the policy: none is chosen by the claims. */
function policyUse(setting: TokenSetting): {
  readonly remarks: readonly ClaimRemark[];
  readonly policy: string | null;
} {
  const { api, claims } = setting;
  const { definition } = api;
  const remarks: ClaimRemark[] = [...deadPolicyClaims(setting)];
  if (definition.jwt_policy_field_name === '' && definition.jwt_client_base_field !== '') {
    const field = definition.jwt_client_base_field;
    const value = get(claims, field);
    if (value !== undefined) {
      const details = ['It names a Tyk key, and that key’s first policy counts (jwt_client_base_field).'];
      const text = typeof value === 'string' ? 'names the key with the policy' : `${kindOf(value)}, so it names no key`;
      remarks.push({ path: [field], text, tone: typeof value === 'string' ? 'plain' : 'warn', details });
    }
    return { remarks, policy: null };
  }
  const fields = policyFields(api);
  for (const field of fields) {
    const found = claimText(claims, field);
    if (found !== null) {
      remarks.push(policyRemark(setting, found.text, found.path));
      return { remarks, policy: found.text };
    }
    const path = get(claims, field) === undefined ? field.split('.') : [field];
    const value = nested(claims, path);
    if (value === undefined) continue;
    const details = ['The policy claim holds one id, as a text; anything else counts as absent.'];
    remarks.push({ path, text: `${kindOf(value)}, so it names no policy`, tone: 'warn', details });
  }
  remarks.push(...withoutPolicyClaim(setting, fields));
  return { remarks, policy: null };
}

/** The trap of OAS: a list of policy claims is not read while `policyFieldName` is empty. */
function deadPolicyClaims({ api: { definition, jwtScheme }, claims }: TokenSetting): readonly ClaimRemark[] {
  const listed = definition.jwt_policy_field_name === '' ? (jwtScheme?.basePolicyClaims ?? []) : [];
  return listed
    .filter((name) => nested(claims, name.split('.')) !== undefined || get(claims, name) !== undefined)
    .map((name) => ({
      path: get(claims, name) === undefined ? name.split('.') : [name],
      text: 'never read: no policyFieldName',
      tone: 'warn',
      details: ['basePolicyClaims is read only where policyFieldName is not empty.'],
    }));
}

function policyRemark({ api, policies }: TokenSetting, id: string, path: readonly string[]): ClaimRemark {
  const { org_id: org, api_id: apiId } = api.definition;
  const policy = policies.find((each) => each.org_id === org && each.id === id);
  if (policy === undefined) {
    const other = policies.find((each) => each.id === id);
    const why =
      other === undefined
        ? `There is no policy ${JSON.stringify(id)}.`
        : `The policy ${JSON.stringify(id)} is of the organisation ${JSON.stringify(other.org_id)}, the API of ${JSON.stringify(org)}.`;
    const text = other === undefined ? 'no such policy' : 'a policy of another org_id';
    return {
      path,
      text,
      tone: 'bad',
      details: [why, 'Default policies do not step in for a policy that is not there.'],
    };
  }
  if (policy.is_inactive) {
    return { path, text: 'the policy: inactive', tone: 'bad', details: ['It chooses the policy, which is_inactive.'] };
  }
  const rights = lookup(policy.access_rights, apiId);
  if (rights === undefined) {
    const text = 'the policy: without this API';
    return { path, text, tone: 'bad', details: [`It chooses the policy, whose access_rights lack ${apiId}.`] };
  }
  return { path, text: 'the policy', tone: 'plain', details: ['It chooses the policy by its id.'] };
}

function withoutPolicyClaim({ api }: TokenSetting, fields: readonly string[]): readonly ClaimRemark[] {
  const { jwt_default_policies: defaults } = api.definition;
  if (Object.keys(scopeMapping(api).map).length > 0) return [];
  const claim = fields.length === 0 ? 'no policy claim' : `no “${fields.join('”, “')}”`;
  const [first] = defaults ?? [];
  if (first !== undefined) {
    const details = ['No claim names a policy, so the API’s default policies are in force.'];
    return [{ path: [], text: `${claim}: ${first} by default`, tone: 'plain', details }];
  }
  const details = ['No claim names a policy, and the API has neither default policies nor a scope mapping.'];
  return [{ path: [], text: `${claim}: no policy`, tone: 'bad', details }];
}

/** The claim that scopes are read from, where the API maps scopes to policies (behaviour 5.12). */
function scopeUse({ api, claims }: TokenSetting, policy: string | null): readonly ClaimRemark[] {
  const { map, claim } = scopeMapping(api);
  if (Object.keys(map).length === 0) return [];
  const name = scopeClaim(api, claims, claim);
  const path = name.split('.');
  const value = nested(claims, path);
  const scopes = scopesIn(value);
  const defaults = api.definition.jwt_default_policies ?? [];
  if (scopes.length === 0) {
    const left = policy === null && defaults.length === 0;
    const details = [`The API maps scopes from the claim ${name}, and the token has none there.`];
    if (value === undefined) return left ? [{ path: [], text: `no “${name}”: no policy`, tone: 'bad', details }] : [];
    return [{ path, text: `${kindOf(value)}: no scope`, tone: left ? 'bad' : 'warn', details }];
  }
  const mapped = [...new Set(scopes.flatMap((scope) => lookup(map, scope) ?? []))];
  const unmapped = scopes.filter((scope) => lookup(map, scope) === undefined);
  const details = [
    ...scopes.map((scope) => `${JSON.stringify(scope)} stands for ${lookup(map, scope) ?? 'no policy'}.`),
    ...(mapped.length > 0 && policy === null && defaults.length > 0 ? ['Mapped scopes replace the defaults.'] : []),
  ];
  if (mapped.length > 0) {
    const more = unmapped.length === 0 ? '' : `, ${unmapped.length} not mapped`;
    return [{ path, text: `→ ${mapped.join(', ')}${more}`, tone: unmapped.length === 0 ? 'plain' : 'warn', details }];
  }
  return policy === null
    ? [{ path, text: 'no scope is mapped: refused', tone: 'bad', details }]
    : [{ path, text: 'no scope is mapped', tone: 'warn', details }];
}

/** The claim that the client’s id is taken from (behaviour 5.13). */
function clientUse({ api, claims }: TokenSetting): readonly ClaimRemark[] {
  if (api.definition.idp_client_id_mapping_disabled) return [];
  const name = ['clientId', 'cid', 'client_id'].find((each) => get(claims, each) !== undefined);
  if (name === undefined) return [];
  const value = get(claims, name) ?? null;
  if (typeof value === 'string') {
    return [{ path: [name], text: 'the OAuth client', tone: 'plain', details: ['It is kept as oauth_client_id.'] }];
  }
  const details = ['The gateway takes it for a text, panics, and cuts the connection without an answer.'];
  return [{ path: [name], text: `${kindOf(value)}: the gateway panics`, tone: 'bad', details }];
}
