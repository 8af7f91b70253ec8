import { expect, test } from 'vitest';
import { copyState, type GatewayState } from '../../src/gateway/state';
import {
  Scene,
  StillWorld,
  base64,
  claims,
  classic,
  expectPassed,
  expectRefused,
  headerOf,
  keySet,
  keySetUrl,
  now,
  orgId,
  policy,
  refusalIn,
  rights,
  rsaJwk,
  rsaSigner,
  token,
} from './build';
import { waysThrough } from './ways-through';
import { waysToRefusal } from './ways-to-refusal';

/** The state as plain text; what is the same has the same. */
function picture(state: GatewayState): string {
  return JSON.stringify(state, (_, value: unknown) =>
    value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
  );
}

const limited = policy({ rate: 3, quota_max: 3 });

test('the same request in the same state gives the same exchange, field by field', async () => {
  const ways = [...Object.values(waysToRefusal).map(({ meet }) => meet), ...Object.values(waysThrough)];
  for (const meet of ways) expect(await meet()).toEqual(await meet());
  expect(ways.length).toBeGreaterThan(70);
});

test('a fork on a copy of the state leaves sessions, counters, caches and logger keys as they were', async () => {
  const scene = new Scene(
    [classic({ jwt_signing_method: 'rsa', jwt_source: base64(keySetUrl), global_rate_limit: { rate: 9, per: 60 } })],
    [limited],
  );
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  const ann = await token(claims(), { alg: 'RS256', kid: 'k1' }, rsaSigner);
  const later = await token(claims({ exp: now + 9000 }), { alg: 'RS256', kid: 'k1' }, rsaSigner);
  const bob = await token(claims({ sub: 'bob' }), { alg: 'RS256', kid: 'k1' }, rsaSigner);
  await scene.ask(ann);
  const { state } = scene.gateway;
  const before = picture(state);
  expect([state.sessions.size, state.quotas.size, state.rates.size, state.keySets.size, state.loggerKeys.size]).toEqual(
    [1, 1, 2, 1, 1],
  );

  const fork = scene.gateway.fork(copyState(state));
  const asked = async (bearer: string) =>
    fork.handle({ method: 'GET', path: '/a/get', headers: [['Authorization', bearer]] });
  for (const bearer of [ann, later, bob, bob, ann, ann]) await asked(bearer);
  fork.flushKeySets();
  await asked(ann);

  expect(picture(state)).toBe(before);
  expect(fork.state.sessions.size).toBe(2);
  expect(picture(fork.state)).not.toBe(before);
});

test('a fork that fetches key sets and names sessions keeps that to itself, within one API too', async () => {
  const allowed_urls = [{ url: '/get', methods: ['GET'] }];
  const scene = new Scene(
    [classic({ jwt_signing_method: 'rsa', jwt_source: base64(keySetUrl) })],
    [policy({ access_rights: rights({ allowed_urls }) })],
  );
  scene.world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  const ann = await token(claims(), { alg: 'RS256', kid: 'k1' }, rsaSigner);
  // Refused before the limits: their logger has no key yet.
  expect(refusalIn(await scene.ask(ann, '/a/put'))?.code).toBe('path_not_granted');
  const before = picture(scene.gateway.state);

  const later = new StillWorld();
  later.milliseconds += 300_000;
  later.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  const fork = scene.gateway.fork(copyState(scene.gateway.state), later);
  expectPassed(await fork.handle({ method: 'GET', path: '/a/get', headers: [['Authorization', ann]] }));

  expect(later.fetched).toEqual([keySetUrl]);
  expect(fork.state.loggerKeys.get('api1')?.has('RateLimitAndQuotaCheck')).toBe(true);
  expect(picture(scene.gateway.state)).toBe(before);
});

test('a fork answers as the original would', async () => {
  const scene = new Scene([classic()], [limited]);
  await scene.askAs();
  const request = { method: 'GET', path: '/a/get', headers: [['Authorization', await token()]] } as const;
  const there = await scene.gateway.fork(copyState(scene.gateway.state)).handle(request);
  expect(await scene.gateway.handle(request)).toEqual(there);
  expect(headerOf(there.response?.headers, 'X-Ratelimit-Remaining')).toBe('1');
});

test('a change of the original does not reach a fork that was taken before', async () => {
  const scene = new Scene();
  const fork = scene.gateway.fork(copyState(scene.gateway.state));
  scene.change([], [policy({ is_inactive: true })]);
  const request = { method: 'GET', path: '/a/get', headers: [['Authorization', await token()]] } as const;
  expectPassed(await fork.handle(request));
  expectRefused(await scene.gateway.handle(request), 'key_inactive', 403, 'Key is inactive, please renew');
});

test('a session that was shown does not change with later requests', async () => {
  const scene = new Scene([classic()], [limited]);
  const first = (await scene.askAs()).session;
  const copy = JSON.stringify(first);
  await scene.askAs();
  expect(JSON.stringify(first)).toBe(copy);
  expect(first).toMatchObject({ quota_remaining: 2 });
});

test('a reset forgets sessions and counters', async () => {
  const scene = new Scene([classic()], [policy({ quota_max: 1 })]);
  await scene.askAs();
  expectRefused(await scene.askAs(), 'quota_exceeded', 403, 'Quota exceeded');
  scene.gateway.reset();
  expectPassed(await scene.askAs());
});

test.each([
  ['/nothing', 'Not Found'],
  ['/a', 'Not Found'],
])('%s is no path of an API that listens on /a/', async (path, body) => {
  const { response, log } = await new Scene().ask(null, path);
  expect(response).toEqual({
    status: 404,
    headers: [
      ['Content-Length', '9'],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ],
    body,
  });
  expect(log).toEqual([]);
});

