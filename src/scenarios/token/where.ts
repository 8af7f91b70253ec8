/** Where the gateway looks for the token, and what may stand around it. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const malformed = { status: 403, code: 'token_malformed', error: 'Key not authorized' } as const;

export const where: readonly Scenario[] = [
  {
    id: 'bearer-prefix',
    topic: 'token',
    title: 'Bearer prefix: two spaces, "Token", or none at all',
    about: 'One leading "Bearer " is taken off, in any letter case. What is left must be the token and nothing else.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { token: { in: 'header', name: 'Authorization', prefix: 'Bearer  ' } },
    steps: [
      {
        what: 'Send it with two blanks after Bearer.',
        expect: { ...malformed, log: 'illegal base64 data at input byte 0' },
        why: 'The second blank is taken as the first character of the token.',
      },
      {
        what: 'Send it after "Token ".',
        before: [{ do: 'request', request: { token: { in: 'header', name: 'Authorization', prefix: 'Token ' } } }],
        expect: { ...malformed, log: 'illegal base64 data at input byte 5' },
        why: 'Only Bearer is known. The blank at byte 5 is no base64.',
      },
      {
        what: 'Send it after "Bearer Bearer ".',
        before: [
          { do: 'request', request: { token: { in: 'header', name: 'Authorization', prefix: 'Bearer Bearer ' } } },
        ],
        expect: { ...malformed, log: "tokenstring should not contain 'bearer '" },
        why: 'The prefix goes once; many clients add it to a token that has it already.',
      },
      {
        what: 'Send it with no prefix.',
        before: [{ do: 'request', request: { token: { in: 'header', name: 'Authorization', prefix: '' } } }],
        expect: passes,
        why: 'The prefix is optional.',
      },
    ],
  },
  {
    id: 'cookie-beats-header',
    topic: 'token',
    title: 'A stale cookie beats the good token in the header',
    about:
      'The API takes the token from header, query or cookie. They are not tried in turn: a cookie replaces a parameter, and a parameter replaces the header, good or bad.',
    apis: [
      {
        definition: classicApi({
          auth_configs: { jwt: { use_param: true, param_name: 'jwt', use_cookie: true, cookie_name: 'jwt' } },
        }),
      },
    ],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { cookies: [{ name: 'jwt', value: 'left-over', on: true }] },
    steps: [
      {
        what: 'Send a good token in the header, with an old cookie beside it.',
        expect: { ...malformed, log: 'token contains an invalid number of segments' },
        why: 'The cookie is not empty, so it is the token.',
      },
      {
        what: 'Empty the cookie and send again.',
        before: [{ do: 'request', request: { cookies: [{ name: 'jwt', value: '', on: true }] } }],
        expect: passes,
        why: 'An empty cookie or parameter is skipped.',
      },
    ],
  },
  {
    id: 'token-in-query-parameter',
    topic: 'token',
    title: 'JWT in a query parameter, and its name in capitals',
    about:
      'With use_param the token may stand in the URL. The parameter’s name counts letter by letter, other than a header’s.',
    apis: [
      {
        definition: classicApi({
          auth_configs: { jwt: { disable_header: true, use_param: true, param_name: 'jwt' } },
        }),
      },
    ],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { token: { in: 'query', name: 'jwt' } },
    steps: [
      { what: 'Send the token as ?jwt=.', expect: passes, why: 'param_name is jwt.' },
      {
        what: 'Send it as ?JWT=.',
        before: [{ do: 'request', request: { token: { in: 'query', name: 'JWT' } } }],
        expect: { status: 400, code: 'token_missing', error: 'Authorization field missing' },
        why: 'JWT is another parameter than jwt.',
      },
      {
        what: 'Send it in the header.',
        before: [{ do: 'request', request: { token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' } } }],
        expect: { status: 400, code: 'token_missing', error: 'Authorization field missing' },
        why: 'disable_header: the header is not looked at.',
      },
    ],
  },
  {
    id: 'request-header-fields-too-large',
    topic: 'token',
    title: '"431 Request Header Fields Too Large"',
    about:
      'All headers together may hold about a megabyte. Tokens that carry every group of a directory come closer to that than one thinks, and proxies in front often allow 8 kB only.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    request: { headers: [{ name: 'X-Groups', value: 'group,'.repeat(180_000), on: true }] },
    steps: [
      {
        what: 'Send a request with a header of over a million characters.',
        expect: { status: 431, code: 'headers_too_large', error: '431 Request Header Fields Too Large' },
        why: 'The HTTP server gives up while it reads the headers; no API is asked and nothing is logged.',
      },
    ],
  },
];
