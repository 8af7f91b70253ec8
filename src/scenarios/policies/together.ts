/** Several policies in one session. */
import { claims, classicApi, grants, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const twoDefaults = classicApi({ jwt_default_policies: ['gold', 'silver'] });
const token = { payload: claims({ pol: undefined }), key: 'tyk123' } as const;
const rateExceeded = { status: 429, code: 'rate_exceeded', error: 'Rate Limit Exceeded' } as const;

export const together: readonly Scenario[] = [
  {
    id: 'restricted-beside-unrestricted-policy',
    topic: 'policies',
    title: 'Two policies, one restricted to some paths: everything else is refused',
    about:
      'silver allows all paths of the API, gold only /users. Together one expects all paths. The lists of allowed paths are united, and a policy without a list adds nothing to them.',
    apis: [{ definition: twoDefaults }],
    policies: [
      policy({ access_rights: grants({ orders: { allowed_urls: [{ url: '/users', methods: ['GET'] }] } }) }),
      policy({ id: 'silver', name: 'Silver' }),
    ],
    token,
    steps: [
      {
        what: 'Ask for /get.',
        expect: {
          status: 403,
          code: 'path_not_granted',
          error: 'Access to this resource has been disallowed',
          log: 'Attempted access to unauthorised endpoint (Granular).',
        },
        why: 'The session has one allowed path, /users. "No list" does not mean "all" beside a list.',
      },
      {
        what: 'Ask for /users.',
        before: [{ do: 'request', request: { path: '/orders/users' } }],
        expect: passes,
        why: 'That one is in the list.',
      },
    ],
  },
  {
    id: 'larger-rate-wins',
    topic: 'policies',
    title: 'Two policies with different rates: which limit counts',
    about: 'Of merged policies the more generous rate and the larger quota count, each for itself.',
    apis: [{ definition: twoDefaults }],
    policies: [policy({ rate: 1 }), policy({ id: 'silver', name: 'Silver', rate: 2 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One of two.' },
      { what: 'Send a second one.', expect: passes, why: 'gold alone would have refused it.' },
      { what: 'Send a third one.', expect: rateExceeded, why: 'silver allows two in a minute.' },
    ],
  },
  {
    id: 'limit-inside-access-rights',
    topic: 'policies',
    title: 'limit inside access_rights is ignored without per_api',
    about:
      'The policy has a limit of one call for this API, beside its own thousand. The inner limit counts only when the policy’s partitions have per_api.',
    apis: [{ definition: classicApi() }],
    policies: [
      policy({
        access_rights: grants({ orders: { limit: { rate: 1, per: 60, quota_max: -1, quota_renewal_rate: 3600 } } }),
      }),
    ],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      { what: 'Send a request.', expect: passes, why: 'Within any limit.' },
      { what: 'Send a second one.', expect: passes, why: 'The limit of the policy counts: a thousand.' },
      {
        what: 'Set partitions.per_api, save, and send.',
        before: [{ do: 'set policy', policy: 'gold', path: ['partitions'], value: { per_api: true } }],
        expect: passes,
        why: 'From now on the API has a count of its own, and this is the first call in it.',
      },
      { what: 'Send one more.', expect: rateExceeded, why: 'One call in a minute.' },
    ],
  },
  {
    id: 'second-default-policy-missing',
    topic: 'policies',
    title: 'Several default policies, one of them does not exist',
    about:
      'It matters which one is missing. A later one is only logged, with each request; without the first nobody gets in, and the status differs from that of a single missing default.',
    apis: [{ definition: classicApi({ jwt_default_policies: ['gold', 'platinum'] }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a token that gets gold and platinum.',
        expect: { ...passes, log: 'policy not found: "platinum"' },
        why: 'gold is enough. The missing one stays in the session, and is looked for with each request.',
      },
      {
        what: 'Name platinum first, and send a token of somebody else.',
        before: [
          { do: 'set', api: 'orders', path: ['jwt_default_policies'], value: ['platinum', 'gold'] },
          { do: 'token', token: { payload: claims({ pol: undefined, sub: 'somebody else' }), key: 'tyk123' } },
        ],
        expect: {
          status: 403,
          code: 'policy_unknown',
          error: 'key not authorized: no matching policy',
          log: 'Could not find a valid policy to apply to this token!',
        },
        why: 'The first one is the base policy, and has to be there.',
      },
    ],
  },
];
