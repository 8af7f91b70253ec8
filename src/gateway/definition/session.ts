/** Sessions, and the limits and access rights that they share with policies. */
import type { Decoded } from '../../go/json';
import type { TypeOf } from '../../go/struct';
import {
  any,
  boolean,
  decode,
  embed,
  encode,
  float64,
  int,
  int64,
  list,
  map,
  named,
  omitempty,
  omitzero,
  pointerWithIsZero,
  string,
  struct,
  withIsZero,
} from '../../go/struct';
import { time } from './go-types';

const none = (entries: readonly unknown[] | null): boolean => entries === null || entries.length === 0;

/** Smoothing that is not enabled counts as none. */
export const rateLimitSmoothing = withIsZero(
  struct('apidef.RateLimitSmoothing', {
    enabled: boolean,
    threshold: int64,
    trigger: float64,
    step: int64,
    delay: int64,
  }),
  (smoothing) => !smoothing.enabled,
);

const rateLimit = withIsZero(
  struct('user.RateLimit', {
    rate: omitzero(float64),
    per: omitzero(float64),
    smoothing: omitzero(pointerWithIsZero(rateLimitSmoothing)),
  }),
  ({ rate, per, smoothing }) => rate === 0 && per === 0 && smoothing === null,
);

const limitMembers = struct('user.APILimit', {
  ...embed(rateLimit),
  throttle_interval: omitzero(float64),
  throttle_retry_limit: omitzero(int),
  max_query_depth: omitzero(int),
  quota_max: omitzero(int64),
  quota_renews: omitzero(int64),
  quota_remaining: omitzero(int64),
  quota_renewal_rate: omitzero(int64),
});

/** The limits of one API in a session or policy, without the mark of the policy that set them. */
export type ApiLimit = TypeOf<typeof limitMembers>;

const apiLimit = withIsZero(limitMembers, isEmptyLimit);

/** Whether a limit says nothing (`APILimit.IsEmpty`: smoothing does not count). */
export function isEmptyLimit(limit: Omit<ApiLimit, 'smoothing'>): boolean {
  return (
    limit.rate === 0 &&
    limit.per === 0 &&
    limit.throttle_interval === 0 &&
    limit.throttle_retry_limit === 0 &&
    limit.max_query_depth === 0 &&
    limit.quota_max === 0 &&
    limit.quota_renews === 0 &&
    limit.quota_remaining === 0 &&
    limit.quota_renewal_rate === 0
  );
}

const accessSpec = struct('user.AccessSpec', { url: string, methods: list(string) });

const graphQLType = struct('graphql.Type', { name: string, fields: list(string) });

const fieldAccessDefinition = struct('user.FieldAccessDefinition', {
  type_name: omitzero(string),
  field_name: omitzero(string),
  limits: omitzero(struct('user.FieldLimits', { max_query_depth: omitzero(int) })),
});

const endpointMethod = struct('user.EndpointMethod', { name: omitempty(string), limit: omitempty(rateLimit) });

const endpoint = struct('user.Endpoint', {
  path: omitempty(string),
  methods: omitempty(named('user.EndpointMethods', list(endpointMethod))),
});

const accessControlRules = withIsZero(
  struct('user.AccessControlRules', { allowed: omitempty(list(string)), blocked: omitempty(list(string)) }),
  ({ allowed, blocked }) => none(allowed) && none(blocked),
);

const accessDefinition = struct('user.AccessDefinition', {
  api_name: omitzero(string),
  api_id: omitzero(string),
  versions: omitempty(list(string)),
  allowed_urls: omitempty(list(accessSpec)),
  restricted_types: omitempty(list(graphQLType)),
  allowed_types: omitempty(list(graphQLType)),
  limit: omitzero(apiLimit),
  field_access_rights: omitempty(list(fieldAccessDefinition)),
  disable_introspection: omitzero(boolean),
  allowance_scope: omitzero(string),
  endpoints: omitzero(named('user.Endpoints', list(endpoint))),
  json_rpc_methods: omitempty(list(struct('user.JSONRPCMethodLimit', { name: string, limit: omitzero(rateLimit) }))),
  json_rpc_methods_access_rights: omitzero(accessControlRules),
  mcp_primitives: omitempty(
    list(struct('user.MCPPrimitiveLimit', { type: string, name: string, limit: omitzero(rateLimit) })),
  ),
  mcp_access_rights: omitzero(
    struct('user.MCPAccessRights', {
      tools: omitzero(accessControlRules),
      resources: omitzero(accessControlRules),
      prompts: omitzero(accessControlRules),
    }),
  ),
});

/** What a session may do with one API. */
export type AccessDefinition = TypeOf<typeof accessDefinition>;

/** One path of `allowed_urls`, with its methods. */
export type AccessSpec = TypeOf<typeof accessSpec>;

/** `access_rights`: an entry for each API id. */
export const accessRights = map(accessDefinition);

/** A session, in the order in which the gateway writes it. */
export const sessionState = struct('user.SessionState', {
  last_check: omitzero(int64),
  allowance: omitzero(float64),
  rate: omitzero(float64),
  per: omitzero(float64),
  throttle_interval: omitzero(float64),
  throttle_retry_limit: omitzero(int),
  max_query_depth: omitzero(int),
  date_created: omitzero(time),
  expires: omitzero(int64),
  quota_max: omitzero(int64),
  quota_renews: omitzero(int64),
  quota_remaining: omitzero(int64),
  quota_renewal_rate: omitzero(int64),
  access_rights: omitempty(accessRights),
  org_id: omitzero(string),
  oauth_client_id: omitzero(string),
  oauth_keys: omitempty(map(string)),
  certificate: omitzero(string),
  mtls_static_certificate_bindings: omitempty(list(string)),
  basic_auth_data: omitzero(
    struct('user.BasicAuthData', { password: omitzero(string), hash_type: omitzero(named('user.HashType', string)) }),
  ),
  jwt_data: omitzero(struct('user.JWTData', { secret: omitzero(string) })),
  hmac_enabled: omitzero(boolean),
  enable_http_signature_validation: omitzero(boolean),
  hmac_string: omitzero(string),
  rsa_certificate_id: omitzero(string),
  is_inactive: omitzero(boolean),
  apply_policy_id: omitzero(string),
  apply_policies: omitempty(list(string)),
  data_expires: omitzero(int64),
  monitor: omitzero(
    withIsZero(struct('user.Monitor', { trigger_limits: omitempty(list(float64)) }), ({ trigger_limits }) =>
      none(trigger_limits),
    ),
  ),
  enable_detail_recording: omitzero(boolean),
  enable_detailed_recording: omitzero(boolean),
  meta_data: omitempty(map(any)),
  tags: omitempty(list(string)),
  alias: omitzero(string),
  last_updated: omitzero(string),
  id_extractor_deadline: omitzero(int64),
  session_lifetime: omitzero(int64),
  post_expiry_action: omitzero(named('user.PostExpiryAction', string)),
  post_expiry_grace_period: omitzero(int64),
  smoothing: omitzero(pointerWithIsZero(rateLimitSmoothing)),
});

/** A session as the gateway holds it: every member is there. Times in Unix seconds, `date_created` as RFC 3339 text. */
export type SessionState = TypeOf<typeof sessionState>;

/** Reads a session as the admin API's key calls do. */
export function readSession(text: Uint8Array | string): Decoded<SessionState> {
  return decode(sessionState, text, 'first');
}

/** The session as `GET /tyk/keys/<id>` shows it, without the last line feed. */
export function writeSession(session: SessionState): string {
  return encode(sessionState, session);
}
