import { expect, test } from 'vitest';
import { newClient, newUser, untaken, withClient, withUser } from '../../../src/workspace/providers/people';
import { clientOf, keycloak, userOf } from './build';

test('changes one client or user and no other', () => {
  const { id } = clientOf(keycloak);
  const changed = withClient(keycloak, id, { clientId: 'billing' });
  expect(changed.clients.map(({ clientId }) => clientId)).toEqual(['billing', 'orders-app']);
  expect(changed.clients[1]).toBe(keycloak.clients[1]);
  expect(withUser(keycloak, userOf(keycloak).id, { password: 'x' }).users[0]?.password).toBe('x');
});

test('a new client and user have what the first ones bring along, and names of their own', () => {
  const client = newClient(keycloak);
  expect(client).toMatchObject({ clientId: 'client', scope: 'orders', claims: clientOf(keycloak).claims });
  const more = newClient({ ...keycloak, clients: [...keycloak.clients, client] });
  expect(more.clientId).toBe('client-2');
  expect(more.clientSecret).not.toBe(client.clientSecret);
  expect(newUser(keycloak)).toMatchObject({ username: 'sam', email: 'sam@example.com' });
});

test('numbers a name that is taken', () => {
  expect(untaken('a', ['b'])).toBe('a');
  expect(untaken('a', ['a', 'a-2'])).toBe('a-3');
  expect(untaken('id.test', ['id.test'], (number) => `id-${String(number)}.test`)).toBe('id-2.test');
});
