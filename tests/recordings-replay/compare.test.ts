import { expect, test } from 'vitest';
import type { Exchange, LogLine } from '../../src/gateway/outcome';
import { differences } from '../../src/recordings/compare';
import type { RecordedCase, RecordedExchange, RecordedResponse } from '../../src/recordings/recording';
import { replayCase } from '../../src/recordings/replay';
import { recordedCases } from '../gateway/recorded';

interface Pair {
  readonly recorded: RecordedExchange;
  readonly exchange: Exchange;
}

async function replayed(recorded: RecordedCase): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for await (const pair of replayCase(recorded)) pairs.push(pair);
  return pairs;
}

/** The first replayed exchange of the guide's recordings that fits. */
async function first(fits: (recorded: RecordedExchange) => boolean): Promise<Pair> {
  for (const recorded of recordedCases('01-guide')) {
    if (!recorded.exchanges.some(fits)) continue;
    const found = (await replayed(recorded)).find((pair) => fits(pair.recorded));
    if (found !== undefined) return found;
  }
  throw new Error('the guide has no such exchange');
}

const full = await first(
  ({ session, upstream, logs, varies }) =>
    Boolean(session) && Boolean(upstream) && (logs?.length ?? 0) > 0 && varies === undefined,
);
const refused = await first(({ response, logs }) => response.status === 403 && (logs?.length ?? 0) > 0);

function partsOf(change: Partial<RecordedExchange>, { recorded, exchange }: Pair = full): string[] {
  return differences({ ...recorded, ...change }, exchange).map(({ part }) => part);
}

function changedFirst(
  logs: readonly LogLine[] | undefined,
  debug: boolean,
  change: (line: LogLine) => LogLine | null,
): LogLine[] {
  const at = (logs ?? []).findIndex(({ level }) => (level === 'debug') === debug);
  expect(at).toBeGreaterThanOrEqual(0);
  return (logs ?? []).flatMap((line, index) => (index === at ? (change(line) ?? []) : [line]));
}

test('an exchange that was replayed as it was recorded has no difference', () => {
  expect(partsOf({})).toEqual([]);
  expect(partsOf({}, refused)).toEqual([]);
});

const { response, upstream, session, logs } = full.recorded;

test.each<readonly [string, RecordedResponse]>([
  ['the status', { ...response, status: 201 }],
  ['a character of the body', { ...response, body: `${response.body ?? ''} ` }],
  [
    'the value of a header',
    { ...response, headers: (response.headers ?? []).map(([name, value]) => [name, `${value}0`]) },
  ],
  ['a header that is missing', { ...response, headers: (response.headers ?? []).slice(1) }],
  ['a header more', { ...response, headers: [...(response.headers ?? []), ['X-More', '1']] }],
  ['a connection that was cut', { failed: 'connection closed' }],
])('another answer is found: %s', (_, changed) => {
  expect(partsOf({ response: changed })).toEqual(['response']);
});

test('the order of headers and the letters of their names do not matter, nor headers that are not compared', () => {
  const headers = [...(response.headers ?? [])].reverse().map(([name, value]) => [name.toUpperCase(), value] as const);
  expect(
    partsOf({ response: { ...response, headers: [...headers, ['Date', 'now'], ['Connection', 'close']] } }),
  ).toEqual([]);
});

test('what a recorded answer lacks is not compared', () => {
  expect(partsOf({ response: { status: 200 } })).toEqual([]);
});

if (upstream === undefined || upstream === null) throw new Error('the exchange reached the upstream');

test.each([
  ['the method', { ...upstream, method: 'PUT' }],
  ['the path', { ...upstream, path: `${upstream.path}?` }],
  ['the body', { ...upstream, body: 'x' }],
  ['the order of headers', { ...upstream, headers: [...upstream.headers].reverse() }],
  [
    'the letters of a header',
    { ...upstream, headers: upstream.headers.map(([name, value]) => [name.toLowerCase(), value] as const) },
  ],
  ['that it was not reached', null],
])('another request to the upstream is found: %s', (_, changed) => {
  expect(partsOf({ upstream: changed })).toEqual(['upstream']);
});

