import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Header, UpstreamRequest } from '../../../src/gateway/outcome';
import { answerUpstream } from '../../../src/mock/upstream';
import { send } from '../../../src/server/send';
import { standInServer } from '../../../src/workspace/export/stand-in-server';
import { removed, startStandIn, written, type StandIn } from './stand-in';

let folder = '';
let standIn: StandIn | null = null;
beforeAll(async () => {
  const keySets = {
    '/https/idp.test/jwks': { status: 200, headers: [['X-A', '1']], body: '{"keys":[]}', delay: 0, cut: false },
    '/https/down.test/jwks': { status: 0, headers: [], body: '', delay: 0, cut: true },
  };
  folder = written(
    new Map([
      ['stand-in/server.mjs', standInServer],
      ['stand-in/key-sets.json', JSON.stringify(keySets)],
    ]),
  );
  standIn = await startStandIn(folder);
});
afterAll(() => {
  standIn?.stop();
  removed(folder);
});

const bearer: Header = ['Authorization', 'Bearer a.b.c'];
const requests: readonly (readonly [method: string, target: string, headers: readonly Header[], body: string])[] = [
  ['GET', '/get?x=1&x=2&y=%C3%A9', [['X-Own', 'a']], ''],
  ['HEAD', '/get', [], ''],
  ['POST', '/get', [], ''],
  ['POST', '/post', [['Content-Type', 'application/json']], '{"a": [1, null]}'],
  ['POST', '/post', [['Content-Type', 'application/x-www-form-urlencoded']], 'a=1&b=2&a=3'],
  ['PUT', '/put', [['Content-Type', 'text/plain']], 'text'],
  ['GET', '/post', [], ''],
  ['GET', '/headers', [bearer, ['X-A', '1'], ['X-A', '2']], ''],
  ['GET', '/ip', [['X-Forwarded-For', '10.0.0.1']], ''],
  ['GET', '/user-agent', [['User-Agent', 'curl/8']], ''],
  ['GET', '/bearer', [bearer], ''],
  ['GET', '/bearer', [], ''],
  ['DELETE', '/anything/a/b?c', [], ''],
  ['GET', '/status/418', [], ''],
  ['GET', '/status/204', [], ''],
  ['GET', '/status/302', [], ''],
  ['GET', '/status/401', [], ''],
  ['GET', '/status/abc', [], ''],
  ['GET', '/delay/0', [], ''],
  ['GET', '/delay/x', [], ''],
  ['PATCH', '/something/else', [['X-A', '1']], 'body'],
  ['GET', '/', [], ''],
];

test.each(requests)('answers %s %s as the page’s upstream does', async (method, target, headers, body) => {
  const host: Header = ['Host', 'httpbin.org'];
  const length: readonly Header[] = body === '' ? [] : [['Content-Length', String(body.length)]];
  const all = [host, ...headers, ...length];
  const asked: UpstreamRequest = { method, path: target, headers: all, ...(body === '' ? {} : { body }) };
  const expected = answerUpstream(`http://httpbin.org${target}`, asked, (bytes) => new Uint8Array(bytes)).answer;
  const port = standIn?.upstreams ?? 0;
  const got = await send(`http://127.0.0.1:${String(port)}/http/httpbin.org${target}`, {
    ...{ method, headers: all },
    body: new TextEncoder().encode(body),
    gunzips: false,
  });
  if (expected.kind === 'failed' || got.kind === 'failed') throw new Error('No answer.');
  const headersOf = (list: readonly Header[]): readonly string[] =>
    list
      .filter(([name]) => !['Date', 'Connection', 'Keep-Alive', 'Content-Length'].includes(name))
      .map(([name, value]) => `${name}: ${value}`.toLowerCase())
      .sort();
  expect(got.response.status).toBe(expected.response.status);
  expect(got.response.body).toBe(expected.response.body);
  expect(headersOf(got.response.headers)).toEqual(headersOf(expected.response.headers));
});

async function keySet(target: string): Promise<unknown> {
  const port = standIn?.keySets ?? 0;
  const headers: readonly Header[] = [['Host', 'idp.test']];
  const request = { method: 'GET', headers, body: new Uint8Array(), gunzips: false };
  const got = await send(`http://127.0.0.1:${String(port)}${target}`, request);
  return got.kind === 'failed' ? 'no answer' : [got.response.status, got.response.body];
}

test('answers with the key sets that are written down, cuts the connection, and has no other', async () => {
  expect(await keySet('/https/idp.test/jwks')).toEqual([200, '{"keys":[]}']);
  expect(await keySet('/https/down.test/jwks')).toBe('no answer');
  expect(await keySet('/https/idp.test/other')).toEqual([404, '{"error":"not found"}']);
  expect(await keySet('/__proto__')).toEqual([404, '{"error":"not found"}']);
});