test.each([
  ['/a//get', '/a/get'],
  ['/a/./get?x=1', '/a/get?x=1'],
  ['/a/b/../get', '/a/get'],
  ['/a/a%20b/%2Fc', '/a/a%20b/c'],
])('%s is redirected to %s before anything else, for every method', async (path, location) => {
  for (const method of ['GET', 'POST']) {
    const { response, log, upstream } = await new Scene().ask(null, path, { method });
    expect(response).toEqual({
      status: 301,
      headers: [
        ['Location', location],
        ['Content-Length', '0'],
      ],
      body: '',
    });
    expect(log).toEqual([]);
    expect(upstream).toBeNull();
  }
});

const keylessApi = (id: string, listen: string, target = 'http://upstream.test/') =>
  classic({
    api_id: id,
    use_keyless: true,
    proxy: { listen_path: listen, strip_listen_path: true, target_url: target },
  });

test.each([
  ['one', 'two'],
  ['two', 'one'],
])('of nested listen paths the longest wins, whichever was saved first (%s, %s)', async (first, second) => {
  const scene = new Scene(
    [keylessApi(first, '/x/', 'http://outer.test'), keylessApi(second, '/x/in/', 'http://inner.test')],
    [],
  );
  for (const path of ['/x/in/get', '/x/inner/get', '/x/get']) await scene.ask(null, path);
  expect(scene.world.reached.map(({ url }) => url)).toEqual([
    'http://inner.test/get',
    'http://outer.test/inner/get',
    'http://outer.test/get',
  ]);
});

test('an API is also found under its id, and then nothing is stripped', async () => {
  const scene = new Scene([keylessApi('one', '/x/')], []);
  expect(expectPassed(await scene.ask(null, '/one/get')).path).toBe('/one/get');
  expect(refusalIn(await scene.ask(null, '/one'))).toMatchObject({ code: 'route_not_found', status: 404 });
});

test('listen paths are matched by letter case', async () => {
  const scene = new Scene([keylessApi('one', '/X/')], []);
  expectPassed(await scene.ask(null, '/X/get'));
  expectRefused(await scene.ask(null, '/x/get'), 'route_not_found', 404, 'Not Found');
});

test.each([
  ['', 'Listen path is empty'],
  ['/a b/', 'Listen path contains spaces, is invalid'],
])('an API that listens on %j is told of and has no path', async (listen_path, problem) => {
  const scene = new Scene([], []);
  expect(scene.change([classic({ use_keyless: true, proxy: { listen_path } })])).toEqual([{ apiId: 'api1', problem }]);
  for (const path of ['/', '/api1/get', '/a%20b/']) {
    expectRefused(await scene.ask(null, path), 'route_not_found', 404, 'Not Found');
  }
});

test.each([
  [' http://upstream.test', 'first path segment in URL cannot contain colon'],
  ['http://upstream.test:port/', 'invalid port ":port" after host'],
  ['http://upstream.test/%zz', 'invalid URL escape "%zz"'],
])('an API whose upstream URL is %j is told of and has no path', async (target_url, error) => {
  const scene = new Scene([], []);
  const problem = `couldn't parse target URL: parse "${target_url}": ${error}`;
  expect(scene.change([classic({ use_keyless: true, proxy: { listen_path: '/a/', target_url } })])).toEqual([
    { apiId: 'api1', problem },
  ]);
  for (const path of ['/a/get', '/api1/get']) {
    expectRefused(await scene.ask(null, path), 'route_not_found', 404, 'Not Found');
  }
});

test('of two APIs with one listen path neither has it, each has it with its id behind', async () => {
  const scene = new Scene([keylessApi('one', '/x/'), keylessApi('two', '/x/')], []);
  expectRefused(await scene.ask(null, '/x/get'), 'route_not_found', 404, 'Not Found');
  expectPassed(await scene.ask(null, '/x/-two/get'));
});

test('sessions, counters and buckets stay when definitions and policies are loaded anew', async () => {
  const scene = new Scene([classic()], [policy({ quota_max: 1, rate: 2 })]);
  await scene.askAs();
  scene.change([classic({ name: 'Changed' })], [policy({ quota_max: 2, rate: 2 })]);
  expectPassed(await scene.askAs());
  expectRefused(await scene.askAs(), 'rate_exceeded', 429, 'Rate Limit Exceeded');
});

test('an API that is unchanged stays as it is in memory; one that changed is made anew', () => {
  const scene = new Scene();
  const before = scene.gateway.api('api1');
  scene.change([classic()], [policy({ rate: 1 })]);
  expect(scene.gateway.api('api1')).toBe(before);
  scene.change([classic({ name: 'Changed' })]);
  expect(scene.gateway.api('api1')).not.toBe(before);
});

test('a session is found by organisation: two APIs of one organisation share it', async () => {
  const scene = new Scene(
    [classic(), classic({ api_id: 'api2', proxy: { listen_path: '/b/', target_url: 'http://upstream.test/' } })],
    [policy({ quota_max: 2, access_rights: { api1: { versions: ['Default'] }, api2: { versions: ['Default'] } } })],
  );
  const first = await scene.askAs();
  const second = await scene.askAs(claims(), '/b/get');
  expect(second.sessionId).toBe(first.sessionId);
  expectRefused(await scene.askAs(), 'quota_exceeded', 403, 'Quota exceeded');
  expect(scene.gateway.session(orgId, first.sessionId ?? '')).toEqual(second.session);
});
