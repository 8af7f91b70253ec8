/** Tokens that were changed, or signed with something else. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const badSignature = { status: 403, code: 'signature_invalid', error: 'Key not authorized' } as const;

export const signature: readonly Scenario[] = [
  {
    id: 'payload-changed-after-signing',
    topic: 'token',
    title: 'Payload changed after signing, signature cut',
    about:
      'Somebody adds "admin": true to a token that was signed without it. Every character of header and payload is under the signature.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123', fault: 'payload changed' },
    steps: [
      {
        what: 'Send a token whose payload was changed.',
        expect: { ...badSignature, log: 'signature is invalid' },
        why: 'The signature belongs to another text.',
      },
      {
        what: 'Send one whose signature was cut, as when a line is copied in part.',
        before: [{ do: 'token', token: { payload: claims(), key: 'tyk123', fault: 'signature cut' } }],
        expect: { ...badSignature, log: 'signature is invalid' },
        why: 'A shorter signature is another one.',
      },
    ],
  },
  {
    id: 'unexpected-signing-method',
    topic: 'token',
    title: '"Key not authorized: Unexpected signing method": RS256 token for an HMAC API',
    about:
      'The API is set to hmac, the token was signed with RS256. The family of the algorithm is the API’s to choose, not the token’s.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'Send a token signed with RS256.',
        expect: {
          status: 403,
          code: 'signing_method_unexpected',
          error: 'Key not authorized: Unexpected signing method',
          log: 'Unexpected signing method: RS256 and not HMAC signature',
        },
        why: 'hmac takes HS256, HS384 and HS512.',
      },
      {
        what: 'Set the API to rsa, with the public key, and send again.',
        before: [
          { do: 'set', api: 'orders', path: ['jwt_signing_method'], value: 'rsa' },
          { do: 'set source', api: 'orders', source: { key: 'rsa' } },
        ],
        expect: passes,
        why: 'rsa takes RS256, RS384, RS512 and PS256, PS384, PS512.',
      },
    ],
  },
  {
    id: 'algorithm-confusion-attack',
    topic: 'token',
    title: 'Algorithm confusion: HS256 signed with the public key as secret',
    about:
      'A known attack: the public key is public, so anybody can use it as an HMAC secret, and hope that the gateway takes the algorithm from the token.',
    apis: [{ definition: classicApi({ jwt_signing_method: 'rsa' }), source: { key: 'rsa' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa', fault: 'other family' },
    steps: [
      {
        what: 'Send a token signed with HS256 and the public key’s PEM.',
        expect: {
          status: 403,
          code: 'signing_method_unexpected',
          error: 'Key not authorized: Unexpected signing method',
          log: 'Unexpected signing method: HS256 and not RSA or RSAPSS signature',
        },
        why: 'The family is compared before the key is looked for.',
      },
    ],
  },
  {
    id: 'expired-and-badly-signed',
    topic: 'token',
    title: 'Expired token with a bad signature: which error comes first',
    about:
      'The signature is checked before the times, the times before the policy. So an old token with a wrong key does not say that it is old.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ exp: 'now - 1 h', pol: 'platinum' }), key: 'another secret' },
    steps: [
      {
        what: 'Send a token that is expired, signed with another secret, and names no policy that exists.',
        expect: { ...badSignature, log: 'signature is invalid' },
        why: 'The signature comes first.',
      },
      {
        what: 'Sign it with the right secret.',
        before: [
          {
            do: 'token',
            token: { payload: claims({ exp: 'now - 1 h', pol: 'platinum' }), key: 'tyk123' },
          },
        ],
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'Then the times.',
      },
      {
        what: 'Let it be valid.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'platinum' }), key: 'tyk123' } }],
        expect: { status: 403, code: 'policy_unknown', error: 'key not authorized: no matching policy' },
        why: 'And the policy last.',
      },
    ],
  },
];
