import { expect, test } from 'vitest';
import { guideHmac } from '../../src/scenarios/guide-hmac';
import { formOf, readApi, readPolicy } from '../../src/workspace/documents';

const { definition, policy } = guideHmac;

const oas = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Orders', version: '1' },
  paths: {},
  'x-tyk-api-gateway': {
    info: { id: 'orders-oas', name: 'Orders', state: { active: true } },
    server: { listenPath: { value: '/orders/', strip: true } },
    upstream: { url: 'http://httpbin.org' },
  },
});

test('reads a classic definition and a policy', () => {
  const api = readApi(definition);
  expect(api.ok && [api.value.definition.api_id, api.value.definition.proxy.listen_path]).toEqual([
    'orders',
    '/orders/',
  ]);
  const read = readPolicy(policy);
  expect(read.ok && read.value.id).toBe('gold');
});

test('reads a Tyk OAS definition', () => {
  const api = readApi(oas);
  expect(api.ok && api.value.definition.api_id).toBe('orders-oas');
  expect(formOf(oas)).toEqual({ ok: true, value: 'oas' });
});

test('takes a definition without the extension for a classic one, whatever it says of itself', () => {
  const api = readApi(definition.replace('{', '{ "is_oas": true,'));
  expect(api.ok && [api.value.definition.is_oas, api.value.oas]).toEqual([false, null]);
});

test('gives the same object for the same text', () => {
  expect(readApi(definition)).toBe(readApi(definition));
  expect(readPolicy(policy)).toBe(readPolicy(policy));
});

test('tells of text that is not JSON, in the gateway’s words', () => {
  expect(readApi('{"name": oops}')).toEqual({
    ok: false,
    error: "invalid character 'o' looking for beginning of value",
  });
  expect(readPolicy('')).toEqual({ ok: false, error: 'unexpected end of JSON input' });
});

test('tells of JSON that is no definition, or no policy', () => {
  expect(readApi('[]')).toEqual({ ok: false, error: 'An API definition is a JSON object.' });
  expect(readPolicy('[1]')).toEqual({ ok: false, error: 'A policy is a JSON object.' });
});
