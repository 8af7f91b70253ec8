/** The guide's advanced configuration. */
import { claims, classicApi, grants, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const scopesAndSkew: readonly Scenario[] = [
  {
    id: 'guide-scope-to-policy-mapping',
    topic: 'guide',
    title: 'Scope to policy mapping: "admin developer"',
    about:
      'Each scope of the token stands for a policy, and the session gets what they grant together. The fields are the deprecated ones that the guide shows; they work as long as scopes is empty.',
    apis: [
      {
        definition: classicApi({
          jwt_scope_to_policy_mapping: { admin: 'gold', developer: 'silver' },
          jwt_scope_claim_name: 'scope',
        }),
      },
      { definition: invoicesApi() },
    ],
    policies: [policy(), policy({ id: 'silver', name: 'Silver', access_rights: grants({ invoices: {} }) })],
    token: { payload: claims({ pol: undefined, scope: 'admin developer' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "scope": "admin developer" to Orders.',
        expect: passes,
        why: 'admin stands for gold, which grants Orders.',
      },
      {
        what: 'Send a token with "scope": "developer" alone.',
        before: [{ do: 'token', token: { payload: claims({ pol: undefined, scope: 'developer' }), key: 'tyk123' } }],
        expect: {
          status: 403,
          code: 'api_not_granted',
          error: 'Access to this API has been disallowed',
          log: 'Attempted access to unauthorised API',
        },
        why: 'Each token’s scopes replace the session’s policies. silver grants Invoices only.',
      },
    ],
  },
  {
    id: 'guide-clock-skew',
    topic: 'guide',
    title: 'Clock skew: issuer’s clock is ahead of the gateway’s',
    about:
      'The identity provider’s clock is 30 seconds ahead, so its fresh tokens begin in the gateway’s future. A skew of 60 seconds forgives that.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ iat: 'now + 30 s', nbf: 'now + 30 s' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose iat and nbf are 30 seconds ahead.',
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'Both are in the future. When several times are wrong, the last of exp, iat and nbf gives the text.',
      },
      {
        what: 'Set jwt_not_before_validation_skew to 60 and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_not_before_validation_skew'], value: 60 }],
        expect: { status: 401, code: 'token_issued_in_future', error: 'Key not authorized: token used before issued' },
        why: 'Each skew forgives its own claim only. iat is still in the future.',
      },
      {
        what: 'Set jwt_issued_at_validation_skew to 60 too.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_issued_at_validation_skew'], value: 60 }],
        expect: passes,
        why: 'now + 60 s is past both. The skews for iat and nbf look ahead, the one for exp looks back.',
      },
    ],
  },
];
