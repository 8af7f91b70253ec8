/** Time claims: wrong units, wrong types, wrong together. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const times: readonly Scenario[] = [
  {
    id: 'iat-in-milliseconds',
    topic: 'token',
    title: '"Token used before issued": iat in milliseconds',
    about:
      'JavaScript’s Date.now() gives milliseconds; the claims are in seconds. An iat in milliseconds lies fifty thousand years ahead, and an exp in milliseconds never comes.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ iat: 1_790_000_000_000, exp: undefined }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose iat is in milliseconds.',
        expect: { status: 401, code: 'token_issued_in_future', error: 'Key not authorized: token used before issued' },
        why: 'now + skew must reach iat.',
      },
      {
        what: 'Send one whose exp is in milliseconds.',
        before: [{ do: 'token', token: { payload: claims({ exp: 1_790_000_300_000 }), key: 'tyk123' } }],
        expect: passes,
        why: 'It passes, and its session is kept for more than fifty thousand years. Divide by 1000.',
      },
    ],
  },
  {
    id: 'exp-as-text',
    topic: 'token',
    title: 'exp as a string or a date: token has expired although it has not',
    about:
      'A time claim must be a number. A text is not read, whatever it says: the claim counts as failed, with the text of a time that does not fit.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ exp: '4102444800' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "exp": "4102444800", the year 2100 in quotes.',
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'A text, a list, true and null all fail.',
      },
      {
        what: 'Send one with "nbf": "2020-01-01T00:00:00Z".',
        before: [{ do: 'token', token: { payload: claims({ nbf: '2020-01-01T00:00:00Z' }), key: 'tyk123' } }],
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'The same for nbf, with its own text.',
      },
      {
        what: 'Send one with "exp": 0.',
        before: [{ do: 'token', token: { payload: claims({ exp: 0 }), key: 'tyk123' } }],
        expect: passes,
        why: '0 counts as no time at all.',
      },
    ],
  },
  {
    id: 'jwt-disable-expires-at-validation',
    topic: 'token',
    title: 'jwt_disable_expires_at_validation has no effect',
    about:
      'Three fields look as if they switched the checks of exp, iat and nbf off. The gateway reads none of them, and says nothing. The skews are what it has.',
    apis: [
      {
        definition: classicApi({
          jwt_disable_expires_at_validation: true,
          jwt_disable_issued_at_validation: true,
          jwt_disable_not_before_validation: true,
        }),
      },
    ],
    policies: [policy()],
    token: { payload: claims({ exp: 'now - 1 h' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send an expired token to an API with all three switches set.',
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'exp is checked all the same.',
      },
      {
        what: 'Send one that begins in a minute.',
        before: [{ do: 'token', token: { payload: claims({ nbf: 'now + 1 min' }), key: 'tyk123' } }],
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'So is nbf.',
      },
      {
        what: 'Set jwt_not_before_validation_skew to 60 and send it again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_not_before_validation_skew'], value: 60 }],
        expect: passes,
        why: 'The skew is read.',
      },
    ],
  },
  {
    id: 'expired-and-not-valid-yet',
    topic: 'token',
    title: 'exp and nbf both wrong: says "not valid yet", logged as expired',
    about:
      'All three times are judged, and the last that fails gives the text: exp, then iat, then nbf. The access log classifies by exp all the same.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ exp: 'now - 1 min', nbf: 'now + 1 min' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token that ended a minute ago and begins in a minute.',
        expect: {
          status: 401,
          code: 'token_expired',
          error: 'Key not authorized: token is not valid yet',
        },
        why: 'The text is that of nbf, while response_flag in the access log is TKE, for the expired token.',
      },
    ],
  },
  {
    id: 'time-beyond-64-bits',
    topic: 'token',
    title: 'nbf or exp beyond 64 bits overflows',
    about:
      'Numbers of 2^63 and more turn over into the far past. For exp that means expired; for nbf and iat it means that they pass.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ nbf: 1e18 }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with nbf 10^18.',
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'A far day, and a normal number.',
      },
      {
        what: 'Send one with nbf 10^19.',
        before: [{ do: 'token', token: { payload: claims({ nbf: 1e19 }), key: 'tyk123' } }],
        expect: passes,
        why: 'Over 2^63 it becomes the smallest number there is, which is long past.',
      },
      {
        what: 'Send one with exp 10^19.',
        before: [{ do: 'token', token: { payload: claims({ exp: 1e19 }), key: 'tyk123' } }],
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'Meant as "never", read as long past.',
      },
    ],
  },
];
