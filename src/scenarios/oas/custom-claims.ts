/** customClaimValidation of Tyk OAS. */
import { claims, oasApi, passes, policy, schemePath } from '../definitions';
import type { Scenario } from '../scenario';

const rules = [...schemePath, 'customClaimValidation'];
const withClaims = (members: Parameters<typeof claims>[0]) => ({ payload: claims(members), key: 'tyk123' }) as const;

export const customClaims: readonly Scenario[] = [
  {
    id: 'custom-claim-is-required',
    topic: 'oas',
    title: '"custom claim role is required but not present in token"',
    about:
      'A custom rule asks for a claim, one of some values, or a value that contains one. The first step shows each text.',
    apis: [
      {
        definition: oasApi({
          customClaimValidation: { role: { type: 'exact_match', allowedValues: ['admin', 'clerk'] } },
        }),
      },
    ],
    policies: [policy()],
    token: withClaims({}),
    steps: [
      {
        what: 'Send a token without role.',
        expect: {
          status: 401,
          code: 'custom_claim_refused',
          error: 'Key not authorized: custom claim role is required but not present in token',
          log: 'JWT custom claims validation failed',
        },
        why: 'Missing fails with every type of rule.',
      },
      {
        what: 'Send one with "role": "guest".',
        before: [{ do: 'token', token: withClaims({ role: 'guest' }) }],
        expect: {
          status: 401,
          code: 'custom_claim_refused',
          error: 'Key not authorized: claim role value does not match any expected values',
        },
        why: 'Not one of the two.',
      },
      {
        what: 'Make the rule contains, and send "superadmin".',
        before: [
          { do: 'set', api: 'orders', path: [...rules, 'role', 'type'], value: 'contains' },
          { do: 'token', token: withClaims({ role: 'superadmin' }) },
        ],
        expect: passes,
        why: 'admin is in superadmin. For roles that is hardly meant.',
      },
    ],
  },
  {
    id: 'invalid-claim-path',
    topic: 'oas',
    title: '"invalid claim path": custom rule on a claim with a hyphen or a URL',
    about:
      'The name of a rule must be readable as JSONPath. Hyphens and slashes are not, so a rule on such a claim refuses every token, even a rule that should not block.',
    apis: [{ definition: oasApi({ customClaimValidation: { 'tenant-id': { type: 'required', nonBlocking: true } } }) }],
    policies: [policy()],
    token: withClaims({ 'tenant-id': 't-1' }),
    steps: [
      {
        what: 'Send a token that has the claim.',
        expect: {
          status: 401,
          code: 'custom_claim_refused',
          error: 'Key not authorized: invalid claim path: tenant-id',
        },
        why: 'The path is judged before the claim is looked for.',
      },
      {
        what: 'Rename rule and claim to tenant_id.',
        before: [
          { do: 'set', api: 'orders', path: rules, value: { tenant_id: { type: 'required', nonBlocking: true } } },
          { do: 'token', token: withClaims({ tenant_id: 't-1' }) },
        ],
        expect: passes,
        why: 'An underscore is fine.',
      },
    ],
  },
  {
    id: 'claim-path-with-a-star',
    topic: 'oas',
    title: 'Custom claim rule finds another claim: wildcards and dots in its name',
    about:
      'After the name was judged as JSONPath it is looked up by another syntax. There * and ? are wildcards, and the first name that fits in byte order is taken.',
    apis: [
      { definition: oasApi({ customClaimValidation: { 'role*': { type: 'exact_match', allowedValues: ['admin'] } } }) },
    ],
    policies: [policy()],
    token: withClaims({ role_requested: 'admin' }),
    steps: [
      {
        what: 'Send a token that only has role_requested.',
        expect: passes,
        why: 'role* fits role_requested.',
      },
      {
        what: 'Send one with "role": "guest" too.',
        before: [{ do: 'token', token: withClaims({ role: 'guest', role_requested: 'admin' }) }],
        expect: {
          status: 401,
          code: 'custom_claim_refused',
          error: 'Key not authorized: claim role* value does not match any expected values',
        },
        why: 'role comes first and is the only one that is compared.',
      },
    ],
  },
  {
    id: 'contains-with-a-number',
    topic: 'oas',
    title: 'Custom rule "contains" with numbers: only the last allowed value counts',
    about:
      'contains is for texts and lists. A number or a boolean is compared with the last of the allowed values only.',
    apis: [{ definition: oasApi({ customClaimValidation: { level: { type: 'contains', allowedValues: [3, 5] } } }) }],
    policies: [policy()],
    token: withClaims({ level: 3 }),
    steps: [
      {
        what: 'Send a token with "level": 3, the first of the allowed values.',
        expect: {
          status: 401,
          code: 'custom_claim_refused',
          error: 'Key not authorized: claim level value does not contain any expected values',
        },
        why: 'Only 5 is compared.',
      },
      {
        what: 'Send one with "level": [3].',
        before: [{ do: 'token', token: withClaims({ level: [3] }) }],
        expect: passes,
        why: 'In a list each item is compared with each value. For numbers use exact_match.',
      },
    ],
  },
];
