/** Who is registered with a provider. */
import type { Provider, ProviderClient, ProviderUser } from '../providers';
import { freshId } from '../workspace';

/** The provider with one client changed. */
export function withClient(provider: Provider, id: string, edit: Partial<ProviderClient>): Provider {
  return { ...provider, clients: provider.clients.map((each) => (each.id === id ? { ...each, ...edit } : each)) };
}

/** The provider with one user changed. */
export function withUser(provider: Provider, id: string, edit: Partial<ProviderUser>): Provider {
  return { ...provider, users: provider.users.map((each) => (each.id === id ? { ...each, ...edit } : each)) };
}

/** One more client: for the API, the scopes and the claims of the first one, with both grants. */
export function newClient({ clients }: Provider): ProviderClient {
  const [first] = clients;
  const clientId = untaken(
    'client',
    clients.map((each) => each.clientId),
  );
  return {
    id: freshId(),
    name: clientId,
    clientId,
    clientSecret: randomHex(16),
    grants: ['client_credentials', 'password'],
    audience: first?.audience ?? '',
    scope: first?.scope ?? '',
    claims: first?.claims ?? '{}',
  };
}

/** One more user, with the scopes and the claims of the first one. */
export function newUser({ users }: Provider): ProviderUser {
  const [first] = users;
  const username = untaken(
    'sam',
    users.map((each) => each.username),
  );
  return {
    id: freshId(),
    username,
    password: 'correct horse',
    sub: freshId(),
    email: `${username}@example.com`,
    name: 'Sam Roe',
    scope: first?.scope ?? '',
    claims: first?.claims ?? '{}',
  };
}

/** A name that none of these is; with a number behind where one is. */
export function untaken(
  wanted: string,
  taken: readonly string[],
  numbered = (number: number): string => `${wanted}-${String(number)}`,
): string {
  let found = wanted;
  for (let number = 2; taken.includes(found); number++) found = numbered(number);
  return found;
}

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
