import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';
import { guideOfSignature, keyRefused, tokenRefused } from './refused-token';

/** The key that the API itself has, or that each token has (behaviour 5.5, 6). */
export const keyRefusals = {
  source_not_base64: {
    title: 'The key source is not base64',
    steps: ['key'],
    met: 'often',
    means:
      '`jwt_source` holds the secret, the key or the URL in base64. What stands there cannot be decoded, so there is no key. Every token is refused, good ones too.',
    log: [
      {
        level: 'error',
        message: 'JWKS source decode failed: … is not a base64 string',
        error: 'illegal base64 data at input byte …',
      },
      ...keyRefused('illegal base64 data at input byte …'),
    ],
    tell: 'The log has `JWKS source decode failed: … is not a base64 string`. The source itself stands in that line.',
    causes: [
      {
        what: 'The secret was put in as it is: `tyk123` instead of `dHlrMTIz`.',
        check: 'Decode `jwt_source`. The byte in the log is where that stops.',
        errors: ['illegal base64 data at input byte …'],
      },
      {
        what: 'The key set’s URL was put in as it is. It works for the first request, until the set is in the cache, and then fails for four minutes at a time.',
        check: 'The source in the log line begins with `http`, and the byte is 4 or 5.',
        lines: [
          'JWKS source decode failed: http://… is not a base64 string',
          'JWKS source decode failed: https://… is not a base64 string',
        ],
        errors: ['illegal base64 data at input byte 4', 'illegal base64 data at input byte 5'],
      },
      {
        what: 'The public key was put in as PEM.',
        check: 'The source in the log line begins with `-----BEGIN`, and the byte is 0.',
        lines: ['JWKS source decode failed: -----BEGIN… is not a base64 string'],
        errors: ['illegal base64 data at input byte 0'],
      },
      {
        what: 'It is base64url: `-` and `_` are not in the alphabet that the gateway reads.',
        check: 'Look for `-` and `_` in the source.',
        errors: ['illegal base64 data at input byte …'],
      },
    ],
    fixes: [
      'Put the base64 of the secret, PEM or URL into `jwt_source`.',
      'After a raw URL, empty the cache as well: `DELETE /tyk/cache/jwks/<api id>`.',
    ],
    guide: {
      place: 'Step 2',
      says: 'the secret is entered as `tyk123`, a URL as it is.',
      real: 'A form encodes what is typed. In a definition the base64 has to stand: `dHlrMTIz`. The raw secret is refused.',
    },
  },

  key_unreadable: {
    title: 'The API’s key cannot be read',
    steps: ['key'],
    met: 'sometimes',
    means:
      'The source is base64, but what it holds is no public key and no certificate. The API takes RSA or ECDSA tokens, so it needs one. Every token is refused, good ones too.',
    log: [
      { level: 'error', message: 'Failed to decode JWT key', error: 'x509: …' },
      ...tokenRefused('Failed to decode JWT key'),
    ],
    tell: 'The log has `Failed to decode JWT key`.',
    causes: [
      {
        what: 'It is a private key, or a public one in the older form `RSA PUBLIC KEY`.',
        check: 'Decode the source and read its first line. `openssl rsa -pubout` writes the right form.',
        errors: ['x509: malformed tbs certificate'],
      },
      {
        what: 'The PEM was damaged: line ends lost, lines indented, text before `BEGIN`, or cut.',
        check: 'Decode the source and give it to `openssl pkey -pubin -noout`.',
        errors: ['x509: malformed certificate'],
      },
      {
        what: 'The source holds a secret, while the API’s method is `rsa` or `ecdsa`.',
        check: 'Decode the source: a key begins with `-----BEGIN`.',
        errors: ['x509: malformed certificate'],
      },
      {
        what: 'It was encoded twice.',
        check: 'Decode the source: is the result base64 again?',
        errors: ['x509: malformed certificate'],
      },
    ],
    fixes: [
      'Put the base64 of the PEM that `openssl rsa -pubout` writes into `jwt_source`.',
      'Set `jwt_signing_method` to `hmac` if the source is a secret.',
    ],
    guide: guideOfSignature('No signature was looked at: what the API holds is no public key.'),
  },

  key_of_token_unknown: {
    title: 'The gateway has no key of this name',
    steps: ['key'],
    met: 'sometimes',
    means:
      'The API has no key source, so every token needs a Tyk key of its own: the one named by its `kid`, else by its identity. There is none of that name in the organisation.',
    log: [
      {
        level: 'warning',
        message: "Base Field claim not found, trying to find user ID in 'sub' claim.",
        when: 'the identity claim is missing too',
      },
      { level: 'error', message: 'no suitable claims for user ID were found', when: 'the identity is missing too' },
      { level: 'error', message: 'found an empty user ID in …', when: 'the identity is empty' },
      ...keyRefused('…'),
    ],
    tell: "The log has `token invalid, key not found`, or an error about the user ID, in `Couldn't get token`.",
    causes: [
      {
        what: '`jwt_source` is empty by mistake, or lost because it was no text in a Tyk OAS document.',
        check: 'Read the API from the gateway and look at `jwt_source`.',
        errors: ['token invalid, key not found'],
      },
      {
        what: 'The Tyk key was never made, or belongs to another organisation.',
        check: 'Look for the key named like the `kid` or the identity. Names under three characters are never found.',
        errors: ['token invalid, key not found'],
      },
      {
        what: 'The token has a `kid`, and it names something else than the key.',
        check: 'Without `jwt_skip_kid` the `kid` comes before any claim.',
        errors: ['token invalid, key not found'],
      },
      {
        what: 'The token has neither a `kid` nor an identity.',
        check: 'The log has an error about the user ID.',
        errors: ['no suitable claims for user ID were found', 'found an empty user ID in …'],
      },
    ],
    fixes: [
      'Set `jwt_source` (Tyk OAS: `source` or `jwksURIs`).',
      'Make a Tyk key of that name, with the secret in `jwt_data`.',
    ],
    guide: guideOfSignature('No signature was looked at: the API has no key, and neither has the token.'),
  },

  key_vanished: {
    title: 'The key was gone a moment later',
    steps: ['own-key-session'],
    met: 'seldom',
    means:
      'The API has no key source, the token’s own Tyk key was found and the signature was right. When its session was looked up again right after, it was gone: deleted or expired in that moment.',
    log: [],
    tell: 'The log has no line at level info beside the access line, and the request passes or is refused otherwise when sent again.',
    causes: [
      {
        what: 'The Tyk key was deleted or ended between two lookups of one request.',
        check: 'Send the request again: a missing key is then told as `token invalid, key not found`.',
      },
    ],
    fixes: ['Make the Tyk key again, or set `jwt_source`.'],
    guide: guideOfSignature('The signature was right: the key was gone when its session was wanted.'),
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
