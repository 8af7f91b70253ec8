import type { Provider } from '../providers';
import { urlComponent } from '../url-component';

/** Where a provider answers. */
export interface ProviderAddresses {
  /** The claim `iss` of its tokens. */
  readonly issuer: string;
  /** The OpenID Connect discovery document (OpenID Connect Discovery 1.0 §4). */
  readonly discovery: string;
  /** The key set: what goes into the API as JWKS URL. */
  readonly keySet: string;
  readonly token: string;
}

/** The addresses of a provider, as the real product of its shape builds them from domain or realm. */
export function addressesOf(provider: Provider): ProviderAddresses {
  const origin = `https://${provider.host}`;
  switch (provider.shape) {
    case 'auth0':
      return {
        issuer: `${origin}/`,
        discovery: `${origin}/.well-known/openid-configuration`,
        keySet: `${origin}/.well-known/jwks.json`,
        token: `${origin}/oauth/token`,
      };
    case 'keycloak': {
      const issuer = `${origin}/realms/${urlComponent(provider.realm)}`;
      return {
        issuer,
        discovery: `${issuer}/.well-known/openid-configuration`,
        keySet: `${issuer}/protocol/openid-connect/certs`,
        token: `${issuer}/protocol/openid-connect/token`,
      };
    }
    case 'plain':
      return {
        issuer: origin,
        discovery: `${origin}/.well-known/openid-configuration`,
        keySet: `${origin}/.well-known/jwks.json`,
        token: `${origin}/token`,
      };
  }
}
