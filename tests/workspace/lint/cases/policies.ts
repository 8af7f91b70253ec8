import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/go/json';
import { policy, rights } from '../../../gateway/build';
import type { LintCases } from '../build';

const urls = (...allowed_urls: readonly JsonObject[]) => ({
  policies: [policy({ access_rights: rights({ allowed_urls: [...allowed_urls] }) })],
});
const get = (url: string): JsonObject => ({ url, methods: ['GET'] });
const urlAt = ['access_rights', 'api1', 'allowed_urls', 0];
const partitions = (...on: readonly string[]): JsonObject => ({
  partitions: Object.fromEntries(on.map((name) => [name, true])),
});

/** Policies by themselves. */
export const policyCases = {
  'policy-id-missing': [
    { bad: { policies: [policy({ id: '', name: 'Gold plan' })] }, path: ['id'] },
    {
      bad: { policies: [policy({ id: '', _id: '5ead7120575961000181867e' })] },
      path: ['id'],
      proof: {
        ask: { payload: { pol: '5ead7120575961000181867e' } },
        before: 'policy_unknown',
        after: 'passes',
      },
    },
  ],
  'policy-id-unfit': [
    {
      bad: { policies: [policy({ id: 'gold plan' })] },
      good: { policies: [policy({ id: 'gold-plan_1.0~' })] },
      path: ['id'],
    },
  ],
  'policy-inactive': [
    {
      bad: { policies: [policy({ is_inactive: true })] },
      path: ['is_inactive'],
      proof: { before: 'key_inactive', after: 'passes' },
    },
  ],
  'policy-active-unread': [
    {
      bad: { policies: [policy({ active: false })] },
      good: { policies: [policy({ active: true })] },
      path: ['active'],
      proof: { before: 'passes', after: 'key_inactive', fix: 1 },
    },
  ],
  'policy-without-rights': [
    {
      bad: { policies: [policy({ access_rights: {} })] },
      path: ['access_rights'],
      proof: { before: 'policies_not_applicable' },
    },
  ],
  'policy-without-access': [
    {
      bad: { policies: [policy(partitions('rate_limit'))] },
      good: { policies: [policy(partitions('rate_limit', 'acl'))] },
      path: ['partitions', 'acl'],
      proof: { before: 'policies_not_applicable', after: 'passes' },
    },
  ],
  'per-api-with-partitions': [
    {
      bad: { policies: [policy(partitions('per_api', 'acl'))] },
      good: { policies: [policy(partitions('per_api'))] },
      path: ['partitions', 'per_api'],
      proof: { before: 'policies_not_applicable', after: 'passes' },
    },
  ],
  'limit-of-api-unread': [
    {
      bad: { policies: [policy({ access_rights: rights({ limit: { rate: 1, per: 60 } }) })] },
      good: {
        policies: [policy({ access_rights: rights({ limit: { rate: 1, per: 60 } }), ...partitions('per_api') })],
      },
      path: ['access_rights', 'api1', 'limit'],
      proof: { ask: { times: 2 }, before: 'passes', after: 'rate_exceeded' },
    },
  ],
  'access-brings-limits': [
    {
      bad: { policies: [policy({ rate: 1, ...partitions('acl') })] },
      good: { policies: [policy({ rate: 1, ...partitions('acl', 'rate_limit') })] },
      path: ['partitions', 'acl'],
      proof: { ask: { times: 2 }, before: 'rate_exceeded' },
    },
  ],
  'rights-under-other-id': [
    {
      bad: { policies: [policy({ access_rights: { old: { api_id: 'api1', versions: ['Default'] } } })] },
      path: ['access_rights', 'old', 'api_id'],
      proof: { before: 'api_not_granted', after: 'api_not_granted' },
    },
  ],
  'keys-expire-in': [{ bad: { policies: [policy({ key_expires_in: 3600 })] }, path: ['key_expires_in'] }],
  'rate-unlimited': [
    {
      bad: { policies: [policy({ rate: 1, per: 0 })] },
      path: ['per'],
      proof: { ask: { times: 2 }, before: 'passes', after: 'rate_exceeded' },
    },
    {
      bad: { policies: [policy({ rate: 0 })] },
      good: { policies: [policy({ rate: -1 })] },
      path: ['rate'],
      proof: { ask: { times: 2 }, before: 'passes' },
    },
    {
      bad: {
        policies: [policy({ access_rights: rights({ limit: { rate: 5, per: 0.5 } }), ...partitions('per_api') })],
      },
      path: ['access_rights', 'api1', 'limit', 'per'],
    },
  ],
  'fraction-cut': [
    {
      bad: { policies: [policy({ rate: 1.9 })] },
      path: ['rate'],
      proof: { ask: { times: 2 }, before: 'rate_exceeded', after: 'rate_exceeded' },
    },
    { bad: { policies: [policy({ per: 1.5 })] }, good: { policies: [policy({ per: 2 })] }, path: ['per'] },
  ],
  'calls-are-held': [
    {
      bad: { policies: [policy({ rate: 1, per: 2, throttle_interval: 1, throttle_retry_limit: 3 })] },
      path: ['throttle_retry_limit'],
      proof: { ask: { times: 2 }, before: (exchange) => expect(exchange.response?.status).toBe(200) },
    },
    {
      bad: { policies: [policy({ rate: 1, throttle_interval: 1 })] },
      path: ['throttle_interval'],
      proof: { ask: { times: 2 }, before: 'rate_exceeded' },
    },
  ],
  'quota-never-renewed': [
    {
      bad: { policies: [policy({ quota_max: 1, quota_renewal_rate: 0 })] },
      good: { policies: [policy({ quota_max: 1 })] },
      path: ['quota_renewal_rate'],
      proof: { ask: { times: 2 }, before: 'quota_exceeded', after: 'quota_exceeded' },
    },
  ],
  'quota-zero': [
    {
      bad: { policies: [policy({ quota_max: 0 })] },
      path: ['quota_max'],
      proof: { ask: { times: 2 }, before: 'passes' },
    },
  ],
  'url-empty': [
    {
      bad: urls(get('')),
      good: urls(get('/*')),
      path: [...urlAt, 'url'],
      proof: { before: 'path_not_granted', after: 'passes' },
    },
  ],
  'url-without-methods': [
    {
      bad: urls({ url: '/get', methods: [] }),
      good: urls(get('/get')),
      path: [...urlAt, 'methods'],
      proof: { before: 'path_not_granted', after: 'passes' },
    },
  ],
  'url-method-case': [
    {
      bad: urls({ url: '/get', methods: ['POST', 'get'] }),
      good: urls(get('/get')),
      path: [...urlAt, 'methods', 1],
      proof: { before: 'path_not_granted', after: 'passes' },
    },
  ],
  'url-pattern-broken': [
    {
      bad: urls(get('*')),
      good: urls(get('/*')),
      path: [...urlAt, 'url'],
      proof: { before: 'path_not_granted', after: 'passes' },
    },
    { bad: urls(get('/(?!x)')), path: [...urlAt, 'url'], proof: { before: 'path_not_granted' } },
  ],
  'url-with-query': [
    {
      bad: urls(get('/get?x=1')),
      good: urls(get('/gets?')),
      path: [...urlAt, 'url'],
      proof: { ask: { path: '/a/get?x=1' }, before: 'path_not_granted', after: 'passes' },
    },
  ],
  'url-encoded': [
    {
      bad: urls(get('/a%20b')),
      good: urls(get('/a b')),
      path: [...urlAt, 'url'],
      proof: { ask: { path: '/a/a%20b' }, before: 'path_not_granted', after: 'passes' },
    },
  ],
  'url-placeholder-regex': [
    {
      bad: urls(get('/u/{id:[0-9]+}')),
      good: urls(get('/u/{id}')),
      path: [...urlAt, 'url'],
      proof: { ask: { path: '/a/u/ab' }, before: 'passes', after: 'path_not_granted' },
    },
  ],
  'url-alternation': [
    {
      bad: urls(get('/x|/y')),
      good: urls(get('/(x|y)')),
      path: [...urlAt, 'url'],
      proof: { ask: { path: '/a/xyz' }, before: 'passes', after: 'path_not_granted' },
    },
  ],
  'url-open-start': [
    {
      bad: urls(get('get')),
      good: urls(get('/get')),
      path: [...urlAt, 'url'],
      proof: { ask: { path: '/a/target' }, before: 'passes', after: 'path_not_granted' },
    },
  ],
} satisfies LintCases;
