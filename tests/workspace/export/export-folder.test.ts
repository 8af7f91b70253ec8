import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Surroundings } from '../../../src/gateway/outcome';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { scenarios } from '../../../src/scenarios/catalogue';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { openScenario } from '../../../src/scenarios/open-scenario';
import { folderEmulation } from '../../../src/server/emulation';
import { openFolder } from '../../../src/server/folder/folder';
import { readTykConf } from '../../../src/server/folder/tyk-conf';
import { listen } from '../../../src/server/http/listen';
import { Site, type Emulation } from '../../../src/server/site';
import { machineSurroundings } from '../../../src/server/surroundings';
import { issueToken } from '../../../src/ui/scenarios/issue-token';
import { Evaluator, type Evaluation } from '../../../src/workspace/evaluate';
import { exportFolder, type ExportedFolder } from '../../../src/workspace/export/export-folder';
import { originalOf } from '../../../src/workspace/export/stand-in-address';
import { zipOf } from '../../../src/workspace/export/zip';
import { recogniseFiles } from '../../../src/workspace/import/recognise-files';
import { isCleanJson, setMember } from '../../../src/workspace/json-edit';
import { surroundingsOf } from '../../../src/workspace/network';
import { prettyJson } from '../../../src/workspace/pretty-json';
import { newDocument, type Workspace } from '../../../src/workspace/workspace';
import { anyStored } from '../stored/arbitrary-workspace';
import { removed, startStandIn, written, type StandIn } from './stand-in';

const run = promisify(execFile);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function evaluate(workspace: Workspace, at: number): Promise<Evaluation> {
  return new Evaluator(makeNetwork(() => workspace)).evaluate(workspace, freshState(), at);
}

async function exported(workspace: Workspace, sent: readonly Evaluation[], now: number): Promise<ExportedFolder> {
  const network = makeNetwork(() => workspace);
  const how = { standIn: true, withWorkspace: false };
  return exportFolder({ name: 'Mine', workspace, sent, network, now, ...how });
}

function onDisk({ files }: ExportedFolder): string {
  const folder = written(files);
  ends.push(() => removed(folder));
  return folder;
}

function emulationOf(folder: string, surroundings: Surroundings): { emulation: Emulation; told: string[] } {
  const opened = openFolder(folder);
  if (!opened.ok) throw new Error(opened.error);
  const told: string[] = [];
  return { emulation: folderEmulation(opened.value, false, surroundings, (line) => told.push(line)), told };
}

/** The machine's surroundings, with the stand-in on the ports that it has here. */
function beside({ upstreams, keySets }: StandIn, now: number): Surroundings {
  const machine = machineSurroundings(null);
  const here = (url: string): string =>
    url
      .replace('127.0.0.1:8090', `127.0.0.1:${String(upstreams)}`)
      .replace('127.0.0.1:8091', `127.0.0.1:${String(keySets)}`);
  return {
    ...machine,
    now: () => now,
    fetchKeySet: (url) => machine.fetchKeySet(here(url)),
    upstream: (url, request) => machine.upstream(here(url), request),
  };
}

test('the guide’s example has all that a gateway needs, with the settings of the emulated one', async () => {
  const workspace = guideHmacWorkspace();
  const { files, replaced, leftOut, requests } = await exported(workspace, [], Date.now());
  expect([...files.keys()]).toEqual([
    'README.md',
    'docker-compose.yml',
    'tyk.conf',
    'templates/error.json',
    'templates/error.xml',
    'apps/orders.json',
    'policies/gold.json',
    'requests.json',
    'check.mjs',
    'stand-in/server.mjs',
    'stand-in/key-sets.json',
  ]);
  expect(files.get('templates/error.json')).toBe('{\n    "error": "{{.Message}}"\n}');
  expect(files.get('templates/error.xml')).toMatch(/^<\?xml .*\?>\n<error>\{\{\.Message\}\}<\/error>\n$/);
  const conf = readTykConf(new TextEncoder().encode(files.get('tyk.conf')));
  expect(conf.ok && conf.value.differences).toEqual([]);
  const compose: unknown = parse(files.get('docker-compose.yml') ?? '');
  // Every image has a version of its own.
  expect(files.get('docker-compose.yml')?.match(/image: \S+:v?\d+\.\d+\.\d+/g)).toHaveLength(3);
  expect(compose).toMatchObject({
    services: {
      gateway: { image: 'tykio/tyk-gateway:v5.14.0', network_mode: 'service:stand-in' },
      redis: { network_mode: 'service:stand-in' },
      'stand-in': { ports: ['127.0.0.1:8080:8080'] },
    },
  });
  expect(files.get('apps/orders.json')).toBe(
    workspace.apis[0]?.draft.replace('http://httpbin.org', 'http://127.0.0.1:8090/http/httpbin.org'),
  );
  expect(replaced).toEqual([
    { as: 'upstream', from: 'http://httpbin.org', to: 'http://127.0.0.1:8090/http/httpbin.org' },
  ]);
  expect([leftOut, requests]).toEqual([[], 0]);
});

