/** Providers as they are when they are new: a key, a client for each grant, and a user; everyone has the policy. */
import { encodeRawUrl } from '../../go/base64';
import type { Grant, Provider, ProviderClient, ProviderUser } from '../providers';
import { freshId, type NamedKey } from '../workspace';
import { newSigningKey, withCertificate } from './keys';

/** What differs from one new provider to the next. */
export interface NewProvider {
  readonly name: string;
  readonly host: string;
  /** The id of the policy that its tokens name, in the claim that the guide has for it (`pol`); empty: they name none. */
  readonly policy: string;
  /** The provider's time, in milliseconds: its key's certificate begins then. */
  readonly now: number;
  /** What it signs with; a new key when there is none. */
  readonly key?: NamedKey;
}

const apiIdentifier = 'https://orders.example/api';
const apiScopes = 'read:orders write:orders';

/** A tenant of Auth0: an API with two scopes, a machine-to-machine application, and one that people log in with. */
export async function newAuth0(wanted: NewProvider): Promise<Provider> {
  const claims = claimsOf(wanted);
  const client = (name: string, grants: readonly Grant[]): ProviderClient => ({
    ...{ id: freshId(), name, grants, audience: apiIdentifier, scope: apiScopes, claims },
    clientId: randomText(24),
    clientSecret: randomText(48),
  });
  return {
    ...(await common(wanted, 'auth0')),
    shape: 'auth0',
    tokenSeconds: 86_400,
    clients: [client('Orders service', ['client_credentials']), client('Orders app', ['password'])],
    users: [{ ...jane(claims), username: 'jane@example.com', sub: `auth0|${randomHex(12)}`, scope: apiScopes }],
  };
}

/** A server of Keycloak with one realm: a client with a service account, and one for direct access grants. */
export async function newKeycloak(wanted: NewProvider & { readonly realm: string }): Promise<Provider> {
  const claims = claimsOf(wanted);
  const client = (clientId: string, name: string, grants: readonly Grant[]): ProviderClient => ({
    ...{ id: freshId(), name, clientId, grants, claims },
    clientSecret: randomText(24),
    audience: '',
    scope: 'orders',
  });
  return {
    ...(await common(wanted, 'keycloak')),
    shape: 'keycloak',
    realm: wanted.realm,
    tokenSeconds: 300,
    clients: [
      client('orders-service', 'Orders service', ['client_credentials']),
      client('orders-app', 'Orders app', ['password']),
    ],
    users: [{ ...jane(claims), username: 'jane', sub: freshId(), scope: '' }],
  };
}

/** A server that does what the standards say, and no more. */
export async function newPlain(wanted: NewProvider): Promise<Provider> {
  const claims = claimsOf(wanted);
  const client: ProviderClient = {
    id: freshId(),
    name: 'Orders client',
    clientId: 'orders-client',
    clientSecret: randomText(24),
    grants: ['client_credentials', 'password'],
    audience: apiIdentifier,
    scope: apiScopes,
    claims,
  };
  return {
    ...(await common(wanted, 'plain')),
    shape: 'plain',
    tokenSeconds: 3600,
    clients: [client],
    users: [{ ...jane(claims), username: 'jane', sub: 'jane', scope: apiScopes }],
  };
}

async function common(
  { name, host, now, key: given }: NewProvider,
  shape: Provider['shape'],
): Promise<Pick<Provider, 'id' | 'name' | 'host' | 'keys' | 'signingKeyId' | 'behaviour'>> {
  const key = await (given === undefined ? newSigningKey(shape, host, now) : withCertificate(given, host, now));
  return {
    ...{ id: freshId(), name, host },
    keys: [{ key, published: true }],
    signingKeyId: key.id,
    behaviour: { kind: 'normal' },
  };
}

function jane(claims: string): Omit<ProviderUser, 'username' | 'sub' | 'scope'> {
  return { id: freshId(), password: 'correct horse', email: 'jane@example.com', name: 'Jane Doe', claims };
}

function claimsOf({ policy }: NewProvider): string {
  return JSON.stringify(policy === '' ? {} : { pol: policy }, null, 2);
}

function randomText(bytes: number): string {
  return encodeRawUrl(crypto.getRandomValues(new Uint8Array(bytes)));
}

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
