import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';
import { defaultPolicies, fields, maybe, orgId, rates, scopeMap, scopeNames, skews } from './choices';
import { oddTexts, oddValues } from './odd';
import type { Family } from './signers';
import type { Places, Source } from './trust';
import { versioning } from './versioning';

/** A classic definition. Odd values stand only where they change nothing about who is let in. */
export function classic(
  chance: Chance,
  id: string,
  family: Family,
  from: Source,
  places: Places,
  listenPath: string,
  open: boolean,
): { document: JsonObject; versions: readonly string[]; openPath: string | null } {
  const { definition, data, versions, openPath } = versioning(chance);
  const { header, query, cookie } = places;
  const authConfig: JsonObject = {
    ...(header === null ? { disable_header: true } : header === 'Authorization' ? {} : { auth_header_name: header }),
    ...(query === null ? {} : { use_param: true, param_name: query }),
    ...(cookie === null ? {} : { use_cookie: true, cookie_name: cookie }),
  };
  const placed = chance.oneIn(8) ? { auth: authConfig } : { auth_configs: { jwt: authConfig } };
  const document: JsonObject = {
    api_id: id,
    org_id: orgId,
    name: 'Built',
    active: true,
    ...(open ? { use_keyless: true } : {}),
    enable_jwt: true,
    jwt_signing_method: family === 'hmac' ? chance.mostly('hmac', ['', 'HMAC', 'RSA', 'none']) : family,
    jwt_source: from.jwtSource,
    jwt_identity_base_field: chance.pick(fields),
    jwt_policy_field_name: chance.mostly('pol', ['', 'user.pol', 'scope']),
    ...maybe(chance, 6, { jwt_client_base_field: chance.pick(['app', 'sub']) }),
    jwt_default_policies: defaultPolicies(chance),
    jwt_expires_at_validation_skew: chance.mostly(0, skews),
    jwt_issued_at_validation_skew: chance.mostly(0, skews),
    jwt_not_before_validation_skew: chance.mostly(0, skews),
    ...maybe(chance, 3, {
      scopes: { jwt: { scope_claim_name: chance.pick(scopeNames), scope_to_policy: scopeMap(chance) } },
    }),
    ...maybe(chance, 6, { jwt_scope_claim_name: 'scope', jwt_scope_to_policy_mapping: scopeMap(chance) }),
    ...maybe(chance, 4, { jwt_skip_kid: true }),
    ...maybe(chance, 4, { idp_client_id_mapping_disabled: true }),
    ...maybe(chance, 12, { base_identity_provided_by: chance.pick(['jwt_claim', 'auth_token', 'oidc_user', 'other']) }),
    ...maybe(chance, 15, { use_standard_auth: true }),
    ...maybe(chance, 4, { strip_auth_data: true }),
    ...maybe(chance, 4, { enable_context_vars: true }),
    ...maybe(chance, 10, { disable_rate_limit: true }),
    ...maybe(chance, 10, { disable_quota: true }),
    ...maybe(chance, 6, { global_rate_limit: chance.pick(rates) }),
    ...maybe(chance, 4, {
      session_lifetime: chance.pick([1, 60, 3600]),
      session_lifetime_respects_key_expiration: chance.oneIn(2),
    }),
    ...maybe(chance, 30, { expiration: chance.pick(['2020-01-01 00:00', '2099-01-01 00:00', 'x']) }),
    ...maybe(chance, 10, {
      do_not_track: true,
      tags: chance.pick(oddValues),
      config_data: chance.pick(oddValues),
      name: chance.pick(oddTexts),
    }),
    ...placed,
    definition,
    proxy: {
      listen_path: listenPath,
      strip_listen_path: !chance.oneIn(3),
      target_url: chance.mostly(
        'http://upstream.test/',
        ['http://upstream.test/base?key=1', 'https://upstream.test', 'x', '', 'http://[', 'http://upstream.test/{a}'],
        12,
      ),
      ...maybe(chance, 6, { preserve_host_header: true }),
    },
    version_data: data,
  };
  return { document, versions, openPath };
}