test('the emulated gateway runs the folder, the stand-in answers beside it, and check.mjs finds every answer as expected', async () => {
  const now = Date.now();
  const guide = guideHmacWorkspace();
  const paths = ['/orders/get?x=1', '/orders/status/418', '/other', '/orders/anything'];
  const sent = await Promise.all(
    [
      ...paths.map((each) => ({ ...guide, request: { ...guide.request, path: each } })),
      { ...guide, token: { kind: 'encoded', text: 'no.token' } as const },
      { ...guide, request: { ...guide.request, method: 'POST', path: '/orders/post', body: '{"a": 1}' } },
    ].map((workspace) => evaluate(workspace, now)),
  );
  const folder = await exported(guide, sent, now);
  expect(folder.requests).toBe(sent.length);
  const top = onDisk(folder);
  const standIn = await startStandIn(top);
  ends.push(() => standIn.stop());
  const { emulation, told } = emulationOf(top, beside(standIn, now));
  expect(told).toEqual([]);
  const listening = await listen(0, new Site(emulation, 'secret', () => undefined), (reason) => {
    throw reason;
  });
  ends.push(() => listening.close());
  const { stdout } = await run(process.execPath, [
    path.join(top, 'check.mjs'),
    `http://127.0.0.1:${String(listening.port)}`,
  ]);
  expect(stdout).toContain('6 of 6 answered as expected');
  expect(stdout).toMatch(/ok {2}2 {2}GET \/orders\/status\/418 {2}418/);
});

test('check.mjs tells an answer that is not as expected', async () => {
  const now = Date.now();
  const workspace = guideHmacWorkspace();
  const folder = await exported(workspace, [await evaluate(workspace, now)], now);
  const files = new Map(folder.files).set(
    'apps/orders.json',
    setMember(folder.files.get('apps/orders.json') ?? '', ['jwt_source'], 'b3RoZXI='),
  );
  const top = onDisk({ ...folder, files });
  const standIn = await startStandIn(top);
  ends.push(() => standIn.stop());
  const { emulation } = emulationOf(top, beside(standIn, now));
  const listening = await listen(0, new Site(emulation, 'secret', () => undefined), () => undefined);
  ends.push(() => listening.close());
  const address = `http://127.0.0.1:${String(listening.port)}`;
  const checked = await run(process.execPath, [path.join(top, 'check.mjs'), address]).then(() => 'all good', String);
  expect(checked).toContain('Command failed');
});

test('the folder of every scenario is answered as the page answers it', async () => {
  const now = Date.now();
  for (const scenario of scenarios) {
    const workspace = await openScenario(scenario, now, (...asked) => issueToken(...asked, now));
    const evaluation = await evaluate(workspace, now);
    const folder = await exported(workspace, [evaluation], now);
    const top = written(folder.files);
    const world = makeNetwork(() => workspace);
    let clock = now;
    const wait = (milliseconds: number): Promise<void> => {
      clock += milliseconds;
      return Promise.resolve();
    };
    const surroundings = surroundingsOf(
      {
        random: (bytes) => world.random(bytes),
        fetchKeySet: (url) => world.fetchKeySet(originalOf(url)),
        upstream: (url, request, at) => world.upstream(originalOf(url), request, at),
      },
      { now: () => clock, wait },
    );
    const { emulation, told } = emulationOf(top, surroundings);
    const { response, upstream } = await emulation.gateway.handle(evaluation.request);
    removed(top);
    expect(response?.status ?? null, scenario.id).toBe(evaluation.exchange.response?.status ?? null);
    if (upstream === null) expect(response?.body, scenario.id).toBe(evaluation.exchange.response?.body);
    expect(
      told.filter((line) => !line.includes('is not served')),
      scenario.id,
    ).toEqual([]);
    expect(folder.requests, scenario.id).toBe(1);
  }
});

test('key sets of providers are answered by the stand-in as on the page, whatever is wrong with them', async () => {
  const now = Date.now();
  const ids = ['rotation', 'trouble', 'setup'];
  const withProviders = scenarios.filter(({ providers }) => (providers ?? []).length > 0);
  expect(withProviders.length).toBeGreaterThan(ids.length);
  for (const scenario of withProviders) {
    const workspace = await openScenario(scenario, now, (...asked) => issueToken(...asked, now));
    const evaluation = await evaluate(workspace, now);
    const folder = await exported(workspace, [evaluation], now);
    const top = written(folder.files);
    const standIn = await startStandIn(top);
    const { emulation } = emulationOf(top, beside(standIn, now));
    const { response } = await emulation.gateway.handle(evaluation.request);
    standIn.stop();
    removed(top);
    expect(response?.status ?? null, scenario.id).toBe(evaluation.exchange.response?.status ?? null);
  }
});

