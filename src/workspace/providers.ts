/**
 * Identity providers beside the gateway, as plain data: who may have a token from them, the keys that they sign with, and
 * what is wrong with them on purpose. `mock/identity-provider` answers for them.
 */
import { gatewayName } from './request';
import type { NamedKey, Workspace } from './workspace';

/** A key of a provider. A key that is not published still signs: its tokens name a `kid` that the key set has not. */
export interface ProviderKey {
  readonly key: NamedKey;
  readonly published: boolean;
}

/** The ways to a token that a client may be allowed (RFC 6749 §4.3, §4.4). */
export type Grant = 'client_credentials' | 'password';

/** An application that is registered with a provider. */
export interface ProviderClient {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  /** Empty: a public client, which has none to show. */
  readonly clientSecret: string;
  readonly grants: readonly Grant[];
  /** The identifier of the API that its tokens are for (`aud`); empty: of none. Keycloak's own tokens are for `account`. */
  readonly audience: string;
  /** The scopes that it may ask for, separated by blanks; those of OpenID Connect need no mention. */
  readonly scope: string;
  /** The text of a JSON object with more claims of its tokens, such as the policy; while it cannot be read it adds none. */
  readonly claims: string;
}

/** A person with an account. */
export interface ProviderUser {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  /** The claim `sub` of the user's tokens. */
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  /** The API scopes that the user may have, separated by blanks; Keycloak knows scopes of clients alone. */
  readonly scope: string;
  /** As with a client: the text of a JSON object with more claims. */
  readonly claims: string;
}

/** How a key set can be unreadable. */
export type MalformedKeySet = 'HTML page' | 'cut JSON' | 'no keys' | 'bad key';

/** What a provider does otherwise than it should; only `unreachable` and `slow` concern more than one of its endpoints. */
export type ProviderBehaviour =
  | { readonly kind: 'normal' }
  /** Its tokens name a `kid` that is in no key set. */
  | { readonly kind: 'unknown kid' }
  /** Its keys are published as certificates alone, without `n` and `e`. */
  | { readonly kind: 'x5c only' }
  | { readonly kind: 'malformed key set'; readonly form: MalformedKeySet }
  /** Its key set is answered with a text that somebody wrote, whatever it is. */
  | { readonly kind: 'own key set'; readonly text: string }
  /** Its key set is answered with status 500. */
  | { readonly kind: 'HTTP 500'; readonly body: 'key set' | 'error' | 'none' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'slow'; readonly milliseconds: number };

/** Which product's addresses, errors and claims a provider has. */
export type ProviderShape =
  { readonly shape: 'auth0' } | { readonly shape: 'keycloak'; readonly realm: string } | { readonly shape: 'plain' };

interface ProviderParts {
  readonly id: string;
  readonly name: string;
  /** Its host name; ends in `.test`, which nobody on any network has (RFC 6761 §6.2). */
  readonly host: string;
  readonly keys: readonly ProviderKey[];
  /** The id of the key that signs; `null`, or one that is not there: it cannot issue tokens. */
  readonly signingKeyId: string | null;
  readonly behaviour: ProviderBehaviour;
  /** How long its access tokens last, in seconds. */
  readonly tokenSeconds: number;
  readonly clients: readonly ProviderClient[];
  readonly users: readonly ProviderUser[];
}

/** An identity provider. */
export type Provider = ProviderParts & ProviderShape;

/** The key that signs the provider's tokens; undefined when there is none. */
export function signingKey({ keys, signingKeyId }: Provider): NamedKey | undefined {
  return keys.find(({ key }) => key.id === signingKeyId)?.key;
}

/** The `kid` that the provider's tokens name; undefined when it cannot issue any. */
export function kidOfTokens(provider: Provider): string | undefined {
  const key = signingKey(provider);
  if (key === undefined) return undefined;
  return provider.behaviour.kind === 'unknown kid' ? `not-published-${key.kid}` : key.kid;
}

/** The workspace with one provider changed. */
export function withProvider(workspace: Workspace, id: string, change: (provider: Provider) => Provider): Workspace {
  return { ...workspace, providers: workspace.providers.map((each) => (each.id === id ? change(each) : each)) };
}

/** The provider, behaving like this from now on. */
export function setBehaviour(provider: Provider, behaviour: ProviderBehaviour): Provider {
  return { ...provider, behaviour };
}

/** What keeps a text from being a provider's host name; `null` when nothing does. `others` are the workspace's other providers. */
export function hostProblem(host: string, others: readonly Provider[]): string | null {
  const name = host.toLowerCase();
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name)) {
    return 'A host name is letters, digits, hyphens and dots, without scheme, port and path.';
  }
  if (!name.endsWith('.test')) return 'The name must end in .test: such names are reserved, so no real host is asked.';
  if (name === gatewayName) return `${gatewayName} is the gateway.`;
  const taken = others.find((other) => other.host.toLowerCase() === name);
  return taken === undefined ? null : `${taken.name} has this host name.`;
}
