import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/go/json';
import { classic, orgId, oas, policy, rights, versioned } from '../../../gateway/build';
import { type LintCases, withoutPolicy } from '../build';

const get = (url: string): JsonObject => ({ url, methods: ['GET'] });
const partitions = (...on: readonly string[]): JsonObject => ({
  partitions: Object.fromEntries(on.map((name) => [name, true])),
});
const defaults = (...ids: readonly string[]) => classic({ jwt_default_policies: [...ids] });
const unnamed = { payload: withoutPolicy };
const mapped = (id: string) =>
  classic({ jwt_policy_field_name: '', scopes: { jwt: { scope_to_policy: { admin: id } } } });
const mappedAt = ['scopes', 'jwt', 'scope_to_policy', 'admin'];
const asAdmin = { payload: { ...withoutPolicy, scope: 'admin' } };
const elsewhere = policy({ id: 'other', access_rights: rights({}, 'api9') });
const ofOther = policy({ id: 'other', org_id: 'org2' });
const two = { v1: { name: 'v1' }, v2: { name: 'v2' } };
const scheme = ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth'];

/** What APIs and policies say of each other. */
export const referenceCases = {
  'default-policy-missing': [
    {
      bad: { apis: [defaults('gould')] },
      good: { apis: [defaults('gold')] },
      path: ['jwt_default_policies', 0],
      proof: { ask: unnamed, before: 'policies_not_applicable', after: 'passes' },
    },
    {
      bad: { apis: [defaults('other', 'gold')] },
      good: { apis: [defaults('gold', 'other')] },
      path: ['jwt_default_policies', 0],
      proof: { ask: unnamed, before: 'policy_unknown', after: 'passes' },
    },
    {
      bad: { apis: [oas({ defaultPolicies: ['Gold'] })] },
      good: { apis: [oas({ defaultPolicies: ['gold'] })] },
      path: [...scheme, 'defaultPolicies', 0],
      proof: { ask: unnamed, before: 'policies_not_applicable', after: 'passes' },
    },
  ],
  'default-policy-of-other-org': [
    {
      bad: { apis: [defaults('other')], policies: [policy(), ofOther] },
      good: { apis: [defaults('other')], policies: [policy({ id: 'other' })] },
      path: ['jwt_default_policies', 0],
      proof: { ask: unnamed, before: 'policies_not_applicable', after: 'passes' },
    },
    {
      bad: { apis: [defaults('other')], policies: [ofOther] },
      path: ['jwt_default_policies', 0],
      proof: { ask: unnamed, before: 'policies_not_applicable', after: 'passes', fix: 1 },
    },
  ],
  'later-default-missing': [
    {
      bad: { apis: [defaults('gold', 'other')] },
      good: { apis: [defaults('gold')] },
      path: ['jwt_default_policies', 1],
      proof: {
        ask: unnamed,
        before: (exchange) => {
          expect(exchange.response?.status).toBe(200);
          expect(exchange.log).toContainEqual(expect.objectContaining({ message: 'policy not found: "other"' }));
        },
        after: 'passes',
      },
    },
    { bad: { apis: [defaults('gold', 'other')], policies: [policy(), ofOther] }, path: ['jwt_default_policies', 1] },
  ],
  'default-does-not-grant': [
    {
      bad: { apis: [defaults('other')], policies: [policy(), elsewhere] },
      good: { apis: [defaults('other', 'gold')], policies: [policy(), elsewhere] },
      path: ['jwt_default_policies', 0],
      proof: { ask: unnamed, before: 'api_not_granted', after: 'passes' },
    },
  ],
  'scope-policy-missing': [
    {
      bad: { apis: [mapped('gould')] },
      good: { apis: [mapped('gold')] },
      path: mappedAt,
      proof: { ask: asAdmin, before: 'scope_policies_failed', after: 'passes' },
    },
  ],
  'scope-policy-of-other-org': [
    {
      bad: { apis: [mapped('other')], policies: [policy(), ofOther] },
      good: { apis: [mapped('gold')] },
      path: mappedAt,
      proof: { ask: asAdmin, before: 'scope_policies_failed', after: 'passes' },
    },
  ],
  'scope-policy-does-not-grant': [
    {
      bad: { apis: [mapped('other')], policies: [policy(), elsewhere] },
      good: { apis: [mapped('gold')] },
      path: mappedAt,
      proof: { ask: asAdmin, before: 'api_not_granted', after: 'passes' },
    },
  ],
  'no-policy-grants': [
    { bad: { policies: [] }, path: ['jwt_policy_field_name'], proof: { before: 'policy_unknown' } },
    {
      bad: { policies: [policy({ access_rights: rights({}, 'api9') })] },
      path: ['jwt_policy_field_name'],
      proof: { before: 'api_not_granted', after: 'passes' },
    },
  ],
  'policy-of-other-org': [
    {
      bad: { policies: [policy({ org_id: 'org2' })] },
      path: ['org_id'],
      proof: { before: 'policy_unknown', after: 'passes' },
    },
    {
      bad: { policies: [policy({ org_id: 'org2' })] },
      path: ['org_id'],
      proof: { before: 'policy_unknown', after: 'passes', fix: 1 },
    },
  ],
  'grants-nothing-here': [
    {
      bad: { policies: [policy({ access_rights: rights({}, 'API-1') })] },
      path: ['access_rights', 'API-1'],
      proof: { before: 'api_not_granted', after: 'passes' },
    },
  ],
  'restricted-stays-restricted': [
    {
      bad: {
        apis: [defaults('gold', 'narrow')],
        policies: [policy(), policy({ id: 'narrow', access_rights: rights({ allowed_urls: [get('/other')] }) })],
      },
      good: { apis: [defaults('gold', 'open')], policies: [policy(), policy({ id: 'open' })] },
      path: ['jwt_default_policies'],
      proof: { ask: unnamed, before: 'path_not_granted' },
    },
    {
      bad: {
        apis: [classic({ scopes: { jwt: { scope_to_policy: { a: 'gold', b: 'narrow' } } } })],
        policies: [policy(), policy({ id: 'narrow', access_rights: rights({ allowed_urls: [get('/other')] }) })],
      },
      path: ['scopes', 'jwt', 'scope_to_policy'],
      proof: { ask: { payload: { ...withoutPolicy, scope: 'a b' } }, before: 'path_not_granted' },
    },
  ],
  'per-api-meets-partitions': [
    {
      bad: {
        apis: [defaults('gold', 'part')],
        policies: [policy(partitions('per_api')), policy({ id: 'part', ...partitions('acl') })],
      },
      good: { apis: [defaults('gold', 'part')], policies: [policy(), policy({ id: 'part', ...partitions('acl') })] },
      path: ['jwt_default_policies'],
      proof: { ask: unnamed, before: 'policies_not_applicable', after: 'passes' },
    },
  ],
  'session-shared': [
    {
      bad: {
        apis: [classic(), classic({ api_id: 'api2', proxy: { listen_path: '/b/', target_url: 'http://u.test' } })],
      },
      good: { apis: [classic(), classic({ api_id: 'api2', org_id: 'org2', proxy: { listen_path: '/b/' } })] },
      path: ['jwt_identity_base_field'],
    },
  ],
  'policy-id-shared': [
    {
      bad: { policies: [policy(), policy({ is_inactive: true })] },
      good: { policies: [policy(), policy({ org_id: 'org2' })] },
      path: ['id'],
      proof: { before: 'key_inactive' },
    },
  ],
  'no-version-granted': [
    {
      bad: { apis: [versioned(two)], policies: [policy({ access_rights: rights({ versions: [] }) })] },
      good: { apis: [versioned(two)], policies: [policy({ access_rights: rights({ versions: ['v1'] }) })] },
      path: ['access_rights', 'api1', 'versions'],
      proof: { ask: { headers: [['X-Version', 'v1']] }, before: 'version_not_granted', after: 'passes' },
    },
  ],
  'default-version-not-granted': [
    {
      bad: {
        apis: [versioned(two, {}, { default_version: 'v2' })],
        policies: [policy({ org_id: orgId, access_rights: rights({ versions: ['v1'] }) })],
      },
      good: {
        apis: [versioned(two, {}, { default_version: 'v1' })],
        policies: [policy({ access_rights: rights({ versions: ['v1'] }) })],
      },
      path: ['access_rights', 'api1', 'versions'],
      proof: { before: 'version_not_granted', after: 'passes' },
    },
  ],
} satisfies LintCases;
