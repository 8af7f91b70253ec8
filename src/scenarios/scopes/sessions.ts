/** Scopes that change from one token of an identity to the next. */
import { claims, classicApi, grants, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const mapping = { scope_claim_name: 'scope', scope_to_policy: { read: 'gold', write: 'silver' } };
const withScope = (scope: string | undefined) =>
  ({ payload: claims({ pol: undefined, scope }), key: 'tyk123' }) as const;

export const scopeSessions: readonly Scenario[] = [
  {
    id: 'no-scope-or-policy-in-token',
    topic: 'scopes',
    title: '"key not authorized: no scope or policy in token"',
    about:
      'The identity has a session from a token with a scope. Its next token has neither scope nor policy. A new identity with the same token would get another text.',
    apis: [{ definition: classicApi({ scopes: { jwt: mapping } }) }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver' })],
    token: withScope('read'),
    steps: [
      { what: 'Send a token with "scope": "read".', expect: passes, why: 'read stands for gold.' },
      {
        what: 'Send one without scope.',
        before: [{ do: 'token', token: withScope(undefined) }],
        expect: {
          status: 403,
          code: 'scope_or_policy_missing',
          error: 'key not authorized: no scope or policy in token',
          log: 'Existing session requires scope or base policy when scope mapping is configured',
        },
        why: 'What the session had from the last token is not taken over.',
      },
      {
        what: 'Send the same as somebody who has no session yet.',
        before: [{ do: 'token', token: { payload: claims({ pol: undefined, sub: 'new here' }), key: 'tyk123' } }],
        expect: {
          status: 403,
          code: 'policy_missing',
          error: 'key not authorized: no matching policy found',
        },
        why: 'The same fault, and the text of a new session.',
      },
    ],
  },
  {
    id: 'could-not-apply-several-policies',
    topic: 'scopes',
    title: '"key not authorized: could not apply several policies"',
    about:
      'The scope is mapped to a policy that cannot be applied: it does not exist, or grants no API. Several is also said of one.',
    apis: [{ definition: classicApi({ scopes: { jwt: mapping } }) }],
    policies: [policy()],
    token: withScope('write'),
    steps: [
      {
        what: 'Send a token whose scope is mapped to silver, which does not exist.',
        expect: {
          status: 403,
          code: 'scope_policies_failed',
          error: 'key not authorized: could not apply several policies',
          log: 'Could not several policies from scope-claim mapping to JWT to session',
        },
        why: 'A missing policy in a claim is "no matching policy", in a default 500, and here this text.',
      },
      {
        what: 'Send one with "scope": "read write".',
        before: [{ do: 'token', token: withScope('read write') }],
        expect: { ...passes, log: 'policy not found: "silver"' },
        why: 'Beside a policy that exists the missing one is only logged.',
      },
    ],
  },
  {
    id: 'policy-from-earlier-scope-stays',
    topic: 'scopes',
    title: 'Scope was taken away, but the user keeps its policy',
    about:
      'A token with a scope adds a policy to the session. The next token names the base policy only, and the session keeps the rest, since the base policy is among its policies already.',
    apis: [{ definition: classicApi({ scopes: { jwt: mapping } }) }, { definition: invoicesApi() }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver', access_rights: grants({ invoices: {} }) })],
    token: { payload: claims({ scope: 'write' }), key: 'tyk123' },
    request: { path: '/orders/get' },
    steps: [
      {
        what: 'Send a token with pol gold and the scope write to Orders.',
        expect: passes,
        why: 'The session has gold and silver.',
      },
      {
        what: 'Send a token with pol gold alone to Invoices.',
        before: [
          { do: 'token', token: { payload: claims(), key: 'tyk123' } },
          { do: 'request', request: { path: '/invoices/get' } },
        ],
        expect: passes,
        why: 'gold does not grant Invoices; silver does, which the session still has. Deleting the session ends it.',
      },
      {
        what: 'Delete the session and send it again.',
        before: [{ do: 'delete sessions' }],
        expect: { status: 403, code: 'api_not_granted', error: 'Access to this API has been disallowed' },
        why: 'A session made anew has gold only.',
      },
    ],
  },
];
