/** The responses that identity providers have in common. */
import type { GatewayResponse, Header } from '../../gateway/outcome';
import type { JsonObject } from '../../go/json';
import type { Provider } from '../../workspace/providers';

const utf8 = new TextEncoder();

/** A response with this body. */
export function respondWith(
  status: number,
  type: string,
  body: string,
  headers: readonly Header[] = [],
): GatewayResponse {
  const length = String(utf8.encode(body).length);
  return { status, headers: [['Content-Type', type], ['Content-Length', length], ...headers], body };
}

/** A response with a JSON body. */
export function json(status: number, value: JsonObject, headers: readonly Header[] = []): GatewayResponse {
  return respondWith(status, 'application/json', JSON.stringify(value), headers);
}

/** A token or its refusal must not be kept (RFC 6749 §5.1). */
export const notStored: readonly Header[] = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
];

/** An error of a token endpoint (RFC 6749 §5.2). */
export function tokenError(
  status: number,
  error: string,
  description: string,
  more: JsonObject = {},
  headers: readonly Header[] = [],
): GatewayResponse {
  return json(status, { error, error_description: description, ...more }, [...notStored, ...headers]);
}

/** The answer of a server that speaks https alone. */
export function redirect(location: string): GatewayResponse {
  return { status: 301, headers: [['Location', location]], body: '' };
}

/** Where nothing is: the texts of Auth0, and of Keycloak with and without the realm (its RealmsResource, and JAX-RS). */
export function notFound(provider: Provider, path: string): GatewayResponse {
  switch (provider.shape) {
    case 'auth0':
      return respondWith(404, 'text/plain; charset=utf-8', 'Not found.');
    case 'keycloak': {
      const realm = /^\/realms\/([^/]*)/.exec(path)?.[1];
      const known = realm === undefined || realm === encodeURIComponent(provider.realm);
      return json(404, { error: known ? 'HTTP 404 Not Found' : 'Realm does not exist' });
    }
    case 'plain':
      return respondWith(404, 'text/plain; charset=utf-8', '404 page not found\n');
  }
}
