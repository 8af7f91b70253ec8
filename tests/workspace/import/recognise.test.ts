import { expect, test } from 'vitest';
import { guideHmac } from '../../../src/scenarios/guide-hmac';
import { type ImportPart, recognise } from '../../../src/workspace/import/recognise';
import { memberAt } from '../../../src/workspace/json-edit';
import { oas, policy, classic, rsaJwk } from '../../gateway/build';
import { rsa2048, rsa2048Private } from '../../keys/fixtures';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl';

async function partsOf(text: string, fileName?: string): Promise<readonly ImportPart[]> {
  const { parts, notUnderstood } = await recognise(text, fileName);
  expect(notUnderstood).toEqual([]);
  return parts;
}

async function problemsOf(text: string, fileName?: string): Promise<readonly string[]> {
  const { parts, notUnderstood } = await recognise(text, fileName);
  expect(parts).toEqual([]);
  return notUnderstood.map(({ what, why }) => `${what}: ${why}`);
}

test('takes a classic definition as it is typed', async () => {
  const odd = guideHmac.definition.replace('  "slug"', '\n      "slug"');
  expect(await partsOf(`\ufeff${odd}\n`)).toEqual([
    { kind: 'api', title: 'API Orders (classic, /orders/)', form: 'classic', apiId: 'orders', text: `${odd}\n` },
  ]);
});

test('writes a definition that is on one line over several, and leaves its numbers and escapes', async () => {
  const [part] = await partsOf('{"api_id":"a","name":"\\u0041","proxy":{"listen_path":"/a/"},"session_lifetime":1e3}');
  expect(part?.kind === 'api' && part.text).toBe(
    '{\n  "api_id": "a",\n  "name": "\\u0041",\n  "proxy": {\n    "listen_path": "/a/"\n  },\n  "session_lifetime": 1e3\n}',
  );
});

test('takes a Tyk OAS document', async () => {
  const [part] = await partsOf(JSON.stringify(oas()));
  expect(part).toMatchObject({ kind: 'api', title: 'API Test (Tyk OAS, /a/)', form: 'oas', apiId: 'api1' });
});

test('takes a policy, and lists of policies and definitions', async () => {
  expect(await partsOf(guideHmac.policy)).toEqual([
    { kind: 'policy', title: 'Policy gold (Gold)', policyId: 'gold', text: guideHmac.policy },
  ]);
  const mixed = await partsOf(JSON.stringify([policy(), policy({ id: 'silver' }), classic(), oas()]));
  expect(mixed.map(({ kind }) => kind)).toEqual(['policy', 'policy', 'api', 'api']);
});

test('gives the policies of a map their ids', async () => {
  const nameless = { access_rights: {}, rate: 1 };
  const parts = await partsOf(JSON.stringify({ gold: nameless, silver: policy({ id: 'other' }) }), 'policies.json');
  expect(parts.map((part) => part.kind === 'policy' && [part.policyId, memberAt(part.text, ['id'])])).toEqual([
    ['gold', 'gold'],
    ['silver', 'silver'],
  ]);
});

test.each([
  ['a list of the gateway', { apis: [classic()] }],
  ['a list of the Dashboard', { apis: [{ api_definition: classic(), user_owners: [] }], pages: 1 }],
  ['one API of the Dashboard', { api_model: {}, api_definition: classic(), hook_references: [] }],
  ['an answer with data', { Status: 'OK', data: [classic()] }],
  ['a map by ids', { api1: classic() }],
])('finds the definition in %s', async (_, wrapped) => {
  expect(await partsOf(JSON.stringify(wrapped))).toMatchObject([{ kind: 'api', apiId: 'api1' }]);
});

test('finds the policies in an answer of the Dashboard', async () => {
  const parts = await partsOf(JSON.stringify({ Data: [policy(), policy({ id: 'silver' })], Pages: 1 }));
  expect(parts.map(({ title }) => title)).toEqual(['Policy gold', 'Policy silver']);
});

test('tells which items of a list it cannot take', async () => {
  const { parts, notUnderstood } = await recognise(JSON.stringify([policy(), 5, { a: 1, b: 2 }]));
  expect(parts).toHaveLength(1);
  expect(notUnderstood).toEqual([
    { what: 'JSON, item 2', why: 'It is a bare value, no object.' },
    { what: 'JSON, item 3', why: 'It is no definition, policy or key; its members are a, b.' },
  ]);
});

test('takes a JWK, a key set and a PEM', async () => {
  expect(await partsOf(JSON.stringify(rsaJwk('k1')))).toMatchObject([
    { kind: 'key', title: 'Key k1: RSA public key, 2048 bits, JWK', key: { kid: 'k1', use: '', name: 'k1' } },
  ]);
  expect(
    await partsOf(JSON.stringify({ keys: [rsaJwk('k1'), { kty: 'oct', k: 'dHlrMTIz', kid: 's' }] })),
  ).toMatchObject([
    { kind: 'key', key: { kid: 'k1' } },
    { kind: 'key', key: { kid: 's', jwk: { kty: 'oct', k: 'dHlrMTIz' } } },
  ]);
  expect(await partsOf(rsa2048)).toMatchObject([{ kind: 'key', title: 'Key: RSA public key, 2048 bits, SPKI' }]);
  expect(await partsOf(rsa2048Private + rsa2048, 'key.pem')).toHaveLength(1);
});

