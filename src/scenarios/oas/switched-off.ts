/** Tyk OAS documents in which JWT is not as switched on as it looks. */
import { claims, oasApi, passes, policy, schemePath } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const notAsked = {
  status: 403,
  code: 'auth_key_unknown',
  error: 'Access to this API has been disallowed',
  log: 'Attempted access with non-existent key.',
} as const;
const scheme = (bearerFormat: string) => ({
  securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat } },
});

export const switchedOff: readonly Scenario[] = [
  {
    id: 'oas-bearer-format-in-small-letters',
    topic: 'oas',
    title: 'Tyk OAS: bearerFormat "jwt" leaves JWT off',
    about:
      'The security scheme of the document must say bearerFormat: JWT, in capitals. With any other spelling the gateway does not see a JWT API, and wants a Tyk key.',
    apis: [{ definition: oasApi({}, {}, { components: scheme('jwt') }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a good token to an API with bearerFormat: jwt.',
        expect: notAsked,
        why: 'The token is taken for the name of a key.',
      },
      {
        what: 'Write JWT and send again.',
        before: [{ do: 'set', api: 'orders', path: ['components'], value: scheme('JWT') }],
        expect: passes,
        why: 'OpenAPI says that bearerFormat is a hint for people. Here it is the switch.',
      },
    ],
  },
  {
    id: 'oas-without-security-requirement',
    topic: 'oas',
    title: 'Tyk OAS: no security requirement, JWT is not checked',
    about:
      'Three places must agree: the scheme in components, its settings in the Tyk part, and the document’s security list, which switches it on.',
    apis: [{ definition: oasApi({}, {}, { security: undefined }) }],
    policies: [policy()],
    token,
    steps: [
      { what: 'Send a good token to an API without security.', expect: notAsked, why: 'JWT is described, and off.' },
      {
        what: 'Add security and send again.',
        before: [{ do: 'set', api: 'orders', path: ['security'], value: [{ jwtAuth: [] }] }],
        expect: passes,
        why: 'Now the scheme is required.',
      },
    ],
  },
  {
    id: 'oas-header-left-out',
    topic: 'oas',
    title: 'Tyk OAS: header left out means header off',
    about:
      'A classic API reads the header Authorization unless it is told not to. In a Tyk OAS scheme a place that is not mentioned is off, the header too.',
    apis: [{ definition: oasApi({ header: undefined, query: { enabled: true, name: 'jwt' } }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send the token in the header.',
        expect: { status: 400, code: 'token_missing', error: 'Authorization field missing' },
        why: 'Only the query is looked at. With no place at all the API could not even be saved.',
      },
      {
        what: 'Add header with enabled: true.',
        before: [{ do: 'set', api: 'orders', path: [...schemePath, 'header'], value: { enabled: true } }],
        expect: passes,
        why: 'Without a name it is Authorization.',
      },
    ],
  },
  {
    id: 'oas-field-of-wrong-type',
    topic: 'oas',
    title: 'Tyk OAS: a field of a wrong type is ignored without an error',
    about:
      'Most of the JWT scheme is not checked when an API is saved. A field that cannot be read counts as missing. Here a skew stands in quotes.',
    apis: [{ definition: oasApi({ notBeforeValidationSkew: '60' }) }],
    policies: [policy()],
    token: { payload: claims({ nbf: 'now + 30 s' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token that begins in 30 seconds, with a skew of "60".',
        expect: { status: 401, code: 'token_not_valid_yet', error: 'Key not authorized: token is not valid yet' },
        why: 'The text is no number, so the skew is 0.',
      },
      {
        what: 'Write 60 without quotes.',
        before: [{ do: 'set', api: 'orders', path: [...schemePath, 'notBeforeValidationSkew'], value: 60 }],
        expect: passes,
        why: 'Now it counts. A classic definition with "60" is refused when it is saved.',
      },
    ],
  },
  {
    id: 'oas-base-policy-claims',
    topic: 'oas',
    title: 'Tyk OAS: basePolicyClaims is ignored without policyFieldName',
    about:
      'basePolicyClaims lists the claims that may name the policy, the newer way to say it. It is read only when the older policyFieldName is set too, to anything.',
    apis: [{ definition: oasApi({ policyFieldName: undefined, basePolicyClaims: ['plan', 'pol'] }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a token with "pol": "gold".',
        expect: { status: 403, code: 'policy_missing', error: 'key not authorized: no matching policy found' },
        why: 'Without policyFieldName no claim is looked at.',
      },
      {
        what: 'Set policyFieldName to any name, such as unused.',
        before: [{ do: 'set', api: 'orders', path: [...schemePath, 'policyFieldName'], value: 'unused' }],
        expect: passes,
        why: 'The list is read now, and the field itself is not.',
      },
    ],
  },
  {
    id: 'oas-refusals-missing-in-access-log',
    topic: 'oas',
    title: 'Tyk OAS: refused requests are missing in the access log',
    about:
      'Without trafficLogs a Tyk OAS API writes an access log line for what passes, and none for what is refused. A dashboard then shows an API without errors.',
    apis: [{ definition: oasApi({}, { middleware: undefined }) }],
    policies: [policy()],
    token: { payload: claims({ exp: 'now - 1 h' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send an expired token, and look at the gateway log.',
        expect: { status: 401, code: 'token_expired', error: 'Key not authorized: token has expired' },
        why: 'At level info there is no line at all.',
      },
      {
        what: 'Switch middleware.global.trafficLogs on, and send it again.',
        before: [
          {
            do: 'set',
            api: 'orders',
            path: ['x-tyk-api-gateway', 'middleware'],
            value: { global: { trafficLogs: { enabled: true } } },
          },
        ],
        expect: {
          status: 401,
          code: 'token_expired',
          error: 'Key not authorized: token has expired',
          log: 'jwt_token_expired',
        },
        why: 'Now there is an access line, with TKE and jwt_token_expired.',
      },
    ],
  },
];
