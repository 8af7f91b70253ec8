/** One identity, one session: what shares it, and what does not. */
import { claims, classicApi, grants, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const both = grants({ orders: {}, invoices: {} });
const onInvoices = { do: 'request', request: { path: '/invoices/get' } } as const;
const onOrders = { do: 'request', request: { path: '/orders/get' } } as const;
const quotaExceeded = { status: 403, code: 'quota_exceeded', error: 'Quota exceeded' } as const;

export const shared: readonly Scenario[] = [
  {
    id: 'one-session-for-two-apis',
    topic: 'sessions',
    title: 'Quota is used up on an API that was never called',
    about:
      'A session belongs to an identity in an organisation. API, issuer and key are no part of it: the same sub on two APIs is one session with one quota.',
    apis: [{ definition: classicApi() }, { definition: invoicesApi({ jwt_source: 'YW5vdGhlciBzZWNyZXQ=' }) }],
    policies: [policy({ quota_max: 1, access_rights: both })],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      { what: 'Send a token to Orders.', expect: passes, why: 'The one call of the quota.' },
      {
        what: 'Send one with the same sub to Invoices, which has another secret.',
        before: [onInvoices, { do: 'token', token: { payload: claims(), key: 'another secret' } }],
        expect: quotaExceeded,
        why: 'Two issuers that number their users alike make one session of two people. Choose an identity claim that is unique.',
      },
    ],
  },
  {
    id: 'identity-in-other-letters',
    topic: 'sessions',
    title: 'Jane@example.com and jane@example.com have separate quotas',
    about:
      'Identities are compared byte for byte. Where the provider lets people type their name, one person can have several sessions.',
    apis: [{ definition: classicApi({ jwt_identity_base_field: 'email' }) }],
    policies: [policy({ quota_max: 1 })],
    token: { payload: claims({ email: 'jane@example.com' }), key: 'tyk123' },
    steps: [
      { what: 'Send a token of jane@example.com.', expect: passes, why: 'Her one call.' },
      { what: 'Send it again.', expect: quotaExceeded, why: 'Used up.' },
      {
        what: 'Send one of Jane@example.com.',
        before: [{ do: 'token', token: { payload: claims({ email: 'Jane@example.com' }), key: 'tyk123' } }],
        expect: passes,
        why: 'Another session, with a quota of its own.',
      },
    ],
  },
  {
    id: 'token-for-one-api-takes-rights-on-another',
    topic: 'sessions',
    title: 'Access works and fails in turn: two policies for one identity',
    about:
      'An application has a token per API, each with its own policy. Both are for one sub, so they share a session, and each token replaces its policies.',
    apis: [{ definition: classicApi() }, { definition: invoicesApi() }],
    policies: [policy(), policy({ id: 'silver', name: 'Silver', access_rights: grants({ invoices: {} }) })],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      { what: 'Send a token with pol gold to Orders.', expect: passes, why: 'The session has gold.' },
      {
        what: 'Send one with pol silver to Orders.',
        before: [{ do: 'token', token: { payload: claims({ pol: 'silver' }), key: 'tyk123' } }],
        expect: { status: 403, code: 'api_not_granted', error: 'Access to this API has been disallowed' },
        why: 'silver grants Invoices only. Refused, and yet the session has silver now.',
      },
      {
        what: 'Send it to Invoices.',
        before: [onInvoices],
        expect: passes,
        why: 'There it is right.',
      },
      {
        what: 'Send the first one to Orders again.',
        before: [onOrders, { do: 'token', token: { payload: claims(), key: 'tyk123' } }],
        expect: passes,
        why: 'And back to gold. Two requests at once see whichever came last.',
      },
    ],
  },
  {
    id: 'meta-data-on-first-request',
    topic: 'sessions',
    title: '$tyk_meta is empty on a user’s first request',
    about:
      'A policy’s meta data can be put into a header for the upstream. On the request that makes the session it is not there yet.',
    apis: [
      {
        definition: classicApi({
          enable_context_vars: true,
          version_data: {
            not_versioned: true,
            versions: { Default: { name: 'Default', global_headers: { 'X-Plan': '$tyk_meta.plan' } } },
          },
        }),
      },
    ],
    policies: [policy({ meta_data: { plan: 'premium' } })],
    token: { payload: claims(), key: 'tyk123' },
    request: { path: '/orders/headers' },
    steps: [
      {
        what: 'Send a token, and look at what the upstream received.',
        expect: { ...passes, body: '"X-Plan": ""' },
        why: 'A new session’s meta data is replaced by its own id before it is used.',
      },
      {
        what: 'Send it again.',
        expect: { ...passes, body: '"X-Plan": "premium"' },
        why: 'A stored session has its policies applied anew. For what must always be there, use a claim: $tyk_context.jwt_claims_<name>.',
      },
    ],
  },
];
