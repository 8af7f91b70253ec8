import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { newestVersion } from '../../../src/workspace/stored/migrations';
import { parseStored, writeStored } from '../../../src/workspace/stored/stored-workspace';
import { anyStored, versions, withMember } from './arbitrary-workspace';

const guide = writeStored({ name: 'Guide', workspace: guideHmacWorkspace() });
const folder = new URL('files/', import.meta.url);

function fileOf(version: number): string {
  return readFileSync(new URL(`version-${String(version)}.json`, folder), 'utf8');
}

function problem(text: string): string {
  const read = parseStored(text);
  return read.ok ? 'none' : `${read.reason}: ${read.place}: ${read.problem}`;
}

test('whatever is in a workspace comes back as it was', () => {
  fc.assert(
    fc.property(anyStored, (stored) => {
      expect(parseStored(writeStored(stored))).toEqual({ ok: true, value: stored });
    }),
    { numRuns: 300 },
  );
});

test('there is a saved file of every version', () => {
  const files = readdirSync(folder).filter((name) => name.startsWith('version-'));
  expect(files).toEqual(versions.map((version) => `version-${String(version)}.json`));
});

test.each(versions)('a saved file of version %i opens with everything that was in it', (version) => {
  const read = parseStored(fileOf(version));
  if (!read.ok) throw new Error(`${read.place}: ${read.problem}`);
  const { name, workspace, shared } = read.value;
  expect(name).toBe('Everything at once');
  expect(workspace.apis.map(({ id, saved }) => [id, saved === null])).toEqual([
    ['api-1', false],
    ['api-2', true],
  ]);
  expect(workspace.apis[0]?.draft).toContain('9007199254740993');
  expect(workspace.policies).toHaveLength(1);
  expect(workspace.keys.map(({ jwk, certificate }) => [jwk.kty, certificate === undefined])).toEqual([
    ['oct', true],
    ['EC', false],
  ]);
  expect(workspace.providers.map(({ shape, behaviour }) => [shape, behaviour.kind])).toEqual([
    ['auth0', 'slow'],
    ['keycloak', 'malformed key set'],
    ['plain', 'HTTP 500'],
  ]);
  expect(workspace.token).toMatchObject({ kind: 'composed', keyId: 'key-1', fault: 'expired' });
  expect(workspace.request).toMatchObject({ method: 'POST', token: { in: 'cookie', name: 'jwt' } });
  expect(workspace.clock).toEqual({ runs: false, at: 1_700_000_000_000 });
  expect(shared).toMatchObject({ secrets: true, leftOut: ['nothing'], answer: { at: 1_700_000_000_000 } });
});

test('a file of the newest version is written as it is read', () => {
  const text = fileOf(newestVersion);
  const read = parseStored(text);
  if (!read.ok) throw new Error(read.problem);
  expect(JSON.parse(writeStored(read.value))).toEqual(JSON.parse(text));
});

test('says of a file of a newer version that it is newer', () => {
  expect(problem(withMember(guide, ['version'], newestVersion + 1))).toMatch(/^newer: version: .*newer version/);
});

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['a list', '[]'],
  ['null', 'null'],
  ['a definition', '{"api_id":"a","version":1}'],
])('takes %s for no workspace', (_, text) => {
  expect(problem(text)).toMatch(/^not ours: /);
});

test.each<[string, (string | number)[], unknown]>([
  ['a version that is none', ['version'], '1'],
  ['version zero', ['version'], 0],
  ['no workspace', ['workspace'], null],
  ['a document without a text', ['workspace', 'apis', 0, 'draft'], 7],
  ['a document that is none', ['workspace', 'apis', 0], []],
  ['a key member of the wrong type', ['workspace', 'keys', 0, 'jwk', 'k'], { toString: 'x' }],
  ['an unknown fault', ['workspace', 'token', 'fault'], 'other'],
  ['a token of no kind', ['workspace', 'token', 'kind'], '__proto__'],
  ['a clock that no date has', ['workspace', 'clock'], { runs: false, at: 1e300 }],
  ['a clock that is no number', ['workspace', 'clock', 'offset'], null],
])('refuses %s, and tells the place', (_, path, value) => {
  const told = problem(withMember(guide, path, value));
  expect(told).toMatch(/^broken: /);
  expect(told).toContain(path.slice(0, 2).join('.'));
});

test('refuses a provider whose host name somebody could own', () => {
  const read = parseStored(fileOf(newestVersion));
  if (!read.ok) throw new Error(read.problem);
  for (const host of ['example.com', 'gateway.test', 'a.test:8080', 'a.test/', '']) {
    const text = withMember(fileOf(newestVersion), ['workspace', 'providers', 0, 'host'], host);
    expect(problem(text), host).toMatch(/^broken: workspace\.providers\.0\.host: /);
  }
});

test('refuses two entries of one id, which lists on the screen go by', () => {
  const document = { id: 'a', draft: '', saved: null };
  expect(problem(withMember(guide, ['workspace', 'apis'], [document, document]))).toBe(
    'broken: workspace.apis: Two entries have the same id.',
  );
});

test('refuses what is nested too deep or too large, without reading it through', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(problem(guide.replace('"format"', `"x":${deep},"format"`))).toBe('broken: : It is nested too deep.');
  expect(problem(`${guide}${' '.repeat(20_000_000)}`)).toMatch(/^broken: : It is larger/);
});

test('a member called __proto__ changes nothing', () => {
  const jwk = '{"kty":"oct","k":"YQ","__proto__":{"d":"polluted"}}';
  const text = guide.replace(/"jwk":\{[^}]*\}/, `"jwk":${jwk},"__proto__":{"polluted":true}`);
  const read = parseStored(text.replace('"name":', '"__proto__":{"polluted":true},"name":'));
  if (!read.ok) throw new Error(read.problem);
  expect(read.value.workspace.keys[0]?.jwk).toEqual({ kty: 'oct', k: 'YQ' });
  expect(read.value.workspace.keys[0]?.jwk.d).toBeUndefined();
  expect(Reflect.has(read.value, 'polluted')).toBe(false);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

test('never throws, whatever member is whatever', () => {
  const places = placesIn(JSON.parse(fileOf(newestVersion)));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
      const read = parseStored(withMember(fileOf(newestVersion), path, value));
      expect(read.ok ? '' : read.problem).not.toBe(undefined);
    }),
    { numRuns: 2000 },
  );
});

test('writes a clock that has become no number as that of this machine', () => {
  const workspace = { ...guideHmacWorkspace(), clock: { runs: false, at: Number.NaN } as const };
  const read = parseStored(writeStored({ name: '', workspace }));
  expect(read.ok && read.value.workspace.clock).toEqual({ runs: true, offset: 0 });
});

function placesIn(value: unknown, above: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => {
    const path = [...above, name];
    return [path, ...placesIn(inside, path)];
  });
}
