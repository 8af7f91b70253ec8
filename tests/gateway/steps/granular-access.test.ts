import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/go/json';
import { Scene, classic, expectPassed, expectRefused, policy, refusalIn, rights, row } from '../build';

const refused = ['path_not_granted', 403, 'Access to this resource has been disallowed'] as const;

function scene(...allowed_urls: JsonValue[]): Scene {
  return new Scene([classic()], [policy({ access_rights: rights({ allowed_urls }) })]);
}

const get = (url: string) => ({ url, methods: ['GET'] });

test('a path that fits passes, another is refused with both forms of it in the log', async () => {
  expectPassed(await scene(get('/get')).askAs());
  const exchange = await scene(get('/get')).askAs(undefined, '/a/put?x=1');
  expectRefused(exchange, ...refused);
  expect(exchange.log.find(({ level }) => level === 'info')).toMatchObject({
    message: 'Attempted access to unauthorised endpoint (Granular).',
    paths: ['/put', '/a/put'],
  });
});

test('the path with its listen path fits too', async () => {
  expectPassed(await scene(get('/a/get')).askAs());
});

test('the method must be in the list; an empty list never fits', async () => {
  expectRefused(await scene(get('/get')).askAs(undefined, '/a/get', { method: 'POST' }), ...refused);
  expectRefused(await scene({ url: '/get', methods: ['get'] }).askAs(), ...refused);
  expectRefused(await scene({ url: '/get', methods: [] }).askAs(), ...refused);
  expectRefused(
    await scene(get('/get'))
      .askAs(undefined, '/a/get', { method: 'HEAD' })
      .then((head) => ({
        ...head,
        response: head.response === null ? null : { ...head.response, body: refused[2] },
      })),
    ...refused,
  );
});

test('the decoded path is matched', async () => {
  expectPassed(await scene(get('/a b')).askAs(undefined, '/a/a%20b'));
  expectRefused(await scene(get('/a%20b')).askAs(undefined, '/a/a%20b'), ...refused);
});

test('no list, an empty list and null are no limit', async () => {
  expectPassed(await scene().askAs());
  expectPassed(await new Scene([classic()], [policy({ access_rights: rights({ allowed_urls: null }) })]).askAs());
});

test('a pattern that does not compile is an error line, is passed over, and stays on the last line', async () => {
  const exchange = await scene(get('/(?!a)'), get('/x')).askAs();
  expectRefused(exchange, ...refused);
  const text = 'error parsing regexp: invalid or unsupported Perl syntax: `(?!`';
  const fields = { error: `${text}\n${text}`, pattern: '^/(?!a)$', match: false, paths: ['/get', '/a/get'] };
  expect(exchange.log.find(({ level }) => level === 'error')).toMatchObject({
    message: 'error matching endpoint',
    ...fields,
  });
  expect(exchange.log.find(({ level }) => level === 'info')).toMatchObject(fields);
  expectPassed(await scene(get('/(?!a)'), get('/get')).askAs());
});

test('a pattern on which a backtracking engine would hang is answered', async () => {
  const path = `/a/${'a'.repeat(3000)}!`;
  expectRefused(await scene(get('(a+)+$')).askAs(undefined, path), ...refused);
  expectPassed(await scene(get('(a+)+!')).askAs(undefined, path));
});

test('a policy without paths beside one with paths does not open the rest', async () => {
  const api = classic({ jwt_default_policies: ['gold', 'free'] });
  const open = policy({ id: 'free' });
  const narrow = policy({ access_rights: rights({ allowed_urls: [get('/put')] }) });
  expectRefused(await new Scene([api], [narrow, open]).askAs({ sub: 'ann' }), ...refused);
});

test('each rule that was looked at is a fact', async () => {
  const { facts } = row(await scene(get('/x'), { url: '/get', methods: ['PUT'] }).askAs(), 'granular-access');
  expect(facts).toEqual([
    {
      name: 'GET /x',
      value: '/get',
      rule: '^/x$',
      holds: false,
      place: { document: 'policy', id: 'gold', path: ['access_rights', 'api1', 'allowed_urls', '0'] },
    },
    {
      name: 'PUT /get',
      value: 'GET',
      rule: 'the method is in the list',
      holds: false,
      place: { document: 'policy', id: 'gold', path: ['access_rights', 'api1', 'allowed_urls', '1'] },
    },
  ]);
});

test('a refused path is no use of the quota', async () => {
  const narrow = policy({ quota_max: 1, access_rights: rights({ allowed_urls: [get('/get')] }) });
  const one = new Scene([classic()], [narrow]);
  for (let asked = 0; asked < 3; asked++)
    expect(refusalIn(await one.askAs(undefined, '/a/put'))?.code).toBe('path_not_granted');
  expectPassed(await one.askAs());
});
