/**
 * The classic definition for a Tyk OAS document: what the gateway makes of it when it loads it, in the fields that a
 * classic API reads, and without the many that say nothing.
 */
import { apiDefinition, writeClassic, type ClassicDefinition } from '../../gateway/definition/classic';
import { toClassic, type JwtScheme, type OasDocument } from '../../gateway/definition/oas';
import { encodeStd } from '../../go/base64';
import { emptyMap, lookup } from '../../go/struct';
import type { JsonPath } from '../json-edit';
import { prettyJson } from '../pretty-json';
import { type Keeping, nodeOf, pruned, textOf } from './json-node';

/** The name of the only version of a classic API without versions, as the Dashboard writes it. */
const onlyVersion = 'Default';

/** The definition's text. */
export function classicTextOf(document: OasDocument): string {
  const classic = withoutSwitches(withClaims(toClassic(document), document.jwtScheme));
  const keeping = (path: JsonPath): Keeping => keepingOf(path, classic.enable_jwt);
  return prettyJson(textOf(pruned(nodeOf(writeClassic(classic)), keeping)));
}

/** What a classic API can read of the settings that only an OAS document has. */
function withClaims(classic: ClassicDefinition, scheme: JwtScheme | null): ClassicDefinition {
  if (scheme === null) return classic;
  const [subject = scheme.identityBaseField] = scheme.subjectClaims ?? [];
  const [policy = scheme.policyFieldName] = scheme.basePolicyClaims ?? [];
  const [scope = scheme.scopes?.claimName ?? ''] = scheme.scopes?.claims ?? [];
  const [keySet] = scheme.jwksURIs ?? [];
  const { jwt } = classic.scopes;
  return {
    ...classic,
    // Without any name the gateway takes `sub`, and has other words for an empty one when it is named.
    jwt_identity_base_field: subject === '' ? 'sub' : subject,
    // The list is read only beside a name (behaviour 5.10).
    jwt_policy_field_name: scheme.policyFieldName === '' ? '' : policy,
    scopes: { ...classic.scopes, jwt: { ...jwt, scope_claim_name: scope } },
    // A classic API ignores the list, but its source may be the URL of one key set.
    jwt_source: keySet === undefined ? classic.jwt_source : encodeStd(new TextEncoder().encode(keySet.url)),
    jwt_jwks_uris: null,
  };
}

/** Without what the gateway writes for every OAS document, and without switches that have nothing to switch off. */
function withoutSwitches(classic: ClassicDefinition): ClassicDefinition {
  const none = apiDefinition.zero();
  const { global_rate_limit: limit, proxy } = classic;
  const some = (list: readonly unknown[] | null): boolean => (list ?? []).length > 0;
  return {
    ...classic,
    is_oas: false,
    upstream_certificates_disabled: false,
    certificate_pinning_disabled: false,
    uptime_tests: none.uptime_tests,
    proxy: { ...proxy, service_discovery: none.proxy.service_discovery },
    custom_middleware: none.custom_middleware,
    custom_middleware_bundle_disabled: false,
    config_data_disabled: false,
    error_overrides_disabled: false,
    security_requirements: null,
    security_requirement_scopes: null,
    ip_access_control_disabled:
      classic.ip_access_control_disabled && (some(classic.allowed_ips) || some(classic.blacklisted_ips)),
    tags_disabled: classic.tags_disabled && some(classic.tags),
    domain_disabled: classic.domain_disabled && classic.domain !== '',
    global_rate_limit: { ...limit, disabled: limit.disabled && limit.rate !== 0 },
    version_data: { ...classic.version_data, versions: versions(classic) },
  };
}

function versions({ version_data }: ClassicDefinition): ClassicDefinition['version_data']['versions'] {
  const main = lookup(version_data.versions, '');
  if (main === undefined) return version_data.versions;
  const silent = (add: typeof main.global_headers, remove: readonly string[] | null): boolean =>
    Object.keys(add ?? {}).length === 0 && (remove ?? []).length === 0;
  const named = emptyMap<typeof main>();
  named[onlyVersion] = {
    ...main,
    name: onlyVersion,
    global_headers_disabled: main.global_headers_disabled && !silent(main.global_headers, main.global_headers_remove),
    global_response_headers_disabled:
      main.global_response_headers_disabled &&
      !silent(main.global_response_headers, main.global_response_headers_remove),
    global_size_limit_disabled: main.global_size_limit_disabled && main.global_size_limit !== 0,
    global_enforce_timeout_disabled: main.global_enforce_timeout_disabled && main.global_enforce_timeout !== 0,
  };
  return named;
}

/** Members that a person expects to see, whatever they say. */
const expected = new Set([
  'name',
  'api_id',
  'org_id',
  'active',
  'use_keyless',
  'enable_jwt',
  'proxy',
  'proxy.listen_path',
  'proxy.target_url',
  'proxy.strip_listen_path',
  'version_data',
  'version_data.not_versioned',
  'version_data.versions',
  `version_data.versions.${onlyVersion}`,
  'auth_configs.jwt',
  'auth_configs.authToken',
]);

const expectedOfJwt = new Set(['jwt_signing_method', 'jwt_source', 'jwt_identity_base_field', 'jwt_policy_field_name']);

/** Maps: an entry that says nothing is an entry. */
const maps = new Set(['scope_to_policy', 'global_headers', 'global_response_headers', 'add_headers']);

function keepingOf(path: JsonPath, hasJwt: boolean): Keeping {
  const name = path.join('.');
  if (expected.has(name) || (hasJwt && expectedOfJwt.has(name))) return 'member';
  const last = path.at(-1);
  const isMap = name === 'definition.versions' || (typeof last === 'string' && maps.has(last));
  return isMap ? 'map' : 'if it says something';
}
