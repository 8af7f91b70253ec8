/** Step 3 of the guide: what a default policy does, and what it does not. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const noPolicy = 'key not authorized: no matching policy found';

export const defaultPolicy: readonly Scenario[] = [
  {
    id: 'guide-default-policy',
    topic: 'guide',
    title: 'Default policy for tokens that name none',
    about: 'The token has no pol. With a default policy it gets through, without one it does not.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold'] }) }],
    policies: [policy()],
    token: { payload: claims({ pol: undefined }), key: 'tyk123' },
    steps: [
      { what: 'Send the token without pol.', expect: passes, why: 'jwt_default_policies steps in.' },
      {
        what: 'Take the default policy away, save, and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_default_policies'], value: undefined }],
        expect: { status: 403, code: 'policy_missing', error: noPolicy, log: 'requires policy in token' },
        why: 'Now nothing gives this token a policy. That there was a session with one does not help.',
      },
    ],
  },
  {
    id: 'default-policy-does-not-replace-wrong-pol',
    topic: 'guide',
    title: 'Default policy is set, but a wrong pol claim is still refused',
    about:
      'The token names the policy platinum, which does not exist. One would expect the default policy to step in; it is for tokens that name none.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold'] }) }],
    policies: [policy()],
    token: { payload: claims({ pol: 'platinum' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "pol": "platinum".',
        expect: {
          status: 403,
          code: 'policy_unknown',
          error: 'key not authorized: no matching policy',
          log: 'Could not find a valid policy to apply to this token!',
        },
        why: 'A default policy is no baseline: it counts only where the claim is missing, and is never added to another one.',
      },
      {
        what: 'Send a token without pol.',
        before: [{ do: 'token', token: { payload: claims({ pol: undefined }), key: 'tyk123' } }],
        expect: passes,
        why: 'Without the claim the default is used.',
      },
    ],
  },
];
