import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation, LoggedLine } from './explanation';
import { guideOfSignature, keyRefused } from './refused-token';

/** What a fetch of a key set that fails leaves behind. */
const fetchLines: readonly LoggedLine[] = [
  { level: 'error', message: 'Invalid JWKS retrieved from endpoint: …', error: '…', when: 'the answer is no key set' },
  {
    level: 'error',
    message: 'JWKS endpoint resolution failed: invalid or unreachable host …',
    error: '…',
    when: 'there is no answer',
  },
  {
    level: 'error',
    message: 'Failed to fetch or decode JWKs from …',
    error: '…',
    when: 'a key of the set cannot be read',
  },
  { level: 'info', message: 'Failed to decode JWKs body. Trying x5c PEM fallback.', when: 'the API has one key set' },
  {
    level: 'warning',
    message: 'Legacy fallback failed for …',
    error: '…',
    when: 'the API has a list of key sets',
  },
];

const listOfSets: LoggedLine = {
  level: 'error',
  message: 'JWK resolution failed',
  error: 'no matching KID found in any JWKs or fallback',
  when: 'the API has a list of key sets',
};

const emptyCache = 'DELETE /tyk/cache/jwks/<api id>';

/** Keys that come from key sets (behaviour 5.5). */
export const keySetRefusals = {
  key_set_unavailable: {
    title: 'The key set cannot be had',
    steps: ['key'],
    met: 'sometimes',
    means:
      'The gateway asked the URL of the key set and got no answer, or one that it cannot read as a key set. A failed fetch is not kept: the next request tries again.',
    log: [...fetchLines, listOfSets, ...keyRefused('…')],
    tell: 'The log has a line with the URL: `JWKS endpoint resolution failed …`, `Invalid JWKS retrieved …` or `Failed to fetch or decode JWKs …`.',
    causes: [
      {
        what: 'The host cannot be reached, from where the gateway runs.',
        check: 'Fetch the URL with `curl` on the gateway’s machine or in its container.',
        errors: ['Get "…": dial tcp …'],
        lines: ['JWKS endpoint resolution failed: invalid or unreachable host …'],
      },
      {
        what: 'The gateway does not trust the provider’s certificate, or it is for another name.',
        check: 'The log has `tls:` or `x509:` in the error.',
        errors: ['Get "…": tls: …', 'Get "…": x509: …'],
      },
      {
        what: 'The URL is wrong: scheme, port, or a redirect without end.',
        check: 'Read the URL in the log: a list of key sets takes URLs as they are, `jwt_source` their base64.',
        errors: [
          'Get "…": unsupported protocol scheme …',
          'Get "…": http: …',
          'Get "…": stopped after 10 redirects',
          'parse "…',
        ],
      },
      {
        what: 'The answer is no key set: a login page, an error page, an empty body. The status is not looked at.',
        check: 'Fetch the URL and read what comes: it has to begin with `{"keys"`.',
        errors: ['invalid character …', 'unexpected end of JSON input', 'EOF', 'json: cannot unmarshal …'],
        lines: ['Invalid JWKS retrieved from endpoint: …'],
      },
      {
        what: 'One bad key spoils the whole set: an unknown `kty`, a missing `n` or `e`, a bad `x5c`.',
        check: 'The error in the log names the fault; look for that key in the set.',
        errors: ['go-jose/go-jose: …', 'illegal base64 data at input byte …', 'json: …'],
        lines: ['Failed to fetch or decode JWKs from …'],
      },
    ],
    fixes: [
      'Give the gateway a way to the host: DNS, firewall, proxy, trusted certificate.',
      'Correct the URL, and reload.',
      'Have the provider take the bad key out of the set.',
    ],
    guide: guideOfSignature('No signature was looked at: the provider’s keys could not be fetched.'),
  },

  kid_not_text: {
    title: 'The token names no key',
    steps: ['key'],
    met: 'sometimes',
    means:
      'The API takes its keys from a key set, where a key is found by its id. The token’s header has no `kid`, or one that is no text.',
    log: keyRefused('kid is not a string'),
    tell: 'The log has `kid is not a string`. No key set was asked for this request.',
    causes: [
      {
        what: 'The token was made by hand or by a script that sets no `kid`.',
        check: 'Decode the first part of the token.',
        errors: ['kid is not a string'],
      },
      {
        what: '`kid` is a number or null.',
        check: 'Decode the first part of the token: the value has to be in quotes.',
        errors: ['kid is not a string'],
      },
      {
        what: 'The token is of another issuer, which signs with a secret.',
        check: 'Look at `alg` and `iss`.',
      },
    ],
    fixes: ['Set `kid` in the token’s header to the id of the key it is signed with.'],
    guide: guideOfSignature('No signature was looked at: without a `kid` no key of the set is chosen.'),
  },

  kid_unknown: {
    title: 'No key of the set has the token’s id',
    steps: ['key'],
    met: 'often',
    means:
      'The key set was read, and no key in it has the token’s `kid`. The set is kept for four minutes and an unknown `kid` does not fetch it anew, so after a rotation new tokens are refused for a while.',
    log: [
      ...fetchLines,
      {
        level: 'info',
        message: 'Detected change in JWK URLs ? refreshing cache for APIID …',
        when: 'the list of key sets was changed',
      },
      listOfSets,
      ...keyRefused('…'),
    ],
    tell: 'The log has `No matching KID could be found`, for a list of key sets `no matching KID found in any JWKs or fallback`.',
    causes: [
      {
        what: 'The provider has rotated its keys, and the gateway still has the old set.',
        check: `Compare the \`kid\` with the set as it is now. If it is there, empty the cache: \`${emptyCache}\`. A reload does not help.`,
        errors: ['No matching KID could be found', 'no matching KID found in any JWKs or fallback'],
      },
      {
        what: 'The token is of another issuer, realm or tenant than the key set.',
        check: 'Compare `iss` of the token with the URL of the set.',
        errors: ['No matching KID could be found', 'no matching KID found in any JWKs or fallback'],
      },
      {
        what: 'The URL answers JSON without keys, such as an error. That is kept like a set.',
        check: 'Fetch the URL and look for `keys`.',
        errors: ['No matching KID could be found', 'no matching KID found in any JWKs or fallback'],
      },
      {
        what: 'Of a list of key sets one could not be fetched, and it is the one with the key. It is not tried again while another is kept.',
        check: 'Look further up in the log for a line with one of the URLs.',
        errors: ['no matching KID found in any JWKs or fallback'],
        lines: ['Legacy fallback failed for …'],
      },
    ],
    fixes: [
      `Empty the cache of the API: \`${emptyCache}\`.`,
      'Take the URL of the issuer that signs the tokens.',
      'Publish a new key before signing with it.',
    ],
    guide: guideOfSignature('No signature was looked at: the set has no key of this `kid`.'),
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
