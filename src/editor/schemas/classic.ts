import { anything, flag, list, map, number, object, old, one, text, texts, whole, type Schema } from './schema';

const skew = (claim: string, more: string): Schema =>
  whole(
    `Seconds by which ${claim} may miss the clock. Negative numbers and fractions are refused when the API is saved. ${more}`,
    0,
  );

const place: Schema = object(
  {
    auth_header_name: text('The header with the token; empty: Authorization.'),
    disable_header: flag('The header is not read. Then query or cookie must be, or the API cannot be saved.'),
    use_param: flag('A query parameter is read too; it beats the header.'),
    param_name: text('Its name, exact; empty: that of the header.'),
    use_cookie: flag('A cookie is read too; it beats query and header.'),
    cookie_name: text('Its name, exact; empty: that of the header.'),
  },
  'Where the token is read from.',
);

const endpoint: Schema = object({
  path: text('A path, matched to its end; {id} is one segment.'),
  method: text('The one method that it holds for.'),
  ignore_case: flag('Letter case of the path does not count.'),
});

const paths = (items: Schema): Schema =>
  object({
    ignored: list(items, 'Paths that are let through unlooked at, with a bad token too. They win over the white list.'),
    white_list: list(items, 'When it is not empty, every other path is 403 “Requested endpoint is forbidden”.'),
    black_list: list(items, 'Paths that are 403 “Requested endpoint is forbidden”.'),
  });

const version: Schema = object({
  name: text('The version’s name.'),
  expires: text('When it ends: 2006-01-02 15:04, UTC. Empty: never.'),
  use_extended_paths: flag('Read extended_paths (by method) and not paths.'),
  paths: paths({ type: 'string' }),
  extended_paths: paths(endpoint),
  global_headers: map({ type: 'string' }, 'Headers for the upstream; $tyk_context.… and $tyk_meta.… are filled in.'),
  global_headers_remove: texts('Headers that the upstream does not get.'),
});

const scopes: Schema = object({
  scope_claim_name: text('The claim with the scopes, read as a nested path; empty: scope.'),
  scope_to_policy: map(
    { type: 'string' },
    'For each scope the id of a policy. Mapped policies replace the default ones.',
  ),
});

/** A classic API definition. */
export const classic: Schema = object({
  name: text('What people call the API.'),
  api_id: text('The API’s id. Policies name it in access_rights; the API answers under /<api_id>/ too.'),
  org_id: text('The organisation. Policies of another one do not exist for this API.'),
  slug: text('Not read by the gateway.'),
  active: flag('Not read by the gateway: an API that is not active is served all the same.'),
  use_keyless: flag('true: no authentication at all.'),
  enable_jwt: flag('Judge JSON Web Tokens. Off, the API is not open: an auth token is wanted instead.'),
  use_standard_auth: flag('Want an auth token too. Both methods must then be met.'),
  jwt_signing_method: one(
    ['hmac', 'rsa', 'ecdsa'],
    'The family of the token’s alg, in lower case. Anything else counts as hmac.',
  ),
  jwt_source: text(
    'base64 (standard, padded) of the secret, of the public key’s PEM, or of a JWKS URL. A URL as it is works once. Empty: one key per token.',
  ),
  jwt_jwks_uris: list(
    object({ url: text('The key set’s URL, as it is.'), cache_timeout: anything('How long it is kept.') }),
    'Read for Tyk OAS APIs only: a classic API ignores it.',
  ),
  jwt_identity_base_field: text('The claim that says whose session it is; dotted: nested. Without it, sub.'),
  jwt_policy_field_name: text('The claim with the id of one policy; dotted: nested. Empty: not read.'),
  jwt_client_base_field: text(
    'The claim with a Tyk key whose first policy counts; read only without jwt_policy_field_name.',
  ),
  jwt_default_policies: texts(
    'Used when the token names no policy. They do not help against a wrong name, and are not added to a right one.',
  ),
  jwt_issued_at_validation_skew: skew('iat', 'A token may be issued that much later than now.'),
  jwt_expires_at_validation_skew: skew(
    'exp',
    'Alone it lets no expired token through: the session ends with the token, and that is checked next.',
  ),
  jwt_not_before_validation_skew: skew('nbf', 'A token may begin that much later than now.'),
  jwt_skip_kid: flag('Do not take the kid for the identity; counts with one key per token only.'),
  scopes: object({ jwt: scopes, oidc: scopes }, 'With anything in it, the two old scope fields are not read.'),
  jwt_scope_claim_name: old(
    text('The claim with the scopes.'),
    'Read only while scopes is empty: use scopes.jwt.scope_claim_name.',
  ),
  jwt_scope_to_policy_mapping: old(
    map({ type: 'string' }, 'For each scope the id of a policy.'),
    'Read only while scopes is empty: use scopes.jwt.scope_to_policy.',
  ),
  idp_client_id_mapping_disabled: flag(
    'Do not read clientId, cid, client_id. While it is off, such a claim that is no text makes the gateway cut the connection.',
  ),
  base_identity_provided_by: one(
    ['', 'jwt_claim', 'auth_token', 'basic_auth_user', 'hmac_key', 'oidc_user', 'oauth_key', 'custom_auth'],
    'Which method gives the session. Anything but jwt_claim or empty: the token gives none.',
  ),
  auth: old(place, 'Read only where auth_configs has no member jwt.'),
  auth_configs: map(place, 'By method; jwt is where the token is read from.'),
  strip_auth_data: flag('Take the token away before the request goes upstream.'),
  enable_context_vars: flag('Fill $tyk_context.… variables.'),
  disable_rate_limit: flag('Count no rate, neither the session’s nor the API’s.'),
  disable_quota: flag('Count no quota.'),
  global_rate_limit: object(
    { disabled: flag('Off.'), rate: number('Calls.'), per: number('In so many seconds.') },
    'One rate for all callers of the API.',
  ),
  session_lifetime: whole('Seconds that a session is kept after it was last saved; 0: for ever.'),
  session_lifetime_respects_key_expiration: flag('Keep it until its own expiry where that is later.'),
  definition: object({
    location: one(['header', 'url-param', 'url'], 'Where the request names a version.'),
    key: text('The name of the header or parameter.'),
    strip_path: flag('With strip_versioning_data: take the version out of the path.'),
    strip_versioning_data: flag('With strip_path: take the version out of the path.'),
  }),
  version_data: object({
    not_versioned: flag('true: one version, and versions are never compared.'),
    default_version: text('The version of a request that names none.'),
    versions: map(version, 'By name.'),
  }),
  proxy: object({
    listen_path: text(
      'Requests whose path begins with it come to this API. {name} is one segment, {name:regex} one that fits.',
    ),
    target_url: text('Where they are sent.'),
    strip_listen_path: flag('Take the listen path away first.'),
  }),
  jwt_disable_issued_at_validation: old(flag('Not read.'), 'The gateway never reads it.'),
  jwt_disable_expires_at_validation: old(flag('Not read.'), 'The gateway never reads it.'),
  jwt_disable_not_before_validation: old(flag('Not read.'), 'The gateway never reads it.'),
  do_not_track: flag('Write no access log line for refusals.'),
  expiration: text('When the API ends: 2006-01-02 15:04, UTC.'),
});
