import { beforeEach, expect, test } from 'vitest';
import { type JsonValue, unmarshal } from '../../../src/go/json';
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { type Catalogue, emptyCatalogue, sourcesOf } from '../../../src/gateway/admin/catalogue';
import type { GatewayResponse } from '../../../src/gateway/outcome';
import { Gateway } from '../../../src/gateway/gateway';
import { settings } from '../../../src/gateway/settings';
import { StillWorld, apiId, classic, member, now, oas, orgId } from '../build';

let gateway: Gateway;
let world: StillWorld;
let catalogue: Catalogue;
beforeEach(() => {
  world = new StillWorld();
  gateway = new Gateway(world);
  catalogue = emptyCatalogue();
});

function ask(method: string, path: string, body: unknown = ''): GatewayResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { response } = answerAdmin(gateway, catalogue, { method, path, body: text, secret: settings.secret });
  if (response === null) throw new Error('the connection was cut');
  return response;
}

function reload(): void {
  const { apis, policies } = sourcesOf(catalogue);
  gateway.load(apis, policies);
}

/** A part of a JSON text. */
function part(text: string, ...path: readonly string[]): JsonValue | undefined {
  const read = unmarshal(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.error);
  return path.length === 0 ? read.value : member(read.value, ...path);
}

/** A part of the document of the API, as the gateway shows it. */
function shown(...path: readonly string[]): unknown {
  return part(ask('GET', `/tyk/apis/oas/${apiId}`).body, ...path);
}

const { 'x-tyk-api-gateway': extension, ...document } = oas();
const plain = {
  ...document,
  servers: [{ url: 'http://{host}/base', variables: { host: { default: 'upstream.test' } } }],
};
const withPaths = {
  ...plain,
  paths: { '/get': { get: { parameters: [{ name: 'q', in: 'query' }], responses: { 200: { description: '' } } } } },
};

test('an imported document gets an extension of its own', () => {
  expect(ask('POST', `/tyk/apis/oas/import?apiID=${apiId}&listenPath=/in/`, plain).body).toContain('"action":"added"');
  reload();
  expect(shown('x-tyk-api-gateway')).toEqual({
    info: { id: apiId, name: 'Test', state: { active: true } },
    upstream: { url: 'http://upstream.test/base' },
    server: { listenPath: { value: '/in/', strip: true } },
    middleware: { global: { contextVariables: { enabled: true }, trafficLogs: { enabled: true } } },
  });
});

test('an import switches on what the query asks for', () => {
  const query = `apiID=${apiId}&authentication=true&allowList=true&validateRequest=true&upstreamURL=http://u.test/`;
  ask('POST', `/tyk/apis/oas/import?${query}`, withPaths);
  reload();
  expect(shown('x-tyk-api-gateway', 'upstream', 'url')).toBe('http://u.test/');
  expect(shown('x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth')).toEqual({
    enabled: true,
    header: { enabled: true, name: 'Authorization' },
    jtiValidation: { enabled: false },
  });
  expect(shown('x-tyk-api-gateway', 'middleware', 'operations')).toEqual({
    getGET: { allow: { enabled: true }, validateRequest: { enabled: true, errorResponseCode: 422 } },
  });
});

