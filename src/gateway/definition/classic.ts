import type { Decoded } from '../../go/json';
import type { TypeOf } from '../../go/struct';
import {
  anonymous,
  any,
  decode,
  encode,
  boolean,
  float64,
  int,
  int64,
  list,
  map,
  named,
  omitempty,
  string,
  struct,
  uint64,
} from '../../go/struct';
import { authConfig, externalOAuth, jwk, openIDOptions, requestSigningMeta, scopes } from './classic/auth';
import type { versionInfo } from './classic/version';
import { versionData, versionDefinition } from './classic/version';
import { proxyConfig, upstreamAuth, uptimeTests } from './classic/upstream';
import {
  analyticsPluginConfig,
  authProviderMeta,
  cacheOptions,
  corsConfig,
  eventHandlerMetaConfig,
  globalRateLimit,
  middlewareSection,
  responseProcessor,
  sessionProviderMeta,
} from './classic/middleware';
import { graphQLConfig } from './classic/graphql';
import { objectId } from './go-types';
import { errorOverride } from './classic/errors';

const notificationsManager = struct('apidef.NotificationsManager', {
  shared_secret: string,
  oauth_on_keychange_url: string,
});

/** The whole classic definition, in the order in which the gateway writes it. */
export const apiDefinition = struct('apidef.APIDefinition', {
  id: omitempty(objectId),
  name: string,
  expiration: omitempty(string),
  slug: string,
  listen_port: int,
  protocol: string,
  enable_proxy_protocol: boolean,
  json_rpc_version: omitempty(string),
  application_protocol: omitempty(string),
  api_id: string,
  org_id: string,
  use_keyless: boolean,
  use_oauth2: boolean,
  external_oauth: externalOAuth,
  use_openid: boolean,
  openid_options: openIDOptions,
  oauth_meta: anonymous(['AllowedAccessTypes', 'AllowedAuthorizeTypes', 'AuthorizeLoginRedirect'], {
    allowed_access_types: list(named('osin.AccessRequestType', string)),
    allowed_authorize_types: list(named('osin.AuthorizeRequestType', string)),
    auth_login_redirect: string,
  }),
  auth: authConfig,
  auth_configs: map(authConfig),
  use_basic_auth: boolean,
  basic_auth: anonymous(['DisableCaching', 'CacheTTL', 'ExtractFromBody', 'BodyUserRegexp', 'BodyPasswordRegexp'], {
    disable_caching: boolean,
    cache_ttl: int,
    extract_from_body: boolean,
    body_user_regexp: string,
    body_password_regexp: string,
  }),
  use_mutual_tls_auth: boolean,
  client_certificates: list(string),
  upstream_certificates: map(string),
  upstream_certificates_disabled: omitempty(boolean),
  pinned_public_keys: map(string),
  certificate_pinning_disabled: omitempty(boolean),
  enable_jwt: boolean,
  use_standard_auth: boolean,
  use_go_plugin_auth: boolean,
  enable_coprocess_auth: boolean,
  custom_plugin_auth_enabled: boolean,
  jwt_signing_method: string,
  jwt_source: string,
  jwt_jwks_uris: list(jwk),
  jwt_identity_base_field: string,
  jwt_client_base_field: string,
  jwt_policy_field_name: string,
  jwt_default_policies: list(string),
  jwt_issued_at_validation_skew: uint64,
  jwt_expires_at_validation_skew: uint64,
  jwt_not_before_validation_skew: uint64,
  jwt_skip_kid: boolean,
  scopes: omitempty(scopes),
  idp_client_id_mapping_disabled: boolean,
  jwt_scope_to_policy_mapping: map(string),
  jwt_scope_claim_name: string,
  notifications: notificationsManager,
  enable_signature_checking: boolean,
  hmac_allowed_clock_skew: float64,
  hmac_allowed_algorithms: list(string),
  request_signing: requestSigningMeta,
  base_identity_provided_by: named('apidef.AuthTypeEnum', string),
  definition: versionDefinition,
  version_data: versionData,
  uptime_tests: uptimeTests,
  proxy: proxyConfig,
  disable_rate_limit: boolean,
  disable_quota: boolean,
  custom_middleware: middlewareSection,
  custom_middleware_bundle: string,
  custom_middleware_bundle_disabled: boolean,
  cache_options: cacheOptions,
  session_lifetime_respects_key_expiration: omitempty(boolean),
  session_lifetime: int64,
  active: boolean,
  internal: boolean,
  auth_provider: authProviderMeta,
  session_provider: sessionProviderMeta,
  event_handlers: eventHandlerMetaConfig,
  enable_batch_request_support: boolean,
  enable_ip_whitelisting: boolean,
  allowed_ips: list(string),
  enable_ip_blacklisting: boolean,
  blacklisted_ips: list(string),
  ip_access_control_disabled: boolean,
  dont_set_quota_on_create: boolean,
  expire_analytics_after: int64,
  response_processors: list(responseProcessor),
  CORS: corsConfig,
  domain: string,
  domain_disabled: omitempty(boolean),
  certificates: list(string),
  do_not_track: boolean,
  enable_context_vars: boolean,
  config_data: map(any),
  config_data_disabled: boolean,
  tag_headers: list(string),
  global_rate_limit: globalRateLimit,
  strip_auth_data: boolean,
  enable_detailed_recording: boolean,
  graphql: graphQLConfig,
  analytics_plugin: omitempty(analyticsPluginConfig),
  tags_disabled: omitempty(boolean),
  tags: list(string),
  is_oas: omitempty(boolean),
  detailed_tracing: boolean,
  upstream_auth: upstreamAuth,
  security_requirements: omitempty(list(list(string))),
  security_requirement_scopes: omitempty(list(map(list(string)))),
  error_overrides: named('apidef.ErrorOverridesMap', map(list(errorOverride))),
  error_overrides_disabled: boolean,
});

/** A classic definition as the gateway holds it: every member is there, missing ones have their zero value. */
export type ClassicDefinition = TypeOf<typeof apiDefinition>;

/** Where a token is looked for. */
export type AuthConfig = TypeOf<typeof authConfig>;

/** One version of an API. */
export type VersionInfo = TypeOf<typeof versionInfo>;

/** Reads a classic definition as a POST to `/tyk/apis` does; the error is the text that the gateway logs. */
export function readClassic(text: Uint8Array | string): Decoded<ClassicDefinition> {
  return decode(apiDefinition, text, 'first');
}

/** The definition as `GET /tyk/apis/<id>` shows it, without the last line feed. */
export function writeClassic(definition: ClassicDefinition): string {
  return encode(apiDefinition, definition);
}
