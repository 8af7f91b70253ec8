import { expect, test } from 'vitest';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { auth0, keycloak, plain } from './build';

test('Auth0’s addresses are made from the domain, as the guide has them', () => {
  expect(addressesOf(auth0)).toEqual({
    issuer: 'https://YOUR-TENANT.auth0.test/',
    discovery: 'https://YOUR-TENANT.auth0.test/.well-known/openid-configuration',
    keySet: 'https://YOUR-TENANT.auth0.test/.well-known/jwks.json',
    token: 'https://YOUR-TENANT.auth0.test/oauth/token',
  });
});

test('Keycloak’s addresses are made from host and realm, as the guide has them', () => {
  expect(addressesOf({ ...keycloak, shape: 'keycloak', realm: 'shop' })).toEqual({
    issuer: 'https://keycloak.test/realms/shop',
    discovery: 'https://keycloak.test/realms/shop/.well-known/openid-configuration',
    keySet: 'https://keycloak.test/realms/shop/protocol/openid-connect/certs',
    token: 'https://keycloak.test/realms/shop/protocol/openid-connect/token',
  });
  expect(addressesOf(keycloak).issuer).toBe('https://keycloak.test/realms/My%20Shop');
});

test('a plain server has its key set where the guide’s example has it', () => {
  expect(addressesOf(plain).keySet).toBe('https://idp.test/.well-known/jwks.json');
});
