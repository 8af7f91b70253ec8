/** The classic definition that the gateway makes of an OAS document when it is posted. */
import type { JsonObject, JsonValue } from '../../../go/json';
import { isObject } from '../../../go/json';
import type { GoMap } from '../../../go/struct';
import { emptyMap, lookup } from '../../../go/struct';
import type { AuthConfig, ClassicDefinition, VersionInfo } from '../classic';
import { apiDefinition } from '../classic';
import { versionInfo } from '../classic/version';
import { authConfig } from '../classic/auth';
import { wholeSeconds } from '../duration';
import type { OasDocument } from './document';
import { securityComponents, securityRequirements } from './document';
import type { Authentication, GlobalMiddleware, Operation, TransformHeaders, TykExtension } from './extension';
import { blank, tykExtension } from './extension';
import type { AuthSource, JwtScheme, TokenScheme } from './schemes';
import { isJwtComponent } from './schemes';

/** The single version of an OAS API. */
export const mainVersion = '';

/** What every definition made of an OAS document says, whatever the document says. */
function defaults(): ClassicDefinition {
  const none = apiDefinition.zero();
  const discovery = { ...none.proxy.service_discovery, cache_disabled: true };
  return {
    ...none,
    is_oas: true,
    upstream_certificates_disabled: true,
    certificate_pinning_disabled: true,
    uptime_tests: {
      ...none.uptime_tests,
      disabled: true,
      config: { ...none.uptime_tests.config, service_discovery: discovery },
    },
    proxy: { ...none.proxy, service_discovery: discovery },
    custom_middleware: {
      ...none.custom_middleware,
      auth_check: { ...none.custom_middleware.auth_check, disabled: true },
      id_extractor: { ...none.custom_middleware.id_extractor, disabled: true },
    },
    custom_middleware_bundle_disabled: true,
    event_handlers: { events: emptyMap() },
    config_data_disabled: true,
    error_overrides_disabled: true,
  };
}

/** The classic definition of a document, as it is once it has been saved and loaded. */
export function toClassic(document: OasDocument): ClassicDefinition {
  const extension = document.extension ?? tykExtension.zero();
  const { info, upstream, server } = extension;
  const global = extension.middleware?.global ?? blank.global();
  const base = defaults();
  return {
    ...base,
    api_id: info.id,
    id: info.dbId,
    org_id: info.orgId,
    name: info.name,
    expiration: info.expiration,
    active: info.state.active,
    internal: info.state.internal,
    ...versions(document, extension, global),
    protocol: server.protocol,
    listen_port: server.port,
    proxy: {
      ...base.proxy,
      listen_path: server.listenPath.value,
      strip_listen_path: server.listenPath.strip,
      target_url: upstream.url,
      preserve_host_header: upstream.preserveHostHeader?.enabled ?? false,
      disable_strip_slash: upstream.preserveTrailingSlash?.enabled ?? false,
    },
    global_rate_limit: {
      disabled: !(upstream.rateLimit?.enabled ?? false),
      rate: upstream.rateLimit?.rate ?? 0,
      per: wholeSeconds(upstream.rateLimit?.per ?? 0),
    },
    tags_disabled: !(server.gatewayTags?.enabled ?? false),
    tags: server.gatewayTags?.tags ?? null,
    domain_disabled: !(server.customDomain?.enabled ?? false),
    domain: server.customDomain?.name ?? '',
    certificates: server.customDomain?.certificates ?? null,
    enable_detailed_recording: server.detailedActivityLogs?.enabled ?? false,
    detailed_tracing: server.detailedTracing?.enabled ?? false,
    ip_access_control_disabled: !(server.ipAccessControl?.enabled ?? false),
    allowed_ips: server.ipAccessControl?.allow ?? null,
    blacklisted_ips: server.ipAccessControl?.block ?? null,
    enable_batch_request_support: server.batchProcessing?.enabled ?? false,
    do_not_track: !(global.trafficLogs?.enabled ?? false),
    tag_headers: global.trafficLogs?.tagHeaders ?? null,
    expire_analytics_after: wholeSeconds(global.trafficLogs?.customRetentionPeriod ?? 0),
    enable_context_vars: global.contextVariables?.enabled ?? false,
    disable_rate_limit: global.skipRateLimit,
    disable_quota: global.skipQuota,
    dont_set_quota_on_create: global.skipQuotaReset,
    ...security(document, server.authentication),
  };
}

