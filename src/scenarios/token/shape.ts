/** What makes a text a token for the gateway. */
import { claims, classicApi, encodedToken, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const malformed = { status: 403, code: 'token_malformed', error: 'Key not authorized' } as const;
const wrongMethod = {
  status: 403,
  code: 'signing_method_unexpected',
  error: 'Key not authorized: Unexpected signing method',
} as const;

export const shape: readonly Scenario[] = [
  {
    id: 'invalid-number-of-segments',
    topic: 'token',
    title: '"token contains an invalid number of segments": opaque or encrypted token',
    about:
      'Not every access token is a signed JWT. Auth0 issues an opaque one when no audience is asked for, and an encrypted token has five parts. The client sees "Key not authorized".',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { text: 'Zk3vQn8sT1xW5yB7dF0gHjK2lM4pR6uC' },
    steps: [
      {
        what: 'Send an opaque token.',
        expect: { ...malformed, log: 'token contains an invalid number of segments' },
        why: 'It has no dots. Ask the provider for a token for your API: at Auth0, with the parameter audience.',
      },
      {
        what: 'Send an encrypted token (JWE).',
        before: [
          {
            do: 'token',
            token: { text: 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.b2s.aXY.Y2lwaGVydGV4dA.dGFn' },
          },
        ],
        expect: { ...malformed, log: 'token contains an invalid number of segments' },
        why: 'Five parts. The gateway cannot decrypt tokens.',
      },
    ],
  },
  {
    id: 'alg-none',
    topic: 'token',
    title: 'alg none, None and EdDSA: which error for which algorithm',
    about:
      'A token without a signature is never let in. Which of two errors it gets depends on whether the gateway’s library knows the name in alg.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123', fault: 'alg none' },
    steps: [
      {
        what: 'Send a token with "alg": "none".',
        expect: { ...wrongMethod, log: 'Unexpected signing method: none and not HMAC signature' },
        why: 'none is a known algorithm, and not of the family that the API is set to.',
      },
      {
        what: 'Send one with "alg": "EdDSA".',
        before: [
          { do: 'token', token: { text: encodedToken({ alg: 'EdDSA' }, { sub: '1234567890', pol: 'gold' }, 'c2ln') } },
        ],
        expect: { ...wrongMethod, log: 'Unexpected signing method: EdDSA and not HMAC signature' },
        why: 'Known too, and no signing method of an API can be set to it.',
      },
      {
        what: 'Send one with "alg": "None".',
        before: [
          { do: 'token', token: { text: encodedToken({ alg: 'None' }, { sub: '1234567890', pol: 'gold' }, '') } },
        ],
        expect: {
          status: 403,
          code: 'algorithm_unknown',
          error: 'Key not authorized',
          log: 'signing method (alg) is unavailable.',
        },
        why: 'The name counts letter by letter. An unknown one gets the plain text, as a bad signature does.',
      },
    ],
  },
  {
    id: 'text-after-the-claims',
    topic: 'token',
    title: 'Payload with text after the JSON is accepted',
    about:
      'Of the payload only the first JSON value is read. What follows is signed with it, and ignored; other libraries refuse such a token.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payloadText: '{"sub":"1234567890","pol":"gold"} {"pol":"platinum"}', key: 'tyk123' },
    steps: [
      {
        what: 'Send a token whose payload has a second object behind the first.',
        expect: passes,
        why: 'The first value is the claims. Of a member that stands twice within them, the last one counts.',
      },
      {
        what: 'Send one whose payload is cut.',
        before: [{ do: 'token', token: { payloadText: '{"sub":"1234567890","pol":"gold"', key: 'tyk123' } }],
        expect: { ...malformed, log: 'unexpected EOF' },
        why: 'Before its first value ends, the payload ends.',
      },
    ],
  },
  {
    id: 'last-character-of-signature-changed',
    topic: 'token',
    title: 'I changed the last character of the JWT and it is still valid',
    about:
      'A popular way to test signature checks. The last character of an HS256 signature carries two bits that mean nothing, so some changes change nothing.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: {
      text: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwicG9sIjoiZ29sZCJ9.aQ2VjNE_Rz8Cm9YN2pj1DibdgTG_I97f2ktLsh1h1nc',
    },
    steps: [
      { what: 'Send a token.', expect: passes, why: 'Its signature fits.' },
      {
        what: 'Send it with another last character.',
        before: [
          {
            do: 'token',
            token: {
              text: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwicG9sIjoiZ29sZCJ9.aQ2VjNE_Rz8Cm9YN2pj1DibdgTG_I97f2ktLsh1h1nd',
            },
          },
        ],
        expect: passes,
        why: '43 characters of base64 hold 258 bits, a signature has 256. The gateway does not look at the two that are left over.',
      },
      {
        what: 'Change the first character of the signature instead.',
        before: [
          {
            do: 'token',
            token: {
              text: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwicG9sIjoiZ29sZCJ9.xQ2VjNE_Rz8Cm9YN2pj1DibdgTG_I97f2ktLsh1h1nc',
            },
          },
        ],
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'All bits of that one count.',
      },
    ],
  },
  {
    id: 'ignored-header-fields',
    topic: 'token',
    title: 'typ, crit, jku and x5u in the JWT header are ignored',
    about:
      'A token may say where its key is, or that extensions must be understood. The gateway reads alg and kid from the header and nothing else.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: {
      header: {
        typ: 'at+jwt',
        crit: ['exp-range'],
        jku: 'https://attacker.example/jwks.json',
        x5u: 'https://attacker.example/certificate.pem',
      },
      payload: claims(),
      key: 'tyk123',
    },
    steps: [
      {
        what: 'Send a token with these fields in its header.',
        expect: passes,
        why: 'No key is fetched from a URL in a token. By RFC 7515 an unknown entry of crit should have the token refused; here it does not.',
      },
    ],
  },
];
