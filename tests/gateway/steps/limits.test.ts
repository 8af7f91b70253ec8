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
  told,
} from '../build';

const rateExceeded = ['rate_exceeded', 429, 'Rate Limit Exceeded'] as const;
const quotaExceeded = ['quota_exceeded', 403, 'Quota exceeded'] as const;

function scene(limits: JsonObject, api: JsonObject = {}): Scene {
  return new Scene([classic(api)], [policy(limits)]);
}

/** Statuses of so many requests in a row. */
async function statuses(one: Scene, count: number): Promise<(number | undefined)[]> {
  const seen: (number | undefined)[] = [];
  for (let asked = 0; asked < count; asked++) seen.push((await one.askAs(claims({ exp: now + 9e8 }))).response?.status);
  return seen;
}

test.each([
  [3, 60, [200, 200, 200, 429]],
  [1.5, 60, [200, 429]],
  [2.9, 60, [200, 200, 429]],
  [0.5, 60, [200, 429]],
  [0, 60, [200, 200, 200]],
  [-1, 60, [200, 200, 200]],
  [1, 0, [200, 200, 200]],
])('rate %d per %d', async (rate, per, wanted) => {
  expect(await statuses(scene({ rate, per }), wanted.length)).toEqual(wanted);
});

test('the window begins with its first call and starts anew with the first call after its end', async () => {
  const one = scene({ rate: 1, per: 10 });
  expect(await statuses(one, 2)).toEqual([200, 429]);
  one.later(10);
  expect(await statuses(one, 1)).toEqual([429]);
  one.later(0.001);
  expect(await statuses(one, 2)).toEqual([200, 429]);
});

test('a bucket keeps the size that it was made with, until it was left alone for ten minutes', async () => {
  const one = scene({ rate: 1 });
  await one.askAs();
  one.change([], [policy({ rate: 1000 })]);
  expectRefused(await one.askAs(), ...rateExceeded);
  one.later(600);
  expect(await statuses(one, 2)).toEqual([200, 200]);
});

test('a rate that is exceeded is told and classified', async () => {
  const one = scene({ rate: 1 });
  await one.askAs();
  const exchange = await one.askAs();
  expectRefused(exchange, ...rateExceeded);
  expect(told(exchange)).toEqual(['info Rate Limit Exceeded', 'info ']);
  expect(accessLine(exchange)).toMatchObject({ response_flag: 'RLT', response_code_details: 'session_rate_limited' });
});

test('quota: call max+1 is refused until the window ends, and refused calls count on', async () => {
  const one = scene({ quota_max: 2, quota_renewal_rate: 100 });
  expect(await statuses(one, 4)).toEqual([200, 200, 403, 403]);
  one.later(99.999);
  expectRefused(await one.askAs(claims({ exp: now + 900 })), ...quotaExceeded);
  one.later(0.001);
  expect(await statuses(one, 3)).toEqual([200, 200, 403]);
});

test('the answer tells what is left of the quota, and when it is renewed', async () => {
  const one = scene({ quota_max: 3, quota_renewal_rate: 100 });
  await one.askAs();
  one.later(10);
  const { response, session } = await one.askAs();
  const named = (name: string) => headerOf(response?.headers, name);
  expect([named('X-Ratelimit-Limit'), named('X-Ratelimit-Remaining'), named('X-Ratelimit-Reset')]).toEqual([
    '3',
    '1',
    String(now + 100),
  ]);
  expect(session).toMatchObject({ quota_max: 3, quota_remaining: 1, quota_renews: now + 100 });
});

test.each([
  [-1, ['-1', '0', '0']],
  [0, ['0', '0', '0']],
])('a quota of %d is none', async (quota_max, wanted) => {
  const { response } = await scene({ quota_max }).askAs();
  expect(response?.headers.slice(-3).map(([, value]) => value)).toEqual(wanted);
});

test('a quota that is used up is told and classified; the error does not tell what is left', async () => {
  const one = scene({ quota_max: 1 });
  await one.askAs();
  const exchange = await one.askAs();
  expectRefused(exchange, ...quotaExceeded);
  expect(told(exchange)).toEqual(['info Key quota limit exceeded.', 'info ']);
  expect(accessLine(exchange)).toMatchObject({ response_flag: 'QEX', response_code_details: 'quota_exceeded' });
  expect(headerOf(exchange.response?.headers, 'X-Ratelimit-Limit')).toBeUndefined();
});

test('the rate comes first: a call over it uses no quota', async () => {
  const one = scene({ rate: 1, per: 10, quota_max: 2 });
  expect(await statuses(one, 3)).toEqual([200, 429, 429]);
  one.later(11);
  expect(await statuses(one, 1)).toEqual([200]);
});

test('tokens that are refused earlier use no quota', async () => {
  const one = scene({ quota_max: 1 });
  for (let asked = 0; asked < 3; asked++) await one.askAs(claims({ exp: now - 1 }));
  expectPassed(await one.askAs());
});

test('a quota without renewal is kept', async () => {
  const one = scene({ quota_max: 1, quota_renewal_rate: 0 });
  await one.askAs();
  one.later(1e6);
  expectRefused(await one.askAs(claims({ exp: now + 2e6 })), ...quotaExceeded);
});

