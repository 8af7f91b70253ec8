import { expect, test } from 'vitest';
import { applyPolicies } from '../../src/gateway/apply-policies';
import { readPolicy } from '../../src/gateway/definition/policy';
import { LogWriter } from '../../src/gateway/log';
import { PolicySet } from '../../src/gateway/policy-set';
import { type SessionDraft, emptySession, setPolicies } from '../../src/gateway/session';
import type { JsonObject } from '../../src/go/json';
import { orgId, policy, rights } from './build';

interface Applied {
  readonly error: string | null;
  readonly session: SessionDraft;
  readonly log: string[];
}

/** Applies these policies to a session, an empty one when nothing is said. */
function apply(
  policies: readonly JsonObject[],
  ids = policies.map(({ id }) => (typeof id === 'string' ? id : '')),
  before: Partial<SessionDraft> = {},
): Applied {
  const set = new PolicySet(
    policies.map((one) => {
      const read = readPolicy(JSON.stringify(one));
      if (!read.ok) throw new Error(read.error);
      return read.value;
    }),
  );
  const { state } = emptySession(orgId);
  Object.assign(state, before);
  setPolicies(state, ids);
  const writer = new LogWriter();
  const error = applyPolicies(state, set, writer, orgId);
  return { error, session: state, log: writer.lines.map(({ level, message }) => `${level} ${message}`) };
}

const one = (changes: JsonObject = {}) =>
  policy({ id: 'one', rate: 10, per: 10, quota_max: 5, quota_renewal_rate: 100, ...changes });
const two = (changes: JsonObject = {}) => one({ id: 'two', ...changes });
const limitOf = ({ session }: Applied, api = 'api1') => session.access_rights?.[api]?.limit;

test.each([
  [[5, 9], 9],
  [[9, 5], 9],
  [[-1, 9], -1],
  [[9, -1], -1],
  [[0, 3], 3],
])('of quotas %j the larger wins, -1 being the largest', ([a = 0, b = 0], wanted) => {
  const applied = apply([one({ quota_max: a }), two({ quota_max: b })]);
  expect(applied.error).toBeNull();
  expect([limitOf(applied)?.quota_max, applied.session.quota_max]).toEqual([wanted, wanted]);
});

test('the longer renewal wins by itself', () => {
  const applied = apply([one({ quota_max: 9, quota_renewal_rate: 10 }), two({ quota_max: 5, quota_renewal_rate: 90 })]);
  expect(limitOf(applied)).toMatchObject({ quota_max: 9, quota_renewal_rate: 90 });
});

test.each([
  [10, 10, 20, 10, 20, 10],
  [20, 10, 10, 10, 20, 10],
  [10, 10, 2, 1, 2, 1],
  [10, 10, 1, 1, 10, 10],
  [-1, 1, 10, 10, -1, 1],
  [10, 10, -1, 1, -1, 1],
  [10, 10, 99, 0, 10, 10],
  [0, 10, 5, 5, 5, 5],
])('of the rates %d per %d and %d per %d the quicker wins: %d per %d', (rate, per, rate2, per2, wanted, wantedPer) => {
  const applied = apply([one({ rate, per }), two({ rate: rate2, per: per2 })]);
  expect(limitOf(applied)).toMatchObject({ rate: wanted, per: wantedPer });
  expect(applied.session).toMatchObject({ rate: wanted, per: wantedPer });
});

test('throttling: the larger of each, by itself', () => {
  const applied = apply([
    one({ throttle_interval: 5, throttle_retry_limit: 1 }),
    two({ throttle_interval: 1, throttle_retry_limit: 7 }),
  ]);
  expect(limitOf(applied)).toMatchObject({ throttle_interval: 5, throttle_retry_limit: 7 });
});

