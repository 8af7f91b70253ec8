import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';

const silent = 'The log has nothing about it at level info.';
const clocks = 'Compare `date -u` on the gateway’s machine with the clock of the issuer.';
const decode = 'Decode the payload: times are in seconds since 1970.';

/** exp, iat and nbf (behaviour 5.7). Nothing is logged. */
export const timeRefusals = {
  token_expired: {
    title: 'The token has expired',
    steps: ['times'],
    met: 'often',
    means: `\`exp\` is not after the gateway’s clock; the very second of \`exp\` is too late. Where \`iat\` or \`nbf\` fail as well, the client is told their text, and only the access log still says expired. ${silent}`,
    log: [],
    tell: 'The flag is TKE with `jwt_token_expired`. Without access logs: decode the token and compare `exp` with the clock.',
    causes: [
      { what: 'The token is too old.', check: decode, told: ['token has expired'] },
      {
        what: 'The gateway’s clock is ahead, or the issuer’s is behind.',
        check: clocks,
        told: ['token has expired'],
      },
      {
        what: '`exp` is no number: a text, null, a list. That counts as expired.',
        check: 'Decode the payload: `exp` must not be in quotes.',
        told: ['token has expired'],
      },
      {
        what: 'The token has expired, and its `iat` is in the future or no number as well.',
        check: 'Decode the payload and compare both with the clock.',
        told: ['token used before issued'],
      },
      {
        what: 'The token has expired, and its `nbf` is in the future or no number as well.',
        check: 'Decode the payload and compare both with the clock.',
        told: ['token is not valid yet'],
      },
    ],
    fixes: [
      'Get a fresh token.',
      'Let both machines keep time (NTP).',
      'A skew for `exp` alone does not help: the session takes the same end, and is refused next with `Key has expired, please renew`.',
    ],
    guide: {
      place: 'Troubleshooting',
      says: '“Token has expired”: `exp` is past; check the Tyk logs.',
      real: 'The text is `Key not authorized: token has expired`, with status 401. The logs have nothing about it. `Key has expired, please renew` is another refusal: that of the stored session.',
    },
  },

  token_issued_in_future: {
    title: 'The token was issued in the future',
    steps: ['times'],
    met: 'sometimes',
    means: `\`iat\` is after the gateway’s clock and its skew. \`exp\` is in order, else the same text would be told of an expired token. ${silent}`,
    log: [],
    tell: 'The flag is TCV with `jwt_claims_invalid`, and the text is about `issued`. With TKE the token has expired too.',
    causes: [
      {
        what: 'The issuer’s clock is ahead of the gateway’s, often by a second or two.',
        check: clocks,
        told: ['token used before issued'],
      },
      {
        what: '`iat` is in milliseconds.',
        check: `${decode} Thirteen digits are milliseconds.`,
        told: ['token used before issued'],
      },
      {
        what: '`iat` is no number: a text, null, a list.',
        check: 'Decode the payload: `iat` must not be in quotes.',
        told: ['token used before issued'],
      },
    ],
    fixes: ['Let both machines keep time (NTP).', 'Set `jwt_issued_at_validation_skew` to a few seconds.'],
    guide: {
      place: 'Clock skew',
      says: 'a skew of 60 seconds allows 60 seconds in each direction.',
      real: 'Each skew is one-sided. That of `iat` lets tokens through which were issued up to so many seconds in the future.',
    },
  },

  token_not_valid_yet: {
    title: 'The token is not valid yet',
    steps: ['times'],
    met: 'sometimes',
    means: `\`nbf\` is after the gateway’s clock and its skew. \`exp\` is in order, else the same text would be told of an expired token; \`iat\` may be wrong as well. ${silent}`,
    log: [],
    tell: 'The flag is TCV with `jwt_claims_invalid`, and the text is about `valid yet`. With TKE the token has expired too.',
    causes: [
      {
        what: 'The issuer’s clock is ahead of the gateway’s.',
        check: clocks,
        told: ['token is not valid yet'],
      },
      { what: 'The token is meant for later.', check: decode, told: ['token is not valid yet'] },
      {
        what: '`nbf` is in milliseconds, or no number.',
        check: `${decode} Thirteen digits are milliseconds; quotes are not allowed.`,
        told: ['token is not valid yet'],
      },
    ],
    fixes: ['Let both machines keep time (NTP).', 'Set `jwt_not_before_validation_skew` to a few seconds.'],
    guide: {
      place: 'Troubleshooting',
      says: '“Token is not valid yet”: `nbf` is in the future.',
      real: 'The text is `Key not authorized: token is not valid yet`, with status 401.',
    },
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