test('one user moves to a smaller plan: the earlier calls count', async () => {
  const one = new Scene([classic()], [policy({ quota_max: 10 }), policy({ id: 'small', quota_max: 2 })]);
  await statuses(one, 2);
  expectRefused(await one.askAs(claims({ pol: 'small' })), ...quotaExceeded);
});

test('two users do not share counters', async () => {
  const one = scene({ rate: 1, quota_max: 1 });
  expectPassed(await one.askAs());
  expectPassed(await one.askAs(claims({ sub: 'bob' })));
});

test('switched off in the API: no rate, no quota', async () => {
  expect(await statuses(scene({ rate: 1 }, { disable_rate_limit: true }), 3)).toEqual([200, 200, 200]);
  const one = scene({ quota_max: 1 }, { disable_quota: true });
  expect(await statuses(one, 3)).toEqual([200, 200, 200]);
  const { response } = await one.askAs();
  expect(response?.headers.slice(-3).map(([, value]) => value)).toEqual(['1', '0', '0']);
  const none = scene({ rate: 1, quota_max: 1 }, { disable_quota: true, disable_rate_limit: true });
  expect(await statuses(none, 2)).toEqual([200, 200]);
  expect(row(await none.askAs(), 'limits')).toMatchObject({
    state: 'skipped',
    summary: 'rate limits and quotas are off',
  });
});

test('a throttled call is held and tried, and refused when the window does not end meanwhile', async () => {
  const one = scene({ rate: 1, per: 60, throttle_interval: 0.2, throttle_retry_limit: 2 });
  await one.askAs();
  const exchange = await one.askAs();
  expectRefused(exchange, ...rateExceeded);
  expect(one.world.waited).toEqual([200, 200, 200]);
});

test('a throttled call passes when the window ends meanwhile; its log still tells of the limit', async () => {
  const one = scene({ rate: 1, per: 1, throttle_interval: 0.6, throttle_retry_limit: 3 });
  await one.askAs();
  const exchange = await one.askAs();
  expectPassed(exchange);
  expect(one.world.waited).toEqual([600, 600]);
  expect(told(exchange)[0]).toBe('info Rate Limit Exceeded');
  expect(accessLine(exchange)).toMatchObject({
    status: 200,
    response_flag: 'RLT',
    error_source: 'RateLimitAndQuotaCheck',
  });
  expect(row(exchange, 'limits').summary).toBe('let through after 2 held tries');
});

test('the last try of a throttled call does not let it through', async () => {
  const one = scene({ rate: 1, per: 1, throttle_interval: 0.6, throttle_retry_limit: 1 });
  await one.askAs();
  expectRefused(await one.askAs(), ...rateExceeded);
  expect(one.world.waited).toEqual([600, 600]);
});

test('the rate of the API is shared by all sessions', async () => {
  const one = scene({}, { global_rate_limit: { rate: 2, per: 10 } });
  expectPassed(await one.askAs());
  expectPassed(await one.askAs(claims({ sub: 'bob' })));
  const exchange = await one.askAs(claims({ sub: 'cid' }));
  expectRefused(exchange, 'api_rate_exceeded', 429, 'API Rate Limit Exceeded');
  expect(exchange.log.find(({ message }) => message === 'API Rate Limit Exceeded')).toMatchObject({ key: '****api1' });
  one.later(10.001);
  expectPassed(await one.askAs());
});

test.each([
  { rate: 1, per: 9, disabled: true },
  { rate: 0, per: 9 },
])('a rate %j of the API is none', async (global_rate_limit) => {
  const one = scene({}, { global_rate_limit });
  expect(await statuses(one, 3)).toEqual([200, 200, 200]);
});

test('limits of single APIs count by themselves, each under its own name', async () => {
  const api2 = classic({ api_id: 'api2', proxy: { listen_path: '/b/', target_url: 'http://upstream.test/' } });
  const limit = { quota_max: 1, quota_renewal_rate: 60, rate: 5, per: 5 };
  const access_rights = { ...rights({ limit }), ...rights({ limit }, 'api2') };
  const one = new Scene([classic(), api2], [policy({ partitions: { per_api: true }, access_rights })]);
  expectPassed(await one.askAs());
  expectPassed(await one.askAs(claims(), '/b/get'));
  expectRefused(await one.askAs(), ...quotaExceeded);
  expectRefused(await one.askAs(claims(), '/b/get'), ...quotaExceeded);
  expect([...one.gateway.state.quotas.keys()].map((key) => key.split('-')[1])).toEqual(['api1', 'api2']);
});

test('without per_api a limit inside the access rights is ignored', async () => {
  const limit = { quota_max: 1, quota_renewal_rate: 60, rate: 1, per: 60 };
  expect(await statuses(new Scene([classic()], [policy({ access_rights: rights({ limit }) })]), 3)).toEqual([
    200, 200, 200,
  ]);
});

test('a limit of an endpoint counts for its path and method alone', async () => {
  const endpoints = [{ path: '/get', methods: [{ name: 'GET', limit: { rate: 1, per: 60 } }] }];
  const one = new Scene([classic()], [policy({ access_rights: rights({ endpoints }) })]);
  expectPassed(await one.askAs());
  expectRefused(await one.askAs(), ...rateExceeded);
  expectPassed(await one.askAs(claims(), '/a/put'));
  expect(refusalIn(await one.askAs(claims(), '/a/get', { method: 'POST' }))).toBeUndefined();
});
