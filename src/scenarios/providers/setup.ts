/** The guide's two identity providers, from set-up to 200. */
import { claims, classicApi, oasApi, passes, policy, schemePath } from '../definitions';
import type { Scenario } from '../scenario';

const rsaApi = classicApi({ jwt_signing_method: 'rsa' });

export const setup: readonly Scenario[] = [
  {
    id: 'auth0-integration',
    topic: 'providers',
    title: 'Auth0 integration: JWKS URL, and a policy for tokens without pol',
    about:
      'The API knows the tenant’s key set, /.well-known/jwks.json. Auth0 writes no pol into a token by itself: either an Action adds one, or the API has a default policy.',
    apis: [{ definition: rsaApi, source: { keySetOf: 'Auth0' } }],
    policies: [policy()],
    providers: [{ name: 'Auth0', shape: 'auth0', host: 'your-tenant.auth0.test', policy: '' }],
    token: { from: 'Auth0', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send an access token of the client credentials grant.',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
          log: 'No policies could be determined from token',
        },
        why: 'Key and signature are fine: the error begins with a small k, so it is about policies.',
      },
      {
        what: 'Set gold as default policy.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_default_policies'], value: ['gold'] }],
        expect: passes,
        why: 'The identity is sub, which for an application is its client id followed by @clients.',
      },
      {
        what: 'Send the token of a person.',
        before: [{ do: 'token', token: { from: 'Auth0', grant: 'password' } }],
        expect: passes,
        why: 'Another identity, so another session with its own limits.',
      },
    ],
  },
  {
    id: 'keycloak-integration',
    topic: 'providers',
    title: 'Keycloak integration: certs URL of the realm, pol by a mapper',
    about:
      'The key set of a realm is at /realms/<realm>/protocol/openid-connect/certs. A hard-coded claim mapper of the client writes pol into its tokens.',
    apis: [{ definition: rsaApi, source: { keySetOf: 'Keycloak' } }],
    policies: [policy()],
    providers: [{ name: 'Keycloak', shape: 'keycloak', host: 'keycloak.test', realm: 'orders', policy: 'gold' }],
    token: { from: 'Keycloak', grant: 'password' },
    steps: [
      {
        what: 'Send the token of a person.',
        expect: passes,
        why: 'The kid is in the realm’s key set, sub is the person’s id, pol is there.',
      },
      {
        what: 'Send it six minutes later.',
        before: [{ do: 'wait', seconds: 360 }],
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'Keycloak’s access tokens live for five minutes.',
      },
      {
        what: 'Send the token of a service account.',
        before: [{ do: 'token', token: { from: 'Keycloak', grant: 'client_credentials' } }],
        expect: { ...passes, log: 'Failed to retrieve OAuth client.' },
        why: 'It carries client_id, which the gateway looks up in vain, with a warning.',
      },
    ],
  },
  {
    id: 'keycloak-audience-account',
    topic: 'providers',
    title: 'Keycloak token refused: its audience is account',
    about: 'A Tyk OAS API that checks audiences refuses Keycloak’s tokens as they come, since aud is "account".',
    apis: [
      {
        definition: oasApi({ signingMethod: 'rsa', allowedAudiences: ['orders-api'] }),
        source: { keySetOf: 'Keycloak' },
      },
    ],
    policies: [policy()],
    providers: [{ name: 'Keycloak', shape: 'keycloak', host: 'keycloak.test', realm: 'orders', policy: 'gold' }],
    token: { from: 'Keycloak', grant: 'password' },
    steps: [
      {
        what: 'Send the token of a person.',
        expect: {
          status: 401,
          code: 'audience_refused',
          error: 'Key not authorized: no matching audience found in token: [account]',
          log: 'JWT audience validation failed',
        },
        why: 'An audience mapper in Keycloak is the right cure.',
      },
      {
        what: 'Allow account for now.',
        before: [
          { do: 'set', api: 'orders', path: [...schemePath, 'allowedAudiences'], value: ['orders-api', 'account'] },
        ],
        expect: passes,
        why: 'That lets in the tokens of every client of the realm.',
      },
    ],
  },
  {
    id: 'token-of-another-tenant',
    topic: 'providers',
    title: '"No matching KID could be found": token of another tenant or realm',
    about:
      'The token comes from the test tenant, the API has the key set of production. The issuer is not compared by a classic API; the key id is what fails.',
    apis: [{ definition: rsaApi, source: { keySetOf: 'Production' } }],
    policies: [policy()],
    providers: [
      { name: 'Production', shape: 'auth0', host: 'production.auth0.test', policy: 'gold', key: 'rsa' },
      { name: 'Test', shape: 'auth0', host: 'test.auth0.test', policy: 'gold', key: 'another rsa' },
    ],
    token: { from: 'Test', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send a token of the test tenant.',
        expect: {
          status: 403,
          code: 'kid_unknown',
          error: 'Key not authorized',
          log: 'No matching KID could be found',
        },
        why: 'Its kid is not in production’s key set.',
      },
      {
        what: 'Send one of production.',
        before: [{ do: 'token', token: { from: 'Production', grant: 'client_credentials' } }],
        expect: passes,
        why: 'The right issuer.',
      },
    ],
  },
  {
    id: 'kid-is-not-a-string',
    topic: 'providers',
    title: '"kid is not a string": token without kid, or with a number',
    about: 'With a JWKS URL the token has to name its key, even where the set has only one.',
    apis: [{ definition: rsaApi, source: { keySetOf: 'Identity provider' } }],
    policies: [policy()],
    providers: [{ name: 'Identity provider', shape: 'plain', host: 'id.orders.test', policy: 'gold', key: 'rsa' }],
    token: { payload: claims(), key: 'rsa', fault: 'kid missing' },
    steps: [
      {
        what: 'Send a token without kid, signed with the right key.',
        expect: { status: 403, code: 'kid_not_text', error: 'Key not authorized', log: 'kid is not a string' },
        why: 'No key is tried without a name.',
      },
      {
        what: 'Send one with "kid": 1.',
        before: [{ do: 'token', token: { header: { kid: 1 }, payload: claims(), key: 'rsa' } }],
        expect: { status: 403, code: 'kid_not_text', error: 'Key not authorized', log: 'kid is not a string' },
        why: 'It has to be a text.',
      },
      {
        what: 'Send one with "kid": "rsa".',
        before: [{ do: 'token', token: { payload: claims(), key: 'rsa' } }],
        expect: passes,
        why: 'That is the name of the key in the set.',
      },
    ],
  },
];
