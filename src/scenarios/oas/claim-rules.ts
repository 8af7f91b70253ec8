/** The claim rules that only Tyk OAS APIs have: issuer, audience, subject, token id. */
import { claims, classicApi, oasApi, passes, policy, schemePath } from '../definitions';
import type { Scenario } from '../scenario';

const issuer = 'https://id.orders.example/';
const audience = 'https://orders.example/api';

export const claimRules: readonly Scenario[] = [
  {
    id: 'invalid-issuer-claim',
    topic: 'oas',
    title: '"invalid issuer claim": a slash at the end of iss',
    about:
      'allowedIssuers is compared letter by letter. Auth0 writes its issuer with a slash at the end, Keycloak without one.',
    apis: [{ definition: oasApi({ allowedIssuers: ['https://id.orders.example'] }) }],
    policies: [policy()],
    token: { payload: claims({ iss: issuer }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "iss": "https://id.orders.example/".',
        expect: {
          status: 401,
          code: 'issuer_refused',
          error: 'Key not authorized: invalid issuer claim: https://id.orders.example/',
          log: 'JWT issuer validation failed',
        },
        why: 'The list has it without the slash.',
      },
      {
        what: 'Add the slash to the list.',
        before: [{ do: 'set', api: 'orders', path: [...schemePath, 'allowedIssuers'], value: [issuer] }],
        expect: passes,
        why: 'The same text.',
      },
      {
        what: 'Send a token without iss.',
        before: [{ do: 'token', token: { payload: claims(), key: 'tyk123' } }],
        expect: {
          status: 401,
          code: 'issuer_refused',
          error: 'Key not authorized: issuer claim is required but not present in token',
        },
        why: 'With a list the claim has to be there.',
      },
    ],
  },
  {
    id: 'no-matching-audience-found-in-token',
    topic: 'oas',
    title: '"no matching audience found in token": [account]',
    about:
      'The token was issued for another API. The answer lists what it has. Keycloak’s tokens are for "account" until an audience mapper says otherwise.',
    apis: [{ definition: oasApi({ allowedAudiences: [audience] }) }],
    policies: [policy()],
    token: { payload: claims({ aud: ['account', 'broker'] }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token for account and broker.',
        expect: {
          status: 401,
          code: 'audience_refused',
          error: 'Key not authorized: no matching audience found in token: [account broker]',
          log: 'JWT audience validation failed',
        },
        why: 'None of them is allowed.',
      },
      {
        what: 'Send one that is for this API too.',
        before: [{ do: 'token', token: { payload: claims({ aud: ['account', audience] }), key: 'tyk123' } }],
        expect: passes,
        why: 'One that fits is enough.',
      },
    ],
  },
  {
    id: 'jti-claim-is-required',
    topic: 'oas',
    title: '"JWT ID (jti) claim is required but not present in token"',
    about:
      'jtiValidation asks that there is a jti. It does not remember those that it saw: the same token may be sent again.',
    apis: [{ definition: oasApi({ jtiValidation: { enabled: true } }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token without jti.',
        expect: {
          status: 401,
          code: 'token_id_missing',
          error: 'Key not authorized: JWT ID (jti) claim is required but not present in token',
          log: 'JWT ID validation failed',
        },
        why: 'The claim is missing.',
      },
      {
        what: 'Send one with an empty jti.',
        before: [{ do: 'token', token: { payload: claims({ jti: '' }), key: 'tyk123' } }],
        expect: passes,
        why: 'Present is enough. It is no protection against replay.',
      },
    ],
  },
  {
    id: 'invalid-subject-value',
    topic: 'oas',
    title: '"invalid subject value": allowedSubjects compares the kid',
    about:
      'allowedSubjects looks like a list of users. When the token has a kid, as with every key set, the kid is what is compared, and sub plays no part.',
    apis: [{ definition: oasApi({ allowedSubjects: ['jane'], signingMethod: 'rsa' }), source: { key: 'rsa' } }],
    policies: [policy()],
    token: { payload: claims({ sub: 'jane' }), key: 'rsa' },
    steps: [
      {
        what: 'Send a token of jane, whose header has "kid": "rsa".',
        expect: {
          status: 401,
          code: 'subject_refused',
          error: 'Key not authorized: invalid subject value: rsa',
          log: 'JWT subject validation failed',
        },
        why: 'rsa, the key’s id, is not in the list.',
      },
      {
        what: 'Set skipKid and send again.',
        before: [{ do: 'set', api: 'orders', path: [...schemePath, 'skipKid'], value: true }],
        expect: passes,
        why: 'Now the identity is compared.',
      },
    ],
  },
  {
    id: 'expired-token-of-a-wrong-issuer',
    topic: 'oas',
    title: 'Expired token of a wrong issuer: which error comes first',
    about:
      'Times come before the claim rules, and those come in the order issuer, audience, jti, subject, custom claims. The first that fails is told.',
    apis: [{ definition: oasApi({ allowedIssuers: [issuer], allowedAudiences: [audience] }) }],
    policies: [policy()],
    token: { payload: claims({ iss: 'https://evil.example', aud: 'other', exp: 'now - 1 h' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token in which everything is wrong.',
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'Times first.',
      },
      {
        what: 'Let it be valid.',
        before: [
          { do: 'token', token: { payload: claims({ iss: 'https://evil.example', aud: 'other' }), key: 'tyk123' } },
        ],
        expect: {
          status: 401,
          code: 'issuer_refused',
          error: 'Key not authorized: invalid issuer claim: https://evil.example',
        },
        why: 'Then the issuer.',
      },
      {
        what: 'Let the issuer fit.',
        before: [{ do: 'token', token: { payload: claims({ iss: issuer, aud: 'other' }), key: 'tyk123' } }],
        expect: {
          status: 401,
          code: 'audience_refused',
          error: 'Key not authorized: no matching audience found in token: [other]',
        },
        why: 'Then the audience.',
      },
    ],
  },
  {
    id: 'error-body-is-not-json',
    topic: 'oas',
    title: 'Error body is invalid JSON: a quote in the issuer',
    about:
      'Error texts are escaped as for JavaScript, not as for JSON. A quotation mark in a claim that the text repeats makes a body that no JSON parser reads.',
    apis: [{ definition: oasApi({ allowedIssuers: [issuer] }) }],
    policies: [policy()],
    token: { payload: claims({ iss: "O'Brien & Sons" }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "iss": "O\'Brien & Sons".',
        expect: {
          status: 401,
          code: 'issuer_refused',
          error: "Key not authorized: invalid issuer claim: O'Brien & Sons",
          body: "invalid issuer claim: O\\'Brien \\u0026 Sons",
        },
        why: 'A backslash before an apostrophe is no escape in JSON. Clients that parse error bodies fail with an error of their own.',
      },
    ],
  },
  {
    id: 'claim-rules-in-a-classic-api',
    topic: 'oas',
    title: 'allowedIssuers in a classic definition does nothing',
    about:
      'Issuer, audience, subject, token id and custom claims are checked for Tyk OAS APIs only. In a classic definition the same members are unknown, and unknown members are ignored.',
    apis: [{ definition: classicApi({ jwt_allowed_issuers: [issuer], jwt_allowed_audiences: [audience] }) }],
    policies: [policy()],
    token: { payload: claims({ iss: 'https://evil.example', aud: 'other' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token of another issuer, for another audience.',
        expect: passes,
        why: 'A classic API takes every token that its key can verify. With a provider that many use, such as a shared tenant, that is more than one wants.',
      },
    ],
  },
  {
    id: 'second-subject-claim-found',
    topic: 'oas',
    title: '"no suitable claims for user ID were found" in the log of a request that passed',
    about:
      'subjectClaims lists where the identity may be. For each that is not in the token an error is logged, also when a later one is found and the answer is 200.',
    apis: [{ definition: oasApi({ identityBaseField: undefined, subjectClaims: ['user_id', 'email'] }) }],
    policies: [policy()],
    token: { payload: claims({ email: 'jane@example.com' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with an email and no user_id.',
        expect: { ...passes, log: 'no suitable claims for user ID were found' },
        why: 'The error is about user_id alone. Look at the status before looking for a fault.',
      },
    ],
  },
];
