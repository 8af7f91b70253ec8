import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/go/json';
import { Scene, claims, expectPassed, expectRefused, oas, refusalIn, row, told } from '../build';

function ask(rules: JsonObject, own: JsonObject) {
  return new Scene([oas({ customClaimValidation: rules })]).askAs(claims(own));
}

const required = { type: 'required' };
const exact = (...allowedValues: JsonValue[]) => ({ type: 'exact_match', allowedValues });
const contains = (...allowedValues: JsonValue[]) => ({ type: 'contains', allowedValues });

test.each<readonly [string, JsonObject, JsonValue]>([
  ['required, empty text', required, ''],
  ['required, 0', required, 0],
  ['required, false', required, false],
  ['required, empty list', required, []],
  ['exact, the second value', exact('a', 'b'), 'b'],
  ['exact, a number', exact(5), 5],
  ['exact, null', exact(null), null],
  ['exact, a list in its order', exact(['a', 'b']), ['a', 'b']],
  ['exact, an object in any order', exact({ a: 1, b: [2] }), { b: [2], a: 1 }],
  ['contains, inside a text', contains('admin'), 'superadmin'],
  ['contains, the empty text', contains(''), 'x'],
  ['contains, an element', contains('x', 5), ['a', 5]],
  ['contains, an element that is an object', contains({ a: 1 }), [{ a: 1 }]],
  ['contains, a number that is the last value', contains(4, 5), 5],
  ['an unknown type only asks for presence', { type: 'REQUIRED' }, null],
])('is met: %s', async (_, rule, claim) => {
  expectPassed(await ask({ role: rule }, { role: claim }));
});

const noMatch = 'claim role value does not match any expected values';
const noContent = 'claim role value does not contain any expected values';

test.each<readonly [string, JsonObject, JsonValue, string]>([
  ['required, null', required, null, 'custom claim role expects a non nil value'],
  ['exact, another text', exact('a'), 'b', noMatch],
  ['exact, the number as a text', exact(5), '5', noMatch],
  ['exact, a list in another order', exact(['a', 'b']), ['b', 'a'], noMatch],
  ['exact, an object with one member more', exact({ a: 1 }), { a: 1, b: 2 }, noMatch],
  ['exact, no values', exact(), 'a', noMatch],
  ['exact, values missing', { type: 'exact_match' }, 'a', noMatch],
  ['exact, a list where an object is wanted', exact({ 0: 'a' }), ['a'], noMatch],
  ['contains, another text', contains('admin'), 'user', noContent],
  ['contains, a number in a text', contains(5), '15', noContent],
  ['contains, an empty list', contains('a'), [], noContent],
  ['contains, null', contains('a'), null, noContent],
  ['contains, a number that is not the last value', contains(5, 4), 5, noContent],
  ['contains, no values', contains(), 'a', noContent],
])('refuses: %s', async (_, rule, claim, text) => {
  const exchange = await ask({ role: rule }, { role: claim });
  expectRefused(exchange, 'custom_claim_refused', 401, `Key not authorized: ${text}`);
  expect(told(exchange)).toEqual(['error JWT custom claims validation failed', 'info ']);
});

test.each([required, exact('a'), contains('a'), { type: 'sometimes' }])(
  'refuses a claim that is missing: %j',
  async (rule) => {
    const exchange = await ask({ role: rule }, {});
    const text = 'Key not authorized: custom claim role is required but not present in token';
    expectRefused(exchange, 'custom_claim_refused', 401, text);
  },
);

test.each<readonly [JsonObject, JsonObject, readonly string[]]>([
  [required, {}, ['Claim role value does not match any expected values', 'Claim role expects a non nil value']],
  [required, { role: null }, ['Claim role expects a non nil value']],
  [
    exact('a'),
    {},
    ['Claim role value does not match any expected values', 'Claim role value does not match any expected values'],
  ],
  [
    contains('a'),
    {},
    ['Claim role value does not match any expected values', 'Claim role value does not contain any expected values'],
  ],
  [contains('a'), { role: 'b' }, ['Claim role value does not contain any expected values']],
])('a rule %j that does not block lets %j through with warnings', async (rule, own, warnings) => {
  const exchange = await ask({ role: { ...rule, nonBlocking: true } }, own);
  expectPassed(exchange);
  expect(told(exchange).slice(0, -1)).toEqual(warnings.map((warning) => `warning ${warning}`));
  expect(row(exchange, 'custom-claims').facts[0]?.holds).toBe(false);
});

test.each(['a-b', 'https://x/role', '', 'a.', '$', '$.role', '[0]', 'a b', 'a,b'])(
  'a rule on the path %j refuses every token, also where it does not block',
  async (path) => {
    const exchange = await ask({ [path]: { ...required, nonBlocking: true } }, { [path]: 'here' });
    const text = `Key not authorized: invalid claim path: ${path}`;
    expect(refusalIn(exchange)).toEqual({ code: 'custom_claim_refused', status: 401, message: text });
    expect(exchange.response?.status).toBe(401);
  },
);

test.each<readonly [string, JsonObject]>([
  ['a.b', { a: { b: 'here' } }],
  ['a|b', { a: { b: 'here' } }],
  ['roles.0', { roles: ['here'] }],
  ['role?', { roles: 'here' }],
  ['a*', { abc: 'here' }],
])('the path %s finds what stands inside', async (path, own) => {
  expectPassed(await ask({ [path]: exact('here') }, own));
});

test('a claim whose name has a dot cannot be reached', async () => {
  const text = 'Key not authorized: custom claim a.b is required but not present in token';
  expectRefused(await ask({ 'a.b': required }, { 'a.b': 'here' }), 'custom_claim_refused', 401, text);
});

test('of several rules that fail the first by name answers, always the same', async () => {
  const exchange = await ask({ b: required, a: required, c: required }, {});
  const text = 'Key not authorized: custom claim a is required but not present in token';
  expectRefused(exchange, 'custom_claim_refused', 401, text);
});

test('a wildcard that would make a backtracking matcher hang is answered', async () => {
  const path = `${'a*'.repeat(40)}b`;
  const exchange = await ask({ [path]: required }, { ['a'.repeat(4000)]: 1 });
  expect(refusalIn(exchange)?.code).toBe('custom_claim_refused');
});