test('versions and paths are joined, the methods of one path too', () => {
  const { session } = apply([
    one({ access_rights: rights({ versions: ['a'], allowed_urls: [{ url: '/x', methods: ['GET'] }] }) }),
    two({
      access_rights: rights({
        versions: ['b', 'a'],
        allowed_urls: [
          { url: '/x', methods: ['PUT', 'GET'] },
          { url: '/y', methods: ['GET'] },
        ],
      }),
    }),
  ]);
  expect(session.access_rights?.['api1']).toMatchObject({
    versions: ['a', 'b'],
    allowed_urls: [
      { url: '/x', methods: ['GET', 'PUT'] },
      { url: '/y', methods: ['GET'] },
    ],
  });
});

test.each([
  ['one', 'two'],
  ['two', 'one'],
])('restricted and unrestricted stay restricted (%s, %s)', (first, second) => {
  const restricted = one({ access_rights: rights({ allowed_urls: [{ url: '/x', methods: ['GET'] }] }) });
  const { session } = apply([restricted, two()], [first, second]);
  expect(session.access_rights?.['api1']?.allowed_urls).toEqual([{ url: '/x', methods: ['GET'] }]);
});

test('inactive is joined by or; tags are united; the last meta data wins; hmac stays; the latest update counts', () => {
  const { session } = apply([
    one({ is_inactive: true, tags: ['a', 'b'], meta_data: { x: 1, y: 1 }, hmac_enabled: true, last_updated: '20' }),
    two({ tags: ['b', 'c'], meta_data: { x: 2 }, last_updated: '10' }),
  ]);
  expect(session).toMatchObject({ is_inactive: true, tags: ['a', 'b', 'c'], hmac_enabled: true, last_updated: '20' });
  expect({ ...session.meta_data }).toEqual({ x: 2, y: 1 });
});

test("a session's own inactivity is dropped when it has policies", () => {
  expect(apply([one()], ['one'], { is_inactive: true }).session.is_inactive).toBe(false);
});

test('a single policy that is missing is an error; among others it is passed over', () => {
  expect(apply([], ['x'])).toMatchObject({
    error: 'policy not found: "x"',
    log: ['warning error clearing session', 'error policy not found: "x"'],
  });
  const applied = apply([one()], ['one', 'x']);
  expect(applied.error).toBeNull();
  expect(applied.log).toEqual(['warning error clearing session', 'error policy not found: "x"']);
  expect(applied.session.apply_policies).toEqual(['one', 'x']);
});

test.each<readonly [string, JsonObject]>([
  ['no rights', { access_rights: {} }],
  ['null', { access_rights: null }],
  ['only a quota', { partitions: { quota: true } }],
  ['only a rate', { partitions: { rate_limit: true } }],
])('a policy that grants nothing cannot be applied: %s', (_, changes) => {
  expect(apply([one(changes)]).error).toBe('key has no valid policies to be applied');
});

test('a policy with only acl takes the limits of the session', () => {
  const applied = apply([one({ partitions: { acl: true } })], ['one'], { rate: 3, per: 4, quota_max: 7 });
  expect(limitOf(applied)).toMatchObject({ rate: 3, per: 4, quota_max: 7 });
});

test('partitions of several policies are put together', () => {
  const applied = apply([
    one({ partitions: { acl: true } }),
    two({ partitions: { quota: true }, quota_max: 42 }),
    one({ id: 'three', partitions: { rate_limit: true }, rate: 77 }),
  ]);
  expect(limitOf(applied)).toMatchObject({ quota_max: 42, rate: 77 });
});

const perApi = { partitions: { per_api: true } };
const both = 'cannot apply multiple policies when some have per_api set and some are partitioned';

test('per_api and a partition exclude one another, in one policy and in two', () => {
  expect(apply([one({ partitions: { per_api: true, acl: true } })]).error).toBe(
    'cannot apply policy one which has per_api and any of partitions set',
  );
  const partitioned = two({ partitions: { acl: true } });
  expect(apply([one(perApi), partitioned]).error).toBe(both);
  expect(apply([partitioned, one(perApi)]).error).toBe(both);
});

