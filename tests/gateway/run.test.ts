import { expect, test } from 'vitest';
import type { Exchange, LogLine } from '../../src/gateway/outcome';
import { pipeline } from '../../src/gateway/pipeline';
import { Scene, claims, classic, expectRefused, policy, refusalIn, rights, row, told } from './build';
import { waysThrough } from './ways-through';
import { waysToRefusal } from './ways-to-refusal';

const steps = ['route', ...pipeline.flatMap((middleware) => middleware.steps.map(({ step }) => step)), 'upstream'];

const beforeThePipeline = ['request_malformed', 'headers_too_large', 'route_not_found'];
const refusals = Object.entries(waysToRefusal).filter(([code]) => !beforeThePipeline.includes(code));
const all: readonly (readonly [string, () => Promise<Exchange>])[] = [
  ...refusals.map(([code, { meet }]) => [code, meet] as const),
  ...Object.entries(waysThrough),
];

test('no two steps have one name', () => {
  expect(new Set(steps).size).toBe(steps.length);
});

test.each(all)('the trace has one row for each step, in the order of the pipeline: %s', async (_, meet) => {
  const { trace } = await meet();
  expect(trace.map(({ step }) => step)).toEqual(steps);
  const middlewares = Object.fromEntries(pipeline.flatMap(({ mw, steps: own }) => own.map(({ step }) => [step, mw])));
  expect(trace.map(({ step, mw }) => mw ?? step)).toEqual([
    'route',
    ...steps.slice(1, -1).map((step) => middlewares[step]),
    'ReverseProxy',
  ]);
});

test.each(refusals)(
  'up to the step that refuses all are passed or skipped, after it none is passed: %s',
  async (_, { meet }) => {
    const { trace } = await meet();
    const at = trace.findIndex(({ state }) => state === 'refused');
    expect(at).toBeGreaterThan(0);
    const before = new Set(trace.slice(0, at).map(({ state }) => state));
    const after = new Set(trace.slice(at + 1).map(({ state }) => state));
    expect(before).not.toContain('not reached');
    expect(before).not.toContain('refused');
    expect(after).not.toContain('passed');
    expect(after).not.toContain('refused');
    expect(trace[at]?.refusal).toEqual(refusalIn({ trace, response: null, upstream: null, log: [] }));
  },
);

test.each(Object.entries(waysThrough))('a request that passes reaches every step: %s', async (_, meet) => {
  const states = new Set((await meet()).trace.map(({ state }) => state));
  expect(states).not.toContain('not reached');
  expect(states).not.toContain('refused');
});

test.each(all)('the log ranges of the rows follow one another and stay inside the log: %s', async (_, meet) => {
  const { trace, log } = await meet();
  let end = 0;
  for (const { log: range } of trace) {
    expect(range[0]).toBeGreaterThanOrEqual(end);
    expect(range[1]).toBeGreaterThanOrEqual(range[0]);
    end = range[1];
  }
  expect(end).toBeLessThanOrEqual(log.length);
});

/** Lines that a middleware writes around its steps, and the access log's, which belong to no step. */
function ofNoStep({ message, ...fields }: LogLine): boolean {
  return message === 'Started' || message === 'Finished' || fields['prefix'] === 'access-log';
}

test.each(all)(
  'every line of the log is in the range of one row, but for Started, Finished and the access log: %s',
  async (_, meet) => {
    const { trace, log } = await meet();
    const covered = new Set<number>();
    for (const {
      log: [from, to],
    } of trace)
      for (let at = from; at < to; at++) covered.add(at);
    const inNone = log.filter((line, at) => !covered.has(at) && !ofNoStep(line));
    expect(inNone).toEqual([]);
  },
);

test('the range of a row holds the lines that the step wrote', async () => {
  const exchange = await new Scene().askAs(claims({ pol: 'silver' }));
  const linesOf = (step: string) => {
    const [from, to] = row(exchange, step).log;
    return exchange.log.slice(from, to).map(({ level, message }) => `${level} ${message}`);
  };
  expect(linesOf('identity')).toEqual(['debug JWT authority is centralised']);
  expect(linesOf('base-policy')).toEqual(['debug Found policy in claim: pol']);
  expect(linesOf('apply-policy')).toContain('error Could not find a valid policy to apply to this token!');
  expect(linesOf('scopes')).toEqual([]);
});

