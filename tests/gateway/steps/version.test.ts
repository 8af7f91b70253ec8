import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import {
  Scene,
  accessLine,
  claims,
  classic,
  expectPassed,
  expectRefused,
  headerOf,
  now,
  policy,
  refusalIn,
  rights,
  row,
  token,
  told,
  versioned,
} from '../build';

const granting = [policy({ access_rights: rights({ versions: ['v1', 'v2', 'get'] }) })];
const two = { v1: { name: 'v1' }, v2: { name: 'v2' } };
const missing = ['version_missing', 403, 'Version information not found'] as const;
const unknown = ['version_unknown', 403, 'This API version does not seem to exist'] as const;
const forbidden = ['path_forbidden', 403, 'Requested endpoint is forbidden'] as const;

test('a version in a header is found by its name in any case', async () => {
  expectPassed(await new Scene([versioned(two)], granting).askAs(claims(), '/a/', { headers: [['x-version', 'v2']] }));
});

test('no version, an empty one and an unknown one are refused before the token is looked at', async () => {
  const scene = new Scene([versioned(two)], granting);
  expectRefused(await scene.ask(null), ...missing);
  expectRefused(await scene.ask(null, '/a/', { headers: [['X-Version', '']] }), ...missing);
  const exchange = await scene.ask(null, '/a/', { headers: [['X-Version', 'v3']] });
  expectRefused(exchange, ...unknown);
  expect(told(exchange)).toEqual(['info ']);
  expect(accessLine(exchange)).toMatchObject({ mw: 'VersionCheck', api_key: '00000000', status: 403 });
});

test('the default version counts where none is named; one that does not exist is refused', async () => {
  expectPassed(await new Scene([versioned(two, {}, { default_version: 'v1' })], granting).askAs());
  expectRefused(await new Scene([versioned(two, {}, { default_version: 'v9' })], granting).askAs(), ...unknown);
});

test.each(['__proto__', 'constructor'])('there is no version %s', async (name) => {
  const exchange = await new Scene([versioned(two)]).ask(null, '/a/', { headers: [['X-Version', name]] });
  expectRefused(exchange, ...unknown);
});

const byParam = versioned(two, { definition: { location: 'url-param', key: 'v' } });

test('a version in the query: the exact name, the first of several', async () => {
  const scene = new Scene([byParam], granting);
  expectPassed(await scene.askAs(claims(), '/a/?v=v1&v=v9'));
  expectRefused(await scene.askAs(claims(), '/a/?V=v1'), ...missing);
});

test('a version in the path goes on to the upstream, unless it is stripped', async () => {
  const byUrl = (more: JsonObject) => versioned(two, { definition: { location: 'url', ...more } });
  const path = async (more: JsonObject) =>
    expectPassed(await new Scene([byUrl(more)], granting).askAs(claims(), '/a/v1/get')).path;
  expect(await path({})).toBe('/v1/get');
  expect(await path({ strip_path: true, strip_versioning_data: true })).toBe('/get');
  expectRefused(await new Scene([byUrl({})], granting).askAs(claims(), '/a/get'), ...unknown);
  expectRefused(await new Scene([byUrl({})], granting).askAs(claims(), '/a/'), ...missing);
});

test.each([
  ['2020-01-01 00:00', false],
  ['no date', false],
  ['2020-13-01 00:00', false],
  ['2099-01-01 00:00', true],
  ['', true],
  ['-1', true],
])('a version that expires %j', async (expires, passes) => {
  const exchange = await new Scene(
    [versioned({ v1: { name: 'v1', expires } }, {}, { default_version: 'v1' })],
    granting,
  ).askAs();
  const message = 'Api Version has expired, please check documentation or contact administrator';
  if (!passes) expectRefused(exchange, 'version_expired', 403, message);
  const unreadable = expires === 'no date' || expires.startsWith('2020-13');
  expect(told(exchange).includes('error Could not parse expiry date, disallow')).toBe(unreadable);
  expect(exchange.response?.status).toBe(passes ? 200 : 403);
});

test('the answer tells when the version ends', async () => {
  const api = versioned({ v1: { name: 'v1', expires: '2099-01-01 00:00' } }, {}, { default_version: 'v1' });
  const { response } = await new Scene([api], granting).askAs();
  expect(headerOf(response?.headers, 'X-Tyk-Api-Expires')).toBe('Thu, 01 Jan 2099 00:00:00 UTC');
});

test('a version holds until the minute that it names', async () => {
  const scene = new Scene(
    [versioned({ v1: { name: 'v1', expires: '2026-09-21 13:34' } }, {}, { default_version: 'v1' })],
    granting,
  );
  scene.world.milliseconds = Date.UTC(2026, 8, 21, 13, 33, 59, 999);
  expect(refusalIn(await scene.askAs(claims({ exp: now + 9e6 })))).toBeUndefined();
  scene.world.milliseconds += 1;
  expect(refusalIn(await scene.askAs(claims({ exp: now + 9e6 })))?.code).toBe('version_expired');
});