test.each([
  token,
  `  ${token}\n`,
  `"${token}"`,
  `Bearer ${token}`,
  `bearer ${token}`,
  `Authorization: Bearer ${token}`,
  `authorization:${token}`,
  `-H "Authorization: Bearer ${token}"`,
  `${token.slice(0, 30)}\n${token.slice(30)}`,
])('takes the token in %j', async (text) => {
  expect(await partsOf(text)).toEqual([{ kind: 'token', title: 'Token, HS256, of u1', token }]);
});

test('takes a token whose signature is missing, and the token in an answer of a token endpoint', async () => {
  const unsigned = token.replace(/[^.]*$/, '');
  expect(await partsOf(unsigned)).toMatchObject([{ kind: 'token', token: unsigned }]);
  const answer = JSON.stringify({ access_token: token, expires_in: 300, token_type: 'Bearer' });
  expect(await partsOf(answer)).toMatchObject([{ kind: 'token', token }]);
});

test('leaves answers of a gateway to be explained', async () => {
  expect(await partsOf('{\n    "error": "Key not authorized"\n}')).toEqual([
    { kind: 'unknown', title: 'An answer of a gateway', text: '{\n    "error": "Key not authorized"\n}' },
  ]);
  const transcript = '< HTTP/1.1 403 Forbidden\r\n< Content-Type: application/json\r\n<\r\n{"error": "x"}';
  expect(await partsOf(transcript)).toMatchObject([{ kind: 'unknown' }]);
  expect(await partsOf('* Connected\n> GET /orders/ HTTP/1.1\n> Host: a\n')).toMatchObject([{ kind: 'unknown' }]);
});

test.each([
  ['{\n  "a": 1, // why\n  "b": 2\n}', 'JSON, line 2, column 11: There is a comment; JSON has none.'],
  ['{\n  "a": 1,\n}', 'JSON, line 3, column 1: There is a comma too many before }.'],
  ['[1, 2, ]', 'JSON, line 1, column 8: There is a comma too many before ].'],
  ['{"a": 1', 'JSON, line 1, column 8: The text ends too early: a } is missing.'],
  ['{"a": 1 "b": 2}', 'JSON, line 1, column 9: A comma is expected.'],
  ["{'a': 1}", "JSON, line 1, column 2: 'a' is not JSON: texts stand in double quotes."],
  ['{"a": 1} {"b": 2}', 'JSON, line 1, column 10: Something follows after the end of the JSON value.'],
  ['{"a" 1}', 'JSON, line 1, column 6: A colon is expected after the name.'],
  ['{"a": "b\n"}', 'JSON, line 1, column 7: A text has no closing double quote.'],
  ['{"a": "\\x"}', 'JSON, line 1, column 7: This escape in a text is not one of JSON.'],
])('tells where %j is no JSON', async (text, problem) => {
  expect(await problemsOf(text)).toEqual([problem]);
});

test.each([
  ['', 'Nothing: There is no text in it.'],
  ['{}', 'JSON: The object is empty.'],
  ['[]', 'JSON: The list is empty.'],
  [
    'openapi: 3.0.3\ninfo:\n',
    'YAML: It is an OpenAPI description without x-tyk-api-gateway, so it tells no gateway what to do.',
  ],
  [
    '{"openapi": "3.0.3", "paths": {}}',
    'JSON: It is an OpenAPI description without x-tyk-api-gateway, so it tells no gateway what to do.',
  ],
  ['{"allowance": 5, "access_rights": {}}', 'JSON: It is a session (a Tyk key); sessions are not taken over.'],
  ['just some words', 'Text: It is no definition, policy, key, token or curl command.'],
])('says why %j is nothing to take', async (text, problem) => {
  expect(await problemsOf(text)).toEqual([problem]);
});

test('names the file, and says what to do with a key that cannot be read', async () => {
  expect(await problemsOf('a: [1', 'api.yaml')).toEqual([
    'api.yaml, line 1, column 6: Flow sequence in block collection must be sufficiently indented and end with a ].',
  ]);
  const [problem] = await problemsOf('ssh-rsa AAAAB3NzaC1yc2E a@b');
  expect(problem).toContain('ssh-keygen -e -m PKCS8');
});

test('says that JSON nested ten thousand deep is too deep', async () => {
  expect(await problemsOf(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)).toEqual([
    'JSON: It is nested more than 500 deep.',
  ]);
});

test('does not throw on text that has been changed at random', async () => {
  const texts = [
    guideHmac.definition,
    JSON.stringify({ gold: policy() }),
    JSON.stringify({ keys: [rsaJwk('k1')] }),
    rsa2048Private,
    `Authorization: Bearer ${token}`,
    `curl -s "http://a.test/x?a=1" -H 'Authorization: Bearer ${token}' --data $'a\\u0041' | jq .`,
  ];
  let seed = 11;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const letters = '{}[]",:\'\\$-. \n\0é';
  for (let round = 0; round < 1200; round++) {
    const text = texts[next(texts.length)] ?? '';
    const at = next(text.length);
    const changed = text.slice(0, at) + letters.charAt(next(letters.length)) + text.slice(at + next(3));
    const { parts, notUnderstood } = await recognise(
      round % 4 === 0 ? changed.slice(0, next(changed.length)) : changed,
    );
    expect(parts.length + notUnderstood.length).toBeGreaterThan(0);
  }
});
