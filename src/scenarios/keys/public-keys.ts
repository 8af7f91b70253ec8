/** Public keys in jwt_source: forms, methods, algorithms. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const rsaApi = classicApi({ jwt_signing_method: 'rsa' });

export const publicKeys: readonly Scenario[] = [
  {
    id: 'pem-not-encoded',
    topic: 'keys',
    title: 'PEM public key pasted into jwt_source as it is',
    about:
      'In a form one pastes the PEM. In a definition jwt_source is the base64 of the whole PEM, its BEGIN and END lines included.',
    apis: [{ definition: rsaApi, source: { key: 'rsa', as: 'PEM as it is' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'Send a token to an API with the bare PEM.',
        expect: {
          status: 403,
          code: 'source_not_base64',
          error: 'Key not authorized',
          log: 'illegal base64 data at input byte 0',
        },
        why: 'The hyphens of -----BEGIN are no base64.',
      },
      {
        what: 'Encode the PEM and send again.',
        before: [{ do: 'set source', api: 'orders', source: { key: 'rsa' } }],
        expect: passes,
        why: 'base64 of the PEM, although a PEM has base64 inside.',
      },
    ],
  },
  {
    id: 'private-key-in-the-api',
    topic: 'keys',
    title: '"Failed to decode JWT key": private key, or BEGIN RSA PUBLIC KEY',
    about:
      'The gateway reads public keys (BEGIN PUBLIC KEY) and certificates. A private key, and the older form BEGIN RSA PUBLIC KEY, are refused with each request, not when the API is saved.',
    apis: [{ definition: rsaApi, source: { key: 'rsa', as: 'base64 of the private key' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'Send a token to an API that has the private key.',
        expect: {
          status: 403,
          code: 'key_unreadable',
          error: 'Key not authorized',
          log: 'Failed to decode JWT key',
        },
        why: 'And the key that signs tokens now lies in a definition that many can read: make a new one.',
      },
      {
        what: 'Put the public key there.',
        before: [{ do: 'set source', api: 'orders', source: { key: 'rsa' } }],
        expect: passes,
        why: 'openssl rsa -in private_key.pem -pubout writes the form that is read.',
      },
    ],
  },
  {
    id: 'signing-method-in-capitals',
    topic: 'keys',
    title: '"No signing method found in API Definition, defaulting to HMAC signature"',
    about:
      'jwt_signing_method knows hmac, rsa and ecdsa, in small letters. RSA, rs256 or jwks are saved without complaint, and mean HMAC.',
    apis: [{ definition: classicApi({ jwt_signing_method: 'RSA' }), source: { key: 'rsa' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'rsa' },
    steps: [
      {
        what: 'Send a token signed with RS256 to an API whose method is RSA.',
        expect: {
          status: 403,
          code: 'signing_method_unexpected',
          error: 'Key not authorized: Unexpected signing method',
          log: 'No signing method found in API Definition, defaulting to HMAC signature',
        },
        why: 'The API takes HMAC now, with the PEM as the secret. That secret is public.',
      },
      {
        what: 'Sign with HS256 and the public key’s PEM.',
        before: [{ do: 'token', token: { payload: claims(), key: 'rsa', fault: 'other family' } }],
        expect: { ...passes, log: 'defaulting to HMAC signature' },
        why: 'Anybody can make this token: the attack that a right method prevents.',
      },
      {
        what: 'Write rsa and send the RS256 token.',
        before: [
          { do: 'set', api: 'orders', path: ['jwt_signing_method'], value: 'rsa' },
          { do: 'token', token: { payload: claims(), key: 'rsa' } },
        ],
        expect: passes,
        why: 'Small letters.',
      },
    ],
  },
  {
    id: 'signed-with-another-rsa-key',
    topic: 'keys',
    title: '"crypto/rsa: verification error": the API has another public key',
    about:
      'The token is signed with RS256 by one key, the API holds the public half of another, such as that of the test environment.',
    apis: [{ definition: rsaApi, source: { key: 'rsa' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'another rsa' },
    steps: [
      {
        what: 'Send a token signed with another RSA key.',
        expect: {
          status: 403,
          code: 'signature_invalid',
          error: 'Key not authorized',
          log: 'crypto/rsa: verification error',
        },
        why: 'The kid in the token names the other key, and plays no part: with a key in the definition it is not read.',
      },
    ],
  },
  {
    id: 'token-chooses-the-hash',
    topic: 'keys',
    title: 'RS512 or PS256 for an RSA API: which algorithms are allowed',
    about: 'Only the family is set in the API. Within it the token chooses hash and padding.',
    apis: [{ definition: rsaApi, source: { key: 'rsa' } }],
    policies: [policy()],
    token: { header: { alg: 'RS512' }, payload: claims(), key: 'rsa' },
    steps: [
      { what: 'Send a token signed with RS512.', expect: passes, why: 'rsa takes it.' },
      {
        what: 'Send one signed with PS256.',
        before: [{ do: 'token', token: { header: { alg: 'PS256' }, payload: claims(), key: 'rsa' } }],
        expect: passes,
        why: 'RSA-PSS counts to the same family. There is no way to allow one algorithm only.',
      },
      {
        what: 'Send one signed with ES256.',
        before: [{ do: 'token', token: { payload: claims(), key: 'ec' } }],
        expect: {
          status: 403,
          code: 'signing_method_unexpected',
          error: 'Key not authorized: Unexpected signing method',
          log: 'Unexpected signing method: ES256 and not RSA or RSAPSS signature',
        },
        why: 'Another family.',
      },
    ],
  },
  {
    id: 'ecdsa-public-key',
    topic: 'keys',
    title: 'ES256: ECDSA, the signing method that the guide leaves out',
    about:
      'jwt_signing_method may be ecdsa, for ES256, ES384 and ES512. The curve of the key must be the one of the algorithm.',
    apis: [{ definition: classicApi({ jwt_signing_method: 'ecdsa' }), source: { key: 'ec' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'ec' },
    steps: [
      { what: 'Send a token signed with ES256.', expect: passes, why: 'The API has the public key on P-256.' },
      {
        what: 'Send one signed with ES384.',
        before: [{ do: 'token', token: { payload: claims(), key: 'ec p-384' } }],
        expect: {
          status: 403,
          code: 'signature_invalid',
          error: 'Key not authorized',
          log: 'crypto/ecdsa: verification error',
        },
        why: 'The family fits, so the key is taken, and ES384 cannot be checked with a key on P-256.',
      },
    ],
  },
  {
    id: 'weak-rsa-key',
    topic: 'keys',
    title: 'RSA key of 1024 bits is accepted',
    about:
      'RFC 7518 wants 2048 bits or more for RS256. The gateway takes keys from 1024 bits on; only shorter ones are refused as insecure.',
    apis: [{ definition: rsaApi, source: { key: 'small rsa' } }],
    policies: [policy()],
    token: { payload: claims(), key: 'small rsa' },
    steps: [
      {
        what: 'Send a token signed with a key of 1024 bits.',
        expect: passes,
        why: 'It works, and it is too short: replace it.',
      },
    ],
  },
];
