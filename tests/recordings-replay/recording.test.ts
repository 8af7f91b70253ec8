import { expect, test } from 'vitest';
import { differences } from '../../src/recordings/compare';
import { type RecordedCase, readCases } from '../../src/recordings/recording';
import { replayCase } from '../../src/recordings/replay';
import { RecordedWorld } from '../../src/recordings/world';
import { classic, claims, now, policy, token } from '../gateway/build';
import { recordedCases } from '../gateway/recorded';

function one(line: string): RecordedCase {
  const [read] = readCases(line);
  if (read === undefined) throw new Error('there is a case');
  return read;
}

test('a case is read from each line that is not empty', () => {
  const text =
    '{"name":"a","apis":[],"policies":[],"exchanges":[]}\n\n  \n{"name":"b","apis":[],"policies":[],"exchanges":[]}\n';
  expect([...readCases(text)].map(({ name }) => name)).toEqual(['a', 'b']);
});

test.each(['{}', '5', 'null', '{"name":"a"}', '{"name":"a","exchanges":5}'])(
  'a line %s is no case, and that is thrown',
  (line) => {
    expect(() => [...readCases(line)]).toThrow('not a recorded case');
  },
);

test('big numbers in definitions keep their digits', () => {
  const skew = '18446744073709551615';
  const line = `{"name":"a","apis":[{"classic":{"api_id":"x","jwt_expires_at_validation_skew":${skew}}}],"policies":[],"exchanges":[]}`;
  expect(one(line).apis[0]?.classic).toBe(`{"api_id":"x","jwt_expires_at_validation_skew":${skew}}`);
});

test('a definition is kept as text, in the classic and in the OAS form', () => {
  const { apis } = one('{"name":"a","apis":[{"classic":{"a":1},"oas":{"b":[2]}}],"policies":[],"exchanges":[]}');
  expect(apis).toEqual([{ classic: '{"a":1}', oas: '{"b":[2]}' }]);
});

test('definitions that change during a case are kept as text too', () => {
  const { exchanges } = one(
    '{"name":"a","apis":[],"policies":[],"exchanges":[{"at":1,"apis":[{"classic":{"a":1}}],"response":{}}]}',
  );
  expect(exchanges[0]?.apis).toEqual([{ classic: '{"a":1}' }]);
});

test.each([
  [2048, 401],
  [2049, 200],
])('a skew beyond 63 bits turns over in a replay: a token that lasts %d s is %d', async (lasts, status) => {
  const skew = '18446744073709549568';
  const text = JSON.stringify(classic({ jwt_expires_at_validation_skew: 7 })).replace('skew":7', `skew":${skew}`);
  const bearer = await token(claims({ exp: now + lasts }));
  const exchanges = [{ at: now, request: { path: '/a/get', headers: [['Authorization', bearer]] }, response: {} }];
  const rest = JSON.stringify({ policies: [policy()], exchanges }).slice(1);
  const read = one(`{"name":"a","apis":[{"classic":${text}}],${rest}`);
  expect(read.apis[0]?.classic).toContain(skew);
  const statuses: (number | undefined)[] = [];
  for await (const { exchange } of replayCase(read)) statuses.push(exchange.response?.status);
  // As a signed number this skew is -2048: a token has expired that long before its exp.
  expect(statuses).toEqual([status]);
});

test('the guide is replayed without a difference', async () => {
  let count = 0;
  for (const recorded of recordedCases('01-guide')) {
    for await (const { recorded: wanted, exchange } of replayCase(recorded)) {
      expect(differences(wanted, exchange)).toEqual([]);
      count++;
    }
  }
  expect(count).toBeGreaterThan(50);
});

test('the clock of the recorded world stands until it is put, or time is let pass', async () => {
  const world = new RecordedWorld();
  world.setClock(5000);
  expect(world.now()).toBe(5000);
  await world.wait(200);
  expect(world.now()).toBe(5200);
});

test.each([
  ['http://127.0.0.1:9/x', 'dial tcp 127.0.0.1:9: connect: connection refused'],
  ['http://nowhere.test/', 'dial tcp: lookup nowhere.test on 127.0.0.11:53: no such host'],
  [
    'https://upstream.test/',
    'tls: failed to verify certificate: x509: certificate is valid for idp.test, not upstream.test',
  ],
])('in the recorded world %s fails', async (url, error) => {
  expect(await new RecordedWorld().fetchKeySet(url)).toEqual({ kind: 'failed', error });
});

test('in the recorded world a key set that was not told of is a 404 in JSON', async () => {
  expect(await new RecordedWorld().fetchKeySet('http://idp.test/x')).toMatchObject({
    kind: 'answer',
    status: 404,
    body: '{"error":"not found"}',
  });
});
