/**
 * An OAS document filled from a classic definition, as the gateway does before it shows one (`Fill`).
 * A read of a loaded API does it to the loaded document itself (`12-more / OAS read: ...`).
 */
import type { JsonObject, JsonValue } from '../../../go/json';
import { get, isObject, sortTexts } from '../../../go/json';
import type { GoMap } from '../../../go/struct';
import { emptyMap, encode, lookup } from '../../../go/struct';
import type { ClassicDefinition, VersionInfo } from '../classic';
import { versionInfo } from '../classic/version';
import type { OasDocument } from './document';
import { makeDocument, securityComponents } from './document';
import type { Authentication, GlobalMiddleware, TykExtension, Versioning } from './extension';
import { blank, tykExtension } from './extension';
import { fillHeaders } from './fill-headers';
import { fillPaths } from './fill-paths';
import type { AuthSource, JwtScheme, SecurityScheme, TokenScheme } from './schemes';
import { jwtScheme } from './schemes';
import { mainVersion } from './to-classic';

const second = 1e9;

/** The document with everything that the classic definition says written into it. */
export function fill(document: OasDocument, classic: ClassicDefinition): OasDocument {
  const version = lookup(classic.version_data.versions, mainVersion) ?? versionInfo.zero();
  const before = document.extension ?? tykExtension.zero();
  const middleware = before.middleware ?? blank.middleware();
  const global = fillGlobal(middleware.global ?? blank.global(), classic, version);
  const root: JsonObject = Object.assign(emptyMap<JsonValue>(), document.root);
  const named = fillPaths(root, middleware.operations, version.extended_paths);
  const authentication = fillAuthentication(root, before.server.authentication ?? blank.authentication(), classic);
  const filled = { ...middleware, global, operations: named };
  const parts = [filled.mcpTools, filled.mcpResources, filled.mcpPrompts];
  const empty =
    global === null && (named === null || Object.keys(named).length === 0) && parts.every((part) => part === null);
  const extension: TykExtension = {
    info: fillInfo(before.info, classic),
    upstream: fillUpstream(before.upstream, classic, version),
    server: { ...fillServer(before.server, classic), authentication },
    middleware: empty ? null : filled,
    errorOverrides: classic.error_overrides_disabled ? before.errorOverrides : { enabled: true },
  };
  return makeDocument(root, extension);
}

function fillInfo(before: TykExtension['info'], classic: ClassicDefinition): TykExtension['info'] {
  const { definition } = classic;
  const listed = definition.versions ?? {};
  const versioning: Versioning = {
    enabled: definition.enabled,
    name: definition.name,
    default: definition.default,
    location: definition.location,
    key: definition.key,
    versions: sortTexts(Object.keys(listed)).map((name) => ({ name, id: lookup(listed, name) ?? '' })),
    stripVersioningData: definition.strip_versioning_data,
    urlVersioningPattern: definition.url_versioning_pattern,
    fallbackToDefault: definition.fallback_to_default,
  };
  const { enabled, versions, stripVersioningData, fallbackToDefault, ...texts } = versioning;
  const said = enabled || stripVersioningData || fallbackToDefault || (versions ?? []).length > 0;
  return {
    ...before,
    id: classic.api_id,
    dbId: classic.id,
    orgId: classic.org_id,
    name: classic.name,
    expiration: classic.expiration,
    state: { active: classic.active, internal: classic.internal },
    versioning: said || Object.values(texts).some((text) => text !== '') ? versioning : null,
  };
}

function fillUpstream(
  before: TykExtension['upstream'],
  classic: ClassicDefinition,
  version: VersionInfo,
): TykExtension['upstream'] {
  const enforceTimeout = {
    enabled: !version.global_enforce_timeout_disabled,
    duration: version.global_enforce_timeout,
  };
  const { disabled, rate, per } = classic.global_rate_limit;
  const rateLimit = { enabled: !disabled, rate: Math.trunc(rate), per: Math.trunc(per) * second };
  return {
    ...before,
    url: classic.proxy.target_url,
    rateLimit: rateLimit.enabled || rateLimit.rate !== 0 || rateLimit.per !== 0 ? rateLimit : null,
    preserveHostHeader: classic.proxy.preserve_host_header ? { enabled: true } : null,
    preserveTrailingSlash: classic.proxy.disable_strip_slash ? { enabled: true } : null,
    enforceTimeout: enforceTimeout.enabled || enforceTimeout.duration !== 0 ? enforceTimeout : null,
  };
}

