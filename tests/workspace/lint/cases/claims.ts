import type { JsonObject } from '../../../../src/go/json';
import { base64, classic, keySetUrl, now, oas, rsaSigner } from '../../../gateway/build';
import type { LintCases } from '../build';

const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth'];
const custom = (name: string, rule: JsonObject) => oas({ customClaimValidation: { [name]: rule } });
const customAt = (name: string, ...more: readonly (string | number)[]) => [
  ...scheme,
  'customClaimValidation',
  name,
  ...more,
];

/** Times and rules for claims. */
export const claimCases = {
  'expires-skew-alone': [
    {
      bad: { apis: [classic({ jwt_expires_at_validation_skew: 60 })] },
      good: { apis: [classic({ jwt_issued_at_validation_skew: 60 })] },
      path: ['jwt_expires_at_validation_skew'],
      proof: { ask: { payload: { exp: now - 10 } }, before: 'key_expired', after: 'token_expired' },
    },
    {
      bad: { apis: [oas({ expiresAtValidationSkew: 60 })] },
      good: { apis: [oas()] },
      path: [...scheme, 'expiresAtValidationSkew'],
      proof: { ask: { payload: { exp: now - 10 } }, before: 'key_expired', after: 'token_expired' },
    },
  ],
  'skew-in-milliseconds': [
    {
      bad: { apis: [classic({ jwt_not_before_validation_skew: 60_000 })] },
      good: { apis: [classic({ jwt_not_before_validation_skew: 600 })] },
      path: ['jwt_not_before_validation_skew'],
      proof: { ask: { payload: { nbf: now + 3600 } }, before: 'passes', after: 'token_not_valid_yet' },
    },
  ],
  'claim-rules-in-classic': [
    {
      bad: { apis: [classic({ allowedIssuers: ['a'] })] },
      good: { apis: [oas({ allowedIssuers: ['a'] })] },
      path: ['allowedIssuers'],
      proof: { ask: { payload: { iss: 'b' } }, before: 'passes', after: 'passes' },
    },
    { bad: { apis: [classic({ jwt_allowed_audiences: ['a'] })] }, path: ['jwt_allowed_audiences'] },
  ],
  'subjects-compare-kid': [
    {
      bad: { apis: [oas({ allowedSubjects: ['ann'], signingMethod: 'rsa', source: base64(keySetUrl) })] },
      good: {
        apis: [oas({ allowedSubjects: ['ann'], skipKid: true, signingMethod: 'rsa', source: base64(keySetUrl) })],
      },
      path: [...scheme, 'allowedSubjects'],
      proof: {
        ask: { header: { alg: 'RS256', kid: 'k1' }, key: rsaSigner },
        before: 'subject_refused',
        after: 'passes',
      },
    },
  ],
  'subjects-may-compare-kid': [
    {
      bad: { apis: [oas({ allowedSubjects: ['ann'] })] },
      good: { apis: [oas({ allowedSubjects: ['ann'], skipKid: true })] },
      path: [...scheme, 'allowedSubjects'],
      proof: { ask: { header: { kid: 'any' } }, before: 'subject_refused', after: 'passes' },
    },
  ],
  'allowed-value-with-blank': [
    {
      bad: { apis: [oas({ allowedIssuers: ['a', 'b '] })] },
      good: { apis: [oas({ allowedIssuers: ['a', 'b'] })] },
      path: [...scheme, 'allowedIssuers', 1],
      proof: { ask: { payload: { iss: 'b' } }, before: 'issuer_refused', after: 'passes' },
    },
  ],
  'claim-path-invalid': [
    {
      bad: { apis: [custom('$.role', { type: 'required', nonBlocking: true })] },
      good: { apis: [custom('role', { type: 'required', nonBlocking: true })] },
      path: customAt('$.role'),
      proof: { ask: { payload: { role: 'x' } }, before: 'custom_claim_refused', after: 'passes' },
    },
    {
      bad: { apis: [custom('https://x/role', { type: 'required' })] },
      path: customAt('https://x/role'),
      proof: { ask: { payload: { 'https://x/role': 'x' } }, before: 'custom_claim_refused' },
    },
  ],
  'claim-path-surprising': [
    {
      bad: { apis: [custom('roles[0]', { type: 'exact_match', allowedValues: ['admin'] })] },
      good: { apis: [custom('roles.0', { type: 'exact_match', allowedValues: ['admin'] })] },
      path: customAt('roles[0]'),
      proof: { ask: { payload: { roles: ['admin'] } }, before: 'custom_claim_refused', after: 'passes' },
    },
    {
      bad: { apis: [custom('a*', { type: 'required' })] },
      path: customAt('a*'),
      proof: { ask: { payload: { abc: 1 } }, before: 'passes' },
    },
    {
      bad: { apis: [custom('a|b', { type: 'required' })] },
      path: customAt('a|b'),
      proof: { ask: { payload: { 'a|b': 1 } }, before: 'custom_claim_refused' },
    },
    {
      bad: { apis: [custom('a..b', { type: 'required' })] },
      path: customAt('a..b'),
      proof: { ask: { payload: { a: { b: 1 } } }, before: 'custom_claim_refused' },
    },
  ],
  'claim-type-unknown': [
    {
      bad: { apis: [custom('role', { type: 'exactMatch', allowedValues: ['admin'] })] },
      good: { apis: [custom('role', { type: 'exact_match', allowedValues: ['admin'] })] },
      path: customAt('role', 'type'),
      proof: { ask: { payload: { role: 'user' } }, before: 'passes', after: 'custom_claim_refused' },
    },
    { bad: { apis: [custom('role', { allowedValues: ['admin'] })] }, path: customAt('role', 'type') },
  ],
  'claim-never-met': [
    {
      bad: { apis: [custom('role', { type: 'exact_match' })] },
      good: { apis: [custom('role', { type: 'required' })] },
      path: customAt('role', 'allowedValues'),
      proof: { ask: { payload: { role: 'admin' } }, before: 'custom_claim_refused', after: 'passes' },
    },
  ],
  'claim-always-warned': [
    {
      bad: { apis: [custom('role', { type: 'contains', nonBlocking: true })] },
      good: { apis: [custom('role', { type: 'contains' })] },
      path: customAt('role', 'allowedValues'),
      proof: { ask: { payload: { role: 'admin' } }, before: 'passes', after: 'passes' },
    },
  ],
  'allowed-values-unread': [
    {
      bad: { apis: [custom('role', { type: 'required', allowedValues: ['admin'] })] },
      good: { apis: [custom('role', { type: 'contains', allowedValues: ['admin'] })] },
      path: customAt('role', 'allowedValues'),
      proof: { ask: { payload: { role: 'user' } }, before: 'passes', after: 'custom_claim_refused' },
    },
  ],
  'contains-takes-last': [
    {
      bad: { apis: [custom('level', { type: 'contains', allowedValues: [1, 2] })] },
      good: { apis: [custom('level', { type: 'contains', allowedValues: ['1', '2'] })] },
      path: customAt('level', 'allowedValues'),
      proof: { ask: { payload: { level: 1 } }, before: 'custom_claim_refused', after: 'passes' },
    },
  ],
  'allowed-text-of-number': [
    {
      bad: { apis: [custom('level', { type: 'exact_match', allowedValues: ['low', '5'] })] },
      good: { apis: [custom('level', { type: 'exact_match', allowedValues: ['low', 5] })] },
      path: customAt('level', 'allowedValues', 1),
      proof: { ask: { payload: { level: 5 } }, before: 'custom_claim_refused' },
    },
  ],
  'required-is-weak': [
    {
      bad: { apis: [custom('role', { type: 'required' })] },
      good: { apis: [custom('role', { type: 'exact_match', allowedValues: ['x'] })] },
      path: customAt('role', 'type'),
      proof: { ask: { payload: { role: '' } }, before: 'passes' },
    },
  ],
} satisfies LintCases;
