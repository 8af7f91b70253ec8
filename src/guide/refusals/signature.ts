import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';
import { guideOfSignature, tokenRefused } from './refused-token';

/** The signature (behaviour 5.6). */
export const signatureRefusals = {
  signature_invalid: {
    title: 'The signature does not fit the key',
    steps: ['signature'],
    met: 'most often',
    means:
      'Token and key could be read, and the key does not confirm the signature: the token was signed with another key, or changed since. The signature is judged before the times, so an expired token with a bad signature is told only this.',
    log: tokenRefused('…'),
    tell: "The log has `JWT validation error` with `signature is invalid`, `crypto/rsa: verification error`, `crypto/ecdsa: verification error` or `key is of invalid type`, and no `Couldn't get token`.",
    causes: [
      {
        what: 'The token was signed with another secret than the API holds.',
        check: 'Decode `jwt_source` and sign header and payload with it: is the signature the same?',
        errors: ['signature is invalid'],
      },
      {
        what: 'The secret was put into `jwt_source` as it is, and happens to be base64. `tyk12345` is: the gateway uses six other bytes.',
        check: 'Decode `jwt_source`: is the result the secret?',
        errors: ['signature is invalid'],
      },
      {
        what: 'The secret was encoded twice, or with a line end, as `echo` adds one.',
        check: 'Decode `jwt_source` and look at the last byte. `printf %s` adds nothing.',
        errors: ['signature is invalid'],
      },
      {
        what: 'The token was signed with another private key than the one the public key belongs to.',
        check: 'Compare the public half: `openssl rsa -in private_key.pem -pubout`.',
        errors: ['crypto/rsa: verification error', 'crypto/ecdsa: verification error'],
      },
      {
        what: 'The source holds several keys. Only the first is read, in a key set the first with the `kid`.',
        check: 'Decode the source and count the `BEGIN` lines; look for the `kid` twice in the set.',
        errors: ['crypto/rsa: verification error', 'crypto/ecdsa: verification error', 'signature is invalid'],
      },
      {
        what: 'An ECDSA signature is in DER form, or the key is on another curve than `alg` says.',
        check: 'A signature has 64 bytes for `ES256`, 96 for `ES384`, 132 for `ES512`.',
        errors: ['crypto/ecdsa: verification error'],
      },
      {
        what: 'The key is of another type than `alg` wants, such as an EC key for `RS256`.',
        check: 'Look at `kty` of the key in the set, or at the decoded source.',
        errors: ['key is of invalid type'],
      },
      {
        what: 'The RSA key has fewer than 1024 bits.',
        check: 'The log names its size.',
        errors: ['crypto/rsa: …-bit keys are insecure …'],
      },
      {
        what: 'The signature part is not base64url: `=`, `+` or `/` is in it, or it was cut.',
        check: 'The byte in the log is counted inside the last part.',
        errors: ['illegal base64 data at input byte …'],
      },
      {
        what: 'Header or payload was changed after signing, even by a blank.',
        check: 'Have the token issued again and send it unchanged.',
        errors: ['signature is invalid', 'crypto/rsa: verification error', 'crypto/ecdsa: verification error'],
      },
    ],
    fixes: ['Sign with the API’s key.', 'Put the right key into the API, in base64 once.'],
    guide: guideOfSignature(
      'This is what the guide means. The same answer also comes where no signature was looked at: see what looks the same.',
    ),
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
