/**
 * An OAS document for a classic definition, as the gateway's migration makes one, so that the two behave alike.
 * Two losses of that migration are not repeated: `scopes.jwt` survives, and so does a token's place in the deprecated `auth`.
 */
import { sortTexts } from '../../../go/json';
import { emptyMap, lookup } from '../../../go/struct';
import type { AuthConfig, ClassicDefinition, VersionInfo } from '../classic';
import { versionInfo } from '../classic/version';
import type { OasDocument } from './document';
import { makeDocument } from './document';
import { fill } from './fill';
import { mainVersion } from './to-classic';

type EndPoint = NonNullable<VersionInfo['extended_paths']['ignored']>[number];

/** The document. Of a versioned API it tells the version that is in force without one being asked for. */
export function fromClassic(classic: ClassicDefinition): OasDocument {
  const { name: version, definition } = migrate(classic);
  const empty = makeDocument({ openapi: '3.0.6', info: { title: classic.name, version }, paths: {} }, null);
  return fill(empty, definition);
}

function migrate(classic: ClassicDefinition): { readonly name: string; readonly definition: ClassicDefinition } {
  const { global_rate_limit, proxy, version_data } = classic;
  const { name, info } = versionInForce(classic);
  const versions = emptyMap<VersionInfo>();
  versions[mainVersion] = migrateVersion(info);
  const limited = global_rate_limit.per > 0 && global_rate_limit.rate > 0;
  const lists = [
    [classic.enable_ip_blacklisting, classic.blacklisted_ips],
    [classic.enable_ip_whitelisting, classic.allowed_ips],
  ] as const;
  const migrated: ClassicDefinition = {
    ...classic,
    is_oas: true,
    auth_configs: authConfigs(classic),
    scopes: scopes(classic),
    jwt_scope_claim_name: '',
    jwt_scope_to_policy_mapping: null,
    tags_disabled: classic.tags_disabled || (classic.tags ?? []).length === 0,
    domain_disabled: classic.domain_disabled || classic.domain === '',
    global_rate_limit: { ...global_rate_limit, disabled: global_rate_limit.disabled || !limited },
    ip_access_control_disabled: !lists.some(([enabled, list]) => enabled && list !== null && list.length > 0),
    expiration: version_data.not_versioned ? classic.expiration : info.expires,
    proxy: info.override_target === '' ? proxy : { ...proxy, target_url: info.override_target },
    definition: version_data.not_versioned
      ? { ...classic.definition, enabled: false, name: '', default: '', location: '', key: '', versions: null }
      : { ...classic.definition, enabled: true, name, default: defaultVersion(classic) },
    version_data: { not_versioned: true, default_version: '', versions },
  };
  return { name, definition: migrated };
}

function defaultVersion({ version_data: { default_version, versions } }: ClassicDefinition): string {
  return lookup(versions, default_version) === undefined ? '' : 'self';
}

/** The default version, else `Default`, else the first by name. */
function versionInForce({ version_data }: ClassicDefinition): { readonly name: string; readonly info: VersionInfo } {
  const { default_version, versions } = version_data;
  for (const name of [default_version, 'Default', ...sortTexts(Object.keys(versions ?? {}))]) {
    const info = lookup(versions, name);
    if (info !== undefined) return { name, info };
  }
  return { name: '', info: versionInfo.zero() };
}

function migrateVersion(info: VersionInfo): VersionInfo {
  const { extended_paths: paths } = info;
  const silent = (add: VersionInfo['global_headers'], remove: readonly string[] | null): boolean =>
    Object.keys(add ?? {}).length === 0 && (remove ?? []).length === 0;
  return {
    ...info,
    expires: '',
    override_target: '',
    use_extended_paths: true,
    extended_paths: info.use_extended_paths
      ? {
          ...paths,
          ignored: byMethod(paths.ignored),
          white_list: byMethod(paths.white_list),
          black_list: byMethod(paths.black_list),
        }
      : versionInfo.zero().extended_paths,
    global_headers_disabled: info.global_headers_disabled || silent(info.global_headers, info.global_headers_remove),
    global_response_headers_disabled:
      info.global_response_headers_disabled ||
      silent(info.global_response_headers, info.global_response_headers_remove),
  };
}

/** An entry for each method of the deprecated `method_actions`. */
function byMethod(entries: readonly EndPoint[] | null): readonly EndPoint[] | null {
  if (entries === null) return null;
  return entries.flatMap((entry) => {
    const names = Object.keys(entry.method_actions ?? {});
    if (names.length === 0) return entry.method === '' ? [] : [entry];
    return sortTexts(names).map((method) => ({ ...entry, method, method_actions: null }));
  });
}

function authConfigs(classic: ClassicDefinition): Record<string, AuthConfig> {
  const inUse = new Map([
    ['authToken', classic.use_standard_auth],
    ['jwt', classic.enable_jwt],
  ]);
  const configs = emptyMap<AuthConfig>();
  for (const [name, used] of inUse) {
    if (used) configs[name] = { ...(lookup(classic.auth_configs, name) ?? classic.auth), name };
  }
  return configs;
}

function scopes(classic: ClassicDefinition): ClassicDefinition['scopes'] {
  const { jwt, oidc } = classic.scopes;
  const said = [jwt, oidc].some(
    ({ scope_claim_name, scope_to_policy }) => scope_claim_name !== '' || Object.keys(scope_to_policy ?? {}).length > 0,
  );
  const { jwt_scope_claim_name: scope_claim_name, jwt_scope_to_policy_mapping: scope_to_policy } = classic;
  return said ? classic.scopes : { jwt: { scope_claim_name, scope_to_policy }, oidc };
}
