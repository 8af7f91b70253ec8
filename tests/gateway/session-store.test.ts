import { expect, test } from 'vitest';
import { sessionState, type SessionState } from '../../src/gateway/definition/session';
import { lifetime } from '../../src/gateway/session';
import { keyHash, keyId, obfuscated, orgOf, sessionId } from '../../src/gateway/session-id';
import type { JsonObject } from '../../src/go/json';
import { Scene, base64, claims, classic, expectPassed, expectRefused, now, orgId, policy, row } from './build';

const endless = { sub: 'ann', pol: 'gold' };

async function stays(api: JsonObject, payload: JsonObject, seconds: number): Promise<boolean> {
  const scene = new Scene([classic(api)]);
  const first = await scene.askAs(payload);
  scene.later(seconds);
  return scene.gateway.session(orgId, first.sessionId ?? '') !== null;
}

const respecting = { session_lifetime: 10, session_lifetime_respects_key_expiration: true };

test.each([
  ['no lifetime: it never goes away', {}, claims(), 1e9, true],
  ['within the lifetime', { session_lifetime: 10 }, endless, 9.999, true],
  ['at the end of the lifetime', { session_lifetime: 10 }, endless, 10, false],
  ['the lifetime is over, the token is not', { session_lifetime: 10 }, claims({ exp: now + 600 }), 10, false],
  ['respecting a later exp', respecting, claims({ exp: now + 600 }), 599, true],
  ['respecting a later exp that is over', respecting, claims({ exp: now + 600 }), 600, false],
  ['respecting an earlier exp: the lifetime', respecting, claims({ exp: now + 5 }), 9, true],
  ['respecting no exp: it has no end', respecting, endless, 1e9, true],
] as const)('%s', async (_, api, payload, seconds, wanted) => {
  expect(await stays(api, { ...payload }, seconds)).toBe(wanted);
});

test('a session that is gone is made anew, and its counters survive it', async () => {
  const scene = new Scene([classic({ session_lifetime: 1 })], [policy({ quota_max: 1 })]);
  await scene.askAs(endless);
  scene.later(20);
  const exchange = await scene.askAs(endless);
  expectRefused(exchange, 'quota_exceeded', 403, 'Quota exceeded');
  expect(row(exchange, 'session').summary).toBe('none yet: a new one is made');
});

test('a session that outlives its end is refused, not made anew', async () => {
  const scene = new Scene([classic({ session_lifetime: 1000 })]);
  await scene.askAs(claims({ exp: now + 5 }));
  scene.later(6);
  const exchange = await scene.askAs(endless);
  expectRefused(exchange, 'key_expired', 401, 'Key has expired, please renew');
});

test('a session that the store has dropped stays in memory up to ten seconds after it was read', async () => {
  const scene = new Scene([classic({ session_lifetime: 5 })]);
  await scene.askAs(endless);
  scene.later(4);
  await scene.askAs(endless);
  scene.later(9);
  expect(row(await scene.askAs(endless), 'session').summary).toBe('a stored session goes on');
  scene.later(2);
  expect(row(await scene.askAs(endless), 'session').summary).toBe('none yet: a new one is made');
});

test('what is left of a quota is told in the session, from the counter', async () => {
  const scene = new Scene([classic()], [policy({ quota_max: 3, quota_renewal_rate: 10 })]);
  const { sessionId: id = '' } = await scene.askAs(endless);
  await scene.askAs(endless);
  const shown = () => scene.gateway.session(orgId, id)?.access_rights?.['api1']?.limit.quota_remaining;
  expect(shown()).toBe(1);
  scene.later(10);
  expect(shown()).toBe(3);
});

test('there is no session of an identity that never came, nor in another organisation', async () => {
  const scene = new Scene();
  await scene.askAs();
  expect(scene.gateway.session(orgId, sessionId(orgId, 'bob'))).toBeNull();
  expect(scene.gateway.session('org2', sessionId('org2', 'ann'))).toBeNull();
});

test('a stored session has its policies applied anew: a deleted one is restored when the policy is back', async () => {
  const scene = new Scene();
  await scene.askAs(endless);
  scene.dropPolicy('gold');
  expectRefused(await scene.askAs(endless), 'policy_unknown', 403, 'key not authorized: no matching policy');
  scene.change([], [policy()]);
  const exchange = await scene.askAs(endless);
  expectPassed(exchange);
  expect(row(exchange, 'session').summary).toBe('a stored session goes on');
});

test('the id of a session is base64 of organisation, MD5 of the identity, and the hash in use', () => {
  expect(sessionId('org1', 'ann')).toBe(
    base64('{"org":"org1","id":"7e0d7f8a5d96c24ffcc840f31bce72b2","h":"murmur64"}'),
  );
});

test('a name that begins with the organisation loses it', () => {
  expect(keyId('org1', 'org1my-key')).toBe(keyId('org1', 'my-key'));
});

test('the organisation is read out of an id', () => {
  expect(orgOf(keyId('org1', 'x'))).toBe('org1');
  expect(orgOf('5e9d9544a1dcd60001d0ed20abc')).toBe('5e9d9544a1dcd60001d0ed20');
  expect(orgOf('ey not base64')).toBe('');
  expect(orgOf('my-key')).toBe('');
});

test('no session has a hash of zeros; a key is shown by its last four characters', () => {
  expect(keyHash('')).toBe('00000000');
  expect(keyHash('x')).toMatch(/^[0-9a-f]{16}$/);
  expect([obfuscated('abcdef'), obfuscated('abcd')]).toEqual(['****cdef', '--']);
});

const session = (changes: Partial<SessionState>): SessionState => ({ ...sessionState.zero(), ...changes });

test.each<readonly [string, Partial<SessionState>, boolean, number, number]>([
  ['nothing said', {}, false, 0, 0],
  ["the API's", {}, false, 9, 9],
  ['its own before the API’s', { session_lifetime: 5 }, false, 9, 5],
  ['delete after its end', { post_expiry_action: 'delete', expires: now + 7 }, false, 0, 7],
  ['delete, and the end is past', { post_expiry_action: 'delete', expires: now - 7 }, false, 0, 1],
  ['delete, without an end', { post_expiry_action: 'delete' }, false, 9, 0],
  ['retain for a while', { post_expiry_action: 'retain', post_expiry_grace_period: 5, expires: now + 7 }, false, 0, 12],
  ['retain for ever', { post_expiry_action: 'retain', post_expiry_grace_period: -1, expires: now + 7 }, false, 0, -1],
  ['retain without a period says nothing', { post_expiry_action: 'retain', expires: now + 7 }, false, 9, 9],
])('seconds in the store: %s', (_, changes, respecting, fallback, wanted) => {
  expect(lifetime(session(changes), respecting, fallback, now)).toBe(wanted);
});
