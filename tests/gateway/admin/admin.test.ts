import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { type Catalogue, emptyCatalogue, sourcesOf } from '../../../src/gateway/admin/catalogue';
import type { AdminAnswer } from '../../../src/gateway/admin/reply';
import { Gateway } from '../../../src/gateway/gateway';
import type { Surroundings } from '../../../src/gateway/outcome';
import { settings } from '../../../src/gateway/settings';

const surroundings: Surroundings = {
  now: () => 1_795_456_955_000,
  wait: () => Promise.resolve(),
  random: (bytes) => new Uint8Array(bytes).fill(0xab),
  fetchKeySet: () => Promise.resolve({ kind: 'failed', error: 'none' }),
  upstream: () => Promise.resolve({ kind: 'failed', error: 'none' }),
};

let gateway: Gateway;
let catalogue: Catalogue;
beforeEach(() => {
  gateway = new Gateway(surroundings);
  catalogue = emptyCatalogue();
});

function ask(method: string, target: string, body: unknown = '', secret: string = settings.secret): AdminAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return answerAdmin(gateway, catalogue, { method, path: target, body: text, secret });
}

function reload(): void {
  const { apis, policies } = sourcesOf(catalogue);
  gateway.load(apis, policies);
}

const classic = {
  name: 'a',
  api_id: 'a-api',
  org_id: 'o',
  enable_jwt: true,
  version_data: { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } },
  proxy: { listen_path: '/a/', target_url: 'http://upstream.test/' },
};

interface Refusals {
  readonly document: unknown;
  readonly cases: readonly {
    readonly changes: readonly { readonly path: readonly string[]; readonly value?: unknown }[];
    readonly message: string | null;
  }[];
}

function isRefusals(value: unknown): value is Refusals {
  return typeof value === 'object' && value !== null && 'document' in value && 'cases' in value;
}

function readRefusals(): Refusals {
  const value: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, 'oas-refusals.json'), 'utf8'));
  if (!isRefusals(value)) throw new Error('oas-refusals.json is not what it should be');
  return value;
}

const refusals = readRefusals();

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changed(changes: Refusals['cases'][number]['changes']): unknown {
  const document: unknown = structuredClone(refusals.document);
  for (const { path: names, ...change } of changes) {
    let at: unknown = document;
    for (const name of names.slice(0, -1)) at = isMembers(at) ? at[name] : undefined;
    const last = names.at(-1) ?? '';
    if (!isMembers(at)) throw new Error(names.join('.'));
    if ('value' in change) at[last] = change.value;
    else Reflect.deleteProperty(at, last);
  }
  return document;
}

/** What the gateway's own Go packages said to these documents. */
test.each(refusals.cases.map(({ changes, message }) => [JSON.stringify(changes), changes, message] as const))(
  'a document with %s is met as the gateway meets it',
  (_text, changes, message) => {
    const { response } = ask('POST', '/tyk/apis/oas', changed(changes));
    const answer: unknown = JSON.parse(response?.body ?? 'null');
    expect(answer).toMatchObject(message === null ? { status: 'ok' } : { status: 'error', message });
    expect(response?.status).toBe(message === null ? 200 : 400);
  },
);

test('an extension that is no object cuts the connection', () => {
  const { response } = ask('POST', '/tyk/apis/oas', { openapi: '3.0.3', 'x-tyk-api-gateway': 'x' });
  expect(response).toBeNull();
});

test('the secret is asked for before anything else', () => {
  const { response, log } = ask('GET', '/tyk/nowhere', '', 'wrong');
  const message = 'Attempted administrative access with invalid or missing key!';
  expect(response).toMatchObject({ status: 403, body: `{"status":"error","message":"${message}"}\n` });
  expect(log).toEqual([{ level: 'warning', message, prefix: 'main' }]);
});

test('an unknown path is 404, a known one with another method 405', () => {
  expect(ask('GET', '/tyk/nowhere').response).toMatchObject({ status: 404, body: '404 page not found\n' });
  expect(ask('PATCH', '/tyk/apis').response).toMatchObject({
    status: 405,
    body: '{"status":"error","message":"Method not supported"}\n',
  });
});

test('a path that is not clean is redirected', () => {
  const { response } = ask('GET', '/tyk//apis?x=1');
  expect(response).toMatchObject({ status: 301, body: '' });
  expect(response?.headers).toContainEqual(['Location', '/tyk/apis?x=1']);
});

test('a definition without an id is saved under a fresh one, a random UUID', () => {
  const id = 'abababababab4babababababababab'.padEnd(32, 'ab');
  const { response } = ask('POST', '/tyk/apis', {});
  expect(response?.body).toBe(`{"key":"${id}","status":"ok","action":"added"}\n`);
  expect([...catalogue.apis.keys()]).toEqual([id]);
});

test('an id that cannot be the name of a file is refused', () => {
  expect(ask('POST', '/tyk/apis', { ...classic, api_id: '../x' }).response).toMatchObject({
    status: 400,
    body: '{"status":"error","message":"Invalid API ID"}\n',
  });
});

test('nothing that is saved is in force before a reload', () => {
  ask('POST', '/tyk/apis', classic);
  expect(ask('GET', '/tyk/apis/a-api').response?.status).toBe(404);
  expect(ask('PUT', '/tyk/apis/a-api', classic).response?.status).toBe(404);
  expect(ask('GET', '/tyk/reload/group').reload).toBe(true);
  reload();
  expect(ask('GET', '/tyk/apis/a-api').response?.status).toBe(200);
  expect(ask('GET', '/tyk/apis/').response?.body.startsWith('[{"name":"a"')).toBe(true);
});

