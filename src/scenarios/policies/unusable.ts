/** Policies that cannot be applied, or are off. */
import { claims, classicApi, grants, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const noRights = 'failed to create key: key has no valid policies to be applied';

export const unusable: readonly Scenario[] = [
  {
    id: 'policy-without-access-rights',
    topic: 'policies',
    title: '"failed to create key: key has no valid policies to be applied"',
    about:
      'A policy that grants no API cannot make a session. The same happens when its partitions leave the access rights out.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ access_rights: {} })],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose policy has empty access_rights.',
        expect: { status: 500, code: 'policies_not_applicable', error: noRights },
        why: 'No API would be left for the session. The status is 500, as the policy is at fault.',
      },
      {
        what: 'Grant the API, but let the policy be for the quota only.',
        before: [
          { do: 'set policy', policy: 'gold', path: ['access_rights'], value: grants({ orders: {} }) },
          { do: 'set policy', policy: 'gold', path: ['partitions'], value: { quota: true } },
        ],
        expect: { status: 500, code: 'policies_not_applicable', error: noRights },
        why: 'A policy with partitions gives only those parts, and acl is not among them.',
      },
      {
        what: 'Add the partition acl.',
        before: [{ do: 'set policy', policy: 'gold', path: ['partitions'], value: { quota: true, acl: true } }],
        expect: passes,
        why: 'Now the access rights count.',
      },
    ],
  },
  {
    id: 'per-api-and-partitioned-policies',
    topic: 'policies',
    title: '"cannot apply multiple policies when some have per_api set and some are partitioned"',
    about:
      'Two default policies are merged into one session. A policy with limits per API and one with partitions cannot be merged.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold', 'silver'] }) }],
    policies: [
      policy({ partitions: { per_api: true } }),
      policy({ id: 'silver', name: 'Silver', partitions: { acl: true } }),
    ],
    token: { payload: claims({ pol: undefined }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token that gets both.',
        expect: {
          status: 500,
          code: 'policies_not_applicable',
          error:
            'failed to create key: cannot apply multiple policies when some have per_api set and some are partitioned',
          log: 'cannot apply multiple policies when some have per_api set and some are partitioned',
        },
        why: 'Either limits per API, or partitions, for all policies of a session.',
      },
    ],
  },
  {
    id: 'empty-text-as-default-policy',
    topic: 'policies',
    title: 'Empty string as default policy opens the API without limits',
    about:
      'jwt_default_policies with one empty text, as an empty form field leaves it, is not the same as no default. It makes a session with no policy at all, and that passes.',
    apis: [{ definition: classicApi({ jwt_default_policies: [''] }) }],
    policies: [policy()],
    token: { payload: claims({ pol: undefined }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token that names no policy.',
        expect: passes,
        why: 'A session without access rights is not compared with the API. No rate and no quota apply: every valid token may do everything.',
      },
      {
        what: 'Make the list empty and send a token of somebody else.',
        before: [
          { do: 'set', api: 'orders', path: ['jwt_default_policies'], value: [] },
          { do: 'token', token: { payload: claims({ pol: undefined, sub: 'somebody else' }), key: 'tyk123' } },
        ],
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
        },
        why: 'Now there is no default.',
      },
    ],
  },
  {
    id: 'key-is-inactive',
    topic: 'policies',
    title: '"Key is inactive, please renew": active false and is_inactive',
    about:
      'A policy can be switched off, and takes its users with it. Only is_inactive does that; active, which stands in every policy, is not read.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ active: false })],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose policy has "active": false.',
        expect: passes,
        why: 'The gateway does not look at active.',
      },
      {
        what: 'Set is_inactive to true, save the policy, and send again.',
        before: [{ do: 'set policy', policy: 'gold', path: ['is_inactive'], value: true }],
        expect: {
          status: 403,
          code: 'key_inactive',
          error: 'Key is inactive, please renew',
          log: 'Attempted access from inactive key.',
        },
        why: 'Policies are applied anew with each request, so the session that exists is inactive at once.',
      },
    ],
  },
  {
    id: 'policy-lets-keys-expire',
    topic: 'policies',
    title: '"Key has expired, please renew" with a valid token: key_expires_in',
    about:
      'A policy can end sessions after a time. It counts once, from the first request of an identity, and a fresh token without exp does not renew it.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ key_expires_in: 60 })],
    token: { payload: claims({ exp: undefined }), key: 'tyk123' },
    steps: [
      { what: 'Send a token without exp.', expect: passes, why: 'Its session ends in 60 seconds.' },
      {
        what: 'Send another such token after 61 seconds.',
        before: [{ do: 'wait', seconds: 61 }],
        expect: {
          status: 401,
          code: 'key_expired',
          error: 'Key has expired, please renew',
          log: 'Attempted access from expired key.',
        },
        why: 'The token is fine, the session is not. The identity is shut out until a token comes whose exp is later, or somebody deletes the session.',
      },
      {
        what: 'Send one that is valid for five minutes.',
        before: [{ do: 'token', token: { payload: claims(), key: 'tyk123' } }],
        expect: passes,
        why: 'A later exp moves the session’s end.',
      },
    ],
  },
];
