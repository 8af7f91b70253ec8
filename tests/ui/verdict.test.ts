import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { verdictOf, type Judged } from '../../src/ui/verdict';
import { limitsLeft } from '../../src/ui/verdict-cause';
import type { Exchange } from '../../src/gateway/outcome';
import { emptyWorkspace } from '../../src/workspace/workspace';
import { claims, classic, now, policy, rights, Scene } from '../gateway/build';
import { waysThrough } from '../gateway/ways-through';
import { waysToRefusal } from '../gateway/ways-to-refusal';

function judged(exchange: Exchange, more: Partial<Judged> = {}): Judged {
  const request = { method: 'GET', path: '/a/get?x=1', headers: [] };
  return { exchange, at: now * 1000, token: { ok: true, text: '' }, workspace: guideHmacWorkspace(), request, ...more };
}

async function detail(exchange: Promise<Exchange>, more: Partial<Judged> = {}): Promise<string> {
  return verdictOf(judged(await exchange, more)).detail;
}

const askAs = (definition: Parameters<typeof classic>[0], payload: Parameters<typeof claims>[0] = {}) =>
  new Scene([classic(definition)]).askAs(claims(payload));

test.each(Object.entries(waysToRefusal))('tells %s in a sentence with its status and code', async (code, { meet }) => {
  const exchange = await meet();
  const verdict = verdictOf(judged(exchange));
  expect(verdict).toMatchObject({ tone: 'bad', code, status: exchange.response?.status ?? null });
  expect(verdict.headline).toMatch(exchange.response === null ? /^Cut off · / : /^Refused \d{3} · /);
  expect(verdict.detail).toMatch(/^[A-Z“j].*[.!?]$/);
  expect(verdict.detail).not.toMatch(/undefined|NaN|\(\)|“”/);
});

test.each(Object.entries(waysThrough))('tells where a request went: %s', async (_, pass) => {
  const verdict = verdictOf(judged(await pass()));
  expect(verdict).toMatchObject({ tone: 'ok', word: 'Passed', code: null, row: null });
  expect(verdict.detail).toMatch(/^Reached http:\/\/upstream\.test\//);
});

test('leaves out of the headline what nearly all messages begin with', async () => {
  const verdict = verdictOf(judged(await askAs({}, { exp: now - 4320 })));
  expect(verdict.headline).toBe('Refused 401 · token has expired');
});

test('counts how long ago a token ended, and how far the skew reaches', async () => {
  const [ended] = new Date((now - 4320) * 1000).toTimeString().split(' ');
  const told = await detail(askAs({}, { exp: now - 4320 }));
  expect(told.startsWith('The token ended at ')).toBe(true);
  expect(told.endsWith(`${ended}, 1 h 12 min before the gateway clock.`)).toBe(true);
  expect(await detail(askAs({ jwt_expires_at_validation_skew: 60 }, { exp: now - 61 }))).toMatch(
    /1 min 1 s before the gateway clock, more than the skew of 1 min\.$/,
  );
});

test('tells every claim that fails', async () => {
  const told = await detail(askAs({}, { exp: now - 60, nbf: now + 90 }));
  expect(told).toMatch(/^The token ended at .*, 1 min before the gateway clock\. The token is valid from /);
  expect(told).toMatch(/1 min 30 s after the gateway clock\.$/);
});

test('says that a time is no number', async () => {
  expect(await detail(askAs({}, { iat: 'today' }))).toBe('iat is “"today"”: a time has to be a number of seconds.');
});

test('names the policies that there are', async () => {
  expect(await detail(new Scene().askAs(claims({ pol: 'platinum' })))).toBe(
    'The token names the policy “platinum”, which is not there; there is gold.',
  );
  const byDefault = new Scene([classic({ jwt_default_policies: ['silver'] })]).askAs({ sub: 'ann' });
  expect(await detail(byDefault, { workspace: emptyWorkspace() })).toBe(
    'The API’s default policy is “silver”, which is not there; the gateway has no policy.',
  );
});

test('says that a policy is of another organisation', async () => {
  const scene = new Scene([classic()], [policy({ org_id: 'org2' })]);
  expect(await detail(scene.askAs())).toBe(
    'The token names the policy “gold”, which is not of the API’s organisation “org1”.',
  );
});

test('names the listen paths that there are, and says when there is none', async () => {
  expect(await detail(new Scene().ask(null, '/b/'))).toBe('No API listens at /a/get; there is /orders/.');
  expect(await detail(new Scene().ask(null, '/b/'), { workspace: emptyWorkspace() })).toBe(
    'The gateway has no API yet.',
  );
});

test('says why no token was carried before where it was looked for', async () => {
  const token = { ok: false, field: 'key', message: 'Choose a key to sign with.' } as const;
  expect(await detail(new Scene().ask(null), { token })).toBe('No token is carried. Choose a key to sign with.');
  expect(await detail(new Scene().ask(null))).toBe('The API looks in header Authorization, and found nothing.');
});

test('says who, with which policies, and what is left of the limits', async () => {
  const exchange = await new Scene([classic()], [policy({ rate: 5, quota_max: 3 })]).askAs();
  expect(verdictOf(judged(exchange)).detail).toBe('Reached http://upstream.test/get as “ann” with the policy gold.');
  expect(limitsLeft(exchange)).toBe('4 of 5 calls left, quota: 2 left');
});

test('warns of an upstream that answers with an error, and does not call it refused', async () => {
  const scene = new Scene();
  scene.world.reply = { kind: 'answer', response: { status: 503, headers: [], body: '' } };
  expect(verdictOf(judged(await scene.askAs()))).toMatchObject({
    tone: 'warn',
    refusal: null,
    headline: 'Passed 503 · the upstream answered',
  });
});

test('tells a redirect to a clean path from a refusal', async () => {
  const verdict = verdictOf(judged(await new Scene().ask(null, '/a//get')));
  expect(verdict).toMatchObject({ tone: 'warn', word: 'Redirected', status: 301, code: null });
  expect(verdict.headline).toBe('Redirected 301 · redirected to /a/get');
});

test('cuts long values short', async () => {
  const long = 'x'.repeat(500);
  const verdict = verdictOf(judged(await askAs({}, { pol: long })));
  expect(verdict.detail.length).toBeLessThan(250);
  expect(verdict.detail).toContain('xxx…');
});

test('says which versions and APIs are granted instead', async () => {
  const other = new Scene([classic()], [policy({ access_rights: rights({}, 'api2') })]).askAs();
  expect(await detail(other)).toBe('The session grants api2, not api1.');
});