test('a refusal ends with the access line and then Finished', async () => {
  const { log } = await waysToRefusal.signature_invalid.meet();
  const [access, finished] = log.slice(-2);
  expect(access).toMatchObject({ prefix: 'access-log', status: 403, response_flag: 'TKI', mw: 'JWTMiddleware' });
  expect(finished).toEqual({
    level: 'debug',
    message: 'Finished',
    mw: 'JWTMiddleware',
    code: 403,
    error: 'Key not authorized',
  });
});

test('steps of a middleware that the API does not have are skipped, and say why', async () => {
  const exchange = await new Scene([classic({ use_keyless: true })]).ask(null);
  expect(row(exchange, 'signature')).toMatchObject({ state: 'skipped', summary: 'the API is keyless', facts: [] });
  expect(row(exchange, 'auth-key')).toMatchObject({ state: 'skipped', summary: 'the API is keyless' });
  expect(row(exchange, 'upstream').state).toBe('passed');
});

test('steps of a middleware that the API does not have stay skipped after a refusal', async () => {
  const exchange = await new Scene().ask(null);
  expect(row(exchange, 'strip-auth').state).toBe('skipped');
  expect(row(exchange, 'key-expired').state).toBe('not reached');
});

test('an ignored path skips what authenticates, and the middlewares still say that they ran', async () => {
  const versions = { Default: { name: 'Default', paths: { ignored: ['/get'] } } };
  const exchange = await new Scene([classic({ version_data: { not_versioned: true, versions } })]).ask('nonsense');
  expect(exchange.response?.status).toBe(200);
  expect(row(exchange, 'signature')).toMatchObject({ state: 'skipped', summary: 'the path is ignored' });
  const jwt = exchange.log.filter(({ mw }) => mw === 'JWTMiddleware');
  expect(jwt.map(({ message, code }) => [message, code])).toEqual([
    ['Started', undefined],
    ['Finished', 200],
  ]);
});

test('a session is saved when a later middleware refuses', async () => {
  const exchange = await new Scene([classic()], [policy({ access_rights: rights({}, 'api2') })]).askAs();
  expectRefused(exchange, 'api_not_granted', 403, 'Access to this API has been disallowed');
  expect(exchange.session).toMatchObject({ alias: 'ann', apply_policies: ['gold'] });
});

test('a refusal inside the JWT middleware saves nothing', async () => {
  const scene = new Scene();
  const exchange = await scene.askAs(claims({ cid: 1 }));
  expect(exchange.session).toBeNull();
  expect(scene.gateway.state.sessions.size).toBe(0);
});

test('an upstream that fails is a refusal of the last step, with an error line of the proxy', async () => {
  const exchange = await waysToRefusal.upstream_failed.meet();
  expect(row(exchange, 'upstream')).toMatchObject({
    state: 'refused',
    summary: 'dial tcp 127.0.0.1:9: connect: connection refused',
  });
  expect(told(exchange)).toContain('error http: proxy error: dial tcp 127.0.0.1:9: connect: connection refused');
});

test("a middleware's logger keeps the key of an earlier session until the API is loaded anew", async () => {
  const scene = new Scene();
  const keyOf = ({ log }: Exchange) => log.find((line) => line['mw'] === 'KeyExpired')?.['key'];
  await scene.askAs();
  const jwtLine = (await scene.ask(null)).log.find((line) => line['mw'] === 'VersionCheck');
  expect(jwtLine).not.toHaveProperty('key');
  expect(keyOf(await scene.askAs())).toMatch(/^\*{4}.{4}$/);
  scene.change([classic({ name: 'Other' })]);
  expect(scene.gateway.state.loggerKeys.size).toBe(0);
});

test('keeps what the upstream answered beside what the client gets', async () => {
  const passed = await new Scene().askAs();
  expect(passed.upstreamAnswer).toEqual({ status: 200, headers: [['X-Own', 'yes']], body: 'reached' });
  expect(passed.response?.headers).toContainEqual(['X-Ratelimit-Limit', '-1']);
  expect((await new Scene().ask(null)).upstreamAnswer).toBeUndefined();
});
