import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/go/json';
import { classic, oas } from '../../../gateway/build';
import { type LintCases, withoutPolicy } from '../build';

const authentication = ['x-tyk-api-gateway', 'server', 'authentication'];
const scheme = [...authentication, 'securitySchemes', 'jwtAuth'];
const component = ['components', 'securitySchemes', 'jwtAuth'];
const components = (jwtAuth: JsonObject): JsonObject => ({ components: { securitySchemes: { jwtAuth } } });
const settings = {
  enabled: true,
  header: { enabled: true },
  source: 'YSBzZWNyZXQgZm9yIHRlc3Rz',
  signingMethod: 'hmac',
  policyFieldName: 'pol',
};
const jwt = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };

/** Is it JWT that judges? */
export const authenticationCases = {
  'keyless-beside-jwt': [
    {
      bad: { apis: [classic({ use_keyless: true })] },
      good: { apis: [classic({ use_keyless: true, enable_jwt: false })] },
      path: ['use_keyless'],
      proof: { ask: { payload: null }, before: 'passes', after: 'token_missing' },
    },
    {
      bad: { apis: [oas({}, { enabled: false })] },
      good: { apis: [oas()] },
      path: [...authentication, 'enabled'],
      proof: { ask: { payload: null }, before: 'passes', after: 'token_missing' },
    },
  ],
  'use-jwt-written': [
    {
      bad: { apis: [classic({ enable_jwt: false, use_jwt: true })] },
      good: { apis: [classic({ use_jwt: true })] },
      path: ['use_jwt'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'jwt-off': [
    {
      bad: { apis: [classic({ enable_jwt: false })] },
      good: { apis: [classic({ enable_jwt: false, use_basic_auth: true })] },
      path: ['enable_jwt'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
    {
      bad: { apis: [oas({ enabled: false })] },
      good: { apis: [oas()] },
      path: [...scheme, 'enabled'],
      proof: { ask: { payload: null }, before: 'auth_key_missing', after: 'passes', fix: 1 },
    },
    {
      bad: { apis: [{ ...oas({}, { securitySchemes: {} }), components: {}, security: [] }] },
      good: { apis: [oas({}, { securitySchemes: {}, hmac: { enabled: true } })] },
      path: authentication,
      proof: { ask: { payload: null }, before: 'auth_key_missing', after: 'passes' },
    },
  ],
  'oas-bearer-format': [
    {
      bad: { apis: [{ ...oas(), ...components({ ...jwt, bearerFormat: 'jwt' }) }] },
      good: { apis: [oas()] },
      path: [...component, 'bearerFormat'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
    {
      bad: { apis: [{ ...oas(), ...components({ type: 'http', scheme: 'bearer' }) }] },
      path: [...component, 'bearerFormat'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'oas-component-wrong': [
    {
      bad: { apis: [{ ...oas(), ...components({ type: 'apiKey', in: 'header', name: 'X-Key' }) }] },
      good: { apis: [oas()] },
      path: component,
      proof: { before: 'auth_key_missing', after: 'passes' },
    },
  ],
  'oas-names-differ': [
    {
      bad: { apis: [oas({}, { securitySchemes: { jwt: settings } })] },
      good: { apis: [oas()] },
      path: [...authentication, 'securitySchemes', 'jwt'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'oas-component-missing': [
    {
      bad: { apis: [{ ...oas(), components: {} }] },
      good: { apis: [oas()] },
      path: scheme,
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'oas-settings-missing': [
    {
      bad: { apis: [oas({}, { securitySchemes: {} })] },
      good: { apis: [oas()] },
      path: component,
      proof: { before: 'auth_key_unknown', after: 'key_of_token_unknown' },
    },
  ],
  'oas-requirement-missing': [
    {
      bad: { apis: [{ ...oas(), security: [] }] },
      good: { apis: [oas()] },
      path: ['security'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'oas-requirement-not-first': [
    {
      bad: { apis: [{ ...oas(), security: [{ other: [] }, { jwtAuth: [] }] }] },
      good: { apis: [{ ...oas(), security: [{ jwtAuth: [] }, { other: [] }] }] },
      path: ['security'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'auth-token-in-one-place': [
    {
      bad: { apis: [classic({ use_standard_auth: true })] },
      good: {
        apis: [
          classic({ use_standard_auth: true, auth_configs: { jwt: {}, authToken: { auth_header_name: 'X-Key' } } }),
        ],
      },
      path: ['use_standard_auth'],
      proof: { before: 'auth_key_unknown', after: 'passes' },
    },
  ],
  'auth-token-beside-jwt': [
    {
      bad: {
        apis: [
          classic({ use_standard_auth: true, auth_configs: { jwt: {}, authToken: { auth_header_name: 'X-Key' } } }),
        ],
      },
      path: ['use_standard_auth'],
      proof: { before: 'auth_key_missing', after: 'passes' },
    },
  ],
  'identity-from-elsewhere': [
    {
      bad: { apis: [classic({ base_identity_provided_by: 'basic_auth_user' })] },
      good: { apis: [classic({ base_identity_provided_by: 'jwt_claim' })] },
      path: ['base_identity_provided_by'],
      proof: { before: 'session_missing', after: 'passes' },
    },
    {
      bad: { apis: [oas({}, { baseIdentityProvider: 'auth_token' })] },
      good: { apis: [oas()] },
      path: [...authentication, 'baseIdentityProvider'],
      proof: { before: 'session_missing', after: 'passes' },
    },
  ],
  'oas-wrong-type': [
    {
      bad: { apis: [oas({ issuedAtValidationSkew: '60' })] },
      good: { apis: [oas({ issuedAtValidationSkew: 60 })] },
      path: [...scheme, 'issuedAtValidationSkew'],
      proof: { ask: { payload: { iat: 1_790_000_030 } }, before: 'token_issued_in_future', after: 'passes' },
    },
    {
      bad: { apis: [oas({ policyFieldName: 5, defaultPolicies: 'gold' })] },
      good: { apis: [oas({ policyFieldName: '', defaultPolicies: ['gold'] })] },
      path: [...scheme, 'policyFieldName'],
    },
    {
      bad: { apis: [oas({ defaultPolicies: 'gold' })] },
      good: { apis: [oas({ defaultPolicies: ['gold'] })] },
      path: [...scheme, 'defaultPolicies'],
      proof: { ask: { payload: withoutPolicy }, before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [oas({ signingMethod: { name: 'hmac' } })] },
      good: { apis: [oas()] },
      path: [...scheme, 'signingMethod'],
      proof: {
        before: (exchange) => expect(exchange.log).toContainEqual(expect.objectContaining({ level: 'warning' })),
      },
    },
  ],
} satisfies LintCases;
