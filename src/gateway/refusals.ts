/**
 * Every way in which the gateway refuses a request: a stable code, and exactly what the client sees.
 * `%` in a text stands for the refusal's own detail.
 */
import type { Refusal } from './outcome';

/** The error flag and detail of the access log; absent where the gateway classifies nothing. */
export interface Classification {
  readonly flag: string;
  readonly detail: string;
}

interface Row {
  readonly status: number;
  readonly text: string;
  readonly classified?: Classification;
}

const tokenInvalid = { flag: 'TKI', detail: 'jwt_token_invalid' };
const claimsInvalid = { flag: 'TCV', detail: 'jwt_claims_invalid' };

const keyNotAuthorized = { status: 403, text: 'Key not authorized', classified: tokenInvalid };
const claimRule = { status: 401, text: 'Key not authorized: %', classified: claimsInvalid };

const table = {
  // Before any middleware (behaviour 2)
  request_malformed: { status: 400, text: '400 Bad Request%' },
  headers_too_large: { status: 431, text: '431 Request Header Fields Too Large' },
  route_not_found: { status: 404, text: 'Not Found' },

  // VersionCheck (behaviour 3)
  version_missing: { status: 403, text: 'Version information not found' },
  version_unknown: { status: 403, text: 'This API version does not seem to exist' },
  version_ambiguous: { status: 403, text: 'Ambiguous default API version for this non-versioned API' },
  version_default_missing: { status: 403, text: 'No default API version for this non-versioned API found' },
  version_expired: {
    status: 403,
    text: 'Api Version has expired, please check documentation or contact administrator',
  },
  api_expired: { status: 403, text: 'API has expired, please check documentation or contact administrator' },
  base_version_unknown: { status: 404, text: 'This API version does not seem to exist' },
  path_forbidden: { status: 403, text: 'Requested endpoint is forbidden' },

  // JWTMiddleware: the token (behaviour 5.1 to 5.8)
  token_missing: {
    status: 400,
    text: 'Authorization field missing',
    classified: { flag: 'AMF', detail: 'jwt_field_missing' },
  },
  token_malformed: keyNotAuthorized,
  algorithm_unknown: keyNotAuthorized,
  signing_method_unexpected: {
    status: 403,
    text: 'Key not authorized: Unexpected signing method',
    classified: { flag: 'TKI', detail: 'jwt_unexpected_signing_method' },
  },
  source_not_base64: keyNotAuthorized,
  key_set_unavailable: keyNotAuthorized,
  kid_not_text: keyNotAuthorized,
  kid_unknown: keyNotAuthorized,
  key_of_token_unknown: keyNotAuthorized,
  key_unreadable: keyNotAuthorized,
  signature_invalid: keyNotAuthorized,
  token_expired: {
    status: 401,
    text: 'Key not authorized: %',
    classified: { flag: 'TKE', detail: 'jwt_token_expired' },
  },
  token_issued_in_future: claimRule,
  token_not_valid_yet: claimRule,
  issuer_refused: claimRule,
  audience_refused: claimRule,
  token_id_missing: claimRule,
  subject_refused: claimRule,
  custom_claim_refused: claimRule,

  // JWTMiddleware: identity and policies (behaviour 5.9 to 5.15)
  identity_missing: { status: 403, text: '%' },
  identity_empty: { status: 403, text: '%' },
  policy_unknown: { status: 403, text: 'key not authorized: no matching policy' },
  policy_missing: { status: 403, text: 'key not authorized: no matching policy found' },
  scopes_unmapped: { status: 403, text: 'key not authorized: no matching policy found in scope claim' },
  scope_or_policy_missing: { status: 403, text: 'key not authorized: no scope or policy in token' },
  policy_switch_failed: { status: 403, text: 'key not authorized: could not apply new policy' },
  scope_policies_failed: { status: 403, text: 'key not authorized: could not apply several policies' },
  policies_not_applicable: { status: 500, text: 'failed to create key: %' },
  client_id_not_text: { status: 0, text: '' },
  key_vanished: { status: 403, text: 'Key not authorized' },

  // AuthKey (behaviour 1)
  auth_key_missing: {
    status: 401,
    text: 'Authorization field missing',
    classified: { flag: 'AMF', detail: 'auth_field_missing' },
  },
  auth_key_unknown: {
    status: 403,
    text: 'Access to this API has been disallowed',
    classified: { flag: 'AKI', detail: 'auth_key_not_found' },
  },

  // After authentication (behaviour 7)
  session_missing: {
    status: 400,
    text: 'Session state is missing or unset! Please make sure that auth headers are properly applied',
  },
  key_inactive: { status: 403, text: 'Key is inactive, please renew' },
  key_expired: { status: 401, text: 'Key has expired, please renew' },
  api_not_granted: { status: 403, text: 'Access to this API has been disallowed' },
  version_not_granted: { status: 403, text: 'Access to this API has been disallowed' },
  path_not_granted: { status: 403, text: 'Access to this resource has been disallowed' },
  rate_exceeded: {
    status: 429,
    text: 'Rate Limit Exceeded',
    classified: { flag: 'RLT', detail: 'session_rate_limited' },
  },
  quota_exceeded: { status: 403, text: 'Quota exceeded', classified: { flag: 'QEX', detail: 'quota_exceeded' } },
  api_rate_exceeded: {
    status: 429,
    text: 'API Rate Limit Exceeded',
    classified: { flag: 'RLT', detail: 'api_rate_limited' },
  },
  upstream_failed: { status: 500, text: 'There was a problem proxying the request' },
  upstream_timeout: { status: 504, text: 'Upstream service reached hard timeout.' },
  upstream_unresolved: { status: 500, text: 'Upstream host lookup failed' },
} as const satisfies Readonly<Record<string, Row>>;

export type RefusalCode = keyof typeof table;

const rows: Readonly<Record<RefusalCode, Row>> = table;

/** Every code there is. */
export const refusalCodes: readonly RefusalCode[] = Object.freeze(keysOf(rows));

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

/** The refusal of this code; `detail` is put where its text has a `%`. */
export function refusal(code: RefusalCode, detail = ''): Refusal {
  const { status, text } = rows[code];
  return { code, status, message: text.includes('%') ? text.replace('%', () => detail) : text };
}

/** How the access log classifies a refusal. */
export function classification(code: RefusalCode): Classification | undefined {
  return rows[code].classified;
}
