import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { encode, pointer } from '../../../src/go/struct';
import { readClassic, writeClassic } from '../../../src/gateway/definition/classic';
import type { OasDocument } from '../../../src/gateway/definition/oas';
import { fill, fromClassic, readOas, toClassic, withServers, writeOas } from '../../../src/gateway/definition/oas';
import { jwtScheme } from '../../../src/gateway/definition/oas/schemes';
import { recordedCases } from '../recorded';

/** What the gateway's own Go packages made of these documents. `classic` tells what differs from the first one's. */
interface Fact {
  readonly about: string;
  readonly oas: Record<string, unknown>;
  readonly classic: Record<string, unknown>;
  readonly jwt: unknown;
  readonly read: string;
}

function isFacts(value: unknown): value is readonly Fact[] {
  return Array.isArray(value) && value.every((each: unknown) => isMembers(each) && 'oas' in each && 'classic' in each);
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function readFacts(): readonly Fact[] {
  const value: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, 'oas-facts.json'), 'utf8'));
  if (!isFacts(value)) throw new Error('oas-facts.json is not what it should be');
  return value;
}

const facts = readFacts();
const plain = facts[0]?.classic ?? {};

function open(oas: unknown): OasDocument {
  return openText(JSON.stringify(oas));
}

function openText(text: string): OasDocument {
  const read = readOas(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function jwtOf(document: OasDocument): unknown {
  return JSON.parse(encode(pointer(jwtScheme), document.jwtScheme));
}

test.each(facts.map((fact) => [fact.about, fact] as const))('the gateway reads as we do: %s', (_about, fact) => {
  const document = open(fact.oas);
  expect(jwtOf(document)).toEqual(fact.jwt);

  const expected: Record<string, unknown> = { ...plain, ...fact.classic };
  for (const name of Object.keys(expected)) if (expected[name] === null && !(name in plain)) delete expected[name];
  const made: unknown = JSON.parse(writeClassic(toClassic(document)));
  if (!isMembers(made)) throw new Error('not written as an object');
  for (const name of Object.keys(plain)) if (!(name in made) && expected[name] === null) delete expected[name];
  expect(made).toEqual(expected);
});

test.each(facts.map((fact) => [fact.about, fact] as const))('a read shows and changes the same: %s', (_about, fact) => {
  const document = open(fact.oas);
  const classic = toClassic(document);
  const served = withServers(document, classic, '127.0.0.1:8181', null);
  if (!served.ok) throw new Error(served.error);
  const filled = fill(served.value, classic);
  expect(writeOas(filled)).toBe(fact.read);
  expect(writeOas(fill(filled, classic))).toBe(fact.read);
});

test('what is written is read back as the same document', () => {
  for (const { oas } of facts) {
    const text = writeOas(open(oas));
    const again = readOas(text);
    expect(again.ok ? writeOas(again.value) : '').toBe(text);
  }
});

test('where a recording has a document and what the gateway made of it, we make the same', () => {
  for (const name of ['07-oas', '08-random', '09-traps', '12-more', '13-slow']) {
    for (const { apis } of recordedCases(name)) {
      for (const { classic, oas } of apis) {
        if (classic === undefined || oas === undefined) continue;
        const wanted = readClassic(classic);
        if (!wanted.ok) throw new Error(wanted.error);
        expect(writeClassic(toClassic(openText(oas)))).toBe(writeClassic(wanted.value));
      }
    }
  }
});

test.each([
  ['[]'],
  ['{"openapi":'],
  ['5'],
  ['{"openapi":3}'],
  ['{"info":[]}'],
  ['{"paths":[]}'],
  ['{"security":{}}'],
  ['{"components":{"securitySchemes":{"a":{"type":5}}}}'],
  ['{"paths":{"/a":{"get":{"responses":{"200":{"$ref":"#/components/responses/none"}}}}}}'],
])('%s is malformed', (text) => {
  expect(readOas(text)).toEqual({ ok: false, error: 'request malformed' });
});

test('a body of blanks is an empty document', () => {
  const read = readOas(' \n');
  expect(read.ok ? read.value.extension : 'refused').toBeNull();
});

test('a PUT takes away the addresses of the listen path that was', () => {
  const [first] = facts;
  const before = open(first?.oas);
  const classic = toClassic(before);
  const served = withServers(before, classic, 'gw:1', null);
  const moved = { ...classic, proxy: { ...classic.proxy, listen_path: '/moved/' } };
  const again = served.ok ? withServers(served.value, moved, 'gw:1', classic) : served;
  expect(again.ok ? again.value.root['servers'] : again.error).toEqual([
    { url: 'http://gw:1/moved' },
    { url: '/moved' },
  ]);
});

test.each([
  ['/a{/', 'failed to add Tyk servers: failed to parse: expected closing curly brace at position 14'],
  ['/a}/', 'failed to add Tyk servers: unexpected closing curly brace'],
  ['/{a}/{a}/', 'failed to add Tyk servers: variable collision'],
  ['/{}/', 'failed to add Tyk servers: empty variable name'],
  ['/{a:(b)}/', 'failed to add Tyk servers: using capture group is not allowed in server patterns'],
])('a listen path %s cannot be an address', (listenPath, error) => {
  const document = open(facts[0]?.oas);
  const classic = toClassic(document);
  const wrong = { ...classic, proxy: { ...classic.proxy, listen_path: listenPath } };
  expect(withServers(document, wrong, 'gw:1', null)).toEqual({ ok: false, error });
});

test('a classic definition becomes a document that says the same', () => {
  const text = JSON.stringify({
    name: 'a',
    api_id: 'a-api',
    org_id: 'o',
    active: true,
    enable_jwt: true,
    jwt_signing_method: 'hmac',
    jwt_source: 'dHlrMTIz',
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    jwt_scope_claim_name: 'scp',
    jwt_scope_to_policy_mapping: { a: 'A' },
    auth: { auth_header_name: 'X-Token', use_cookie: true, cookie_name: 'c' },
    jwt_default_policies: ['gold'],
    version_data: {
      not_versioned: true,
      versions: {
        Default: {
          name: 'Default',
          use_extended_paths: true,
          extended_paths: { ignored: [{ path: '/free/{id}', method: 'GET' }] },
        },
      },
    },
    proxy: { listen_path: '/a/', target_url: 'http://upstream.test/', strip_listen_path: true },
    jwt_expires_at_validation_skew: 5,
  });
  const classic = readClassic(text);
  if (!classic.ok) throw new Error(classic.error);
  const document = fromClassic(classic.value);
  expect(document.root['openapi']).toBe('3.0.6');
  expect(document.jwtScheme).toMatchObject({
    enabled: true,
    header: { enabled: true, name: 'X-Token' },
    cookie: { enabled: true, name: 'c' },
    source: 'dHlrMTIz',
    subjectClaims: ['sub'],
    basePolicyClaims: ['pol'],
    scopes: { claimName: 'scp', claims: ['scp'], scopeToPolicyMapping: [{ scope: 'a', policyId: 'A' }] },
    expiresAtValidationSkew: 5,
  });
  const back = toClassic(document);
  expect(back).toMatchObject({
    enable_jwt: true,
    jwt_source: 'dHlrMTIz',
    jwt_default_policies: ['gold'],
    use_keyless: false,
  });
  expect(back.version_data.versions?.['']?.extended_paths.ignored).toMatchObject([
    { path: '/free/{id}', method: 'GET' },
  ]);
});
