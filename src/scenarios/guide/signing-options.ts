/** Step 2 of the guide: the three places where the gateway can find the key. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const signingOptions: readonly Scenario[] = [
  {
    id: 'guide-hmac-shared-secret',
    topic: 'guide',
    title: 'Guide, option 1: HMAC shared secret tyk123',
    about:
      'The simplest set-up of the guide. The API has the secret tyk123, the token is signed with it and names the policy gold in pol.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: { sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 }, key: 'tyk123' },
    steps: [
      {
        what: 'Send the guide’s token.',
        expect: passes,
        why: 'Signature, identity (sub) and policy (pol) are found, and the policy grants the API. In the definition the secret stands in base64: dHlrMTIz.',
      },
    ],
  },
  {
    id: 'guide-rsa-public-key',
    topic: 'guide',
    title: 'Guide, option 2: RSA public key in the API',
    about: 'The API has a public key, the token is signed with the private one. Whoever checks tokens cannot make any.',
    apis: [{ definition: classicApi({ jwt_signing_method: 'rsa' }), source: { key: 'rsa' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'Send a token signed with RS256.',
        expect: passes,
        why: 'jwt_signing_method is rsa, and jwt_source is base64 of the PEM that openssl rsa -pubout writes.',
      },
    ],
  },
  {
    id: 'guide-jwks-url',
    topic: 'guide',
    title: 'Guide, option 3: JWKS URL',
    about:
      'The API knows only where the keys are. The gateway fetches the key set, and the token’s kid says which of its keys to take.',
    apis: [{ definition: classicApi({ jwt_signing_method: 'rsa' }), source: { keySetOf: 'Identity provider' } }],
    policies: [policy()],
    providers: [{ name: 'Identity provider', shape: 'plain', host: 'id.orders.test', policy: 'gold' }],
    token: { from: 'Identity provider', grant: 'client_credentials' },
    steps: [
      {
        what: 'Send a token of the identity provider. The gateway fetches the key set.',
        expect: passes,
        why: 'JWKS is no signing method of its own: the method is still rsa, and jwt_source is base64 of the URL.',
      },
      {
        what: 'Send it once more. Nothing is fetched now.',
        expect: passes,
        why: 'A fetched key set is kept for 240 seconds, per API and URL.',
      },
    ],
  },
  {
    id: 'guide-jwt-io-token-without-exp',
    topic: 'guide',
    title: 'jwt.io sample token without exp: does it ever expire?',
    about:
      'The payload that jwt.io shows has no exp. The gateway takes it, today and in ten years; only a policy can end it.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold'] }) }],
    policies: [policy()],
    token: { payload: { sub: '1234567890', name: 'John Doe', admin: true, iat: 1516239022 }, key: 'tyk123' },
    steps: [
      { what: 'Send the token.', expect: passes, why: 'A time claim that is absent is not checked.' },
      {
        what: 'Send it again ten years later.',
        before: [{ do: 'wait', seconds: 315_360_000 }],
        expect: passes,
        why: 'Neither the token nor its session has an end. Give tokens an exp, or the policy a key_expires_in.',
      },
    ],
  },
];
