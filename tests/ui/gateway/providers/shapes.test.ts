import { expect, test } from 'vitest';
import { hostIn, reservedName } from '../../../../src/ui/gateway/providers/shapes';
import { keycloak } from '../../../workspace/providers/build';

test('takes the host out of an address that was pasted', () => {
  for (const typed of ['keycloak.test', ' https://keycloak.test/ ', 'HTTP://keycloak.test']) {
    expect(hostIn(typed)).toBe('keycloak.test');
  }
  expect(hostIn('https://keycloak.test/auth')).toBe('keycloak.test/auth');
});

test('offers the same name under .test, where that is all that is wrong with it', () => {
  expect(reservedName('your-tenant.us.auth0.com', [])).toBe('your-tenant.us.auth0.test');
  expect(reservedName('localhost', [])).toBe('localhost.test');
  expect(reservedName('', [])).toBeNull();
  expect(reservedName('a b.com', [])).toBeNull();
  expect(reservedName('keycloak.test', [])).toBeNull();
  expect(reservedName('keycloak.com', [keycloak])).toBeNull();
  expect(reservedName('gateway.com', [])).toBeNull();
});
