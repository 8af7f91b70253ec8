import { expect } from 'vitest';
import type { Exchange } from '../../../../src/gateway/outcome';
import { classic, oas, policy, rights } from '../../../gateway/build';
import type { LintCases } from '../build';

const gateway = ['x-tyk-api-gateway'];
const authentication = [...gateway, 'server', 'authentication'];
const headers = (value: string, more: object = {}) =>
  classic({
    version_data: {
      not_versioned: true,
      versions: { Default: { name: 'Default', global_headers: { 'X-User': value } } },
    },
    ...more,
  });
const sentUser = (exchange: Exchange) => exchange.upstream?.headers.find(([name]) => name === 'X-User')?.[1];
const lines = (exchange: Exchange) => exchange.log.filter((line) => line['prefix'] === 'access-log').length;

/** Sessions, limits, logs, headers; and fields that are not read. */
export const fieldCases = {
  'session-lifetime': [
    { bad: { apis: [classic({ session_lifetime: 60 })] }, path: ['session_lifetime'] },
    {
      bad: { apis: [oas({}, { customKeyLifetime: { enabled: true, value: '1m', respectValidity: true } })] },
      good: { apis: [oas()] },
      path: [...authentication, 'customKeyLifetime', 'value'],
    },
  ],
  'session-lifetime-unused': [
    {
      bad: { apis: [classic({ session_lifetime_respects_key_expiration: true })] },
      good: { apis: [classic({ session_lifetime_respects_key_expiration: true, session_lifetime: 60 })] },
      path: ['session_lifetime_respects_key_expiration'],
    },
    {
      bad: { apis: [oas({}, { customKeyLifetime: { enabled: false, value: '1m' } })] },
      good: { apis: [oas({}, { customKeyLifetime: { enabled: true, value: '1m' } })] },
      path: [...authentication, 'customKeyLifetime', 'value'],
    },
    {
      bad: { apis: [oas({}, { customKeyLifetime: { enabled: true, value: 'soon' } })] },
      path: [...authentication, 'customKeyLifetime', 'value'],
    },
  ],
  'api-rate-without-period': [
    {
      bad: { apis: [classic({ global_rate_limit: { rate: 1, per: 0 } })] },
      good: { apis: [classic({ global_rate_limit: { rate: 1, per: 60 } })] },
      path: ['global_rate_limit', 'per'],
      proof: { ask: { times: 2 }, before: () => undefined, after: 'api_rate_exceeded' },
    },
  ],
  'limits-off': [
    {
      bad: { apis: [classic({ disable_rate_limit: true })], policies: [policy({ rate: 1 })] },
      good: { policies: [policy({ rate: 1 })] },
      path: ['disable_rate_limit'],
      proof: { ask: { times: 2 }, before: 'passes' },
    },
    {
      bad: { apis: [oas({}, {}, { skipQuota: true })], policies: [policy({ quota_max: 1 })] },
      good: { apis: [oas()] },
      path: [...gateway, 'middleware', 'global', 'skipQuota'],
      proof: { ask: { times: 2 }, before: 'passes' },
    },
  ],
  'traffic-logs-off': [
    {
      bad: { apis: [oas({}, {}, { trafficLogs: { enabled: false } })] },
      good: { apis: [oas()] },
      path: [...gateway, 'middleware', 'global', 'trafficLogs'],
      proof: {
        ask: { payload: null },
        before: (exchange) => {
          expect(lines(exchange)).toBe(0);
        },
        after: (exchange) => {
          expect(lines(exchange)).toBe(1);
        },
      },
    },
  ],
  'context-variables-off': [
    {
      bad: { apis: [headers('$tyk_context.jwt_claims_sub')] },
      good: { apis: [headers('$tyk_context.jwt_claims_sub', { enable_context_vars: true })] },
      path: ['version_data', 'versions', 'Default', 'global_headers', 'X-User'],
      proof: {
        before: (exchange) => {
          expect(sentUser(exchange)).toBe('');
        },
        after: (exchange) => {
          expect(sentUser(exchange)).toBe('ann');
        },
      },
    },
    {
      bad: {
        apis: [
          oas(
            {},
            {},
            { transformRequestHeaders: { enabled: true, add: [{ name: 'X-User', value: '$tyk_context.path' }] } },
          ),
        ],
      },
      good: {
        apis: [oas({}, {}, { transformRequestHeaders: { enabled: true, add: [{ name: 'X-User', value: 'plain' }] } })],
      },
      path: [...gateway, 'middleware', 'global', 'transformRequestHeaders', 'add', 0],
      proof: {
        before: (exchange) => {
          expect(sentUser(exchange)).toBe('');
        },
        after: (exchange) => {
          expect(sentUser(exchange)).toBe('/a/get');
        },
      },
    },
  ],
  'variable-name-cut': [
    {
      bad: { apis: [headers('$tyk_context.jwt_claims_https://x.test/role', { enable_context_vars: true })] },
      good: { apis: [headers('$tyk_context.jwt_claims_a.b', { enable_context_vars: true })] },
      path: ['version_data', 'versions', 'Default', 'global_headers', 'X-User'],
      proof: {
        ask: { payload: { 'https://x.test/role': 'admin' } },
        before: (exchange) => {
          expect(sentUser(exchange)).toBe('://x.test/role');
        },
      },
    },
  ],
  'meta-data-of-first-request': [
    {
      bad: { apis: [headers('$tyk_meta.tier')], policies: [policy({ meta_data: { tier: 'best' } })] },
      good: { apis: [headers('$tyk_meta.TykJWTSessionID')] },
      path: ['version_data', 'versions', 'Default', 'global_headers', 'X-User'],
      proof: {
        before: (exchange) => {
          expect(sentUser(exchange)).toBe('');
        },
      },
    },
  ],
  'dead-field': [
    {
      bad: { apis: [classic({ jwt_disable_expires_at_validation: true })] },
      path: ['jwt_disable_expires_at_validation'],
      proof: { ask: { payload: { exp: 1 } }, before: 'token_expired', after: 'token_expired' },
    },
  ],
  'unknown-field': [
    {
      bad: { apis: [classic({ jwt_policy_field_name: '', jwt_policy_feild_name: 'pol' })] },
      good: { apis: [classic({ my_own_note: 'pol' })] },
      path: ['jwt_policy_feild_name'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [classic({ signingMethod: 'rsa' })] },
      path: ['signingMethod'],
    },
    {
      bad: { apis: [oas({ policyFieldName: '', jwt_policy_field_name: 'pol' })] },
      good: { apis: [oas()] },
      path: [...authentication, 'securitySchemes', 'jwtAuth', 'jwt_policy_field_name'],
      proof: { before: 'policy_missing', after: 'passes' },
    },
    {
      bad: { apis: [classic({ auth_configs: { jwt: { use_parameter: true, use_paran: true } } })] },
      path: ['auth_configs', 'jwt', 'use_paran'],
    },
    {
      bad: { apis: [oas({}, { stripAuthorisationData: true })] },
      good: { apis: [oas({}, { stripAuthorizationData: true })] },
      path: [...authentication, 'stripAuthorisationData'],
    },
  ],
  'member-repeated': [
    {
      bad: { apis: [JSON.stringify(classic()).replace('{', '{"jwt_source": "x",')] },
      path: ['jwt_source'],
      proof: { before: 'passes' },
    },
  ],
  'unknown-policy-field': [
    {
      bad: { policies: [policy({ acces_rights: rights(), access_rights: {} })] },
      path: ['acces_rights'],
      proof: { before: 'policies_not_applicable', after: 'passes' },
    },
    {
      bad: { policies: [policy({ access_rights: rights({ allowed_url: [] }) })] },
      path: ['access_rights', 'api1', 'allowed_url'],
    },
  ],
  'policy-member-repeated': [
    {
      bad: { policies: [JSON.stringify(policy()).replace('{', '{"id": "silver",')] },
      path: ['id'],
      proof: { before: 'passes' },
    },
  ],
} satisfies LintCases;