const some = (entries: readonly unknown[] | null): boolean => entries !== null && entries.length > 0;

function fillServer(before: TykExtension['server'], classic: ClassicDefinition): TykExtension['server'] {
  const gatewayTags = { enabled: !classic.tags_disabled, tags: classic.tags };
  const customDomain = { enabled: !classic.domain_disabled, name: classic.domain, certificates: classic.certificates };
  const ipAccessControl = {
    enabled: !classic.ip_access_control_disabled,
    allow: classic.allowed_ips,
    block: classic.blacklisted_ips,
  };
  return {
    ...before,
    protocol: classic.protocol,
    port: classic.listen_port,
    listenPath: { value: classic.proxy.listen_path, strip: classic.proxy.strip_listen_path },
    gatewayTags: gatewayTags.enabled || some(gatewayTags.tags) ? gatewayTags : null,
    customDomain:
      customDomain.enabled || customDomain.name !== '' || some(customDomain.certificates) ? customDomain : null,
    detailedActivityLogs: classic.enable_detailed_recording ? { enabled: true } : null,
    detailedTracing: classic.detailed_tracing ? { enabled: true } : null,
    ipAccessControl:
      ipAccessControl.enabled || some(ipAccessControl.allow) || some(ipAccessControl.block) ? ipAccessControl : null,
    batchProcessing: classic.enable_batch_request_support ? { enabled: true } : null,
  };
}

function fillGlobal(
  before: GlobalMiddleware,
  classic: ClassicDefinition,
  version: VersionInfo,
): GlobalMiddleware | null {
  const trafficLogs = {
    enabled: !classic.do_not_track,
    tagHeaders: classic.tag_headers,
    customRetentionPeriod: classic.expire_analytics_after * second,
    plugins: before.trafficLogs?.plugins ?? null,
  };
  const logsSaid =
    trafficLogs.enabled ||
    some(trafficLogs.tagHeaders) ||
    trafficLogs.customRetentionPeriod !== 0 ||
    trafficLogs.plugins !== null;
  const global: GlobalMiddleware = {
    ...before,
    transformRequestHeaders: fillHeaders(
      version.global_headers_disabled,
      version.global_headers,
      version.global_headers_remove,
    ),
    transformResponseHeaders: fillHeaders(
      version.global_response_headers_disabled,
      version.global_response_headers,
      version.global_response_headers_remove,
    ),
    contextVariables: classic.enable_context_vars ? { enabled: true } : null,
    trafficLogs: logsSaid ? trafficLogs : null,
    requestSizeLimit:
      version.global_size_limit === 0
        ? null
        : { enabled: !version.global_size_limit_disabled, value: version.global_size_limit },
    ignoreCase: version.ignore_endpoint_case ? { enabled: true } : null,
    skipRateLimit: classic.disable_rate_limit,
    skipQuota: classic.disable_quota,
    skipQuotaReset: classic.dont_set_quota_on_create,
  };
  return Object.values(global).every((part) => part === null || part === false) ? null : global;
}

function source(enabled: boolean, name: string): AuthSource | null {
  return enabled || name !== '' ? { enabled, name } : null;
}

type AuthConfig = NonNullable<ClassicDefinition['auth_configs']>[string];

function sources(config: AuthConfig) {
  return {
    header: source(!config.disable_header, config.auth_header_name),
    cookie: source(config.use_cookie, config.cookie_name),
    query: source(config.use_param, config.param_name),
  };
}

/** A claim's name put in front of a list, unless it is none; elsewhere in the list it is dropped. */
function inFront(first: string, names: readonly string[] | null): readonly string[] | null {
  return first === '' ? names : [first, ...(names ?? []).filter((name) => name !== first)];
}

