/** Policies that change, or vanish, under a stored session. */
import { claims, classicApi, grants, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const noRights = 'failed to create key: key has no valid policies to be applied';

export const changes: readonly Scenario[] = [
  {
    id: 'policy-changed-under-a-session',
    topic: 'sessions',
    title: 'Policy was changed: when do users notice?',
    about:
      'A session names its policies, and they are applied anew with each request. So a change is in force as soon as the policy is saved and the gateway reloaded.',
    apis: [{ definition: classicApi() }, { definition: invoicesApi() }],
    policies: [policy()],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'gold grants Orders.' },
      {
        what: 'Let gold grant Invoices instead, and send again.',
        before: [{ do: 'set policy', policy: 'gold', path: ['access_rights'], value: grants({ invoices: {} }) }],
        expect: { status: 403, code: 'api_not_granted', error: 'Access to this API has been disallowed' },
        why: 'At once. Counters and rates keep their size for longer.',
      },
      {
        what: 'Let it grant nothing.',
        before: [{ do: 'set policy', policy: 'gold', path: ['access_rights'], value: {} }],
        expect: { status: 500, code: 'policies_not_applicable', error: noRights },
        why: 'Now it cannot be applied, so the session counts as not there, and making it anew fails.',
      },
    ],
  },
  {
    id: 'deleted-policy',
    topic: 'sessions',
    title: 'Policy was deleted: "no matching policy" for users who were let in before',
    about:
      'The session names a policy that is gone. The session is tried to be made anew, from a token that names the same policy.',
    apis: [{ definition: classicApi() }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver' })],
    token,
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The session has gold.' },
      {
        what: 'Delete gold and send again.',
        before: [{ do: 'remove policy', policy: 'gold' }],
        expect: {
          status: 403,
          code: 'policy_unknown',
          error: 'key not authorized: no matching policy',
          log: 'policy not found: "gold"',
        },
        why: 'The log first tells of the session’s policy, then of the token’s.',
      },
      {
        what: 'Send a token that names silver.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'silver' }), key: 'tyk123' } }],
        expect: { ...passes, log: 'policy not found: "gold"' },
        why: 'The session is made anew with silver.',
      },
    ],
  },
  {
    id: 'deleted-default-policy',
    topic: 'sessions',
    title: '500 "failed to create key: policy not found" after a policy was deleted',
    about: 'The only default policy of an API is deleted, while its users have sessions.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold'] }) }],
    policies: [policy()],
    token: { payload: claims({ pol: undefined }), key: 'tyk123' },
    steps: [
      { what: 'Send a token without pol.', expect: passes, why: 'gold by default.' },
      {
        what: 'Delete gold and send again.',
        before: [{ do: 'remove policy', policy: 'gold' }],
        expect: {
          status: 500,
          code: 'policies_not_applicable',
          error: 'failed to create key: policy not found: "gold"',
          log: 'policy not found: "gold"',
        },
        why: 'A default that is gone is 500, a policy in a claim that is gone 403.',
      },
    ],
  },
  {
    id: 'could-not-apply-new-policy',
    topic: 'sessions',
    title: '"key not authorized: could not apply new policy"',
    about:
      'An identity that has a session comes with a token that names another policy, and that one cannot be applied. As a new identity it would be answered 500.',
    apis: [{ definition: classicApi() }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver', access_rights: {} })],
    token,
    steps: [
      { what: 'Send a token with pol gold.', expect: passes, why: 'The session has gold.' },
      {
        what: 'Send one with pol silver, which grants no API.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'silver' }), key: 'tyk123' } }],
        expect: {
          status: 403,
          code: 'policy_switch_failed',
          error: 'key not authorized: could not apply new policy',
          log: 'Could not apply new policy to session',
        },
        why: 'The session is there, and cannot be moved to silver.',
      },
      {
        what: 'Send the same as somebody new.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'silver', sub: 'new here' }), key: 'tyk123' } }],
        expect: { status: 500, code: 'policies_not_applicable', error: noRights },
        why: 'The same fault, told of a session that is to be made.',
      },
    ],
  },
];
