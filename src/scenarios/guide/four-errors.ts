/** The guide's troubleshooting: its four errors, as the gateway words them. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const fourErrors: readonly Scenario[] = [
  {
    id: 'key-not-authorized-wrong-secret',
    topic: 'guide',
    title: '"Key not authorized": signed with another secret',
    about:
      'The first error of the guide. The token looks right, and was signed with a secret that the API does not have. The client sees the same text for a dozen other faults; the log tells them apart.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'another secret' },
    steps: [
      {
        what: 'Send a token signed with another secret.',
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'The HMAC over header and payload does not come out the same. Nothing in the payload was looked at yet.',
      },
      {
        what: 'Sign with tyk123 and send again.',
        before: [{ do: 'token', token: { payload: claims(), key: 'tyk123' } }],
        expect: passes,
        why: 'The same claims with the right signature.',
      },
    ],
  },
  {
    id: 'token-is-not-valid-yet',
    topic: 'guide',
    title: '"Token is not valid yet": nbf is in the future',
    about:
      'The second error of the guide. The answer begins with "Key not authorized: " and its status is 401. Nothing of it is in the log at level info.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ nbf: 'now + 1 min', exp: 'now + 1 h' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose nbf is in a minute.',
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'now + skew must reach nbf, and jwt_not_before_validation_skew is 0.',
      },
      {
        what: 'Wait a minute and send a token with the same nbf.',
        before: [
          { do: 'wait', seconds: 60 },
          { do: 'token', token: { payload: claims({ nbf: 'now' }), key: 'tyk123' } },
        ],
        expect: passes,
        why: 'A token is valid from the second of its nbf on.',
      },
    ],
  },
  {
    id: 'token-has-expired',
    topic: 'guide',
    title: '"Token has expired": exp is in the past',
    about:
      'The third error of the guide: 401 with "Key not authorized: token has expired". The log at level info says nothing but the access line.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ exp: 'now + 1 min' }), key: 'tyk123' },
    steps: [
      { what: 'Send a token that is valid for a minute.', expect: passes, why: 'exp is later than now.' },
      {
        what: 'Send one whose exp is this very second.',
        before: [{ do: 'token', token: { payload: claims({ exp: 'now' }), key: 'tyk123' } }],
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'now − skew must be less than exp: in the second of its exp a token has expired.',
      },
    ],
  },
  {
    id: 'policy-not-found',
    topic: 'guide',
    title: '"Policy not found": pol names a policy that does not exist',
    about:
      'The fourth error of the guide. For a policy in a claim the gateway says "no matching policy" with 403; the words "policy not found" come with 500, for a default policy.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ pol: 'YOUR_POLICY_ID' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "pol": "YOUR_POLICY_ID".',
        expect: {
          status: 403,
          code: 'policy_unknown',
          error: 'key not authorized: no matching policy',
          log: 'Could not find a valid policy to apply to this token!',
        },
        why: 'There is no policy of that id in the API’s organisation. Errors about policies begin with a small k.',
      },
      {
        what: 'Take pol out of the token, set the default policy platinum, and send.',
        before: [
          { do: 'set', api: 'orders', path: ['jwt_default_policies'], value: ['platinum'] },
          { do: 'token', token: { payload: claims({ pol: undefined }), key: 'tyk123' } },
        ],
        expect: {
          status: 500,
          code: 'policies_not_applicable',
          error: 'failed to create key: policy not found: "platinum"',
          log: 'policy not found: "platinum"',
        },
        why: 'A single default policy that does not exist is an error of the gateway’s configuration, so the status is 500.',
      },
    ],
  },
  {
    id: 'authorization-field-missing',
    topic: 'guide',
    title: '"Authorization field missing": no token in the request',
    about:
      'The gateway looks for the token in the header Authorization, and only where the API says. A token elsewhere is no token. The status is 400, not 401.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { token: { in: 'nowhere' } },
    steps: [
      {
        what: 'Send a request without a token.',
        expect: {
          status: 400,
          code: 'token_missing',
          error: 'Authorization field missing',
          log: 'Attempted access with malformed header, no JWT auth header found.',
        },
        why: 'There is no Authorization header.',
      },
      {
        what: 'Send the token in the header X-Access-Token.',
        before: [{ do: 'request', request: { token: { in: 'header', name: 'X-Access-Token', prefix: '' } } }],
        expect: { status: 400, code: 'token_missing', error: 'Authorization field missing' },
        why: 'Another header is looked at only when auth_configs.jwt.auth_header_name names it.',
      },
      {
        what: 'Name that header in the API and send again.',
        before: [
          {
            do: 'set',
            api: 'orders',
            path: ['auth_configs'],
            value: { jwt: { auth_header_name: 'X-Access-Token' } },
          },
        ],
        expect: passes,
        why: 'Now the token is found. The letter case of a header’s name does not matter.',
      },
    ],
  },
  {
    id: 'not-found-listen-path',
    topic: 'guide',
    title: '"Not Found": the request path is outside the listen path',
    about:
      'The guide calls http://your-tyk-gateway/your-api-endpoint. The path has to begin with the API’s listen path, its last slash included; else the answer is 404 in plain text, and the log is empty.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { path: '/get' },
    steps: [
      {
        what: 'Ask for /get.',
        expect: { status: 404, code: 'route_not_found', error: 'Not Found' },
        why: 'No API listens there.',
      },
      {
        what: 'Ask for /orders.',
        before: [{ do: 'request', request: { path: '/orders' } }],
        expect: { status: 404, code: 'route_not_found', error: 'Not Found' },
        why: 'The listen path is /orders/, and with strict routes the slash belongs to it.',
      },
      {
        what: 'Ask for /orders/get.',
        before: [{ do: 'request', request: { path: '/orders/get' } }],
        expect: { ...passes, body: '"url": "http://httpbin.org/get"' },
        why: 'The listen path is taken off, and the rest goes to the upstream.',
      },
    ],
  },
];
