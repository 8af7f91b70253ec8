/** New providers of each shape, for tests; a key takes a moment to make, so each is made once. */
import type { Provider } from '../../../src/workspace/providers';
import { newAuth0, newKeycloak, newPlain } from '../../../src/workspace/providers/new-provider';

/** The second in which every test begins: 2026-09-21T14:13:20Z. */
export const now = 1_790_000_000;

const common = { policy: 'gold', now: now * 1000 };

export const auth0 = await newAuth0({ ...common, name: 'Auth0', host: 'YOUR-TENANT.auth0.test' });
export const keycloak = await newKeycloak({ ...common, name: 'Keycloak', host: 'keycloak.test', realm: 'My Shop' });
export const plain = await newPlain({ ...common, name: 'Plain', host: 'idp.test' });

export const providers: readonly Provider[] = [auth0, keycloak, plain];

/** The provider's first client; the one that may use a grant, where one is named. */
export function clientOf({ clients }: Provider, grant?: Provider['clients'][number]['grants'][number]) {
  const found = clients.find(({ grants }) => grant === undefined || grants.includes(grant));
  if (found === undefined) throw new Error('The provider has such a client.');
  return found;
}

/** The provider's first user. */
export function userOf({ users }: Provider) {
  const [user] = users;
  if (user === undefined) throw new Error('The provider has a user.');
  return user;
}

/** The provider's first key. */
export function keyOf({ keys }: Provider) {
  const [first] = keys;
  if (first === undefined) throw new Error('The provider has a key.');
  return first.key;
}
