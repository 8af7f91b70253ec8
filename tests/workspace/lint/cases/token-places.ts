import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/go/json';
import { classic, oas } from '../../../gateway/build';
import { edited, type LintCases } from '../build';

const authentication = ['x-tyk-api-gateway', 'server', 'authentication'];
const scheme = [...authentication, 'securitySchemes', 'jwtAuth'];
const withoutHeader = (more: JsonObject = {}): string => edited(oas(more), [...scheme, 'header'], undefined);

/** Where the token is. */
export const tokenPlaceCases = {
  'token-places-off': [
    {
      bad: { apis: [classic({ auth_configs: { jwt: { disable_header: true } } })] },
      good: {
        apis: [classic({ auth_configs: { jwt: { disable_header: true, use_param: true, param_name: 'jwt' } } })],
      },
      path: ['auth_configs', 'jwt', 'disable_header'],
      proof: { before: 'token_missing', after: 'passes' },
    },
    {
      bad: { apis: [withoutHeader()] },
      good: { apis: [oas()] },
      path: [...scheme, 'header'],
      proof: { before: 'token_missing', after: 'passes' },
    },
  ],
  'header-left-out': [
    {
      bad: { apis: [withoutHeader({ query: { enabled: true, name: 'jwt' } })] },
      good: { apis: [oas({ query: { enabled: true, name: 'jwt' } })] },
      path: [...scheme, 'header'],
      proof: { before: 'token_missing', after: 'passes' },
    },
  ],
  'old-places-unread': [
    {
      bad: { apis: [classic({ auth: { auth_header_name: 'X-Token' } })] },
      good: { apis: [classic({ auth: { auth_header_name: 'Authorization' } })] },
      path: ['auth'],
      proof: { before: 'passes', after: 'token_missing' },
    },
  ],
  'token-places-misnamed': [
    {
      bad: { apis: [classic({ auth_configs: { JWT: { auth_header_name: 'X-Token' } } })] },
      good: { apis: [classic({ auth_configs: { jwt: { auth_header_name: 'X-Token' }, JWT: { use_param: true } } })] },
      path: ['auth_configs', 'JWT'],
      proof: { before: 'passes', after: 'token_missing' },
    },
    {
      bad: { apis: [classic({ auth_configs: { authToken: { auth_header_name: 'X-Token' } } })] },
      path: ['auth_configs', 'authToken'],
      proof: { before: 'passes', after: 'token_missing' },
    },
  ],
  'token-place-unnamed': [
    {
      bad: { apis: [classic({ auth_configs: { jwt: { use_param: true } } })] },
      good: { apis: [classic({ auth_configs: { jwt: { use_param: true, param_name: 'jwt' } } })] },
      path: ['auth_configs', 'jwt', 'param_name'],
      proof: {
        ask: { payload: null, path: '/a/get?Authorization=x' },
        before: 'token_malformed',
        after: 'token_malformed',
      },
    },
    {
      bad: { apis: [oas({ cookie: { enabled: true } })] },
      good: { apis: [oas({ cookie: { enabled: true, name: 'jwt' } })] },
      path: [...scheme, 'cookie', 'name'],
      proof: {
        ask: { payload: null, headers: [['Cookie', 'Authorization=x']] },
        before: 'token_malformed',
        after: 'token_malformed',
      },
    },
  ],
  'several-token-places': [
    {
      bad: { apis: [classic({ auth_configs: { jwt: { use_param: true, param_name: 'jwt' } } })] },
      path: ['auth_configs', 'jwt'],
      proof: { ask: { path: '/a/get?jwt=bad' }, before: 'token_malformed' },
    },
  ],
  'strips-similar-cookie': [
    {
      bad: {
        apis: [classic({ strip_auth_data: true, auth_configs: { jwt: { use_cookie: true, cookie_name: 'jwt' } } })],
      },
      good: { apis: [classic({ strip_auth_data: true })] },
      path: ['strip_auth_data'],
      proof: {
        ask: { headers: [['Cookie', 'jwt2=keep; other=1']] },
        before: (exchange) => {
          expect(exchange.upstream?.headers.find(([name]) => name === 'Cookie')).toEqual(['Cookie', 'other=1']);
        },
      },
    },
  ],
  'strips-unread-header': [
    {
      bad: {
        apis: [
          classic({
            strip_auth_data: true,
            auth_configs: { jwt: { disable_header: true, use_param: true, param_name: 'jwt' } },
          }),
        ],
      },
      good: { apis: [classic({ strip_auth_data: true })] },
      path: ['strip_auth_data'],
    },
  ],
  'strip-rewrites-query': [
    {
      bad: {
        apis: [classic({ strip_auth_data: true, auth_configs: { jwt: { use_param: true, param_name: 'jwt' } } })],
      },
      good: { apis: [classic({ strip_auth_data: true })] },
      path: ['strip_auth_data'],
      proof: {
        ask: { path: '/a/get?z=1&a=2' },
        before: (exchange) => {
          expect(exchange.upstream?.path).toBe('/get?a=2&z=1');
        },
      },
    },
  ],
} satisfies LintCases;
