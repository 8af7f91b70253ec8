import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settings } from '../../src/gateway/settings';
import { guideHmac } from '../../src/scenarios/guide-hmac';
import { readOptions } from '../../src/server/options';
import { start } from '../../src/server/start';

interface Running {
  readonly url: string;
  readonly logged: string[];
  readonly told: string[];
}

let folder = '';
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gateway-start-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the gateway as the command line would, on a free port. */
async function run(...words: readonly string[]): Promise<Running> {
  const options = readOptions([...words, '--port', '0']);
  if (!options.ok) throw new Error(options.error);
  const logged: string[] = [];
  const told: string[] = [];
  const started = await start(options.value, {
    log: (line) => logged.push(line),
    tell: (line) => told.push(line),
    coloured: false,
  });
  if (!started.ok) throw new Error(started.error);
  closing.push(() => started.value.close());
  return { url: `http://127.0.0.1:${started.value.port}`, logged, told };
}

/** The token in the command that the start shows. */
function tokenIn(told: readonly string[]): string {
  return /Bearer ([^']+)'/.exec(told.join('\n'))?.[1] ?? '';
}

function bearer(token: string): RequestInit {
  return { headers: { Authorization: `Bearer ${token}` } };
}

const admin = { 'X-Tyk-Authorization': settings.secret };

/** A folder as a gateway has it, with the guide's example. */
function guideFolder(changes: object = {}, conf: object = {}): void {
  mkdirSync(path.join(folder, 'apps'));
  mkdirSync(path.join(folder, 'policies'));
  const definition: unknown = JSON.parse(guideHmac.definition);
  writeFileSync(path.join(folder, 'tyk.conf'), JSON.stringify({ app_path: './apps', ...conf }));
  writeFileSync(path.join(folder, 'apps', 'orders.json'), JSON.stringify(Object.assign({}, definition, changes)));
  writeFileSync(path.join(folder, 'policies', 'gold.json'), guideHmac.policy);
}

test('without a folder the guide’s example runs, and the command that is shown is answered 200', async () => {
  const { url, told, logged } = await run();
  const [, address = ''] = /^try: .* (http:\S+)$/m.exec(told.join('\n')) ?? [];
  expect(address).toBe(`${url}/orders/get`);
  const good = await fetch(address, bearer(tokenIn(told)));
  expect(good.status).toBe(200);
  expect(await good.json()).toMatchObject({ url: 'http://httpbin.org/get' });
  const bad = await fetch(address, bearer(`${tokenIn(told)}x`));
  expect([bad.status, await bad.text()]).toEqual([403, '{\n    "error": "Key not authorized"\n}']);
  expect(logged).toHaveLength(4);
  expect(logged[0]).toMatch(/^time="[^"]+Z" level=info api_id=orders .* prefix=access-log .* status=200 /);
  expect(logged[2]).toContain('message="JWT validation error"');
});

test('the log can be JSON, at level debug, without access lines; the trace follows where it is wanted', async () => {
  const { url, told, logged } = await run('--json', '--level', 'debug', '--no-access-log', '--explain');
  const before = told.length;
  expect((await fetch(`${url}/orders/get`)).status).toBe(400);
  const lines = logged.map((line): unknown => JSON.parse(line));
  expect(lines[0]).toMatchObject({ level: 'debug', message: 'Started', mw: 'VersionCheck' });
  expect(logged.join()).not.toContain('access-log');
  expect(told.slice(before)[0]).toBe('GET /orders/get → 400');
  expect(told.join('\n')).toContain('✕ Find the token');
});

test('the admin API saves in memory, and a reload takes it into force', async () => {
  const { url, told } = await run();
  const hello = await fetch(`${url}/hello`);
  expect(await hello.json()).toMatchObject({ status: 'pass', version: 'v5.14.0' });
  expect((await fetch(`${url}/tyk/apis`)).status).toBe(403);

  const definition = guideHmac.definition.replaceAll('orders', 'more');
  const posted = await fetch(`${url}/tyk/apis`, { method: 'POST', headers: admin, body: definition });
  expect(await posted.json()).toEqual({ key: 'more', status: 'ok', action: 'added' });
  expect((await fetch(`${url}/more/get`)).status).toBe(404);
  expect((await fetch(`${url}/tyk/reload/group`, { headers: admin })).status).toBe(200);
  expect((await fetch(`${url}/more/get`)).status).toBe(400);

  expect((await fetch(`${url}/orders/get`, bearer(tokenIn(told)))).status).toBe(200);
  const keys = await fetch(`${url}/tyk/keys/0`, { headers: admin });
  expect(keys.status).toBe(404);
});

test('a chosen secret is the only one, and is not shown', async () => {
  const { url, told } = await run('--secret', 'my own');
  expect(told.join('\n')).not.toContain('my own');
  expect((await fetch(`${url}/tyk/apis`, { headers: admin })).status).toBe(403);
  expect((await fetch(`${url}/tyk/apis`, { headers: { 'X-Tyk-Authorization': 'my own' } })).status).toBe(200);
});

test('a folder’s APIs are served, its upstreams asked and its key sets fetched', async () => {
  const asked: string[] = [];
  const keys = { keys: [{ kty: 'oct', kid: 'k', k: 'dHlrMTIz' }] };
  const world = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('X-World', 'real');
    response.end(request.url === '/jwks.json' ? JSON.stringify(keys) : 'from the world');
  });
  await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => world.close(() => resolve())));
  const address = world.address();
  const base = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  guideFolder({
    jwt_source: Buffer.from(`${base}/jwks.json`).toString('base64'),
    proxy: { listen_path: '/orders/', target_url: base, strip_listen_path: true },
  });
  const { url, told } = await run(folder);
  expect(told.join('\n')).toContain('upstreams: sent to');
  const header = Buffer.from('{"alg":"HS256","kid":"k"}').toString('base64url');
  const [, payload = ''] = tokenIn((await run()).told).split('.');
  const signature = createHmac('sha256', 'tyk123').update(`${header}.${payload}`).digest('base64url');
  const answer = await fetch(`${url}/orders/get`, bearer(`${header}.${payload}.${signature}`));
  expect([answer.status, await answer.text(), answer.headers.get('X-World')]).toEqual([200, 'from the world', 'real']);
  expect(asked).toEqual(['/jwks.json', '/get']);
});

