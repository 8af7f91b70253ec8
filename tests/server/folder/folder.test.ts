import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyCatalogue, putDefinition, putPolicy } from '../../../src/gateway/admin/catalogue';
import { type Folder, openFolder } from '../../../src/server/folder/folder';

let top = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'gateway-folder-'));
});
afterEach(() => {
  rmSync(top, { recursive: true, force: true });
});

function put(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
  writeFileSync(path.join(top, file), typeof content === 'string' ? content : JSON.stringify(content));
}

function opened(): Folder {
  const folder = openFolder(top);
  if (!folder.ok) throw new Error(folder.error);
  return folder.value;
}

const api = (id: string, name = id) => ({
  api_id: id,
  name,
  proxy: { listen_path: `/${id}/`, target_url: 'http://u.test' },
});
const policy = (id: string, rate = 1) => ({ id, org_id: 'default', rate, per: 60 });

test('reads the folders that tyk.conf names, also where it speaks of a container', () => {
  put('tyk.conf', { app_path: '/opt/tyk-gateway/definitions', policies: { policy_path: './rules/policies.json' } });
  put('definitions/a.json', api('a'));
  put('definitions/readme.txt', 'no definition');
  put('rules/policies.json', { gold: policy('gold') });
  const catalogue = emptyCatalogue();
  expect(opened().refresh(catalogue)).toEqual([]);
  expect([...catalogue.apis.keys(), ...catalogue.policies.keys()]).toEqual(['a', 'gold']);
});

test('does without tyk.conf, and without files', () => {
  const catalogue = emptyCatalogue();
  expect(opened().refresh(catalogue)).toEqual([]);
  put('apps/a.json', api('a'));
  put('policies.json', [policy('gold')]);
  expect(opened().refresh(catalogue)).toEqual([]);
  expect([...catalogue.apis.keys(), ...catalogue.policies.keys()]).toEqual(['a', 'gold']);
});

test('says why a folder cannot be run', () => {
  const problem = (place: string): string => {
    const folder = openFolder(place);
    return folder.ok ? 'none' : folder.error;
  };
  expect(problem(path.join(top, 'nowhere'))).toMatch(/^open .*nowhere: no such directory$/);
  put('tyk.conf', '{');
  expect(problem(top)).toMatch(/tyk\.conf: unexpected end of JSON input$/);
});

test('reading again takes what changed in the files, and leaves what changed in the catalogue', () => {
  put('apps/a.json', api('a'));
  put('apps/b.json', api('b'));
  put('apps/c.json', api('c'));
  const folder = opened();
  const catalogue = emptyCatalogue();
  folder.refresh(catalogue);
  putDefinition(catalogue, 'classic', JSON.stringify(api('a', 'saved')));
  putDefinition(catalogue, 'classic', JSON.stringify(api('d')));
  catalogue.apis.delete('c');
  put('apps/b.json', api('b', 'edited'));
  put('apps/bad.json', '{');
  expect(folder.refresh(catalogue)).toEqual([{ file: 'bad.json', problem: 'unexpected end of JSON input' }]);
  expect([...catalogue.apis].map(([id, { classic }]) => [id, classic.name])).toEqual([
    ['a', 'saved'],
    ['b', 'edited'],
    ['d', 'd'],
  ]);
  put('apps/a.json', api('a', 'edited later'));
  rmSync(path.join(top, 'apps/b.json'));
  folder.refresh(catalogue);
  expect([...catalogue.apis].map(([id, { classic }]) => [id, classic.name])).toEqual([
    ['a', 'edited later'],
    ['d', 'd'],
  ]);
});

test('writes what was saved as a gateway does, and nothing else', () => {
  put('apps/orders.json', api('a'));
  put('apps/b.json', `${JSON.stringify(api('b'))} `);
  put('policies/gold.json', policy('gold'));
  put('policies/several.json', { x: policy('x'), y: policy('y') });
  const folder = opened();
  const catalogue = emptyCatalogue();
  folder.refresh(catalogue);
  expect(folder.write(catalogue)).toEqual([]);

  putDefinition(catalogue, 'classic', JSON.stringify(api('a', 'saved')));
  putPolicy(catalogue, JSON.stringify(policy('x', 7)));
  putPolicy(catalogue, JSON.stringify(policy('new')));
  catalogue.policies.delete('gold');
  expect(folder.write(catalogue).map((file) => path.relative(top, file))).toEqual([
    'apps/orders.json',
    'apps/a.json',
    'policies/gold.json',
    'policies/several.json',
    'policies/new.json',
  ]);
  expect(readdirSync(path.join(top, 'apps'))).toEqual(['a.json', 'b.json']);
  expect(readFileSync(path.join(top, 'apps/b.json'), 'utf8')).toMatch(/ $/);
  expect(existsSync(path.join(top, 'policies/gold.json'))).toBe(false);

  const again = emptyCatalogue();
  expect(opened().refresh(again)).toEqual([]);
  expect(again).toEqual(catalogue);
  expect(folder.refresh(catalogue)).toEqual([]);
  expect(folder.write(catalogue)).toEqual([]);
});

test('keeps policies in the one file that has them all', () => {
  put('tyk.conf', { policies: { policy_path: 'policies.json' } });
  put('policies.json', { gold: policy('gold') });
  const folder = opened();
  const catalogue = emptyCatalogue();
  folder.refresh(catalogue);
  putPolicy(catalogue, JSON.stringify(policy('silver')));
  folder.write(catalogue);
  const written = readFileSync(path.join(top, 'policies.json'), 'utf8');
  expect(JSON.parse(written)).toMatchObject({ gold: { id: 'gold' }, silver: { id: 'silver' } });
});
