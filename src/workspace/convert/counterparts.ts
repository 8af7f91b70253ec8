/**
 * Settings that the two forms both have and that are not converted here, because the gateway's emulation does not act on
 * them: where each stands in the other form.
 */
import type { ClassicDefinition } from '../../gateway/definition/classic';

/** A member of a classic definition and of `x-tyk-api-gateway`; paths are joined with dots. */
export interface Counterpart {
  readonly classic: string;
  /** `null`: a Tyk OAS document has nothing like it. */
  readonly oas: string | null;
  /** Whether a classic definition puts it to use. */
  readonly isOn: (definition: ClassicDefinition) => boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;

// prettier-ignore
/** The first row that a path begins with counts. */
export const counterparts: readonly Counterpart[] = [
  { classic: 'basic_auth', oas: 'server.authentication.securitySchemes', isOn: ({ use_basic_auth }) => use_basic_auth },
  { classic: 'oauth_meta', oas: 'server.authentication.securitySchemes', isOn: ({ use_oauth2 }) => use_oauth2 },
  { classic: 'notifications', oas: 'server.authentication.securitySchemes', isOn: ({ use_oauth2 }) => use_oauth2 },
  { classic: 'openid_options', oas: 'server.authentication.oidc', isOn: ({ use_openid }) => use_openid },
  { classic: 'external_oauth', oas: 'server.authentication.securitySchemes', isOn: ({ external_oauth }) => external_oauth.enabled },
  { classic: 'hmac_allowed_clock_skew', oas: 'server.authentication.hmac', isOn: ({ enable_signature_checking }) => enable_signature_checking },
  { classic: 'hmac_allowed_algorithms', oas: 'server.authentication.hmac', isOn: ({ enable_signature_checking }) => enable_signature_checking },
  { classic: 'enable_signature_checking', oas: 'server.authentication.hmac', isOn: always },
  { classic: 'request_signing', oas: 'upstream.authentication', isOn: ({ request_signing }) => request_signing.is_enabled },
  { classic: 'upstream_auth', oas: 'upstream.authentication', isOn: ({ upstream_auth }) => upstream_auth.enabled },
  { classic: 'client_certificates', oas: 'server.clientCertificates', isOn: ({ use_mutual_tls_auth }) => use_mutual_tls_auth },
  { classic: 'use_mutual_tls_auth', oas: 'server.clientCertificates', isOn: always },
  { classic: 'upstream_certificates', oas: 'upstream.mutualTLS', isOn: always },
  { classic: 'pinned_public_keys', oas: 'upstream.certificatePinning', isOn: always },
  { classic: 'uptime_tests', oas: 'upstream.uptimeTests', isOn: ({ uptime_tests }) => (uptime_tests.check_list ?? []).length > 0 },
  { classic: 'proxy.service_discovery', oas: 'upstream.serviceDiscovery', isOn: ({ proxy }) => proxy.service_discovery.use_discovery_service },
  { classic: 'proxy.enable_load_balancing', oas: 'upstream.loadBalancing', isOn: always },
  { classic: 'proxy.target_list', oas: 'upstream.loadBalancing', isOn: ({ proxy }) => proxy.enable_load_balancing },
  { classic: 'proxy.transport.proxy_url', oas: 'upstream.proxy', isOn: always },
  { classic: 'proxy.transport', oas: 'upstream.tlsTransport', isOn: always },
  { classic: 'custom_middleware_bundle', oas: 'middleware.global.pluginConfig', isOn: always },
  { classic: 'custom_middleware.driver', oas: 'middleware.global.pluginConfig', isOn: ({ custom_middleware }) => plugins(custom_middleware) },
  { classic: 'custom_middleware', oas: 'middleware.global.prePlugins', isOn: ({ custom_middleware }) => plugins(custom_middleware) },
  { classic: 'config_data', oas: 'middleware.global.pluginConfig', isOn: always },
  { classic: 'cache_options', oas: 'middleware.global.cache', isOn: ({ cache_options }) => cache_options.enable_cache },
  { classic: 'CORS', oas: 'middleware.global.cors', isOn: ({ CORS }) => CORS.enable },
  { classic: 'event_handlers', oas: 'server.eventHandlers', isOn: always },
  { classic: 'analytics_plugin', oas: 'middleware.global.trafficLogs.plugins', isOn: always },
  { classic: 'error_overrides', oas: 'errorOverrides', isOn: always },
  { classic: 'graphql', oas: null, isOn: ({ graphql }) => graphql.enabled },
  { classic: 'slug', oas: null, isOn: never },
  { classic: 'auth_provider', oas: null, isOn: never },
  { classic: 'session_provider', oas: null, isOn: never },
  { classic: 'jwt_scope_claim_name', oas: null, isOn: never },
  { classic: 'jwt_scope_to_policy_mapping', oas: null, isOn: never },
];

function plugins({ pre, post, post_key_auth, response, auth_check }: ClassicDefinition['custom_middleware']): boolean {
  return [pre, post, post_key_auth, response].some((list) => (list ?? []).length > 0) || auth_check.name !== '';
}

/** Parts of an operation in `middleware.operations` that are converted; the others are not. */
export const convertedParts: ReadonlySet<string> = new Set([
  'allow',
  'block',
  'ignoreAuthentication',
  'transformRequestHeaders',
  'transformResponseHeaders',
]);
