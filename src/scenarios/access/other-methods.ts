/** JWT off, no authentication at all, and JWT beside other ways to authenticate. */
import { claims, classicApi, grants, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const disallowed = {
  status: 403,
  code: 'auth_key_unknown',
  error: 'Access to this API has been disallowed',
  log: 'Attempted access with non-existent key.',
} as const;

export const otherMethods: readonly Scenario[] = [
  {
    id: 'jwt-switched-off',
    topic: 'access',
    title: 'enable_jwt is off (or written use_jwt): 401 and 403 instead of open access',
    about:
      'Without any way to authenticate an API is not open: the gateway then wants a Tyk key. A token in the header is taken for the name of such a key.',
    apis: [{ definition: classicApi({ enable_jwt: undefined, use_jwt: true }) }],
    policies: [policy()],
    token,
    request: { token: { in: 'nowhere' } },
    steps: [
      {
        what: 'Send a request without a token.',
        expect: {
          status: 401,
          code: 'auth_key_missing',
          error: 'Authorization field missing',
          log: 'Attempted access with malformed header, no auth header found.',
        },
        why: 'The text of the JWT check, with 401 where that has 400: a way to see that JWT is off.',
      },
      {
        what: 'Send the token.',
        before: [{ do: 'request', request: { token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' } } }],
        expect: disallowed,
        why: 'There is no key of that name. The client sees the text of an API that the policy does not grant.',
      },
      {
        what: 'Set enable_jwt.',
        before: [{ do: 'set', api: 'orders', path: ['enable_jwt'], value: true }],
        expect: passes,
        why: 'That is the switch; use_jwt is none.',
      },
    ],
  },
  {
    id: 'keyless-api',
    topic: 'access',
    title: 'use_keyless: anybody gets in, tokens are not looked at',
    about:
      'A keyless API has no authentication, whatever else is set in it. There is no session, so no limit of a policy counts.',
    apis: [{ definition: classicApi({ use_keyless: true }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'another secret' },
    steps: [
      {
        what: 'Send a token with a wrong signature.',
        expect: passes,
        why: 'Nobody checks it, and it goes on to the upstream.',
      },
    ],
  },
  {
    id: 'jwt-and-auth-token-together',
    topic: 'access',
    title: 'JWT and auth token both enabled: a valid JWT alone is refused',
    about:
      'Two ways to authenticate mean both, not either. JWT is asked first, then the key. Each needs a place of its own in the request.',
    apis: [
      {
        definition: classicApi({
          use_standard_auth: true,
          auth_configs: { authToken: { auth_header_name: 'X-Api-Key' }, jwt: { auth_header_name: 'Authorization' } },
        }),
      },
    ],
    policies: [policy()],
    keys: [
      {
        name: 'partner-key',
        session: { org_id: 'default', rate: 1000, per: 60, quota_max: -1, access_rights: grants({ orders: {} }) },
      },
    ],
    token,
    request: { headers: [{ name: 'X-Api-Key', value: 'partner-kez', on: true }] },
    steps: [
      {
        what: 'Send a good token and a wrong key.',
        expect: disallowed,
        why: 'The token passed; the key is not known.',
      },
      {
        what: 'Send the right key beside the token.',
        before: [{ do: 'request', request: { headers: [{ name: 'X-Api-Key', value: 'partner-key', on: true }] } }],
        expect: passes,
        why: 'Both are good. base_identity_provided_by says whose session counts.',
      },
      {
        what: 'Send the key alone.',
        before: [{ do: 'request', request: { token: { in: 'nowhere' } } }],
        expect: { status: 400, code: 'token_missing', error: 'Authorization field missing' },
        why: 'Now the token is missing.',
      },
    ],
  },
  {
    id: 'session-state-is-missing',
    topic: 'access',
    title: '"Session state is missing or unset! Please make sure that auth headers are properly applied"',
    about:
      'base_identity_provided_by says that the session comes from another check than JWT, such as OpenID Connect, and that one is not on. The token is valid, and leaves no session.',
    apis: [{ definition: classicApi({ base_identity_provided_by: 'oidc_user' }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a good token.',
        expect: {
          status: 400,
          code: 'session_missing',
          error: 'Session state is missing or unset! Please make sure that auth headers are properly applied',
        },
        why: 'The next step finds no session. Nothing is logged.',
      },
      {
        what: 'Set it to jwt_claim.',
        before: [{ do: 'set', api: 'orders', path: ['base_identity_provided_by'], value: 'jwt_claim' }],
        expect: passes,
        why: 'The JWT sets the session. Empty means the same.',
      },
    ],
  },
];
