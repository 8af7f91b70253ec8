import { boolean, int, int64, list, map, omitempty, string, struct, uint64 } from '../../../go/struct';
import { readableDuration } from '../duration';

const jwtValidation = struct('apidef.JWTValidation', {
  enabled: boolean,
  signing_method: string,
  source: string,
  issued_at_validation_skew: uint64,
  not_before_validation_skew: uint64,
  expires_at_validation_skew: uint64,
  identity_base_field: string,
});

const introspectionCache = struct('apidef.IntrospectionCache', {
  enabled: boolean,
  timeout: int64,
});

const introspection = struct('apidef.Introspection', {
  enabled: boolean,
  url: string,
  client_id: string,
  client_secret: string,
  identity_base_field: string,
  cache: introspectionCache,
});

const provider = struct('apidef.Provider', {
  jwt: jwtValidation,
  introspection,
});

export const externalOAuth = struct('apidef.ExternalOAuth', {
  enabled: boolean,
  providers: list(provider),
});

const oidProviderConfig = struct('apidef.OIDProviderConfig', {
  issuer: string,
  client_ids: map(string),
});

export const openIDOptions = struct('apidef.OpenIDOptions', {
  providers: list(oidProviderConfig),
  segregate_by_client: boolean,
});

const signatureConfig = struct('apidef.SignatureConfig', {
  algorithm: string,
  header: string,
  use_param: boolean,
  param_name: string,
  secret: string,
  allowed_clock_skew: int64,
  error_code: int,
  error_message: string,
});

export const authConfig = struct('apidef.AuthConfig', {
  name: string,
  use_param: boolean,
  param_name: string,
  use_cookie: boolean,
  cookie_name: string,
  disable_header: boolean,
  auth_header_name: string,
  use_certificate: boolean,
  validate_signature: boolean,
  signature: omitempty(signatureConfig),
});

export const jwk = struct('apidef.JWK', {
  url: string,
  cache_timeout: readableDuration,
});

const scopeClaim = struct('apidef.ScopeClaim', {
  scope_claim_name: omitempty(string),
  scope_to_policy: omitempty(map(string)),
});

export const scopes = struct('apidef.Scopes', {
  jwt: omitempty(scopeClaim),
  oidc: omitempty(scopeClaim),
});

export const requestSigningMeta = struct('apidef.RequestSigningMeta', {
  is_enabled: boolean,
  secret: string,
  key_id: string,
  algorithm: string,
  header_list: list(string),
  certificate_id: string,
  signature_header: string,
});
