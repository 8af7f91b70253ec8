import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/go/json';
import { classic, oas, policy, rights } from '../../../gateway/build';
import { type LintCases, withoutPolicy } from '../build';

const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth'];
const mapping = { jwt_scope_to_policy_mapping: { admin: 'gold' }, jwt_scope_claim_name: 'scope' };
const scopes = (jwt: JsonObject): JsonObject => ({ scopes: { jwt: { scope_to_policy: { admin: 'gold' }, ...jwt } } });
const oasScopes = (more: JsonObject, base: JsonObject = {}) =>
  oas({
    policyFieldName: '',
    scopes: { scopeToPolicyMapping: [{ scope: 'admin', policyId: 'gold' }], ...more },
    ...base,
  });
const asAdmin = { ask: { payload: { ...withoutPolicy, scope: 'admin' } } };
const unnamed = { ask: { payload: withoutPolicy } };
const two = { policies: [policy(), policy({ id: 'silver' })] };

/** Identity, base policies and scopes, as far as the API’s own document tells. */
export const identityCases = {
  'claim-name-unreachable': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: 'pol ' })] },
      path: ['jwt_policy_field_name'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [oas({ policyFieldName: '$.pol' })] },
      good: { apis: [oas({ policyFieldName: 'a.pol' })] },
      path: [...scheme, 'policyFieldName'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [oas({ subjectClaims: ['user[0]'] })] },
      path: [...scheme, 'subjectClaims', 0],
    },
  ],
  'subject-claims-win': [
    {
      bad: { apis: [oas({ identityBaseField: 'email', subjectClaims: ['user'] })] },
      good: { apis: [oas({ identityBaseField: 'email', subjectClaims: ['email', 'user'] })] },
      path: [...scheme, 'identityBaseField'],
      proof: {
        ask: { payload: { email: 'a@x', user: 'ann1' } },
        before: (exchange) => {
          expect(exchange.session?.alias).toBe('ann1');
        },
        after: (exchange) => {
          expect(exchange.session?.alias).toBe('a@x');
        },
      },
    },
  ],
  'skip-kid-unread': [
    {
      bad: { apis: [classic({ jwt_skip_kid: true })] },
      good: { apis: [classic({ jwt_skip_kid: true, jwt_source: '' })] },
      path: ['jwt_skip_kid'],
      proof: { before: 'passes', after: 'passes' },
    },
  ],
  'policy-source-missing': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: '' })] },
      good: { apis: [classic({ jwt_policy_field_name: '', jwt_default_policies: ['gold'] })] },
      path: ['jwt_policy_field_name'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [oas({ policyFieldName: '' })] },
      good: { apis: [oasScopes({})] },
      path: [...scheme, 'policyFieldName'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
  ],
  'policy-claim-unread': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: '', jwt_default_policies: ['gold'] })] },
      good: { apis: [classic({ jwt_default_policies: ['gold'] })] },
      path: ['jwt_policy_field_name'],
      proof: { ask: { payload: { pol: 'unknown' } }, before: 'passes' },
    },
  ],
  'policy-claim-is-list': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: 'realm_access.roles' })] },
      path: ['jwt_policy_field_name'],
      proof: { ask: { payload: { realm_access: { roles: ['gold'] } } }, before: 'policy_missing' },
    },
  ],
  'base-policy-claims-unread': [
    {
      bad: { apis: [oas({ policyFieldName: '', basePolicyClaims: ['pol'] })] },
      good: { apis: [oas({ policyFieldName: 'x', basePolicyClaims: ['pol'] })] },
      path: [...scheme, 'basePolicyClaims'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
  ],
  'base-policy-claims-win': [
    {
      bad: { apis: [oas({ policyFieldName: 'pol', basePolicyClaims: ['plan'] })] },
      good: { apis: [oas({ policyFieldName: 'pol', basePolicyClaims: ['pol', 'plan'] })] },
      path: [...scheme, 'policyFieldName'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
  ],
  'client-field-unread': [
    {
      bad: { apis: [classic({ jwt_client_base_field: 'client' })] },
      path: ['jwt_client_base_field'],
      proof: { before: 'passes', after: 'passes' },
    },
  ],
  'client-needs-key': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: '', jwt_client_base_field: 'client' })] },
      path: ['jwt_client_base_field'],
      proof: { ask: { payload: { client: 'nobody' } }, before: 'policy_missing' },
    },
  ],
  'default-does-not-step-in': [
    {
      bad: { apis: [classic({ jwt_default_policies: ['gold'] })] },
      path: ['jwt_default_policies'],
      proof: { ask: { payload: { pol: 'unknown' } }, before: 'policy_unknown' },
    },
  ],
  'default-policy-empty': [
    {
      bad: { apis: [classic({ jwt_default_policies: [''] })] },
      good: { apis: [classic({ jwt_default_policies: ['gold'] })] },
      path: ['jwt_default_policies'],
      proof: { ...unnamed, before: 'passes', after: 'policy_missing' },
    },
  ],
  'several-default-policies': [
    {
      bad: { apis: [classic({ jwt_default_policies: ['gold', 'silver'] })], ...two },
      good: { apis: [classic({ jwt_default_policies: ['gold'] })] },
      path: ['jwt_default_policies'],
      proof: { ...unnamed, before: 'passes' },
    },
  ],
  'scopes-drop-defaults': [
    {
      bad: { apis: [classic({ ...mapping, jwt_default_policies: ['gold'] })] },
      good: { apis: [classic(mapping)] },
      path: ['jwt_default_policies'],
      proof: { ask: { payload: { ...withoutPolicy, scope: 'openid' } }, before: 'scopes_unmapped' },
    },
  ],
  'scope-fields-disabled': [
    {
      bad: {
        apis: [classic({ ...mapping, jwt_policy_field_name: '', scopes: { jwt: { scope_claim_name: 'scope' } } })],
      },
      good: { apis: [classic({ ...mapping, ...scopes({}) })] },
      path: ['jwt_scope_to_policy_mapping'],
      proof: { ...asAdmin, before: 'policy_missing', after: 'passes' },
    },
  ],
  'scope-fields-deprecated': [
    {
      bad: { apis: [classic({ ...mapping, jwt_policy_field_name: '' })] },
      good: { apis: [classic(scopes({}))] },
      path: ['jwt_scope_to_policy_mapping'],
      proof: { ...asAdmin, before: 'passes', after: 'passes' },
    },
  ],
  'scope-claim-unmapped': [
    {
      bad: { apis: [classic({ jwt_scope_claim_name: 'scope' })] },
      good: { apis: [classic(mapping)] },
      path: ['jwt_scope_claim_name'],
    },
    {
      bad: { apis: [oas({ scopes: { claims: ['scp'] } })] },
      good: { apis: [oasScopes({ claims: ['scp'] })] },
      path: [...scheme, 'scopes', 'claims'],
    },
  ],
  'scope-claim-dotted': [
    {
      bad: { apis: [oasScopes({ claimName: 'realm.roles' })] },
      good: { apis: [oasScopes({ claimName: 'roles' })] },
      path: [...scheme, 'scopes', 'claimName'],
      proof: { ask: { payload: { ...withoutPolicy, realm: { roles: 'admin' } } }, before: 'policy_missing' },
    },
    {
      bad: { apis: [oasScopes({ claims: ['scp', 'https://x.test/scope'] })] },
      good: { apis: [oasScopes({ claims: ['scp'] })] },
      path: [...scheme, 'scopes', 'claims', 1],
      proof: { ask: { payload: { ...withoutPolicy, 'https://x.test/scope': 'admin' } }, before: 'policy_missing' },
    },
    {
      bad: { apis: [classic({ ...scopes({ scope_claim_name: 'https://x.test/scope' }), jwt_policy_field_name: '' })] },
      good: { apis: [classic(scopes({ scope_claim_name: 'realm.scope' }))] },
      path: ['scopes', 'jwt', 'scope_claim_name'],
      proof: { ask: { payload: { ...withoutPolicy, 'https://x.test/scope': 'admin' } }, before: 'policy_missing' },
    },
  ],
  'scope-claims-win': [
    {
      bad: { apis: [oasScopes({ claimName: 'scope', claims: ['scp'] })] },
      good: { apis: [oasScopes({ claims: ['scp'] })] },
      path: [...scheme, 'scopes', 'claimName'],
      proof: {
        ask: { payload: { ...withoutPolicy, scope: 'admin', scp: 'other' } },
        before: 'scopes_unmapped',
        after: 'passes',
      },
    },
  ],
  'scope-never-matches': [
    {
      bad: {
        apis: [classic({ jwt_policy_field_name: '', scopes: { jwt: { scope_to_policy: { 'read write': 'gold' } } } })],
      },
      good: { apis: [classic(scopes({}))] },
      path: ['scopes', 'jwt', 'scope_to_policy', 'read write'],
      proof: { ask: { payload: { ...withoutPolicy, scope: 'read write' } }, before: 'scopes_unmapped' },
    },
  ],
  'scope-mapped-twice': [
    {
      bad: {
        apis: [
          oasScopes({
            scopeToPolicyMapping: [
              { scope: 'admin', policyId: 'gold' },
              { scope: 'admin', policyId: 'other' },
            ],
          }),
        ],
        policies: [policy(), policy({ id: 'other', access_rights: rights({}, 'elsewhere') })],
      },
      good: { apis: [oasScopes({})] },
      path: [...scheme, 'scopes', 'scopeToPolicyMapping', 0],
      proof: { ...asAdmin, before: 'api_not_granted' },
    },
  ],
} satisfies LintCases;
