import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { encodeStd } from '../../../src/go/base64';
import { guideHmac, guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import type { GivenFile } from '../../../src/workspace/import/given-file';
import { recogniseFiles, recogniseText } from '../../../src/workspace/import/recognise-files';
import { writeLink } from '../../../src/workspace/share/link';
import { writeStored } from '../../../src/workspace/stored/stored-workspace';
import { withMember } from '../stored/arbitrary-workspace';

const utf8 = new TextEncoder();
const oas = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Oas', version: '1' },
  paths: {},
  'x-tyk-api-gateway': { info: { id: 'oas', name: 'Oas' }, server: { listenPath: { value: '/oas/' } } },
});
const stored = { name: 'Mine', workspace: guideHmacWorkspace() };

function file(name: string, text: string): GivenFile {
  return { name, bytes: utf8.encode(text) };
}

function zipped(files: readonly GivenFile[]): GivenFile {
  return { name: 'all.zip', bytes: zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))) };
}

const folder: readonly GivenFile[] = [
  file('gw/tyk.conf', '{"listen_port": 8080}'),
  file('gw/README.md', '# Read me'),
  file('gw/docker-compose.yml', 'services: {}'),
  file('gw/apps/orders.json', guideHmac.definition),
  file('gw/apps/oas.json', '{"api_id":"oas","is_oas":true,"proxy":{"listen_path":"/oas/"}}'),
  file('gw/apps/oas-oas.json', oas),
  file('gw/policies/gold.json', guideHmac.policy),
  file('gw/notes.txt', 'nothing that is known'),
  file('gw/.DS_Store', 'x'),
  { name: 'gw/logo.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]) },
];

test('finds definitions and policies in a folder, once each, and lists what it cannot use', async () => {
  const { parts, notUnderstood, workspaces } = await recogniseFiles(folder);
  expect(parts.map(({ title }) => title)).toEqual([
    'API Orders (classic, /orders/)',
    'API Oas (Tyk OAS, /oas/)',
    'Policy gold (Gold)',
  ]);
  expect(notUnderstood.map(({ what }) => what)).toEqual(['notes.txt']);
  expect(workspaces).toEqual([]);
});

test('finds the same in a zip of it', async () => {
  expect(await recogniseFiles([zipped(folder)])).toEqual(await recogniseFiles(folder));
});

test('texts are taken as they are written', async () => {
  const text = '{ "api_id":"big",\r\n\t"proxy": {}, "n": 9007199254740993 }';
  const { parts } = await recogniseFiles([zipped([file('apps/a.json', text)])]);
  expect(parts).toMatchObject([{ kind: 'api', text }]);
});

test('addresses of the stand-in become those that they stand for', async () => {
  const base64 = (address: string): string => encodeStd(utf8.encode(address));
  const definition = (target: string, keys: string): string =>
    JSON.stringify({ api_id: 'a', proxy: { target_url: target }, jwt_source: keys }, null, 2);
  const { parts } = await recogniseFiles([
    file(
      'a.json',
      definition('http://127.0.0.1:8090/http/httpbin.org', base64('http://127.0.0.1:8091/https/idp.test/jwks')),
    ),
  ]);
  expect(parts).toMatchObject([{ text: definition('http://httpbin.org', base64('https://idp.test/jwks')) }]);
});

test('a workspace’s file and link are whole workspaces', async () => {
  const text = writeStored(stored, 2);
  for (const found of [
    await recogniseText(`\n${text}\n`),
    await recogniseFiles([file('mine.jwt-playground.json', text)]),
    await recogniseFiles([zipped([...folder, file('gw/playground.json', text)])]),
    await recogniseText(`https://playground.example/some/where/?x=1${await writeLink(stored)}`),
  ]) {
    expect(found).toEqual({ parts: [], notUnderstood: [], workspaces: [stored] });
  }
});

test('says what is wrong with a damaged or newer workspace', async () => {
  const text = writeStored(stored);
  const damaged = await recogniseText(withMember(text, ['workspace', 'apis', 0, 'draft'], 7), 'mine.json');
  expect(damaged.notUnderstood).toEqual([
    { what: 'mine.json, at workspace.apis.0.draft', why: 'There should be string.' },
  ]);
  const newer = await recogniseText(withMember(text, ['version'], 99));
  expect(newer.notUnderstood[0]?.why).toContain('newer version');
  const cut = await recogniseText(`https://a.example/${(await writeLink(stored)).slice(0, -5)}`);
  expect(cut.notUnderstood[0]?.why).toContain('cut short');
});

test('a key as DER is a key', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const bytes = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const { parts } = await recogniseFiles([{ name: 'public.der', bytes }]);
  expect(parts).toMatchObject([{ kind: 'key' }]);
});

test('refuses a zip with too much in it, without unpacking that', async () => {
  const bomb = { name: 'bomb.zip', bytes: zipSync({ 'a.json': new Uint8Array(60_000_000) }) };
  const { parts, notUnderstood } = await recogniseFiles([bomb]);
  expect([parts, notUnderstood]).toEqual([
    [],
    [{ what: 'bomb.zip', why: 'There is more in the zip than the page takes: 5000 files, 50 MB.' }],
  ]);
});

test('names that lead out of a folder lead nowhere', async () => {
  const { parts } = await recogniseFiles([
    zipped([file('../../etc/apps/a.json', guideHmac.definition), file('/constructor', guideHmac.policy)]),
  ]);
  expect(parts.map(({ kind }) => kind)).toEqual(['api', 'policy']);
});

test('does not throw on a zip that was changed at random', async () => {
  const { bytes } = zipped(folder);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
      const changed = cut ? bytes.slice(0, at) : bytes.with(at, byte);
      const found = await recogniseFiles([{ name: 'all.zip', bytes: changed }]);
      expect(found.parts.length + found.notUnderstood.length).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});