/** The JWT scheme of a classic definition, with what only an OAS document can say taken from the one there. */
function fillJwt(config: AuthConfig, classic: ClassicDefinition, existing: JwtScheme | null): JwtScheme {
  const { scope_claim_name, scope_to_policy } = classic.scopes.jwt;
  const scopeToPolicyMapping = sortTexts(Object.keys(scope_to_policy ?? {})).map((scope) => ({
    scope,
    policyId: lookup(scope_to_policy, scope) ?? '',
  }));
  const claims = inFront(scope_claim_name, existing?.scopes?.claims ?? null);
  const scopesSaid = scope_claim_name !== '' || some(claims) || scopeToPolicyMapping.length > 0;
  return {
    ...(existing ?? jwtScheme.zero()),
    enabled: classic.enable_jwt,
    ...sources(config),
    source: classic.jwt_source,
    jwksURIs: classic.jwt_jwks_uris?.map(({ url, cache_timeout }) => ({ url, cacheTimeout: cache_timeout })) ?? null,
    signingMethod: classic.jwt_signing_method,
    identityBaseField: classic.jwt_identity_base_field,
    subjectClaims: inFront(classic.jwt_identity_base_field, existing?.subjectClaims ?? null),
    skipKid: classic.jwt_skip_kid,
    policyFieldName: classic.jwt_policy_field_name,
    basePolicyClaims: inFront(classic.jwt_policy_field_name, existing?.basePolicyClaims ?? null),
    clientBaseField: classic.jwt_client_base_field,
    scopes: scopesSaid ? { claimName: scope_claim_name, claims, scopeToPolicyMapping } : null,
    defaultPolicies: classic.jwt_default_policies,
    issuedAtValidationSkew: classic.jwt_issued_at_validation_skew,
    notBeforeValidationSkew: classic.jwt_not_before_validation_skew,
    expiresAtValidationSkew: classic.jwt_expires_at_validation_skew,
    idpClientIdMappingDisabled: classic.idp_client_id_mapping_disabled,
  };
}

function fillToken(config: AuthConfig, component: JsonObject, classic: ClassicDefinition) {
  const given = get(component, 'in');
  const place =
    typeof given === 'string' && given !== ''
      ? given
      : !config.disable_header
        ? 'header'
        : config.use_param
          ? 'query'
          : 'cookie';
  const found = sources(config);
  const name = { header: config.auth_header_name, query: config.param_name, cookie: config.cookie_name }[place] ?? '';
  const token: TokenScheme = {
    enabled: classic.use_standard_auth,
    ...found,
    ...(place === 'header' ? { header: null } : place === 'query' ? { query: null } : { cookie: null }),
    enableClientCertificate: config.use_certificate,
    signatureValidation: null,
  };
  const filled: JsonObject = Object.assign(emptyMap<JsonValue>(), component, { type: 'apiKey', name, in: place });
  return { token, component: filled };
}