test('whether the upstream was reached is compared where only that is known', () => {
  const { at } = full.recorded;
  expect(differences({ at, response, reached: true }, full.exchange)).toEqual([]);
  expect(differences({ at, response, reached: false }, full.exchange)).toEqual([
    { part: 'upstream', wanted: false, got: true },
  ]);
});

test.each([
  ['a number', { ...session, rate: 12345 }],
  ['a member more', { ...session, is_inactive: true }],
  ['the policies', { ...session, apply_policies: ['another'] }],
  ['inside the access rights', { ...session, access_rights: {} }],
  ['that there is none', null],
])('another session is found: %s', (_, changed) => {
  expect(partsOf({ session: changed })).toEqual(['session']);
});

test('the dates of a session are not compared', () => {
  expect(partsOf({ session: { ...session, date_created: 'x', last_updated: 'y' } })).toEqual([]);
});

test.each<readonly [string, (line: LogLine) => LogLine | null]>([
  ['another message', (line) => ({ ...line, message: 'x' })],
  ['another level', (line) => ({ ...line, level: 'warning' })],
  ['a field more', (line) => ({ ...line, more: 1 })],
  ['a line less', () => null],
])('another log is found: %s', (_, change) => {
  expect(partsOf({ logs: changedFirst(logs, false, change) })).toEqual(['logs']);
  expect(partsOf({ logs: changedFirst(refused.recorded.logs, false, change) }, refused)).toEqual(['logs']);
});

test('the order of log lines matters', () => {
  expect(partsOf({ logs: [...(refused.recorded.logs ?? [])].reverse() }, refused)).toEqual(['logs', 'debug']);
});

test.each<readonly [string, (line: LogLine) => LogLine | null]>([
  ['another message', (line) => ({ ...line, message: 'x' })],
  ['another middleware', (line) => ({ ...line, mw: 'x' })],
  ['another code', (line) => ({ ...line, code: 1 })],
  ['a line less', () => null],
])('another debug line is found: %s', (_, change) => {
  expect(partsOf({ logs: changedFirst(logs, true, change) })).toEqual(['debug']);
});

test.each(['response', 'upstream', 'session', 'logs'] as const)('a part that varies is not compared: %s', (part) => {
  const wrong: Partial<RecordedExchange> = {
    response: part === 'response' ? { ...response, status: 201 } : response,
    ...(part === 'upstream' ? { upstream: null } : {}),
    ...(part === 'session' ? { session: null } : {}),
    ...(part === 'logs' ? { logs: [] } : {}),
  };
  expect(partsOf(wrong)).toEqual(part === 'logs' ? ['logs', 'debug'] : [part]);
  const also = part === 'response' ? { also: [response] } : {};
  expect(partsOf({ ...wrong, ...also, varies: [part] })).toEqual([]);
});

test('of an answer that varies one that was seen is enough, any other is a difference', () => {
  const other = { ...response, status: 201 };
  expect(partsOf({ response: other, also: [response] })).toEqual(['response']);
  expect(partsOf({ response: other, also: [response], varies: ['response'] })).toEqual([]);
  expect(partsOf({ response: other, also: [other], varies: ['response'] })).toEqual(['response']);
});

test('a difference shows what was wanted and what came', () => {
  const [found] = differences({ ...full.recorded, response: { status: 201 } }, full.exchange);
  expect(found).toEqual({ part: 'response', wanted: { status: 201 }, got: { status: 200 } });
});

test('an answer where the recorded connection was cut is a difference, and so is the reverse', () => {
  const cut = { ...full.exchange, response: null };
  expect(differences({ ...full.recorded, response: { failed: 'EOF' } }, cut)).toEqual([]);
  expect(differences(full.recorded, cut).map(({ part }) => part)).toEqual(['response']);
});