function versions(document: OasDocument, extension: TykExtension, global: GlobalMiddleware) {
  const versioning = extension.info.versioning;
  const sizeLimit = global.requestSizeLimit?.value ?? 0;
  const request = headers(global.transformRequestHeaders);
  const response = headers(global.transformResponseHeaders);
  const base = versionInfo.zero();
  const main: VersionInfo = {
    ...base,
    use_extended_paths: true,
    extended_paths: { ...base.extended_paths, ...paths(document, extension.middleware?.operations ?? null) },
    global_headers: request.add,
    global_headers_remove: request.remove,
    global_headers_disabled: request.disabled,
    global_response_headers: response.add,
    global_response_headers_remove: response.remove,
    global_response_headers_disabled: response.disabled,
    ignore_endpoint_case: global.ignoreCase?.enabled ?? false,
    global_size_limit: sizeLimit,
    global_size_limit_disabled: sizeLimit === 0 || !(global.requestSizeLimit?.enabled ?? false),
    global_enforce_timeout: extension.upstream.enforceTimeout?.duration ?? 0,
    global_enforce_timeout_disabled: !(extension.upstream.enforceTimeout?.enabled ?? false),
  };
  const ids = emptyMap<string>();
  for (const { name, id } of versioning?.versions ?? []) ids[name] = id;
  const listed = emptyMap<VersionInfo>();
  listed[mainVersion] = main;
  return {
    definition: {
      ...apiDefinition.zero().definition,
      enabled: versioning?.enabled ?? false,
      name: versioning?.name ?? '',
      default: versioning?.default ?? '',
      location: versioning?.location ?? '',
      key: versioning?.key ?? '',
      versions: Object.keys(ids).length > 0 ? ids : null,
      strip_versioning_data: versioning?.stripVersioningData ?? false,
      url_versioning_pattern: versioning?.urlVersioningPattern ?? '',
      fallback_to_default: versioning?.fallbackToDefault ?? false,
    },
    version_data: { not_versioned: true, default_version: '', versions: listed },
  };
}

function headers(transform: TransformHeaders | null) {
  const add = emptyMap<string>();
  for (const { name, value } of transform?.add ?? []) add[name] = value;
  return { disabled: !(transform?.enabled ?? false), add, remove: transform?.remove ?? null };
}

interface PathOfOperation {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** The operations that the extension speaks of, with their paths: those with more segments and longer ones first. */
function operations(document: OasDocument, named: GoMap<Operation | null> | null): readonly PathOfOperation[] {
  const found: PathOfOperation[] = [];
  const items = document.root['paths'];
  if (named === null || !isObject(items)) return found;
  for (const path of Object.keys(items).sort(byLength)) {
    const item = lookup(items, path);
    if (!isObject(item)) continue;
    for (const [method, entry] of Object.entries(item)) {
      const id: JsonValue | undefined = isObject(entry) ? entry['operationId'] : undefined;
      if (typeof id !== 'string') continue;
      const operation = lookup(named, id) ?? null;
      if (operation !== null) found.push({ id, path, method: method.toUpperCase(), operation });
    }
  }
  return found;
}

/** The member of an operation that each path list of the classic definition is made of. */
export const operationMembers = {
  white_list: 'allow',
  black_list: 'block',
  ignored: 'ignoreAuthentication',
  transform_headers: 'transformRequestHeaders',
  transform_response_headers: 'transformResponseHeaders',
} as const;

/** The ids of the operations that have a member, in the order of the path list that is made of them. */
export function operationsWith(
  document: OasDocument,
  member: (typeof operationMembers)[keyof typeof operationMembers],
): readonly string[] {
  const all = operations(document, document.extension?.middleware?.operations ?? null);
  return all.filter(({ operation }) => operation[member] !== null).map(({ id }) => id);
}

function byLength(first: string, second: string): number {
  let a = first.replace(/\{[^}]*\}/g, '');
  let b = second.replace(/\{[^}]*\}/g, '');
  if (a === b) [a, b] = [second, first];
  const fragments = b.split('/').length - a.split('/').length;
  if (fragments !== 0) return fragments;
  if (a.length !== b.length) return b.length - a.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function paths(document: OasDocument, named: GoMap<Operation | null> | null) {
  const all = operations(document, named);
  const listOf = (list: 'white_list' | 'black_list' | 'ignored') => {
    const entries = all.flatMap(({ path, method, operation }) => {
      const allowance = operation[operationMembers[list]];
      if (allowance === null) return [];
      return [{ disabled: !allowance.enabled, path, method, ignore_case: allowance.ignoreCase, method_actions: null }];
    });
    return entries.length > 0 ? entries : null;
  };
  const transforms = (list: 'transform_headers' | 'transform_response_headers') => {
    const entries = all.flatMap(({ path, method, operation }) => {
      const transform = operation[operationMembers[list]];
      if (transform === null) return [];
      const { disabled, add, remove } = headers(transform);
      return [{ disabled, delete_headers: remove, add_headers: add, path, method, act_on: false }];
    });
    return entries.length > 0 ? entries : null;
  };
  return {
    white_list: listOf('white_list'),
    black_list: listOf('black_list'),
    ignored: listOf('ignored'),
    transform_headers: transforms('transform_headers'),
    transform_response_headers: transforms('transform_response_headers'),
  };
}

