/** Whose token it is: the identity claim. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const none = {
  status: 403,
  code: 'identity_missing',
  error: 'no suitable claims for user ID were found',
} as const;

export const identity: readonly Scenario[] = [
  {
    id: 'no-suitable-claims-for-user-id',
    topic: 'claims',
    title: '"no suitable claims for user ID were found"',
    about:
      'Each token must say whose it is. The gateway looks in jwt_identity_base_field, and then in sub. This token has no sub, as some machine tokens do not.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ sub: undefined, client: 'reports' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token without sub.',
        expect: { ...none, log: 'no suitable claims for user ID were found' },
        why: 'There is no identity, so there can be no session.',
      },
      {
        what: 'Make client the identity claim and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_identity_base_field'], value: 'client' }],
        expect: passes,
        why: 'Any claim that is a text may be the identity. It should be one that no two callers share.',
      },
    ],
  },
  {
    id: 'identity-is-a-number',
    topic: 'claims',
    title: 'sub or user id is a number: no suitable claims',
    about:
      'Many databases number their users, and the number lands in the token. The identity must be a text; a number counts as missing.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ sub: 4711 }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "sub": 4711.',
        expect: { ...none, log: 'no suitable claims for user ID were found' },
        why: 'RFC 7519 wants a text in sub, too.',
      },
      {
        what: 'Send one with "sub": "4711".',
        before: [{ do: 'token', token: { payload: claims({ sub: '4711' }), key: 'tyk123' } }],
        expect: passes,
        why: 'A text.',
      },
    ],
  },
  {
    id: 'found-an-empty-user-id',
    topic: 'claims',
    title: '"found an empty user ID in predefined base claim, claim: sub"',
    about:
      'An empty identity is refused, and not replaced by the next claim. The text says in which claim it was found.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ sub: '' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with an empty sub, where sub is the identity claim.',
        expect: {
          status: 403,
          code: 'identity_empty',
          error: 'found an empty user ID in predefined base claim, claim: sub',
        },
        why: 'jwt_identity_base_field names sub.',
      },
      {
        what: 'Name no identity claim and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_identity_base_field'], value: '' }],
        expect: { status: 403, code: 'identity_empty', error: 'found an empty user ID in sub claim' },
        why: 'Now sub is looked at as the last resort, and the text differs.',
      },
    ],
  },
  {
    id: 'identity-falls-back-to-sub',
    topic: 'claims',
    title: '"Base Field claim not found, trying to find user ID in \'sub\' claim"',
    about:
      'The identity claim user_id is not in the token. Classic APIs take sub in its place, and the request passes with a warning in the log. Different identity, different session, another quota.',
    apis: [{ definition: classicApi({ jwt_identity_base_field: 'user_id' }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token without user_id.',
        expect: { ...passes, log: 'Base Field claim not found' },
        why: 'sub is the fallback.',
      },
      {
        what: 'Send one with "user_id": "".',
        before: [{ do: 'token', token: { payload: claims({ user_id: '' }), key: 'tyk123' } }],
        expect: {
          status: 403,
          code: 'identity_empty',
          error: 'found an empty user ID in predefined base claim, claim: user_id',
        },
        why: 'Missing is forgiven, empty is not.',
      },
    ],
  },
  {
    id: 'nested-identity-claim',
    topic: 'claims',
    title: 'Identity or policy in a nested claim: user.id, tyk.policy',
    about:
      'A name with dots reaches into objects. A claim whose own name has the dots comes first, so names like https://orders.example/policy work too.',
    apis: [
      {
        definition: classicApi({
          jwt_identity_base_field: 'user.id',
          jwt_policy_field_name: 'https://orders.example/pol',
        }),
      },
    ],
    policies: [policy()],
    token: {
      payload: {
        user: { id: 'u-4711', roles: ['customer'] },
        'https://orders.example/pol': 'gold',
        iat: 'now',
        exp: 'now + 5 min',
      },
      key: 'tyk123',
    },
    steps: [
      {
        what: 'Send a token with both.',
        expect: passes,
        why: 'user.id is reached step by step, the policy’s claim has just that name.',
      },
      {
        what: 'Make user.roles.0 the identity claim.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_identity_base_field'], value: 'user.roles.0' }],
        expect: none,
        why: 'Lists cannot be entered by a number.',
      },
    ],
  },
];
