import { expect, test } from 'vitest';
import { countersOf, countersOfSession, otherCounters } from '../../../../src/ui/answer/sessions/counters';
import { quotaText, rateText } from '../../../../src/ui/answer/sessions/limits-text';
import type { JsonObject } from '../../../../src/go/json';
import { classic, policy, rights, Scene } from '../../../gateway/build';

async function used(policies: readonly JsonObject[], api: JsonObject = {}) {
  const scene = new Scene([classic(api)], policies);
  const { session, sessionId } = await scene.askAs();
  if (session === undefined || session === null || sessionId === undefined) throw new Error('no session was left');
  const counters = (): ReturnType<typeof countersOf> => countersOf(scene.gateway.state, scene.world.now());
  const texts = () => {
    const own = countersOfSession(counters(), sessionId);
    return [rateText(session, own, scene.world.now()), quotaText(session, own, scene.world.now())];
  };
  return { scene, counters, sessionId, session, texts };
}

test('tells what a session has used and when it begins anew', async () => {
  const { texts, scene } = await used([policy({ rate: 5, per: 60, quota_max: 3, quota_renewal_rate: 3600 })]);
  expect(texts()).toEqual(['4 of 5 calls left, anew in 1 min', '2 of 3 calls left, anew in 1 h']);
  scene.later(20);
  expect(texts()[0]).toBe('4 of 5 calls left, anew in 40 s');
});

test('tells a limit that nothing is counted of yet, or no more', async () => {
  const { texts, scene } = await used([policy({ rate: 5, per: 60, quota_max: 3, quota_renewal_rate: 60 })]);
  scene.later(61);
  expect(texts()).toEqual(['5 calls in 60 s, none used', '3 of 3 calls left']);
});

test('tells what is unlimited', async () => {
  const { texts } = await used([policy({ rate: 0, per: 0, quota_max: -1 })]);
  expect(texts()).toEqual(['unlimited', 'unlimited']);
});

test('tells limits of one API with their scope', async () => {
  const perApi = policy({
    partitions: { per_api: true },
    access_rights: rights({ limit: { rate: 3, per: 5, quota_max: 7, quota_renewal_rate: 60 } }),
  });
  const { texts, counters } = await used([perApi]);
  expect(texts()).toEqual(['2 of 3 calls left for api1, anew in 5 s', '6 of 7 calls left for api1, anew in 1 min']);
  expect(counters().map(({ kind, scope }) => [kind, scope])).toEqual([
    ['rate', 'api1'],
    ['quota', 'api1'],
  ]);
});

test('keeps apart what counts for an API, and what outlives its session', async () => {
  const { counters, sessionId, scene } = await used([policy({ rate: 5, quota_max: 3 })], {
    global_rate_limit: { rate: 9, per: 60 },
  });
  expect(otherCounters(counters(), [sessionId]).map(({ kind, calls, of }) => [kind, calls, of])).toEqual([
    ['API rate', 8, 9],
  ]);
  scene.gateway.state.sessions.delete(sessionId);
  expect(otherCounters(counters(), []).map(({ kind }) => kind)).toEqual(
    ['API rate', 'rate', 'quota'].sort(byOrder(counters())),
  );
});

const byOrder =
  (counters: ReturnType<typeof countersOf>) =>
  (a: string, b: string): number =>
    counters.findIndex(({ kind }) => kind === a) - counters.findIndex(({ kind }) => kind === b);

test('counts nothing of a gateway that has just started', () => {
  expect(countersOf(new Scene().gateway.state, 0)).toEqual([]);
});

test('tells limits alone where nothing is known of the counters', async () => {
  const { session, scene } = await used([policy({ rate: 5, per: 60, quota_max: 3 })]);
  expect(rateText(session, null, scene.world.now())).toBe('5 calls in 60 s');
  expect(quotaText(session, null, scene.world.now())).toBe('3 calls');
});