function sourceConfig(
  scheme: {
    readonly header: AuthSource | null;
    readonly query: AuthSource | null;
    readonly cookie: AuthSource | null;
  } | null,
  name: string,
): AuthConfig {
  return {
    ...authConfig.zero(),
    name,
    disable_header: !(scheme?.header?.enabled ?? false),
    auth_header_name: scheme?.header?.name ?? '',
    use_param: scheme?.query?.enabled ?? false,
    param_name: scheme?.query?.name ?? '',
    use_cookie: scheme?.cookie?.enabled ?? false,
    cookie_name: scheme?.cookie?.name ?? '',
  };
}

function jwtMembers(jwt: JwtScheme, scopes: ClassicDefinition['scopes']) {
  const mapping = emptyMap<string>();
  for (const { scope, policyId } of jwt.scopes?.scopeToPolicyMapping ?? []) mapping[scope] = policyId;
  return {
    enable_jwt: jwt.enabled,
    jwt_source: jwt.source,
    jwt_jwks_uris:
      jwt.jwksURIs === null || jwt.jwksURIs.length === 0
        ? null
        : jwt.jwksURIs.map(({ url, cacheTimeout }) => ({ url, cache_timeout: cacheTimeout })),
    jwt_signing_method: jwt.signingMethod,
    jwt_identity_base_field: jwt.identityBaseField,
    jwt_skip_kid: jwt.skipKid,
    jwt_policy_field_name: jwt.policyFieldName,
    jwt_client_base_field: jwt.clientBaseField,
    scopes: {
      ...scopes,
      jwt: {
        scope_claim_name: jwt.scopes?.claimName ?? '',
        scope_to_policy: Object.keys(mapping).length > 0 ? mapping : null,
      },
    },
    jwt_default_policies: jwt.defaultPolicies,
    jwt_issued_at_validation_skew: jwt.issuedAtValidationSkew,
    jwt_not_before_validation_skew: jwt.notBeforeValidationSkew,
    jwt_expires_at_validation_skew: jwt.expiresAtValidationSkew,
    idp_client_id_mapping_disabled: jwt.idpClientIdMappingDisabled,
  };
}

/** An auth token's place stands in the component: `in` and `name` there win. */
function tokenConfig(token: TokenScheme | null, component: JsonObject, name: string): AuthConfig {
  const config = sourceConfig(token, name);
  const key = typeof component['name'] === 'string' ? component['name'] : '';
  const use_certificate = token?.enableClientCertificate ?? false;
  const place = component['in'];
  if (place === 'header') return { ...config, use_certificate, auth_header_name: key, disable_header: false };
  if (place === 'query') return { ...config, use_certificate, param_name: key, use_param: true };
  if (place === 'cookie') return { ...config, use_certificate, cookie_name: key, use_cookie: true };
  return { ...config, use_certificate };
}

/** The members that `server.authentication`, the components and the security requirements make (`extractSecurityTo`). */
function security(document: OasDocument, given: Authentication | null): Partial<ClassicDefinition> {
  const authentication = given ?? blank.authentication();
  const lifetime = authentication.customKeyLifetime;
  const configs = emptyMap<AuthConfig>();
  let members: Partial<ClassicDefinition> = {
    use_keyless: !authentication.enabled,
    strip_auth_data: authentication.stripAuthorizationData,
    base_identity_provided_by: authentication.baseIdentityProvider,
    session_lifetime_respects_key_expiration: lifetime?.respectValidity ?? false,
    session_lifetime: lifetime?.enabled === true ? wholeSeconds(lifetime.value) : 0,
    auth_configs: configs,
  };
  const requirements = securityRequirements(document.root);
  const components = securityComponents(document.root);
  if (requirements.length === 0 || Object.keys(components).length === 0) return members;

  const compliant = authentication.securityProcessingMode === 'compliant';
  const names = requirements.map((requirement) => Object.keys(requirement).sort());
  const [first = []] = names;
  if (compliant || names.length > 1 || first.length > 1) members = { ...members, security_requirements: names };
  members = { ...members, security_requirement_scopes: requirements };

  const schemes = authentication.securitySchemes;
  if (!compliant && !authentication.enabled && (schemes === null || Object.keys(schemes).length === 0)) return members;
  for (const name of compliant ? new Set(names.flat()) : first) {
    const component = lookup(components, name);
    if (!isObject(component)) continue;
    const scheme = lookup(schemes, name);
    if (isJwtComponent(component)) {
      const jwt = scheme?.kind === 'jwt' ? scheme.jwt : null;
      configs['jwt'] = sourceConfig(jwt, name);
      if (jwt !== null) members = { ...members, ...jwtMembers(jwt, apiDefinition.zero().scopes) };
    } else if (component['type'] === 'apiKey') {
      const token = scheme?.kind === 'token' ? scheme.token : null;
      if (configs['authToken'] !== undefined && token?.enabled !== true) continue;
      configs['authToken'] = tokenConfig(token, component, name);
      members = { ...members, use_standard_auth: token?.enabled ?? false };
    }
  }
  return members;
}
