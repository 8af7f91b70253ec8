import { expect } from 'vitest';
import { classic, oas, policy, rights, versioned } from '../../../gateway/build';
import { edited, type LintCases } from '../build';

const proxy = { listen_path: '/a/', strip_listen_path: true, target_url: 'http://upstream.test/' };
const info = ['x-tyk-api-gateway', 'info'];
const version = { Default: { name: 'Default' } };
const unversioned = (own: object) =>
  classic({ version_data: { not_versioned: true, versions: { Default: { ...own } } } });
const withPaths = (list: string, path: string) =>
  unversioned({ use_extended_paths: true, extended_paths: { [list]: [{ path, method: 'GET' }] } });
const firstPath = (list: string) => ['version_data', 'versions', 'Default', 'extended_paths', list, 0];

/** Does a request reach the API, its upstream, and a version of it? */
export const routingCases = {
  'save-refused': [
    {
      bad: { apis: [classic({ enable_ip_whitelisting: true, allowed_ips: ['nowhere'] })] },
      good: { apis: [classic({ enable_ip_whitelisting: true, allowed_ips: ['10.0.0.0/8'] })] },
      path: [],
    },
    {
      bad: { apis: [{ ...oas(), openapi: '2.0' }] },
      good: { apis: [oas()] },
      path: [],
    },
  ],
  'oas-extension-missing': [
    {
      bad: { apis: [{ openapi: '3.0.3', info: { title: 'Test', version: '1' }, paths: {} }] },
      good: { apis: [oas()] },
      path: [],
      proof: { before: 'route_not_found' },
    },
  ],
  'oas-duration-not-text': [
    {
      bad: { apis: [oas({}, { customKeyLifetime: { enabled: true, value: 60 } })] },
      good: { apis: [oas({}, { customKeyLifetime: { enabled: true, value: '60s' } })] },
      path: ['x-tyk-api-gateway', 'server', 'authentication', 'customKeyLifetime', 'value'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
  ],
  'document-unreadable': [
    {
      bad: { apis: [classic({ jwt_expires_at_validation_skew: -5 })] },
      path: ['jwt_expires_at_validation_skew'],
    },
    { bad: { apis: ['{"name": '] }, path: [] },
    { bad: { policies: [policy({ rate: '5' })] }, path: ['rate'] },
    {
      bad: { apis: [classic({ proxy: { ...proxy, strip_listen_path: 'true' } })] },
      path: ['proxy', 'strip_listen_path'],
    },
    {
      bad: { apis: [classic({ jwt_jwks_uris: [{ url: 'http://idp.test/', cache_timeout: 60 }] })] },
      path: ['jwt_jwks_uris', 0, 'cache_timeout'],
    },
  ],
  'listen-path-empty': [
    {
      bad: { apis: [classic({ proxy: { ...proxy, listen_path: '' } })] },
      path: ['proxy', 'listen_path'],
      proof: { ask: { path: '/api1/get' }, before: (exchange) => expect(exchange.log).toEqual([]), after: 'passes' },
    },
  ],
  'listen-path-blank': [
    {
      bad: { apis: [classic({ proxy: { ...proxy, listen_path: '/a b/' } })] },
      path: ['proxy', 'listen_path'],
      proof: { ask: { path: '/a-b/get' }, before: 'route_not_found', after: 'passes' },
    },
  ],
  'listen-path-no-route': [
    {
      bad: { apis: [classic({ proxy: { ...proxy, listen_path: 'a/' } })] },
      path: ['proxy', 'listen_path'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
    {
      bad: { apis: [classic({ proxy: { ...proxy, listen_path: '/a/{b/' } })] },
      path: ['proxy', 'listen_path'],
      proof: { before: 'route_not_found' },
    },
  ],
  'listen-path-open-end': [
    {
      bad: { apis: [classic({ proxy: { ...proxy, listen_path: '/a' } })] },
      path: ['proxy', 'listen_path'],
      proof: { ask: { path: '/a' }, before: 'passes', after: 'route_not_found' },
    },
  ],
  'api-not-routed': [
    {
      bad: { apis: [classic({ internal: true })] },
      path: ['internal'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
    {
      bad: { apis: [classic({ listen_port: 9000 })] },
      path: ['listen_port'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
    {
      bad: {
        apis: [edited(oas(), ['x-tyk-api-gateway', 'server', 'protocol'], 'https')],
      },
      good: { apis: [oas()] },
      path: ['x-tyk-api-gateway', 'server', 'protocol'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
  ],
  'api-id-missing': [
    {
      bad: { apis: [classic({ api_id: '' })] },
      path: ['api_id'],
      proof: { before: 'api_not_granted' },
    },
  ],
  'inactive-api-served': [
    { bad: { apis: [classic({ active: false })] }, path: ['active'], proof: { before: 'passes' } },
    {
      bad: {
        apis: [edited(oas(), [...info, 'state', 'active'], false)],
      },
      good: { apis: [oas()] },
      path: [...info, 'state', 'active'],
      proof: { before: 'passes' },
    },
  ],
  'upstream-url-unfit': [
    {
      bad: { apis: [classic({ proxy: { ...proxy, target_url: 'upstream.test/base' } })] },
      path: ['proxy', 'target_url'],
      proof: { before: 'upstream_failed', after: 'passes' },
    },
    {
      bad: { apis: [classic({ proxy: { ...proxy, target_url: ' http://upstream.test/' } })] },
      path: ['proxy', 'target_url'],
      proof: { before: 'route_not_found', after: 'passes' },
    },
  ],
  'versions-missing': [
    {
      bad: { apis: [classic({ version_data: {} })] },
      path: ['version_data'],
      proof: { before: 'version_missing', after: 'passes' },
    },
    {
      bad: { apis: [classic({ version_data: { not_versioned: true, versions: {} } })] },
      path: ['version_data'],
      proof: { before: 'version_default_missing', after: 'passes' },
    },
  ],
  'version-ambiguous': [
    {
      bad: {
        apis: [
          classic({
            version_data: { not_versioned: true, versions: { Default: { name: 'a' }, default: { name: 'b' } } },
          }),
        ],
      },
      path: ['version_data', 'versions'],
      proof: { before: 'version_ambiguous', after: 'passes' },
    },
    {
      bad: { apis: [classic({ version_data: { not_versioned: true, versions: { v1: {}, v2: {} } } })] },
      good: { apis: [classic({ version_data: { not_versioned: true, versions: { v1: {} } } })] },
      path: ['version_data', 'versions'],
      proof: { before: 'version_default_missing' },
    },
  ],
  'version-location-unknown': [
    {
      bad: { apis: [versioned(version, { definition: { location: 'cookie', key: 'v' } })] },
      good: { apis: [versioned(version)] },
      path: ['definition', 'location'],
      proof: { before: 'version_missing', after: 'passes', fix: 1 },
    },
  ],
  'default-version-unknown': [
    {
      bad: { apis: [versioned(version, {}, { default_version: 'v2' })] },
      good: { apis: [versioned(version, {}, { default_version: 'Default' })] },
      path: ['version_data', 'default_version'],
      proof: { before: 'version_unknown', after: 'passes' },
    },
  ],
  'version-must-be-named': [
    {
      bad: { apis: [versioned(version)] },
      path: ['version_data', 'default_version'],
      proof: { before: 'version_missing', after: 'passes' },
    },
  ],
  'version-stays-in-path': [
    {
      bad: {
        apis: [versioned({ v1: {} }, { definition: { location: 'url' } })],
        policies: [policy({ access_rights: rights({ versions: ['v1'] }) })],
      },
      good: { apis: [versioned({ v1: {} }, { definition: { location: 'url', strip_versioning_data: true } })] },
      path: ['definition', 'strip_versioning_data'],
      proof: {
        ask: { path: '/a/v1/get' },
        before: (exchange) => {
          expect(exchange.upstream?.path).toBe('/v1/get');
        },
        after: (exchange) => {
          expect(exchange.upstream?.path).toBe('/get');
        },
      },
    },
  ],
  'path-list-unread': [
    {
      bad: {
        apis: [
          unversioned({ use_extended_paths: false, extended_paths: { ignored: [{ path: '/get', method: 'GET' }] } }),
        ],
      },
      good: { apis: [withPaths('ignored', '/get')] },
      path: ['version_data', 'versions', 'Default', 'extended_paths'],
      proof: { ask: { payload: null }, before: 'token_missing', after: 'passes' },
    },
  ],
  'path-pattern-broken': [
    {
      bad: { apis: [withPaths('black_list', '/(')] },
      good: { apis: [withPaths('black_list', '/closed')] },
      path: firstPath('black_list'),
      proof: { ask: { path: '/a/(' }, before: 'passes' },
    },
  ],
  'white-list-closes': [
    {
      bad: { apis: [withPaths('white_list', '/open')] },
      good: { apis: [withPaths('black_list', '/closed')] },
      path: firstPath('white_list'),
      proof: { before: 'path_forbidden' },
    },
  ],
  'ignored-path-open': [
    {
      bad: { apis: [withPaths('ignored', '/get')] },
      good: { apis: [withPaths('white_list', '/get')] },
      path: firstPath('ignored'),
      proof: { ask: { payload: null }, before: 'passes' },
    },
  ],
  'api-id-shared': [
    {
      bad: { apis: [classic({ name: 'First' }), classic({ name: 'Second', proxy: { ...proxy, listen_path: '/b/' } })] },
      good: { apis: [classic(), classic({ api_id: 'api2', proxy: { ...proxy, listen_path: '/b/' } })] },
      path: ['api_id'],
      proof: { before: 'route_not_found', after: 'api_not_granted' },
    },
  ],
  'listen-path-shared': [
    {
      bad: {
        apis: [classic(), classic({ api_id: 'api2' })],
        policies: [policy(), policy({ id: 'b', access_rights: rights({}, 'api2') })],
      },
      good: { apis: [classic(), classic({ api_id: 'api2', proxy: { ...proxy, listen_path: '/b/' } })] },
      path: ['proxy', 'listen_path'],
      proof: { ask: { payload: { pol: 'b' } }, before: 'route_not_found', after: 'passes' },
    },
  ],
  'listen-path-nested': [
    {
      bad: { apis: [classic(), classic({ api_id: 'api2', proxy: { ...proxy, listen_path: '/a/b/' } })] },
      good: { apis: [classic(), classic({ api_id: 'api2', proxy: { ...proxy, listen_path: '/ab/' } })] },
      path: ['proxy', 'listen_path'],
      proof: { ask: { path: '/a/b/get' }, before: 'api_not_granted' },
    },
  ],
  expired: [
    {
      bad: { apis: [versioned({ Default: { expires: '2020-01-01 00:00' } }, {}, { default_version: 'Default' })] },
      good: { apis: [versioned({ Default: { expires: '2099-01-01 00:00' } }, {}, { default_version: 'Default' })] },
      path: ['version_data', 'versions', 'Default', 'expires'],
      proof: { before: 'version_expired', after: 'passes' },
    },
    {
      bad: { apis: [classic({ expiration: '2020-01-01 00:00' })] },
      path: ['expiration'],
      proof: { before: 'api_expired', after: 'passes' },
    },
  ],
  'end-unreadable': [
    {
      bad: { apis: [versioned({ Default: { expires: 'soon' } }, {}, { default_version: 'Default' })] },
      good: { apis: [unversioned({ expires: 'soon' })] },
      path: ['version_data', 'versions', 'Default', 'expires'],
      proof: { before: 'version_expired', after: 'passes' },
    },
  ],
} satisfies LintCases;
