import { expect, test } from 'vitest';
import { guideHmac } from '../../src/scenarios/guide-hmac';
import { readDocuments } from '../../src/workspace/documents';

const { definition, policy } = guideHmac;

test('reads a classic definition and a policy', () => {
  const documents = readDocuments(definition, policy);
  if (!documents.ok) throw new Error(documents.problems.map(({ message }) => message).join());
  expect(documents.apis.map(({ definition }) => [definition.api_id, definition.proxy.listen_path])).toEqual([
    ['orders', '/orders/'],
  ]);
  expect(documents.policies.map(({ id }) => id)).toEqual(['gold']);
});

test('reads several policies from a list', () => {
  const documents = readDocuments(definition, `[${policy}, ${policy.replace('"gold"', '"silver"')}]`);
  expect(documents.ok && documents.policies.map(({ id }) => id)).toEqual(['gold', 'silver']);
});

test('reads a Tyk OAS definition', () => {
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
  const documents = readDocuments(oas, '[]');
  expect(documents.ok && documents.apis.map(({ definition }) => definition.api_id)).toEqual(['orders-oas']);
});

test('takes a definition without the extension for a classic one, whatever it says of itself', () => {
  const documents = readDocuments(definition.replace('{', '{ "is_oas": true,'), policy);
  expect(documents.ok && documents.apis.map(({ definition, oas }) => [definition.is_oas, oas])).toEqual([
    [false, null],
  ]);
});

test('tells of each text that is not JSON, in the gateway’s words', () => {
  expect(readDocuments('{"name": oops}', '')).toEqual({
    ok: false,
    problems: [
      { document: 'definition', message: "invalid character 'o' looking for beginning of value" },
      { document: 'policy', message: 'unexpected end of JSON input' },
    ],
  });
});

test('tells of JSON that is no definition, or no policy', () => {
  expect(readDocuments('[]', '[1]')).toEqual({
    ok: false,
    problems: [
      { document: 'definition', message: 'An API definition is a JSON object.' },
      { document: 'policy', message: 'A policy is a JSON object; several stand in a list.' },
    ],
  });
});
