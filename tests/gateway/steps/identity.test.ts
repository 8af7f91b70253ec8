import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import { Scene, classic, expectPassed, expectRefused, oas, row, token, told } from '../build';

function ask(field: string, own: JsonObject) {
  return new Scene([classic({ jwt_identity_base_field: field })]).askAs({ pol: 'gold', ...own });
}

test.each<readonly [string, JsonObject, string]>([
  ['email', { email: 'a@b' }, 'a@b'],
  ['', { sub: 'ann' }, 'ann'],
  ['sub', { sub: ' ' }, ' '],
  ['user.name', { user: { name: 'ann' } }, 'ann'],
  ['user.name', { 'user.name': 'literal', user: { name: 'ann' } }, 'literal'],
  ['user.name', { 'user.name': '', user: { name: 'ann' } }, 'ann'],
  ['email', { email: 5, sub: 'ann' }, 'ann'],
  ['email', { email: null, sub: 'ann' }, 'ann'],
  ['email', { email: ['a'], sub: 'ann' }, 'ann'],
  ['list.0', { list: ['x'], sub: 'ann' }, 'ann'],
])('by the field %j, %j is %j', async (field, own, identity) => {
  const exchange = await ask(field, own);
  expectPassed(exchange);
  expect(row(exchange, 'identity').summary).toBe(identity);
  expect(exchange.session?.alias).toBe(identity);
});

test.each<readonly [string, JsonObject, string]>([
  ['email', { email: '', sub: 'ann' }, 'found an empty user ID in predefined base claim, claim: email'],
  [
    'user.name',
    { user: { name: '' }, sub: 'ann' },
    'found an empty user ID in predefined base claim, claim: user.name',
  ],
  ['email', { sub: '' }, 'found an empty user ID in sub claim'],
  ['', { sub: '' }, 'found an empty user ID in sub claim'],
])('by the field %j, %j is empty', async (field, own, text) => {
  const exchange = await ask(field, own);
  expectRefused(exchange, 'identity_empty', 403, text);
  expect(told(exchange).at(-2)).toBe(`error ${text}`);
});

test('a field that is set and not found is a warning, and sub stands in', async () => {
  const exchange = await ask('email', { sub: 'ann' });
  expect(told(exchange)[0]).toBe("warning Base Field claim not found, trying to find user ID in 'sub' claim.");
  expect(exchange.log.find(({ level }) => level === 'warning')).toMatchObject({ 'Base Field': 'email' });
});

test('a blank field gives no warning', async () => {
  expect(told(await ask('', { sub: 'ann' }))).toEqual(['info ']);
});

test.each<JsonObject>([{}, { sub: 5 }, { sub: null }])('%j has no identity', async (own) => {
  const exchange = await ask('email', own);
  expectRefused(exchange, 'identity_missing', 403, 'no suitable claims for user ID were found');
});

test('with one source of keys the kid is not the identity', async () => {
  const exchange = await new Scene().ask(await token({ sub: 'ann', pol: 'gold' }, { kid: 'bob' }));
  expect(exchange.session?.alias).toBe('ann');
});

test('an OAS list of claims is taken in order; each that is missing is a warning and an error, also on success', async () => {
  const scene = new Scene([oas({ subjectClaims: ['email', 'user'] })]);
  const exchange = await scene.askAs({ user: 'ann', pol: 'gold' });
  expectPassed(exchange);
  expect(exchange.session?.alias).toBe('ann');
  expect(told(exchange)).toEqual([
    "warning Base Field claim not found, trying to find user ID in 'sub' claim.",
    'error no suitable claims for user ID were found',
    'info ',
  ]);
});

test('sub stands in at the end of an OAS list that does not name it', async () => {
  const exchange = await new Scene([oas({ subjectClaims: ['email'] })]).askAs({ sub: 'ann', pol: 'gold' });
  expectPassed(exchange);
  expect(exchange.session?.alias).toBe('ann');
});

test('an empty claim of an OAS list ends the search', async () => {
  const exchange = await new Scene([oas({ subjectClaims: ['email', 'sub'] })]).askAs({ email: '', sub: 'ann' });
  expectRefused(exchange, 'identity_empty', 403, 'found an empty user ID in predefined base claim, claim: email');
});

test('letter case and Unicode form make another identity', async () => {
  const ids = new Set<string | undefined>();
  for (const sub of ['Ann', 'ann', '\u00e9', 'e\u0301']) ids.add((await ask('', { sub })).sessionId);
  expect(ids.size).toBe(4);
});
