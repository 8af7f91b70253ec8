import { algorithms } from '../../keys/algorithms';
import { anything, list, object, one, text, texts, type Schema } from './schema';

const time = (means: string): Schema => ({
  type: ['number', 'string'],
  description: `${means} Unix seconds (RFC 7519 §2), or here "now + 5 min", which follows the gateway’s clock.`,
});

/** A token’s header (RFC 7515 §4). */
export const header: Schema = object({
  alg: one(
    algorithms.map(({ name }) => name),
    'The algorithm. The API’s signing method says only the family; the token chooses the hash.',
  ),
  typ: text('Not looked at.'),
  kid: text('Names a key of a key set. Beside a static source it plays no part, except for allowedSubjects.'),
  cty: text('Not looked at.'),
  crit: texts('Not looked at by this gateway, against RFC 7515 §4.1.11.'),
  jku: text('Not looked at.'),
  x5c: texts('Not looked at.'),
});

/** A token’s payload (RFC 7519 §4.1), and what providers put into it. */
export const payload: Schema = object({
  sub: text('The identity where the API names no other claim (RFC 7519 §4.1.2).'),
  iss: text('Who issued it. Judged only where a Tyk OAS API has allowedIssuers.'),
  aud: {
    type: ['string', 'array'],
    description: 'Whom it is for. Judged only where a Tyk OAS API has allowedAudiences.',
  },
  exp: time('The token ends at this second. Absent: never.'),
  nbf: time('It begins at this second.'),
  iat: time('It was issued at this second; later than now is refused.'),
  jti: anything('Its id. Wanted only where a Tyk OAS API has jtiValidation.'),
  pol: text('The id of a policy, where the API’s policy field is pol, as in the guide.'),
  scope: { type: ['string', 'array'], description: 'Scopes, split at each blank; read where the API maps scopes.' },
  client_id: text('Taken for an OAuth client; a value that is no text makes the gateway cut the connection.'),
});

/** A set of keys (RFC 7517 §5). */
export const jwks: Schema = object({
  keys: list(
    object({
      kty: one(['RSA', 'EC', 'oct', 'OKP'], 'The kind of key.'),
      kid: text('The name that a token’s header gives.'),
      use: text('Not looked at.'),
      alg: text('Not looked at.'),
      n: text('RSA: the modulus, base64url.'),
      e: text('RSA: the exponent, base64url.'),
      crv: text('The curve.'),
      x: text('A coordinate of full length, base64url.'),
      y: text('A coordinate of full length, base64url.'),
      k: text('oct: the secret, base64url.'),
      x5c: texts('Certificates, base64 of DER. Alone, without n and e, they do not help.'),
    }),
    'One bad key spoils the whole set.',
  ),
});
