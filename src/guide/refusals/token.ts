import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';
import { guideOfSignature, tokenRefused } from './refused-token';

/** Finding the token and reading it (behaviour 5.1 to 5.4). */
export const tokenRefusals = {
  token_missing: {
    title: 'No token where the API looks for one',
    steps: ['find-token'],
    met: 'often',
    means:
      'The API looks for the token in certain places, and found nothing there. No token was judged. What is empty counts as missing.',
    log: [{ level: 'info', message: 'Attempted access with malformed header, no JWT auth header found.' }],
    tell: 'The status is 400 and the flag AMF with `jwt_field_missing`. With 401 the same text means that the API wants an auth token.',
    causes: [
      {
        what: 'The request has no `Authorization` header, or an empty one.',
        check: 'Look at the request as it was sent: in `curl -v` the lines with `>`.',
      },
      {
        what: 'The token is in another header, parameter or cookie than the API reads.',
        check:
          'Compare with `auth_configs.jwt` of the API, in Tyk OAS `header`, `query` and `cookie` of the scheme. Names of parameters and cookies must match exactly.',
      },
      {
        what: 'The Tyk OAS scheme has no `header`: left out, it is switched off.',
        check: 'Look for `header.enabled` in the scheme.',
      },
      {
        what: 'The header is sent twice and the first one is empty. The first counts.',
        check: 'Count the `Authorization` headers.',
      },
      {
        what: 'A proxy or a redirect on the way dropped the header.',
        check: 'Send the request to the gateway itself.',
      },
    ],
    fixes: ['Send `Authorization: Bearer TOKEN`.', 'Let the API read the place where clients put the token.'],
  },

  token_malformed: {
    title: 'The token cannot be read',
    steps: ['read-token'],
    met: 'sometimes',
    means:
      'What was sent is no JWT: not three parts, not base64url, or not JSON. Neither algorithm nor key was looked at.',
    log: tokenRefused('…'),
    tell: "The log has `JWT validation error` without `Couldn't get token` before it, and its error is about segments, base64, JSON or a character.",
    causes: [
      {
        what: 'It does not have three parts: an opaque token, an encrypted one, one that was cut, `Basic …`, or two headers joined by a comma.',
        check: 'Count the dots: a JWT has two.',
        errors: ['token contains an invalid number of segments'],
      },
      {
        what: 'Something stands before it: quotes, a second blank, or another word than `Bearer`.',
        check: 'The byte in the log tells: 0 after a quote or a second blank, 3 after `JWT `, 5 after `Token `.',
        errors: ['illegal base64 data at input byte …'],
      },
      {
        what: 'A part has characters that base64url has not: `+`, `/`, `=`.',
        check: 'The log counts to the first of them, inside the part.',
        errors: ['illegal base64 data at input byte …'],
      },
      {
        what: '`Bearer` is there twice.',
        check: 'Look at the header: many clients add the word by themselves.',
        errors: ["tokenstring should not contain 'bearer '"],
      },
      {
        what: '`Bearer` and the token have no blank between them.',
        check: 'Look at the header.',
        errors: ["invalid character '\\x05' looking for beginning of value"],
      },
      {
        what: 'Header or payload is not JSON, or was cut.',
        check: 'Decode the parts and read them as JSON.',
        errors: ['invalid character …', 'unexpected end of JSON input', 'unexpected EOF', 'EOF'],
      },
      {
        what: 'Header or payload is JSON, but no object, or holds a number that is too large.',
        check: 'Decode the parts: each has to begin with `{`.',
        errors: ['json: cannot unmarshal …'],
      },
    ],
    fixes: ['Send the token as it was issued, behind one `Bearer ` and nothing else.'],
    guide: guideOfSignature('The same answer also means that the text is no token at all.'),
  },

  algorithm_unknown: {
    title: 'The token names no known algorithm',
    steps: ['read-token'],
    met: 'seldom',
    means:
      'The header’s `alg` is missing, no text, or a name that the gateway does not know. Upper and lower case count. `none` and `EdDSA` are known names, and refused with another text.',
    log: tokenRefused('signing method (alg) is …'),
    tell: 'The log has `JWT validation error` with `signing method (alg) is unspecified.` or `… unavailable.`',
    causes: [
      {
        what: 'The header has no `alg`, or it is no text. `Alg` is another name.',
        check: 'Decode the first part of the token.',
        errors: ['signing method (alg) is unspecified.'],
      },
      {
        what: 'The name is unknown: `hs256`, `None`, `ES256K`, `dir`, or one with a blank.',
        check: 'Decode the first part of the token and compare `alg` letter by letter.',
        errors: ['signing method (alg) is unavailable.'],
      },
    ],
    fixes: ['Have the token signed with an algorithm of the API’s family, such as `HS256`, `RS256` or `ES256`.'],
    guide: guideOfSignature('The signature was not looked at: the gateway does not know the algorithm.'),
  },

  signing_method_unexpected: {
    title: 'The token is signed with another family',
    steps: ['signing-method'],
    met: 'often',
    means:
      'The API takes one family of algorithms, HMAC, RSA or ECDSA, and the token names one of another. The key was not looked for. Only the family is set in the API; the token chooses the hash.',
    log: [
      {
        level: 'warning',
        message: 'No signing method found in API Definition, defaulting to HMAC signature',
        when: 'the signing method is none of `hmac`, `rsa`, `ecdsa`',
      },
      ...tokenRefused('Unexpected signing method: …'),
    ],
    tell: 'The text says `Unexpected signing method`; the detail in the access log is `jwt_unexpected_signing_method`.',
    causes: [
      {
        what: 'The API expects a shared secret, and the token is signed with a private key.',
        check: 'Compare `jwt_signing_method` with `alg` in the token’s header.',
        errors: ['Unexpected signing method: … and not HMAC signature'],
      },
      {
        what: 'The API expects an RSA key, and the token is signed with a secret or on a curve.',
        check: 'Compare `jwt_signing_method` with `alg` in the token’s header.',
        errors: ['Unexpected signing method: … and not RSA or RSAPSS signature'],
      },
      {
        what: 'The API expects an ECDSA key, and the token is signed with a secret or with RSA.',
        check: 'Compare `jwt_signing_method` with `alg` in the token’s header.',
        errors: ['Unexpected signing method: … and not ECDSA signature'],
      },
      {
        what: 'The API’s signing method is empty, or a word such as `RSA`, `RS256` or `jwks`. All of them count as HMAC.',
        check: 'Look at `jwt_signing_method`: only `hmac`, `rsa` and `ecdsa` in lower case are known.',
        lines: ['No signing method found in API Definition, defaulting to HMAC signature'],
      },
      {
        what: 'The token says `none` or `EdDSA`, which no family has.',
        check: 'Decode the first part of the token.',
        errors: ['Unexpected signing method: none…', 'Unexpected signing method: EdDSA…'],
      },
      {
        what: 'The key set is given as the signing method. It is a source of keys, and still needs the family.',
        check: 'Look whether `jwt_source` or `jwksURIs` holds the URL, and `jwt_signing_method` the family.',
      },
    ],
    fixes: ['Set `jwt_signing_method` to the family of the token.', 'Have the token signed with the API’s family.'],
    guide: {
      place: 'Step 2',
      says: '“HMAC (shared)”, “RSA public key” and “JWKS URL” are signing methods.',
      real: 'Stored are `hmac`, `rsa` and `ecdsa`. A JWKS URL is a source of keys and still needs one of them; ECDSA the guide does not name.',
    },
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
