import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import { Scene, claims, classic, expectPassed, expectRefused, policy, rights, row, told, versioned } from '../build';

const refused = ['Access to this API has been disallowed'] as const;

test('an API that the policy does not grant is refused', async () => {
  const exchange = await new Scene([classic()], [policy({ access_rights: rights({}, 'api2') })]).askAs();
  expectRefused(exchange, 'api_not_granted', 403, ...refused);
  expect(told(exchange)).toEqual(['info Attempted access to unauthorised API', 'info ']);
  expect(row(exchange, 'access-rights').facts[0]).toMatchObject({ value: 'api2', rule: 'has api1', holds: false });
});

const asked = { headers: [['X-Version', 'v1']] } as const;
const two = { v1: { name: 'v1' }, v2: { name: 'v2' } };

test.each<readonly [string, JsonObject, boolean]>([
  ['the version', { versions: ['v1'] }, true],
  ['one of its versions', { versions: ['v2', 'v1'] }, true],
  ['another version', { versions: ['v2'] }, false],
  ['no version', { versions: [] }, false],
])('a policy that grants %s', async (_, granted, passes) => {
  const exchange = await new Scene([versioned(two)], [policy({ access_rights: rights(granted) })]).askAs(
    claims(),
    '/a/',
    asked,
  );
  if (passes) expectPassed(exchange);
  else {
    expectRefused(exchange, 'version_not_granted', 403, ...refused);
    expect(told(exchange)).toEqual(['info Attempted access to unauthorised API version.', 'info ']);
  }
  expect(row(exchange, 'access-rights').state).toBe(passes ? 'passed' : 'refused');
});

test('the default version is compared where the request names none', async () => {
  const api = versioned(two, {}, { default_version: 'v2' });
  expectPassed(await new Scene([api], [policy({ access_rights: rights({ versions: ['v2'] }) })]).askAs());
  const exchange = await new Scene([api], [policy({ access_rights: rights({ versions: ['v1'] }) })]).askAs();
  expectRefused(exchange, 'version_not_granted', 403, ...refused);
});

test('an API without versions does not compare them', async () => {
  for (const versions of [['v9'], []]) {
    expectPassed(await new Scene([classic()], [policy({ access_rights: rights({ versions }) })]).askAs());
  }
});

test('a session without any rights is let through', async () => {
  const exchange = await new Scene([classic({ jwt_default_policies: [''] })]).askAs({ sub: 'ann' });
  expectPassed(exchange);
  expect(row(exchange, 'access-rights').summary).toBe(
    'the session has no access rights at all, and that lets it through',
  );
});

test('a token for another API of the organisation takes the rights away', async () => {
  const scene = new Scene(
    [classic(), classic({ api_id: 'api2', proxy: { listen_path: '/b/', target_url: 'http://upstream.test/' } })],
    [policy(), policy({ id: 'two', access_rights: rights({}, 'api2') })],
  );
  expectPassed(await scene.askAs());
  expectPassed(await scene.askAs(claims({ pol: 'two' }), '/b/get'));
  expectRefused(await scene.askAs(claims({ pol: 'two' })), 'api_not_granted', 403, ...refused);
});

test.each(['__proto__', 'constructor', 'toString'])(
  'an API whose id is %s is not granted by chance',
  async (api_id) => {
    const exchange = await new Scene([classic({ api_id })]).askAs();
    expectRefused(exchange, 'api_not_granted', 403, ...refused);
  },
);
