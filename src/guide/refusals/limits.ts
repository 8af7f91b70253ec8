import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';

/** Rates and quotas (behaviour 7.5, 7.6). */
export const limitRefusals = {
  rate_exceeded: {
    title: 'The session’s rate is used up',
    steps: ['limits'],
    met: 'often',
    means:
      'The identity made more calls than its policy allows in the window. The window begins with its first call. The calls of all tokens of the identity count, also on other APIs that share the limit.',
    log: [{ level: 'info', message: 'Rate Limit Exceeded' }],
    tell: 'The text has no `API` before it; the detail is `session_rate_limited`.',
    causes: [
      { what: 'Too many calls in the window.', check: 'Look at `rate` and `per` of the policy.' },
      {
        what: 'A rate below 1, or with a fraction, is cut to a whole number.',
        check: 'Look at `rate`: 1.5 is 1.',
      },
      {
        what: 'The policy was changed, and the bucket keeps its old size until it is not used for ten minutes.',
        check: 'Wait for the end of that time, or use another identity.',
      },
      {
        what: 'Many users share one identity.',
        check: 'Read the identity claim of several tokens.',
      },
    ],
    fixes: ['Wait until the window ends.', 'Raise `rate` in the policy, and reload.'],
  },

  quota_exceeded: {
    title: 'The quota is used up',
    steps: ['limits'],
    met: 'sometimes',
    means:
      'The identity used all calls of its quota. The counter stays for `quota_renewal_rate` seconds from its first use, whatever the policy says since. The status is 403, not 429.',
    log: [{ level: 'info', message: 'Key quota limit exceeded.' }],
    tell: 'No other refusal has this text; the flag is QEX.',
    causes: [
      { what: 'All calls are used.', check: 'Read the session: `quota_remaining`, and `quota_renews` for the end.' },
      {
        what: 'The quota is shared by several APIs or several users of one identity.',
        check: 'Look whether the policy has `per_api`, and at the identity claim.',
      },
      {
        what: 'The identity moved to a smaller plan: earlier calls count.',
        check: 'Compare `quota_max` of the policy with the calls made.',
      },
    ],
    fixes: [
      'Wait for `quota_renews`.',
      'Raise `quota_max`, and reload.',
      'Delete the session: the counter goes with it.',
    ],
  },

  api_rate_exceeded: {
    title: 'The API’s own rate is used up',
    steps: ['api-rate'],
    met: 'seldom',
    means: 'All callers together made more calls than the API allows in the window. The policy plays no part.',
    log: [{ level: 'info', message: 'API Rate Limit Exceeded' }],
    tell: 'The text begins with `API`; the detail is `api_rate_limited`.',
    causes: [
      {
        what: 'Too many calls by everyone.',
        check: 'Look at `global_rate_limit` of the API (Tyk OAS: `upstream.rateLimit`).',
      },
    ],
    fixes: ['Wait until the window ends.', 'Raise `global_rate_limit`, and reload.'],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