test('a reload reads the files again; files that cannot be read are told of', async () => {
  guideFolder({}, { secret: settings.secret });
  const { url, told } = await run(folder, '--mock-upstream');
  expect(told.join('\n')).toContain('tyk.conf: hash_keys is false there');
  const token = tokenIn((await run()).told);
  expect((await fetch(`${url}/orders/get`, bearer(token))).status).toBe(200);
  writeFileSync(path.join(folder, 'apps', 'orders.json'), guideHmac.definition.replace('dHlrMTIz', 'b3RoZXI='));
  writeFileSync(path.join(folder, 'apps', 'bad.json'), '{"api_id": ');
  expect((await fetch(`${url}/orders/get`, bearer(token))).status).toBe(200);
  await fetch(`${url}/tyk/reload`, { headers: admin });
  expect(told.at(-1)).toBe('bad.json skipped: unexpected end of JSON input');
  expect((await fetch(`${url}/orders/get`, bearer(token))).status).toBe(403);
});

test.each([
  [[], false],
  [['--write'], true],
])('what is saved goes to the folder only where that was asked for: %s', async (words, written) => {
  guideFolder();
  const { url } = await run(folder, ...words);
  const file = path.join(folder, 'apps', 'orders.json');
  const before = readFileSync(file, 'utf8');
  const body = guideHmac.definition.replace('"Orders"', '"Renamed"');
  const put = await fetch(`${url}/tyk/apis/orders`, { method: 'PUT', headers: admin, body });
  expect(put.status).toBe(200);
  const after = readFileSync(file, 'utf8');
  expect(after === before).toBe(!written);
  expect(after.includes('"Renamed"')).toBe(written);
});

test('says why it cannot start', async () => {
  const options = readOptions([path.join(folder, 'nowhere')]);
  if (!options.ok) throw new Error(options.error);
  const terminal = { log: () => undefined, tell: () => undefined, coloured: false };
  expect(await start(options.value, terminal)).toMatchObject({ ok: false });
  const { url } = await run();
  const taken = { ...options.value, folder: null, port: Number(new URL(url).port) };
  expect(await start(taken, terminal)).toEqual({
    ok: false,
    error: `Cannot listen on ${new URL(url).host}: the port is taken. --port N takes another.`,
  });
});

test('npm run gateway starts it, and ends when it is told to', async () => {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/gateway.ts', '--port', '0', '--explain'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  const url = await new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const [, address] = /^try: .* (http:\S+)$/m.exec(told) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  expect((await fetch(url, bearer(tokenIn([told])))).status).toBe(200);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(told).toContain('✓ Signature');
});
