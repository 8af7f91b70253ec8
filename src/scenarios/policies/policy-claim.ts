/** The claim that names a policy. */
import { claims, classicApi, grants, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const noPolicy = 'key not authorized: no matching policy found';
const unknown = {
  status: 403,
  code: 'policy_unknown',
  error: 'key not authorized: no matching policy',
  log: 'Could not find a valid policy to apply to this token!',
} as const;

export const policyClaim: readonly Scenario[] = [
  {
    id: 'no-matching-policy-found',
    topic: 'policies',
    title: '"key not authorized: no matching policy found": no pol, no default',
    about: 'Nothing gives the token a policy: no claim, no default, no scope. The identity alone does not open an API.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ pol: undefined }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token without pol.',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: noPolicy,
          log: 'No policies could be determined from token (no base policy, no valid scopes)',
        },
        why: 'Where the gateway names a policy that does not exist, the text ends one word earlier: no matching policy.',
      },
    ],
  },
  {
    id: 'policy-id-in-capitals',
    topic: 'policies',
    title: 'pol is "Gold", the policy’s id is "gold"',
    about: 'A policy is found by its id, letter by letter. Its name is for people. Blanks around the id count as well.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ pol: 'Gold' }), key: 'tyk123' },
    steps: [
      { what: 'Send a token with "pol": "Gold", which is the name.', expect: unknown, why: 'There is no id Gold.' },
      {
        what: 'Send one with "pol": "gold ", with a blank at its end.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'gold ' }), key: 'tyk123' } }],
        expect: unknown,
        why: 'Nothing is trimmed.',
      },
    ],
  },
  {
    id: 'policy-of-another-organisation',
    topic: 'policies',
    title: 'Policy exists, but belongs to another org_id',
    about:
      'A policy is looked for in the API’s organisation. The guide does not mention org_id; a policy that was imported from another installation often has another one.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ org_id: '5e9d9544a1dcd60001d0ed20' })],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token that names gold, which is in another organisation.',
        expect: unknown,
        why: 'For this API there is no such policy.',
      },
      {
        what: 'Give the policy the API’s org_id and send again.',
        before: [{ do: 'set policy', policy: 'gold', path: ['org_id'], value: 'default' }],
        expect: passes,
        why: 'Both are in default.',
      },
    ],
  },
  {
    id: 'pol-as-array',
    topic: 'policies',
    title: 'pol claim is an array: the policy is ignored',
    about:
      'Some identity providers write every custom claim as a list. The policy claim must be one text; a list counts as no claim at all.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ pol: ['gold'] }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "pol": ["gold"].',
        expect: {
          status: 403,
          code: 'policy_missing',
          error: noPolicy,
          log: 'No policies could be determined from token',
        },
        why: 'A list, a number or null is not read as a policy id.',
      },
      {
        what: 'Set silver as default policy and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_default_policies'], value: ['silver'] }],
        expect: {
          status: 500,
          code: 'policies_not_applicable',
          error: 'failed to create key: policy not found: "silver"',
        },
        why: 'The default is used in place of the list, in silence. Here that one does not exist either, which shows who was asked.',
      },
      {
        what: 'Send a token with "pol": "gold".',
        before: [{ do: 'token', token: { payload: claims(), key: 'tyk123' } }],
        expect: passes,
        why: 'One text, one policy. For several, use scopes.',
      },
    ],
  },
  {
    id: 'client-base-field',
    topic: 'policies',
    title: 'jwt_client_base_field: policy by client instead of by token',
    about:
      'Where the provider cannot write a policy into its tokens, the client can stand for it. The claim names a Tyk key, and its first policy is taken. It is read only while jwt_policy_field_name is empty.',
    apis: [{ definition: classicApi({ jwt_policy_field_name: '', jwt_client_base_field: 'azp' }) }],
    policies: [policy()],
    keys: [
      {
        name: 'orders-app',
        session: { org_id: 'default', apply_policies: ['gold'], access_rights: grants({ orders: {} }) },
      },
    ],
    token: { payload: claims({ pol: undefined, azp: 'orders-app' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "azp": "orders-app".',
        expect: passes,
        why: 'The key orders-app has the policy gold.',
      },
      {
        what: 'Send one with "azp": "billing-app".',
        before: [
          {
            do: 'token',
            token: { payload: claims({ pol: undefined, sub: 'other', azp: 'billing-app' }), key: 'tyk123' },
          },
        ],
        expect: { status: 403, code: 'policy_missing', error: noPolicy },
        why: 'There is no key of that name.',
      },
    ],
  },
];