function fillAuthentication(
  root: JsonObject,
  before: Authentication,
  classic: ClassicDefinition,
): Authentication | null {
  const lifetime = {
    enabled: classic.session_lifetime !== 0,
    value: classic.session_lifetime === 0 ? (before.customKeyLifetime?.value ?? 0) : classic.session_lifetime * second,
    respectValidity: classic.session_lifetime_respects_key_expiration,
  };
  const schemes = emptyMap<SecurityScheme>();
  Object.assign(schemes, before.securitySchemes);
  const components: JsonObject = Object.assign(emptyMap<JsonValue>(), securityComponents(root));

  const tokenConfig = lookup(classic.auth_configs, 'authToken');
  if (tokenConfig !== undefined && tokenConfig.name !== '') {
    const component = get(components, tokenConfig.name);
    const { token, component: filled } = fillToken(tokenConfig, isObject(component) ? component : {}, classic);
    components[tokenConfig.name] = filled;
    schemes[tokenConfig.name] = { kind: 'token', token };
    require(root, tokenConfig.name);
  }
  const jwtConfig = lookup(classic.auth_configs, 'jwt');
  if (jwtConfig !== undefined && jwtConfig.name !== '') {
    const { name } = jwtConfig;
    const component = get(components, name);
    components[name] = {
      ...(isObject(component) ? component : {}),
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
    };
    require(root, name);
    place(root, components);
    const existing = makeDocument(root, {
      ...tykExtension.zero(),
      server: server({ ...before, securitySchemes: schemes }),
    });
    const jwt = fillJwt(jwtConfig, classic, existing.jwtScheme);
    if (encode(jwtScheme, jwt) === encode(jwtScheme, jwtScheme.zero())) delete schemes[name];
    else schemes[name] = { kind: 'jwt', jwt };
  }
  place(root, components);
  const names = sortTexts(Object.keys(schemes));
  const authentication: Authentication = {
    ...before,
    enabled: !classic.use_keyless,
    stripAuthorizationData: classic.strip_auth_data,
    baseIdentityProvider: classic.base_identity_provided_by,
    customKeyLifetime: lifetime.enabled || lifetime.value !== 0 || lifetime.respectValidity ? lifetime : null,
    securitySchemes: names.length > 0 ? schemes : null,
  };
  requireAll(root, schemes, components, classic);
  return encodesToNothing(authentication) ? null : authentication;
}

function server(authentication: Authentication): TykExtension['server'] {
  return { ...tykExtension.zero().server, authentication };
}

/** Puts the schemes among the components, which appear when there is one. */
function place(root: JsonObject, schemes: JsonObject): void {
  const components = root['components'];
  if (Object.keys(schemes).length > 0) {
    root['components'] = { ...(isObject(components) ? components : {}), securitySchemes: schemes };
  } else if (!isObject(components)) root['components'] = {};
}

/** Adds a scheme to the first security requirement. */
function require(root: JsonObject, name: string): void {
  const security = root['security'];
  const [first, ...others] = Array.isArray(security) ? security : [];
  const names: JsonObject = Object.assign(emptyMap<JsonValue>(), isObject(first) ? first : {});
  names[name] ??= [];
  root['security'] = [names, ...others];
}

/** The security requirements of a definition; without any, one with every scheme of the extension. */
function requireAll(
  root: JsonObject,
  schemes: GoMap<SecurityScheme>,
  components: JsonObject,
  classic: ClassicDefinition,
): void {
  const own = (name: string): boolean => {
    const scheme = lookup(schemes, name);
    if (['hmac', 'custom', 'mtls', 'coprocess'].includes(name)) return false;
    if (scheme?.kind !== 'unread') return true;
    const component = get(components, name);
    return isObject(component) && (component['scheme'] === 'basic' || component['type'] === 'oauth2');
  };
  const usesScopes = (name: string): boolean => {
    const component = get(components, name);
    return isObject(component) && (component['type'] === 'oauth2' || component['type'] === 'openIdConnect');
  };
  const given = classic.security_requirements ?? [];
  const scopes = classic.security_requirement_scopes ?? [];
  const lists =
    given.length > 0 && scopes.length > 0 && given.length !== scopes.length
      ? scopes.map((names) => sortTexts(Object.keys(names ?? {})))
      : given;
  const wanted = lists.length > 0 ? lists : [Object.keys(schemes)];
  const requirements: JsonObject[] = [];
  for (const [index, names] of wanted.entries()) {
    const requirement = emptyMap<JsonValue>();
    for (const name of names ?? []) {
      if (own(name)) requirement[name] = usesScopes(name) ? [...(lookup(scopes[index] ?? null, name) ?? [])] : [];
    }
    if (Object.keys(requirement).length > 0) requirements.push(requirement);
  }
  if (requirements.length > 0) root['security'] = requirements;
}

function encodesToNothing(authentication: Authentication): boolean {
  return Object.values(authentication).every(
    (part) => part === null || part === false || part === '' || (Array.isArray(part) && part.length === 0),
  );
}