test('a second POST of an id overwrites and warns', () => {
  ask('POST', '/tyk/apis', classic);
  const { response, log } = ask('POST', '/tyk/apis', classic);
  expect(response?.body).toContain('"action":"added"');
  expect(log).toEqual([{ level: 'warning', message: 'API Definition with this ID already exists, deleting file...' }]);
});

test('a PUT must name the API of its body, and its form', () => {
  ask('POST', '/tyk/apis', classic);
  reload();
  expect(ask('PUT', '/tyk/apis/a-api', { ...classic, api_id: 'b' }).response?.body).toContain(
    'Request APIID does not match that in Definition! For Update operations these must match.',
  );
  expect(ask('PUT', '/tyk/apis/oas/a-api', refusals.document).response?.body).toContain('OAS format');
  expect(ask('GET', '/tyk/apis/oas/a-api').response).toMatchObject({
    status: 400,
    body: '{"status":"error","message":"the requested API definition is in Tyk classic format, please use old api endpoint"}',
  });
  expect(ask('PUT', '/tyk/apis/a-api', classic).response?.body).toBe(
    '{"key":"a-api","status":"ok","action":"modified"}\n',
  );
});

test('a body that cannot be read is told in the log', () => {
  const { response, log } = ask('POST', '/tyk/apis', '{"jwt_expires_at_validation_skew":-5}');
  expect(response).toMatchObject({ status: 400, body: '{"status":"error","message":"Request malformed"}\n' });
  const field = 'APIDefinition.jwt_expires_at_validation_skew of type uint64';
  const message = `Couldn't decode new API Definition object: json: cannot unmarshal number -5 into Go struct field ${field}`;
  expect(log).toEqual([{ level: 'error', message }]);
});

test('a definition with no place for the token is refused', () => {
  const { response } = ask('POST', '/tyk/apis', { ...classic, auth_configs: { jwt: { disable_header: true } } });
  expect(response?.body).toContain('Reason: all auth sources are disabled for jwt, at least one of');
});

test.each([
  [{ enable_ip_whitelisting: true, allowed_ips: ['10.0.0.300'] }, 'invalid IP/CIDR \\"10.0.0.300\\"'],
  [{ enable_ip_blacklisting: true, blacklisted_ips: ['::1', '10.0.0.0/8'] }, null],
  [{ version_data: { versions: { a: { global_enforce_timeout: '-1s' } } } }, 'invalid global timeout value'],
  [
    { proxy: { enable_load_balancing: true } },
    'all load balancing targets have weight 0, at least one target must have weight > 0',
  ],
])('%o is checked', (members, reason) => {
  const { response } = ask('POST', '/tyk/apis', { ...classic, ...members });
  expect(response?.body).toContain(
    reason === null ? '"status":"ok"' : marshalled(`Validation of API Definition failed. Reason: ${reason}.`),
  );
});

function marshalled(text: string): string {
  return text.replaceAll('>', '\\u003e');
}

test('a policy is kept under its id, and shown when it is loaded', () => {
  expect(ask('POST', '/tyk/policies', { id: 'a b' }).response?.body).toContain('Invalid Policy ID');
  expect(ask('PUT', '/tyk/policies/gold', { id: 'gold', org_id: 'o' }).response?.body).toContain('"modified"');
  expect(ask('GET', '/tyk/policies/gold').log).toEqual([
    { level: 'error', message: "Policy doesn't exist.", prefix: 'policy', polID: 'gold' },
  ]);
  reload();
  expect(ask('GET', '/tyk/policies/gold').response?.body).toContain('"id":"gold","name":"","org_id":"o"');
});

test('a key is kept under the id that its organisation gives the name', () => {
  ask('POST', '/tyk/apis', classic);
  reload();
  const key = { org_id: 'o', rate: 5, per: 1, quota_max: -1, access_rights: { 'a-api': { versions: ['Default'] } } };
  const id = 'eyJvcmciOiJvIiwiaWQiOiJteS1rZXkiLCJoIjoibXVybXVyNjQifQ==';
  const { response, log } = ask('POST', '/tyk/keys/my-key', key);
  expect(response?.body).toMatch(
    new RegExp(`^{"key":"${id}","status":"ok","action":"added","key_hash":"[0-9a-f]{16}"}\n$`),
  );
  expect(log.at(-1)).toMatchObject({ level: 'info', message: 'Key added or updated.', key: '****fQ==', org_id: 'o' });
  expect(ask('GET', `/tyk/keys/${id}`).response?.status).toBe(200);
  expect(ask('GET', '/tyk/keys/my-key?org_id=o').response?.body).toContain('"rate":5,"per":1');
  expect(ask('PUT', '/tyk/keys/my-key', { ...key, rate: 7 }).response?.body).toContain('"modified"');
  expect(ask('GET', `/tyk/keys/${id}`).response?.body).toContain('"rate":7');
  expect(ask('DELETE', `/tyk/keys/${id}`).response?.body).toContain('"action":"deleted"');
  expect(ask('GET', `/tyk/keys/${id}`).response?.status).toBe(404);
});

test('keys that could not be used are refused', () => {
  expect(ask('POST', '/tyk/keys/some-key', { org_id: 'o' }).response?.status).toBe(500);
  expect(ask('POST', '/tyk/keys/ab', { org_id: 'o' }).response?.body).toContain('custom key ID length 2 is less than');
  expect(ask('POST', '/tyk/keys/some-key', '{').response?.status).toBe(400);
  expect(ask('PUT', '/tyk/keys/some-key', {}).response?.body).toContain('Key is not found');
});

test('hello needs no secret', () => {
  const { response } = ask('GET', '/hello', '', '');
  expect(JSON.parse(response?.body ?? 'null')).toMatchObject({ status: 'pass', version: 'v5.14.0' });
});
