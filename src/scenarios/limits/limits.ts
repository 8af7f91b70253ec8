/** Rate, quota, throttling. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const rateExceeded = {
  status: 429,
  code: 'rate_exceeded',
  error: 'Rate Limit Exceeded',
  log: 'Rate Limit Exceeded',
} as const;

export const limits: readonly Scenario[] = [
  {
    id: 'rate-limit-exceeded',
    topic: 'limits',
    title: '429 "Rate Limit Exceeded": the policy’s rate per seconds',
    about:
      'The policy allows two calls in 60 seconds. The window begins with the first call, and a new one with the first call after its end.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ rate: 2, per: 60 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One.' },
      { what: 'Send a second one.', expect: passes, why: 'Two.' },
      { what: 'Send a third one.', expect: rateExceeded, why: 'The rate counts per identity, not per token.' },
      {
        what: 'Wait until the minute is over.',
        before: [{ do: 'wait', seconds: 61 }],
        expect: passes,
        why: 'A new window.',
      },
    ],
  },
  {
    id: 'quota-exceeded',
    topic: 'limits',
    title: '403 "Quota exceeded", and when it is renewed',
    about:
      'The policy allows two calls an hour. The quota’s answer is 403, not 429, and no header tells when it is renewed: X-Ratelimit-Reset comes with answers of the upstream only.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ quota_max: 2, quota_renewal_rate: 3600 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One is left.' },
      { what: 'Send a second one.', expect: passes, why: 'None is left.' },
      {
        what: 'Send a third one.',
        expect: {
          status: 403,
          code: 'quota_exceeded',
          error: 'Quota exceeded',
          log: 'Key quota limit exceeded.',
        },
        why: 'Refused calls count on, so the counter may show more than the quota.',
      },
      {
        what: 'Wait until an hour after the first call.',
        before: [{ do: 'wait', seconds: 3600 }],
        expect: passes,
        why: 'The hour began with the first call.',
      },
    ],
  },
  {
    id: 'quota-reset-by-deleting-the-session',
    topic: 'limits',
    title: 'Reset the quota of one user before it is renewed',
    about:
      'A larger quota in the policy meets the old counter. Only the end of the period, or deleting the user’s session through the admin API, starts it anew.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ quota_max: 1 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'The only one.' },
      {
        what: 'Send another one.',
        expect: { status: 403, code: 'quota_exceeded', error: 'Quota exceeded' },
        why: 'Used up.',
      },
      {
        what: 'Raise quota_max to 3 and send.',
        before: [{ do: 'set policy', policy: 'gold', path: ['quota_max'], value: 3 }],
        expect: passes,
        why: 'The counter stands at two with the refused call. This is the third.',
      },
      {
        what: 'Send another one.',
        expect: { status: 403, code: 'quota_exceeded', error: 'Quota exceeded' },
        why: 'Four are more than three.',
      },
      {
        what: 'Delete the session and send.',
        before: [{ do: 'delete sessions' }],
        expect: passes,
        why: 'DELETE /tyk/keys/<session id> takes the counter with it.',
      },
    ],
  },
  {
    id: 'api-rate-limit-exceeded',
    topic: 'limits',
    title: '429 "API Rate Limit Exceeded": the API’s own limit for all users',
    about: 'global_rate_limit counts all calls to the API together. One busy user can use it up for everybody.',
    apis: [{ definition: classicApi({ global_rate_limit: { rate: 1, per: 60 } }) }],
    policies: [policy()],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'The one that is allowed in a minute.' },
      {
        what: 'Send one of somebody else.',
        before: [{ do: 'token', token: { payload: claims({ sub: 'somebody else' }), key: 'tyk123' } }],
        expect: {
          status: 429,
          code: 'api_rate_exceeded',
          error: 'API Rate Limit Exceeded',
          log: 'API Rate Limit Exceeded',
        },
        why: 'The text begins with API: it is not the policy’s rate.',
      },
    ],
  },
  {
    id: 'rate-with-a-fraction',
    topic: 'limits',
    title: 'rate 1.5: fractions of a rate are cut off',
    about: 'Rate and per may be written with a fraction, and both are cut to whole numbers before they are used.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ rate: 1.5, per: 60 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One.' },
      { what: 'Send a second one.', expect: rateExceeded, why: '1.5 is 1, and 2.9 would be 2.' },
    ],
  },
  {
    id: 'raised-rate-has-no-effect',
    topic: 'limits',
    title: 'Rate limit was raised in the policy, but 429 goes on',
    about:
      'A counter keeps the size that it was made with, through windows and reloads, until ten minutes pass without a call. A new rate is not seen by those who are calling.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ rate: 1 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'The counter is made, for one call.' },
      {
        what: 'Raise the rate to 1000, save, and send.',
        before: [{ do: 'set policy', policy: 'gold', path: ['rate'], value: 1000 }],
        expect: rateExceeded,
        why: 'The session has the new rate, the counter the old size.',
      },
      {
        what: 'Wait for the next window and send.',
        before: [{ do: 'wait', seconds: 61 }],
        expect: passes,
        why: 'The first call of the window.',
      },
      { what: 'Send another one.', expect: rateExceeded, why: 'The size is still one.' },
      {
        what: 'Wait eleven minutes and send.',
        before: [{ do: 'wait', seconds: 660 }],
        expect: passes,
        why: 'The counter was forgotten.',
      },
      { what: 'Send another one.', expect: passes, why: 'Made anew, it has room for a thousand.' },
    ],
  },
  {
    id: 'throttled-request',
    topic: 'limits',
    title: 'Throttling: 200 after a while, logged as "Rate Limit Exceeded"',
    about:
      'With throttle_interval and throttle_retry_limit a call over the rate is held and tried again. When it gets through late, its access log line still says that it was limited.',
    apis: [{ definition: classicApi() }],
    policies: [policy({ rate: 1, per: 2, throttle_interval: 1, throttle_retry_limit: 3 })],
    token,
    clock: 'runs',
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One in two seconds.' },
      {
        what: 'Send a second one at once. It takes about two seconds.',
        expect: { ...passes, log: 'Rate Limit Exceeded' },
        why: 'It was held until the window ended. In the log stand RLT and status=200 in one line.',
      },
    ],
  },
  {
    id: 'limits-switched-off-in-the-api',
    topic: 'limits',
    title: 'disable_rate_limit and disable_quota: the policy’s limits do not count',
    about: 'An API can ignore rate, quota or both, whatever a policy says.',
    apis: [{ definition: classicApi({ disable_rate_limit: true }) }],
    policies: [policy({ rate: 1, quota_max: 2 })],
    token,
    steps: [
      { what: 'Send a request.', expect: passes, why: 'One.' },
      { what: 'Send a second one.', expect: passes, why: 'The rate of one is ignored.' },
      {
        what: 'Send a third one.',
        expect: { status: 403, code: 'quota_exceeded', error: 'Quota exceeded' },
        why: 'The quota is not.',
      },
    ],
  },
];