function listed(version: JsonObject): Scene {
  return new Scene([
    classic({ version_data: { not_versioned: true, versions: { Default: { name: 'Default', ...version } } } }),
  ]);
}

test.each([
  ['/free', 200],
  ['/free/more', 400],
  ['/freedom', 400],
  ['/u/1', 200],
  ['/u/1/2', 400],
])('ignored paths /free and /u/{id}: %s without a token is %d', async (path, status) => {
  const exchange = await listed({ paths: { ignored: ['/free', '/u/{id}'] } }).ask(null, `/a${path}`);
  expect(exchange.response?.status).toBe(status);
  expect(exchange.upstream === null).toBe(status === 400);
});

test('an ignored path lets a bad token through, and it goes upstream', async () => {
  const exchange = await listed({ paths: { ignored: ['/free'] } }).ask('bad', '/a/free');
  expect(headerOf(expectPassed(exchange).headers, 'Authorization')).toBe('Bearer bad');
  expect(exchange.session).toBeUndefined();
  expect(accessLine(exchange)).toMatchObject({ api_key: '00000000', status: 200 });
  expect(headerOf(exchange.response?.headers, 'X-Ratelimit-Limit')).toBe('0');
});

test('with a white list all else is forbidden, with a good token too', async () => {
  const scene = listed({ paths: { white_list: ['/get'] } });
  expectPassed(await scene.askAs());
  expectRefused(await scene.ask(null), 'token_missing', 400, 'Authorization field missing');
  expectRefused(await scene.askAs(claims(), '/a/put'), ...forbidden);
});

test('a black list forbids its paths alone', async () => {
  const scene = listed({ paths: { black_list: ['/put'] } });
  expectPassed(await scene.askAs());
  expectRefused(await scene.askAs(claims(), '/a/put'), ...forbidden);
});

test('ignored wins over the white list', async () => {
  const scene = listed({ paths: { ignored: ['/free'], white_list: ['/get'] } });
  expectPassed(await scene.ask(null, '/a/free'));
  expectRefused(await scene.askAs(claims(), '/a/put'), ...forbidden);
});

test('an extended entry holds for its method only; the plain lists are then not read', async () => {
  const scene = listed({
    use_extended_paths: true,
    paths: { ignored: ['/put'] },
    extended_paths: {
      ignored: [
        { path: '/free', method: 'GET' },
        { path: '/ANY', method: 'GET', ignore_case: true },
      ],
    },
  });
  expectPassed(await scene.ask(null, '/a/free'));
  expectPassed(await scene.ask(null, '/a/any'));
  for (const [path, method] of [
    ['/a/free', 'POST'],
    ['/a/FREE', 'GET'],
    ['/a/put', 'GET'],
  ] as const) {
    expectRefused(await scene.ask(null, path, { method }), 'token_missing', 400, 'Authorization field missing');
  }
});

test('an entry that is disabled is not there', async () => {
  const scene = listed({
    use_extended_paths: true,
    extended_paths: { ignored: [{ path: '/free', method: 'GET', disabled: true }] },
  });
  expectRefused(await scene.ask(null, '/a/free'), 'token_missing', 400, 'Authorization field missing');
});

test('an entry may answer by itself; nothing after it runs', async () => {
  const reply = { action: 'reply', code: 418, data: 'tea', headers: { 'X-Pot': 'yes' } };
  const scene = listed({
    use_extended_paths: true,
    extended_paths: { white_list: [{ path: '/tea', method_actions: { GET: reply } }] },
  });
  const exchange = await scene.ask(null, '/a/tea');
  expect(exchange.response).toEqual({
    status: 418,
    headers: [
      ['X-Pot', 'yes'],
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', '3'],
    ],
    body: 'tea',
  });
  expect(row(exchange, 'upstream').state).toBe('not reached');
  expect(scene.world.reached).toEqual([]);
});

test('a path list with a pattern on which a backtracking engine would hang is answered', async () => {
  const scene = listed({ paths: { ignored: ['/(a+)+x'] } });
  expectRefused(await scene.ask(null, `/a/${'a'.repeat(3000)}`), 'token_missing', 400, 'Authorization field missing');
});

test('an API that has expired is refused, one that will tells when', async () => {
  const message = 'API has expired, please check documentation or contact administrator';
  expectRefused(await new Scene([classic({ expiration: '2020-01-01 00:00' })]).askAs(), 'api_expired', 403, message);
  const { response } = await new Scene([classic({ expiration: '2099-01-01 00:00' })]).ask(await token());
  expect(headerOf(response?.headers, 'X-Tyk-Api-Expires')).toBe('Thu, 01 Jan 2099 00:00:00 UTC');
});
