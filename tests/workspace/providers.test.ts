import { expect, test } from 'vitest';
import { hostProblem, setBehaviour, withProvider } from '../../src/workspace/providers';
import { emptyWorkspace } from '../../src/workspace/workspace';
import { auth0, keycloak } from './providers/build';

test('a host name is a name that ends in .test', () => {
  for (const host of ['keycloak.test', 'YOUR-TENANT.auth0.test', 'a.b-c.test'])
    expect(hostProblem(host, [])).toBeNull();
  for (const host of ['', '.test', '-a.test', 'a..test', 'a.test:80', 'https://a.test', 'a.test/x', 'a b.test']) {
    expect(hostProblem(host, []), host).not.toBeNull();
  }
  for (const host of ['tenant.auth0.com', 'keycloak', 'test', 'a.test.com']) {
    expect(hostProblem(host, []), host).toMatch(/must end in \.test/);
  }
});

test('a host name is the gateway’s or another provider’s only once', () => {
  expect(hostProblem('Gateway.test', [])).toBe('gateway.test is the gateway.');
  expect(hostProblem('your-tenant.AUTH0.test', [keycloak, auth0])).toBe('Auth0 has this host name.');
});

test('one provider of a workspace is changed, the others stay the same objects', () => {
  const workspace = { ...emptyWorkspace(), providers: [auth0, keycloak] };
  const changed = withProvider(workspace, keycloak.id, (provider) => setBehaviour(provider, { kind: 'unreachable' }));
  expect(changed.providers[0]).toBe(auth0);
  expect(changed.providers[1]?.behaviour).toEqual({ kind: 'unreachable' });
});

test('an empty workspace has no provider', () => {
  expect(emptyWorkspace().providers).toEqual([]);
});