test.each([
  ['', { ...plain, servers: [] }, 'The ‘servers’ object is empty in your OAS.'],
  ['', { ...plain, servers: [{ url: '/base' }] }, 'Please update \\"/base\\" to be a valid URL and try again.'],
  ['upstreamURL=nope', plain, 'The manually configured upstream URL is not valid.'],
  ['authentication=true', { ...plain, security: [] }, 'The ‘security’ object is empty in your OAS.'],
  ['', { ...plain, 'x-tyk-api-gateway': extension }, 'the import payload should not contain x-tyk-api-gateway'],
  ['', '{', 'request malformed'],
])('an import with "%s" of %o is refused', (query, body, message) => {
  const answer = ask('POST', `/tyk/apis/oas/import?${query}`, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain(message);
});

test('a PATCH replaces the OAS part and keeps the extension', () => {
  ask('POST', '/tyk/apis/oas', { ...oas(), servers: [{ url: 'http://mine.test/' }] });
  reload();
  const answer = ask('PATCH', `/tyk/apis/oas/${apiId}?listenPath=/p/`, {
    ...document,
    info: { title: 'New', version: '2' },
  });
  expect(answer.body).toContain('"action":"modified"');
  reload();
  expect(shown('info', 'title')).toBe('New');
  expect(shown('x-tyk-api-gateway', 'server', 'listenPath', 'value')).toBe('/p/');
  expect(shown('x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth', 'policyFieldName')).toBe(
    'pol',
  );
  expect(shown('servers')).toEqual([{ url: 'http://127.0.0.1:8181/p' }, { url: '/p' }, { url: 'http://mine.test/' }]);
});

test('a PATCH wants a loaded OAS API', () => {
  expect(ask('PATCH', '/tyk/apis/oas/nowhere', plain).status).toBe(404);
  ask('POST', '/tyk/apis', classic());
  reload();
  expect(ask('PATCH', `/tyk/apis/oas/${apiId}`, plain).body).toContain('OAS format');
});

test('an export is the document in a file, with the extension or without', () => {
  ask('POST', '/tyk/apis/oas', oas());
  reload();
  const whole = ask('GET', `/tyk/apis/oas/${apiId}/export`);
  expect(whole.headers).toContainEqual(['Content-Disposition', `attachment;filename="TykOasApiDef-${apiId}.json"`]);
  expect(whole.headers).toContainEqual(['Content-Type', 'application/octet-stream']);
  expect(whole.body.startsWith('{\n  "components": {\n    "securitySchemes": {\n')).toBe(true);
  expect(whole.body).toContain('\n  "paths": {},\n');
  expect(whole.body).toContain('"x-tyk-api-gateway"');
  const bare = ask('GET', `/tyk/apis/oas/${apiId}/export?mode=public`);
  expect(bare.headers).toContainEqual(['Content-Disposition', `attachment;filename="oas-${apiId}.json"`]);
  expect(bare.body).not.toContain('"x-tyk-api-gateway"');
  expect(ask('GET', '/tyk/apis/oas/nowhere/export').status).toBe(404);
});

test('the versions of an API are listed, itself first', () => {
  const definition = {
    enabled: true,
    name: 'v1',
    default: 'self',
    location: 'header',
    key: 'v',
    versions: { v2: 'b', v3: 'gone' },
  };
  ask('POST', '/tyk/apis', classic({ definition }));
  ask('POST', '/tyk/apis', classic({ api_id: 'b', name: 'B', internal: true, proxy: { listen_path: '/b/' } }));
  reload();
  const first =
    '{"id":"api1","name":"Test","versionName":"v1","internal":false,"expirationDate":"","isDefaultVersion":true}';
  const second =
    '{"id":"b","name":"B","versionName":"v2","internal":true,"expirationDate":"","isDefaultVersion":false}';
  expect(ask('GET', `/tyk/apis/${apiId}/versions`).body).toBe(`{"status":"success","apis":[${first},${second}]}\n`);
  expect(ask('GET', `/tyk/apis/${apiId}/versions?searchText=V2`).body).toBe(
    `{"status":"success","apis":[${second}]}\n`,
  );
  expect(ask('GET', `/tyk/apis/${apiId}/versions?searchText=x`).body).toBe('{"status":"success","apis":null}\n');
  expect(ask('GET', '/tyk/apis/b').headers).toContainEqual(['X-Tyk-Base-Api-Id', apiId]);
});

test('HEAD is answered as other unknown methods are, without the body', () => {
  expect(ask('HEAD', '/tyk/apis/x')).toMatchObject({ status: 405, body: '' });
  expect(ask('HEAD', '/tyk//apis')).toEqual({ status: 301, headers: [['Location', '/tyk/apis']], body: '' });
});

test('outside /tyk/ there is no admin API', () => {
  for (const path of ['/', '/tyk', '/TYK/apis', '/nowhere']) {
    expect(ask('GET', path)).toMatchObject({ status: 404, body: 'Not Found' });
  }
});

test.each([
  ['an empty listen path', { proxy: { listen_path: '' } }],
  ['a blank in the listen path', { proxy: { listen_path: '/a b/' } }],
  ['another port', { listen_port: 9000 }],
  ['another protocol', { protocol: 'https' }],
  ['internal use only', { internal: true }],
])('an API with %s is known to the admin API, but no request reaches it', async (_name, changes) => {
  ask('POST', '/tyk/apis', classic({ use_keyless: true, ...changes }));
  reload();
  expect(ask('GET', `/tyk/apis/${apiId}`).status).toBe(200);
  for (const path of ['/a/get', `/${apiId}/get`]) {
    const { response } = await gateway.handle({ method: 'GET', path, headers: [['Host', 'gateway.test']] });
    expect(response).toMatchObject({ status: 404, body: 'Not Found' });
  }
  expect(ask('DELETE', `/tyk/apis/${apiId}`).status).toBe(200);
});

test.each(['a b', 'x', ' '])('an API with the listen path "%s" is not known at all', (path) => {
  ask('POST', '/tyk/apis', classic({ proxy: { listen_path: path } }));
  reload();
  expect(ask('GET', `/tyk/apis/${apiId}`).status).toBe(404);
});

test('a path without an item and a method without an operation are as good as none', () => {
  expect(ask('POST', '/tyk/apis/oas', { ...oas(), paths: { '/x': null, '/y': { get: null } } }).status).toBe(200);
  reload();
  expect(shown('paths')).toEqual({ '/x': {}, '/y': {} });
});

test('a security scheme that is null cannot be read', () => {
  const body = { ...oas(), components: { securitySchemes: { jwtAuth: null } } };
  expect(ask('POST', '/tyk/apis/oas', body).body).toContain('request malformed');
});

test('OpenAPI 3.1 has no schema, only the rules behind it', () => {
  const body = { openapi: '3.1.0', 'x-tyk-api-gateway': {} };
  expect(ask('POST', '/tyk/apis/oas', body).body).toContain('invalid info: must be an object');
});

const key = {
  org_id: orgId,
  rate: 5,
  per: 1,
  quota_max: 10,
  quota_renewal_rate: 60,
  access_rights: { [apiId]: { api_id: apiId, versions: ['Default'] } },
};

test('a PUT of a key keeps when it was made, and its period when nothing is to be reset', () => {
  const read = (...path: readonly string[]) => part(ask('GET', `/tyk/keys/my-key?org_id=${orgId}`).body, ...path);
  ask('POST', '/tyk/apis', classic());
  reload();
  ask('POST', '/tyk/keys/my-key', key);
  const made = read('date_created');
  const renews = read('quota_renews');
  world.milliseconds += 10_000;
  ask('PUT', '/tyk/keys/my-key?suppress_reset=1', { ...key, rate: 6 });
  expect(read()).toMatchObject({ rate: 6, date_created: made, quota_renews: renews, last_updated: String(now) });
  ask('PUT', '/tyk/keys/my-key', key);
  expect(read()).toMatchObject({ date_created: made, quota_renews: now + 10 + 60, last_updated: String(now + 10) });
});

test('a key is found by its hash, and by what it was called', () => {
  ask('POST', '/tyk/apis', classic());
  reload();
  const hash = part(ask('POST', '/tyk/keys/my-key', key).body, 'key_hash');
  if (typeof hash !== 'string') throw new Error('no hash');
  expect(ask('GET', `/tyk/keys/${hash}`).status).toBe(404);
  expect(ask('GET', `/tyk/keys/${hash}?hashed=true`).status).toBe(200);
  expect(ask('DELETE', '/tyk/keys/my-key?hashed=true').status).toBe(404);
  expect(ask('GET', `/tyk/keys/my-key?username=true&org_id=${orgId}`).status).toBe(200);
  const deleted = ask('DELETE', `/tyk/keys/${hash}?hashed=true`).body;
  expect(deleted).toBe(`{"key":"${hash}","status":"ok","action":"deleted"}\n`);
  expect(ask('GET', `/tyk/keys/my-key?username=true&org_id=${orgId}`).status).toBe(404);
});

test('what a document leaves null is not there when it is read again', () => {
  const get = {
    responses: { 200: { description: 'x', headers: null } },
    requestBody: null,
    servers: null,
    security: [null],
  };
  const body = { ...oas(), paths: { '/x': { get } }, externalDocs: {}, security: [{ jwtAuth: [] }, null] };
  expect(ask('POST', '/tyk/apis/oas', body).status).toBe(200);
  reload();
  expect(shown('paths', '/x', 'get')).toEqual({ responses: { 200: { description: 'x' } }, security: [{}] });
  expect(shown('externalDocs')).toBeUndefined();
});

test.each([
  { parameters: [null] },
  { callbacks: { a: null } },
  { responses: { 200: null } },
  { responses: { 200: { description: 5 } } },
])('an operation with %o cannot be read', (members) => {
  const get = { responses: { 200: { description: 'x' } }, ...members };
  expect(ask('POST', '/tyk/apis/oas', { ...oas(), paths: { '/x': { get } } }).body).toContain('request malformed');
});

test('extensions among paths and responses may be anything', () => {
  const get = { responses: { 200: { description: 'x' }, 'x-a': 1 } };
  const paths = { '/x': { get }, 'x-b': 5 };
  ask('POST', '/tyk/apis/oas', { ...oas(), paths });
  reload();
  expect(shown('paths')).toEqual(paths);
});
