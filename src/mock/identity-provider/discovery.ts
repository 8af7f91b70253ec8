/**
 * Discovery documents (OpenID Connect Discovery 1.0 §3), with the members that the products write. Endpoints that nobody
 * serves here are named all the same, as the real documents name them.
 */
import type { JsonObject } from '../../go/json';
import type { Provider } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';

const authentication = ['client_secret_basic', 'client_secret_post'];

/** The provider's discovery document. */
export function discoveryOf(provider: Provider): JsonObject {
  const { issuer, keySet, token } = addressesOf(provider);
  switch (provider.shape) {
    case 'auth0':
      return {
        issuer,
        authorization_endpoint: `${issuer}authorize`,
        token_endpoint: token,
        device_authorization_endpoint: `${issuer}oauth/device/code`,
        userinfo_endpoint: `${issuer}userinfo`,
        mfa_challenge_endpoint: `${issuer}mfa/challenge`,
        jwks_uri: keySet,
        registration_endpoint: `${issuer}oidc/register`,
        revocation_endpoint: `${issuer}oauth/revoke`,
        scopes_supported: ['openid', 'profile', 'offline_access', 'name', 'email', 'address', 'phone'],
        response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['public'],
        token_endpoint_auth_methods_supported: authentication,
        id_token_signing_alg_values_supported: ['HS256', 'RS256'],
        claims_supported: ['aud', 'auth_time', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'sub'],
        code_challenge_methods_supported: ['S256', 'plain'],
        request_uri_parameter_supported: false,
      };
    case 'keycloak': {
      const protocol = `${issuer}/protocol/openid-connect`;
      return {
        issuer,
        authorization_endpoint: `${protocol}/auth`,
        token_endpoint: token,
        introspection_endpoint: `${protocol}/token/introspect`,
        userinfo_endpoint: `${protocol}/userinfo`,
        end_session_endpoint: `${protocol}/logout`,
        jwks_uri: keySet,
        check_session_iframe: `${protocol}/login-status-iframe.html`,
        grant_types_supported: ['authorization_code', 'client_credentials', 'password', 'refresh_token'],
        response_types_supported: ['code', 'none', 'id_token', 'token', 'id_token token', 'code id_token'],
        subject_types_supported: ['public', 'pairwise'],
        id_token_signing_alg_values_supported: ['RS256', 'ES256', 'ES384', 'ES512'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        registration_endpoint: `${issuer}/clients-registrations/openid-connect`,
        token_endpoint_auth_methods_supported: authentication,
        claims_supported: ['aud', 'sub', 'iss', 'auth_time', 'name', 'preferred_username', 'email', 'acr'],
        claim_types_supported: ['normal'],
        scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'microprofile-jwt'],
        code_challenge_methods_supported: ['plain', 'S256'],
      };
    }
    case 'plain':
      return {
        issuer,
        token_endpoint: token,
        jwks_uri: keySet,
        response_types_supported: ['token'],
        grant_types_supported: ['client_credentials', 'password'],
        subject_types_supported: ['public'],
        token_endpoint_auth_methods_supported: authentication,
        id_token_signing_alg_values_supported: ['RS256'],
      };
  }
}
