import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/go/json';
import { Scene, classic, expectPassed, expectRefused, oas, policy, refusalIn, rights, told } from '../build';

const policies = [
  policy(),
  policy({ id: 'read' }),
  policy({ id: 'write' }),
  policy({ id: 'empty', access_rights: {} }),
];
const map = { r: 'read', w: 'write', none: 'missing', e: 'empty', '': 'write', r2: 'read' };
const scoped = (changes: JsonObject = {}) =>
  classic({ scopes: { jwt: { scope_claim_name: 'scope', scope_to_policy: map } }, ...changes });

function ask(own: JsonObject, changes: JsonObject = {}) {
  return new Scene([scoped(changes)], policies).askAs({ sub: 'ann', ...own });
}

const defaults = { jwt_default_policies: ['gold'] };

test.each<readonly [string, JsonObject, JsonObject, readonly string[]]>([
  ['a scope', { scope: 'r' }, {}, ['read']],
  ['two scopes', { scope: 'r w' }, {}, ['read', 'write']],
  ['a list', { scope: ['w', 'r'] }, {}, ['write', 'read']],
  ['a list in a list, with a number', { scope: [['r'], 5, 'w'] }, {}, ['read', 'write']],
  ['one mapped, one not', { scope: 'r x' }, {}, ['read']],
  ['two scopes for one policy', { scope: 'r r2' }, {}, ['read']],
  ['a scope beside a base policy', { scope: 'r', pol: 'gold' }, {}, ['gold', 'read']],
  ['a scope drops the defaults', { scope: 'r' }, defaults, ['read']],
  ['none mapped beside a base policy', { scope: 'x', pol: 'gold' }, {}, ['gold']],
  ['no scope, the defaults', {}, defaults, ['gold']],
  ['an empty list is no scope', { scope: [], pol: 'gold' }, {}, ['gold']],
  ['a number is no scope', { scope: 5 }, defaults, ['gold']],
  ['null is no scope', { scope: null }, defaults, ['gold']],
  ['two blanks make an empty scope', { scope: 'r  x' }, {}, ['read', 'write']],
  ['a missing policy beside a good one stays in the list', { scope: 'r none' }, {}, ['read', 'missing']],
])('%s', async (_, own, changes, wanted) => {
  const exchange = await ask(own, changes);
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(wanted);
});

test.each<readonly [string, JsonValue]>([
  ['x', 'x'],
  ['r,w', 'r,w'],
  ['R', 'R'],
  ['x', [['x']]],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
])('where %s is no scope of the mapping, %j is refused, with defaults too', async (item, scope) => {
  for (const changes of [{}, defaults]) {
    const exchange = await ask({ scope }, changes);
    expectRefused(exchange, 'scopes_unmapped', 403, 'key not authorized: no matching policy found in scope claim');
    expect(told(exchange)).toEqual([
      `error Couldn't find a matching policy for scope item: ${item}`,
      "error Couldn't identify policy(s) to apply to this token from scope claim: scope",
      'error no matching policy found in scope claim',
      'info ',
    ]);
  }
});

test('an item that is not mapped is an error line, also on success', async () => {
  expect(told(await ask({ scope: 'r x' }))).toContain("error Couldn't find a matching policy for scope item: x");
});

test('without scope and policy a new session is refused', async () => {
  const exchange = await ask({});
  expectRefused(exchange, 'policy_missing', 403, 'key not authorized: no matching policy found');
  const facts = exchange.trace.find(({ state }) => state === 'refused')?.facts ?? [];
  expect(facts.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'pol: absent, or no text',
    'jwt_default_policies: none',
    'scope: no scope',
  ]);
});

test('without scope and policy a stored session is refused in other words', async () => {
  const scene = new Scene([scoped()], policies);
  await scene.askAs({ sub: 'ann', scope: 'r' });
  const exchange = await scene.askAs({ sub: 'ann' });
  expectRefused(exchange, 'scope_or_policy_missing', 403, 'key not authorized: no scope or policy in token');
});

test.each(['none', 'e'])('a scope %s whose policy cannot be applied is refused', async (scope) => {
  const exchange = await ask({ scope });
  expectRefused(exchange, 'scope_policies_failed', 403, 'key not authorized: could not apply several policies');
});

test("the scopes of a later token replace the session's policies", async () => {
  const scene = new Scene([scoped()], policies);
  await scene.askAs({ sub: 'ann', scope: 'r w' });
  const exchange = await scene.askAs({ sub: 'ann', scope: 'w' });
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['write']);
});

test('the claim is a path; a literal dot is not tried', async () => {
  const changes = { scopes: { jwt: { scope_claim_name: 'a.b', scope_to_policy: map } } };
  expectPassed(await ask({ a: { b: 'r' } }, changes));
  expect(refusalIn(await ask({ 'a.b': 'r' }, changes))?.code).toBe('policy_missing');
});

test('the deprecated fields count only while scopes says nothing', async () => {
  const old = { jwt_scope_claim_name: 'old', jwt_scope_to_policy_mapping: { r: 'read' } };
  expectPassed(await ask({ old: 'r' }, { ...old, scopes: { jwt: {}, oidc: {} } }));
  const said = { ...old, scopes: { jwt: {}, oidc: { scope_claim_name: 'x' } } };
  expect(refusalIn(await ask({ old: 'r' }, said))?.code).toBe('policy_missing');
});

test('without a name the claim is scope', async () => {
  const exchange = await ask({ scope: 'r' }, { scopes: { jwt: { scope_to_policy: map } } });
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['read']);
});

test.each<readonly [string, JsonObject, JsonObject, readonly string[] | undefined]>([
  ['the first claim of the list that is there', { claims: ['a', 'b'] }, { b: 'r' }, ['read']],
  ['the list comes before the name', { claims: ['a'], claimName: 'b' }, { a: 'r', b: 'w' }, ['read']],
  ['the name', { claimName: 'b' }, { b: 'w' }, ['write']],
  ['scope, when none of the list is there', { claims: ['a'] }, { scope: 'w' }, ['write']],
  ['a dotted name is never found', { claimName: 'a.b' }, { a: { b: 'r' } }, undefined],
])('in an OAS API: %s', async (_, scopes, own, wanted) => {
  const mapping = [
    { scope: 'r', policyId: 'read' },
    { scope: 'w', policyId: 'write' },
  ];
  const api = oas({ scopes: { ...scopes, scopeToPolicyMapping: mapping } });
  const { session } = await new Scene([api], policies).askAs({ sub: 'ann', ...own });
  expect(session?.apply_policies).toEqual(wanted);
});

test('rights of several scopes are joined', async () => {
  const urls = (url: string) => rights({ allowed_urls: [{ url, methods: ['GET'] }] });
  const scene = new Scene(
    [scoped()],
    [policy({ id: 'read', access_rights: urls('/get') }), policy({ id: 'write', access_rights: urls('/put') })],
  );
  for (const path of ['/a/get', '/a/put']) expectPassed(await scene.askAs({ sub: 'ann', scope: 'r w' }, path));
  expect(refusalIn(await scene.askAs({ sub: 'ann', scope: 'r w' }, '/a/x'))?.code).toBe('path_not_granted');
});
