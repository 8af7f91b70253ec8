import type { JsonObject, JsonValue } from '../../src/go/json';
import type { Chance } from './chance';
import { defaultPolicies, fields, maybe, orgId, scopeMap, scopeNames, skews } from './choices';
import type { Family } from './signers';
import type { Places, Source } from './trust';

const ruleTypes = ['required', 'exact_match', 'contains', 'sometimes'] as const;
const paths = ['role', 'a.b', 'roles.0', 'a*', 'a.#.b', '$x', 'a-b', 'x.y', '__proto__'] as const;

function customRules(chance: Chance): JsonObject {
  const rules: JsonObject = {};
  for (let left = 1 + chance.below(2); left > 0; left--) {
    rules[chance.mostly('role', paths)] = {
      type: chance.pick(ruleTypes),
      allowedValues: chance.some<JsonValue>(['admin', 'a', 5, null, [], {}, '', true]),
      ...maybe(chance, 3, { nonBlocking: true }),
    };
  }
  return rules;
}

/** A Tyk OAS definition. */
export function oas(
  chance: Chance,
  id: string,
  family: Family,
  from: Source,
  places: Places,
  listenPath: string,
  open: boolean,
): JsonObject {
  const { header, query, cookie } = places;
  const jwtAuth: JsonObject = {
    enabled: true,
    ...(header === null ? {} : { header: { enabled: true, name: header } }),
    ...(query === null ? {} : { query: { enabled: true, name: query } }),
    ...(cookie === null ? {} : { cookie: { enabled: true, name: cookie } }),
    source: from.jwtSource,
    ...(from.uris.length === 0
      ? {}
      : {
          jwksURIs: from.uris.map((url) => ({
            url,
            ...maybe(chance, 3, { cacheTimeout: chance.pick(['1s', '300s', 'soon', '-5s', '']) }),
          })),
        }),
    signingMethod: family === 'hmac' ? chance.mostly('hmac', ['', 'none']) : family,
    ...(chance.oneIn(3) ? { subjectClaims: chance.some(['user', 'sub', 'user.name', 'email']) } : {}),
    identityBaseField: chance.pick(fields),
    policyFieldName: chance.mostly('pol', ['', 'user.pol']),
    ...maybe(chance, 4, { basePolicyClaims: chance.some(['plan', 'pol', 'user.pol']) }),
    ...maybe(chance, 3, {
      scopes: {
        claims: chance.some(['scp', 'scope']),
        claimName: chance.pick(scopeNames),
        scopeToPolicyMapping: Object.entries(scopeMap(chance)).map(([scope, policyId]) => ({ scope, policyId })),
      },
    }),
    defaultPolicies: defaultPolicies(chance),
    expiresAtValidationSkew: chance.mostly(0, skews),
    issuedAtValidationSkew: chance.mostly(0, skews),
    notBeforeValidationSkew: chance.mostly(0, skews),
    ...maybe(chance, 8, { allowedIssuers: chance.some(['me', 'b', '']) }),
    ...maybe(chance, 8, { allowedAudiences: chance.some(['you', 'b', '']) }),
    ...maybe(chance, 8, { allowedSubjects: chance.some(['ann', 'k1', 'bob']) }),
    ...maybe(chance, 8, { jtiValidation: { enabled: true } }),
    ...maybe(chance, 5, { customClaimValidation: customRules(chance) }),
    ...maybe(chance, 4, { skipKid: true }),
    ...maybe(chance, 4, { idpClientIdMappingDisabled: true }),
  };
  return {
    openapi: '3.0.3',
    info: { title: 'Built', version: '1' },
    paths: chance.mostly<JsonObject, JsonObject>(
      {},
      [{ '/get': { get: { operationId: 'g', responses: { 200: { description: '' } } } } }],
      4,
    ),
    components: { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ jwtAuth: [] }],
    'x-tyk-api-gateway': {
      info: { id, orgId, name: 'Built', state: { active: true } },
      upstream: {
        url: 'http://upstream.test/',
        ...maybe(chance, 6, {
          rateLimit: { enabled: true, rate: chance.pick([1, 5]), per: chance.pick(['1m', '10s']) },
        }),
      },
      server: {
        listenPath: { value: listenPath, strip: !chance.oneIn(3) },
        authentication: {
          enabled: !open,
          securitySchemes: { jwtAuth },
          ...maybe(chance, 4, { stripAuthorizationData: true }),
          ...maybe(chance, 12, { baseIdentityProvider: chance.pick(['jwt_claim', 'auth_token']) }),
          ...maybe(chance, 5, {
            customKeyLifetime: { enabled: true, value: chance.pick(['1s', '1h']), respectValidity: chance.oneIn(2) },
          }),
        },
      },
      middleware: {
        global: {
          ...maybe(chance, 2, { trafficLogs: { enabled: true } }),
          ...maybe(chance, 3, { contextVariables: { enabled: true } }),
          ...maybe(chance, 4, {
            transformRequestHeaders: { enabled: true, add: [{ name: 'X-Sub', value: '$tyk_context.jwt_claims_sub' }] },
          }),
          ...maybe(chance, 10, { skipRateLimit: true }),
          ...maybe(chance, 10, { skipQuota: true }),
        },
      },
    },
  };
}