test('a workspace that goes along in the zip comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyStored, async ({ name, workspace }) => {
      const network = makeNetwork(() => workspace);
      const how = { standIn: true, withWorkspace: true };
      const { files } = await exportFolder({ name, workspace, sent: [], network, now: 0, ...how });
      const found = await recogniseFiles([{ name: 'x.zip', bytes: zipOf(files, 'mine') }]);
      expect(found).toEqual({ parts: [], notUnderstood: [], workspaces: [{ name, workspace }] });
    }),
    { numRuns: 60 },
  );
});

test('definitions and policies come back out of the zip to the letter', async () => {
  const member = fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }));
  const unknown = fc.array(member, { maxLength: 6 });
  const indent = fc.constantFrom(0, 1, 2, 4, '\t');
  await fc.assert(
    fc.asyncProperty(unknown, unknown, indent, async (ofApi, ofPolicy, space) => {
      const known = { api_id: 'mine', proxy: { listen_path: '/a/', target_url: 'http://a.test/b?c' }, big: 0 };
      const api = JSON.stringify({ ...plain(ofApi), ...known }, null, space).replace(
        '"big":',
        '"big": 90071992547409931 , "zero":',
      );
      const policy = JSON.stringify({ ...plain(ofPolicy), id: 'gold', access_rights: {} }, null, space);
      const workspace = {
        ...guideHmacWorkspace(),
        apis: [newDocument(api, api)],
        policies: [newDocument(policy, policy)],
      };
      fc.pre(isCleanJson(api) && isCleanJson(policy));
      const { files, leftOut } = await exported(workspace, [], 0);
      fc.pre(leftOut.length === 0);
      const { parts, notUnderstood } = await recogniseFiles([{ name: 'x.zip', bytes: zipOf(files, 'mine') }]);
      expect(notUnderstood).toEqual([]);
      expect(parts.map((part) => ('text' in part ? part.text.trim() : ''))).toEqual([whole(api), whole(policy)]);
    }),
    { numRuns: 200 },
  );
});

/** Members that no one of the gateway's own has the name of, so that the text can be read. */
function plain(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(members.map(([name, value]) => [`own ${name}`, value]));
}

/** What an import makes of a text: one on a single line is laid out. */
function whole(text: string): string {
  return text.includes('\n') ? text : prettyJson(text);
}

test('what the gateway does not have is left out, and told', async () => {
  const guide = guideHmacWorkspace();
  const [api] = guide.apis;
  if (api === undefined) throw new Error('The guide has an API.');
  const workspace: Workspace = {
    ...guide,
    apis: [{ ...api, draft: `${api.draft} ` }, newDocument('{"api_id":"new","name":"New"}')],
    policies: [newDocument('{"name":"No id"}', '{"name":"No id"}')],
  };
  const { files, leftOut } = await exported(workspace, [await evaluate(guide, 0)], 0);
  expect(leftOut).toEqual([
    'Unsaved changes of Orders are left out.',
    'New is left out: it was never saved to the gateway.',
    'No id is left out: it has no id.',
    '1 request was sent to earlier definitions or policies, and left out.',
  ]);
  expect([...files.keys()].filter((name) => name.startsWith('policies/'))).toEqual(['policies/.keep']);
});

test('ids that are no file names lead nowhere else, and none takes another’s place', async () => {
  const ids = [
    '../../x',
    'a/b',
    'CON',
    'Ab',
    'aB',
    'é',
    '.hidden',
    '<img>',
    '__proto__',
    'orders',
    'orders-oas',
    'x-mcp',
  ];
  const apis = ids.map((id) => {
    const text = JSON.stringify({ api_id: id, proxy: { listen_path: `/${id}/` } });
    return newDocument(text, text);
  });
  const { files } = await exported({ ...guideHmacWorkspace(), apis }, [], 0);
  const names = [...files.keys()].filter((name) => name.startsWith('apps/'));
  expect(names).toHaveLength(ids.length);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
  expect(names.filter((name) => /-(oas|mcp)\.json$/.test(name))).toEqual([]);
  for (const name of names) expect(name).toMatch(/^apps\/[\w-][\w.-]*\.json$|^apps\/\.[\w.-]+\.json$/);
});

test('nothing in a README is markup', async () => {
  const guide = guideHmacWorkspace();
  const workspace = { ...guide, request: { ...guide.request, path: '/<script>alert(1)</script>/`x`|[a](b)' } };
  const network = makeNetwork(() => workspace);
  const sent = [await evaluate(workspace, 0)];
  const how = { standIn: true, withWorkspace: false };
  const { files } = await exportFolder({ name: '<b>#x</b>', workspace, sent, network, now: 0, ...how });
  const text = files.get('README.md') ?? '';
  const outside = text.replace(/(`{1,})[^]*?\1/g, '');
  expect(outside).not.toMatch(/(?<!\\)</);
  expect(text.split('\n')[0]).toBe('# \\<b\\>\\#x\\</b\\>');
});
