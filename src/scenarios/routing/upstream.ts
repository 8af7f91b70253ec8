/** What goes to the upstream, what comes back, and what is wrong with a request before that. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;

export const upstream: readonly Scenario[] = [
  {
    id: 'problem-proxying-the-request',
    topic: 'routing',
    title: '500 "There was a problem proxying the request": upstream is down',
    about:
      'The token was accepted, and the upstream could not be reached. A 500 with one of these texts is never about JWT.',
    apis: [
      {
        definition: classicApi({
          proxy: { listen_path: '/orders/', target_url: 'http://127.0.0.1:9', strip_listen_path: true },
        }),
      },
    ],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a token to an API whose upstream is down.',
        expect: {
          status: 500,
          code: 'upstream_failed',
          error: 'There was a problem proxying the request',
          log: 'dial tcp 127.0.0.1:9: connect: connection refused',
        },
        why: 'Nobody listens there.',
      },
      {
        what: 'Point the API at a host that does not exist.',
        before: [{ do: 'set', api: 'orders', path: ['proxy', 'target_url'], value: 'http://orders.invalid' }],
        expect: {
          status: 500,
          code: 'upstream_unresolved',
          error: 'Upstream host lookup failed',
          log: 'no such host',
        },
        why: 'A name that is not found has its own text.',
      },
    ],
  },
  {
    id: 'upstream-answers-401',
    topic: 'routing',
    title: '401 that is not the gateway’s: the upstream refuses the token',
    about:
      'The gateway passes the token on, and the upstream may check it again. Answers of the gateway have X-Generator: tyk.io; this one has X-Ratelimit headers instead.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token,
    request: { path: '/orders/status/401' },
    steps: [
      {
        what: 'Ask for something that the upstream answers 401.',
        expect: { status: 401, code: null },
        why: 'The gateway let the request through: see the trace.',
      },
    ],
  },
  {
    id: 'strip-auth-data',
    topic: 'routing',
    title: 'strip_auth_data: the upstream no longer gets the token',
    about:
      'Without it the token goes to the upstream, in Authorization. With it the header is gone after the check, whatever it held.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token,
    request: { path: '/orders/bearer' },
    steps: [
      {
        what: 'Ask an upstream that wants a bearer token.',
        expect: { ...passes, body: '"authenticated": true' },
        why: 'It got the same token.',
      },
      {
        what: 'Set strip_auth_data and ask again.',
        before: [{ do: 'set', api: 'orders', path: ['strip_auth_data'], value: true }],
        expect: { status: 401, code: null },
        why: 'The upstream’s own 401: it received no Authorization.',
      },
    ],
  },
  {
    id: 'strip-auth-data-takes-another-cookie',
    topic: 'routing',
    title: 'strip_auth_data removes the wrong cookie',
    about:
      'The cookie to be removed is found by how its name begins. An earlier cookie whose name begins the same is taken instead, and the token goes to the upstream.',
    apis: [
      {
        definition: classicApi({
          strip_auth_data: true,
          auth_configs: { jwt: { disable_header: true, use_cookie: true, cookie_name: 'jwt' } },
        }),
      },
    ],
    policies: [policy()],
    token,
    request: {
      path: '/orders/headers',
      cookies: [{ name: 'jwt_hint', value: 'jane', on: true }],
      token: { in: 'cookie', name: 'jwt' },
    },
    steps: [
      {
        what: 'Send the token in the cookie jwt, after a cookie jwt_hint.',
        expect: { ...passes, body: '"Cookie": "jwt=ey' },
        why: 'jwt_hint begins with jwt and comes first.',
      },
    ],
  },
  {
    id: 'error-as-xml',
    topic: 'routing',
    title: 'Gateway errors as XML, and HEAD without a body',
    about:
      'The form of an error follows the request’s Content-Type, not Accept. A client that parses JSON only may see an error of its parser.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'another secret' },
    request: { headers: [{ name: 'Content-Type', value: 'application/xml', on: true }] },
    steps: [
      {
        what: 'Send a badly signed token with Content-Type: application/xml.',
        expect: {
          status: 403,
          code: 'signature_invalid',
          error: 'Key not authorized',
          body: '<error>Key not authorized</error>',
        },
        why: 'text/xml and application/soap+xml do the same.',
      },
    ],
  },
  {
    id: 'bad-request-invalid-header-name',
    topic: 'routing',
    title: '"400 Bad Request: invalid header name"',
    about:
      'A header name with a blank is no header. The HTTP server refuses the request before the gateway sees it, in plain text and without a log line.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token,
    request: { headers: [{ name: 'X Request Id', value: '42', on: true }] },
    steps: [
      {
        what: 'Send a header called X Request Id.',
        expect: { status: 400, code: 'request_malformed', error: '400 Bad Request: invalid header name' },
        why: 'X-Request-Id would be one.',
      },
    ],
  },
];
