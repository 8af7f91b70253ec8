/** Shared secrets, and how they stand in jwt_source. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const secrets: readonly Scenario[] = [
  {
    id: 'secret-is-not-base64',
    topic: 'keys',
    title: '"JWKS source decode failed: tyk123 is not a base64 string"',
    about:
      'The guide says to enter the secret tyk123. A form encodes it; whoever writes the definition must put its base64 into jwt_source.',
    apis: [{ definition: classicApi({ jwt_source: 'tyk123' }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token signed with tyk123 to an API whose jwt_source is tyk123.',
        expect: {
          status: 403,
          code: 'source_not_base64',
          error: 'Key not authorized',
          log: 'JWKS source decode failed: tyk123 is not a base64 string',
        },
        why: 'Six characters cannot be base64. The client sees the same text as for a wrong signature.',
      },
      {
        what: 'Write dHlrMTIz, the base64 of tyk123, and send again.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_source'], value: 'dHlrMTIz' }],
        expect: passes,
        why: 'printf tyk123 | base64 makes it. (echo would add a line feed, which counts.)',
      },
    ],
  },
  {
    id: 'secret-is-base64-by-chance',
    topic: 'keys',
    title: 'Raw secret in the definition: signature is invalid, though the secret is right',
    about:
      'A secret whose length is a multiple of four, made of letters and digits, is valid base64 by chance. It is decoded to other bytes without any warning.',
    apis: [{ definition: classicApi({ jwt_source: 'tyk12345' }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk12345' },
    steps: [
      {
        what: 'Send a token signed with tyk12345 to an API whose jwt_source is tyk12345.',
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'The gateway’s secret is the six bytes that tyk12345 stands for in base64.',
      },
      {
        what: 'Write its base64, dHlrMTIzNDU=.',
        before: [{ do: 'set', api: 'orders', path: ['jwt_source'], value: 'dHlrMTIzNDU=' }],
        expect: passes,
        why: 'Now it decodes to tyk12345.',
      },
    ],
  },
  {
    id: 'secret-encoded-twice',
    topic: 'keys',
    title: 'Secret encoded in base64 twice',
    about: 'Somebody encodes the secret, and a form encodes it once more. Nothing about the definition looks wrong.',
    apis: [{ definition: classicApi({ jwt_source: 'ZEhsck1USXo=' }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token signed with tyk123.',
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'ZEhsck1USXo= decodes to dHlrMTIz, and those eight letters are the secret now.',
      },
    ],
  },
  {
    id: 'secret-rotated',
    topic: 'keys',
    title: 'Shared secret changed: old tokens fail at once',
    about:
      'The API holds one secret. When it is changed, every token signed with the old one is refused from the next request on, whatever its exp.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      { what: 'Send a token signed with tyk123.', expect: passes, why: 'That is the secret.' },
      {
        what: 'Change the secret in the API, and send a token signed with the old one.',
        before: [{ do: 'set source', api: 'orders', source: { key: 'another secret' } }],
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'A stored session does not let a token in: the signature is checked with each request. With a key set, two keys can be valid for a while.',
      },
    ],
  },
];
