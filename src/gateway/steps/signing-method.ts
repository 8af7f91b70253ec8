import { type Journey, type StepResult, inApi, inHeader, pass } from '../journey';
import { refuseToken } from './read-token';

const families: Readonly<Record<string, { readonly of: readonly string[]; readonly name: string }>> = {
  hmac: { of: ['hmac'], name: ' and not HMAC signature' },
  rsa: { of: ['rsa', 'rsa-pss'], name: ' and not RSA or RSAPSS signature' },
  ecdsa: { of: ['ecdsa'], name: ' and not ECDSA signature' },
};

/** The algorithms that a signing method stands for; undefined for a word that is none, which counts as `hmac` (behaviour 5.4). */
export function familyOf(method: string): { readonly of: readonly string[]; readonly name: string } | undefined {
  return Object.hasOwn(families, method) ? families[method] : undefined;
}

/** JWTMiddleware: is the token's algorithm of the API's family (behaviour 5.4)? An unknown method counts as HMAC. */
export function checkSigningMethod(journey: Journey): StepResult {
  const { api, logWriter } = journey;
  const { algorithm } = journey.get('token');
  const method = api.definition.jwt_signing_method;
  const known = familyOf(method);
  if (known === undefined) {
    logWriter.bare('warning', 'No signing method found in API Definition, defaulting to HMAC signature');
  }
  const { of, name } = known ?? { of: ['hmac'], name: '' };
  const holds = of.includes(algorithm.family);
  const facts = [
    {
      name: 'alg',
      value: algorithm.name,
      rule: `of the family ${known === undefined ? 'hmac' : method}`,
      holds,
      place: inHeader('alg'),
    },
    {
      name: 'jwt_signing_method',
      value: method,
      rule: 'hmac, rsa or ecdsa; anything else counts as hmac',
      place: inApi('jwt_signing_method'),
    },
  ];
  if (holds) return pass(`${algorithm.name} is of the family ${known === undefined ? 'hmac' : method}`, facts);
  const error = `Unexpected signing method: ${algorithm.name}${name}`;
  return refuseToken(
    journey,
    'signing_method_unexpected',
    error,
    `${algorithm.name} is not of the API’s family`,
    facts,
  );
}
