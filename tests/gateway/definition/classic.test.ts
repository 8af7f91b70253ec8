import { expect, test } from 'vitest';
import { readClassic, writeClassic } from '../../../src/gateway/definition/classic';
import { readPolicy, writePolicy } from '../../../src/gateway/definition/policy';
import { readSession, writeSession } from '../../../src/gateway/definition/session';
import { recordedCases } from '../recorded';

/** The bodies that the gateway showed for what was saved before, with what was saved. */
function shown(path: RegExp): readonly { readonly saved: string; readonly shown: string }[] {
  const found: { readonly saved: string; readonly shown: string }[] = [];
  for (const { exchanges } of recordedCases('10-admin')) {
    const saved = new Map<string, string>();
    for (const { admin, response } of exchanges) {
      if (admin === undefined || response.status !== 200) continue;
      const body = admin.body ?? '';
      const key = /"key":"([^"]*)"/.exec(response.body ?? '')?.[1];
      if (admin.method === 'GET' && path.test(admin.path)) {
        const id = admin.path.slice(admin.path.lastIndexOf('/') + 1);
        const text = saved.get(id);
        if (text !== undefined && response.body !== undefined) found.push({ saved: text, shown: response.body });
      } else if (key !== undefined && !admin.path.includes('/oas')) saved.set(key, body);
    }
  }
  return found;
}

test('a classic definition is shown byte for byte as recorded', () => {
  const bodies = shown(/^\/tyk\/apis\/[^/]+$/);
  expect(bodies.length).toBeGreaterThan(0);
  for (const { saved, shown: body } of bodies) {
    const read = readClassic(saved);
    expect(read.ok ? `${writeClassic(read.value)}\n` : read.error).toBe(body);
  }
});

test('a policy is shown byte for byte as recorded', () => {
  const bodies = shown(/^\/tyk\/policies\/[^/]+$/);
  expect(bodies.length).toBeGreaterThan(1);
  for (const { saved, shown: body } of bodies) {
    const read = readPolicy(saved);
    expect(read.ok ? `${writePolicy(read.value)}\n` : read.error).toBe(body);
  }
});

test('every recorded session is written as it was read', () => {
  let sessions = 0;
  for (const { exchanges } of recordedCases('05-policies')) {
    for (const { session } of exchanges) {
      if (session === undefined || session === null) continue;
      const read = readSession(JSON.stringify(session));
      expect(JSON.parse(read.ok ? writeSession(read.value) : 'null')).toEqual(session);
      sessions++;
    }
  }
  expect(sessions).toBeGreaterThan(50);
});

test.each([
  [
    '{"jwt_expires_at_validation_skew":-5}',
    'json: cannot unmarshal number -5 into Go struct field APIDefinition.jwt_expires_at_validation_skew of type uint64',
  ],
  [
    '{"proxy":{"listen_path":5}}',
    'json: cannot unmarshal number into Go struct field ProxyConfig.proxy.listen_path of type string',
  ],
  [
    '{"base_identity_provided_by":5}',
    'json: cannot unmarshal number into Go struct field APIDefinition.base_identity_provided_by of type apidef.AuthTypeEnum',
  ],
  ['{"jwt_jwks_uris":[{"cache_timeout":5}]}', 'error while parsing duration'],
  ['{"name":5,"version_data":{"versions":{"a":{"global_enforce_timeout":null}}}}', 'error while parsing duration'],
  ['{"id":"x"}', 'invalid ObjectId in JSON: "x"'],
])('%s is refused with the text of the log', (text, error) => {
  expect(readClassic(text)).toEqual({ ok: false, error });
});

test('a session keeps smoothing that is switched on, and an API limit that says nothing is left out', () => {
  const text =
    '{"smoothing":{"enabled":true,"step":1},"access_rights":{"a":{"limit":{"smoothing":{"enabled":true}}},"b":{"limit":{"rate":1}}}}';
  const read = readSession(text);
  expect(read.ok ? writeSession(read.value) : '').toBe(
    '{"access_rights":{"a":{},"b":{"limit":{"rate":1}}},"smoothing":{"enabled":true,"threshold":0,"trigger":0,"step":1,"delay":0}}',
  );
});