test('a monolithic policy between a partitioned one and per_api hides the partition', () => {
  expect(apply([two({ partitions: { acl: true } }), one({ id: 'three' }), one(perApi)]).error).toBeNull();
});

test("per_api: the API's own limit is scoped by the API, an empty one takes the policy's and its name", () => {
  const access_rights = { ...rights({ limit: { rate: 3, per: 4, quota_max: 5 } }), ...rights({}, 'api2') };
  const { session } = apply([one({ ...perApi, access_rights, rate: 8, per: 9 })]);
  expect(session.access_rights?.['api1']).toMatchObject({
    allowance_scope: 'api1',
    api_name: 'Test',
    limit: { rate: 3, per: 4 },
  });
  expect(session.access_rights?.['api2']).toMatchObject({ allowance_scope: 'one', limit: { rate: 8, per: 9 } });
});

test('per_api twice: the best of both, field by field, under the scope of the first', () => {
  const limit = (rate: number, quota_max: number) =>
    rights({ limit: { rate, per: 10, quota_max, quota_renewal_rate: 10 } });
  const applied = apply([
    one({ ...perApi, access_rights: limit(9, 1) }),
    two({ ...perApi, access_rights: limit(5, 7) }),
  ]);
  expect(limitOf(applied)).toMatchObject({ rate: 9, quota_max: 7 });
  expect(applied.session.access_rights?.['api1']?.allowance_scope).toBe('api1');
});

test('per_api twice, one without end: no end, and no renewal', () => {
  const limit = (quota_max: number) => rights({ limit: { rate: 9, per: 10, quota_max, quota_renewal_rate: 10 } });
  const applied = apply([one({ ...perApi, access_rights: limit(-1) }), two({ ...perApi, access_rights: limit(7) })]);
  expect(limitOf(applied)).toMatchObject({ quota_max: -1, quota_renewal_rate: 0 });
});

test('without per_api a limit in the access rights is ignored', () => {
  expect(limitOf(apply([one({ access_rights: rights({ limit: { rate: 1, per: 1 } }) })]))).toMatchObject({
    rate: 10,
    per: 10,
  });
});

test('several policies that grant different APIs count under their own names', () => {
  const { session } = apply([one(), two({ access_rights: rights({}, 'api2') })]);
  expect(session.access_rights?.['api1']?.allowance_scope).toBe('one');
  expect(session.access_rights?.['api2']?.allowance_scope).toBe('two');
  expect(apply([one()]).session.access_rights?.['api1']?.allowance_scope).toBe('');
});

test('with one API the root of the session has its limits', () => {
  expect(apply([one()]).session).toMatchObject({ rate: 10, per: 10, quota_max: 5, quota_renewal_rate: 100 });
});

test('applying twice changes nothing more', () => {
  const policies = [one({ tags: ['a'] }), two({ access_rights: rights({}, 'api2') })];
  const once = apply(policies).session;
  const again = apply(policies, ['one', 'two'], once).session;
  expect(again).toEqual(once);
});

test('policies are not changed by being applied', () => {
  const read = readPolicy(
    JSON.stringify(one({ access_rights: rights({ allowed_urls: [{ url: '/x', methods: ['GET'] }] }) })),
  );
  if (!read.ok) throw new Error(read.error);
  const before = JSON.stringify(read.value);
  const set = new PolicySet([read.value]);
  const { state } = emptySession(orgId);
  setPolicies(state, ['one']);
  applyPolicies(state, set, new LogWriter(), orgId);
  expect(JSON.stringify(read.value)).toBe(before);
});

test('an API named __proto__ is granted like another', () => {
  const text = JSON.stringify(one()).replaceAll('"api1"', '"__proto__"');
  const read = readPolicy(text);
  if (!read.ok) throw new Error(read.error);
  const { state } = emptySession(orgId);
  setPolicies(state, ['one']);
  expect(applyPolicies(state, new PolicySet([read.value]), new LogWriter(), orgId)).toBeNull();
  expect(Object.keys(state.access_rights ?? {})).toEqual(['__proto__']);
});
