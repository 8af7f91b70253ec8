import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/go/json';
import {
  Scene,
  claims,
  classic,
  expectPassed,
  expectRefused,
  now,
  oas,
  policy,
  refusalIn,
  rights,
  row,
  token,
  told,
} from '../build';

const unknown = ['policy_unknown', 403, 'key not authorized: no matching policy'] as const;
const noRights = policy({ id: 'empty', access_rights: {} });
const silver = policy({ id: 'silver', rate: 5 });
const withDefaults = (...jwt_default_policies: string[]) => classic({ jwt_default_policies });

test.each<readonly [JsonObject, JsonObject]>([
  [{ jwt_policy_field_name: 'pol' }, { pol: 'gold' }],
  [{ jwt_policy_field_name: 'app.pol' }, { app: { pol: 'gold' } }],
  [{ jwt_policy_field_name: 'app.pol' }, { 'app.pol': 'gold' }],
])('the policy of %j in %j', async (changes, own) => {
  const exchange = await new Scene([classic(changes)]).askAs({ sub: 'ann', ...own });
  expectPassed(exchange);
  expect(row(exchange, 'base-policy').summary).toBe('gold, from the token');
  expect(exchange.session?.apply_policies).toEqual(['gold']);
});

test.each<JsonObject>([{ pol: ['gold'] }, { pol: 5 }, { pol: '' }, { pol: null }, {}])(
  '%j names no policy',
  async (own) => {
    const exchange = await new Scene().askAs({ sub: 'ann', ...own });
    expectRefused(exchange, 'policy_missing', 403, 'key not authorized: no matching policy found');
    expect(told(exchange)).toContain(
      'error No policies could be determined from token (no base policy, no valid scopes)',
    );
  },
);

test.each(['GOLD', ' gold', 'gold ', '__proto__', 'constructor'])('a policy %j is not gold', async (pol) => {
  const exchange = await new Scene().askAs(claims({ pol }));
  expectRefused(exchange, ...unknown);
  expect(told(exchange)).toContain('error Could not find a valid policy to apply to this token!');
});

test('a policy of another organisation does not exist', async () => {
  expectRefused(await new Scene([classic()], [policy({ org_id: 'other' })]).askAs(), ...unknown);
});

test('the default does not step in for a policy that is unknown', async () => {
  expectRefused(await new Scene([withDefaults('gold')]).askAs(claims({ pol: 'nothing' })), ...unknown);
});

test('the first default counts when the token names no policy, and all are applied', async () => {
  const exchange = await new Scene([withDefaults('gold', 'silver')], [policy(), silver]).askAs({ sub: 'ann' });
  expectPassed(exchange);
  expect(row(exchange, 'base-policy').summary).toBe('gold, by default');
  expect(exchange.session?.apply_policies).toEqual(['gold', 'silver']);
});

test('one default that is unknown is an error of the server', async () => {
  const exchange = await new Scene([withDefaults('nothing')]).askAs({ sub: 'ann' });
  const message = 'failed to create key: policy not found: "nothing"';
  expect(refusalIn(exchange)).toEqual({ code: 'policies_not_applicable', status: 500, message });
  expect(exchange.response?.body).toBe('{\n    "error": "failed to create key: policy not found: \\"nothing\\""\n}');
  expect(told(exchange)).toEqual(['warning error clearing session', 'error policy not found: "nothing"', 'info ']);
});

test('several defaults, the first unknown: no matching policy', async () => {
  expectRefused(await new Scene([withDefaults('nothing', 'gold')]).askAs({ sub: 'ann' }), ...unknown);
});

test('several defaults, all unknown: an error of the server', async () => {
  const exchange = await new Scene([withDefaults('one', 'two')]).askAs({ sub: 'ann' });
  const message = 'failed to create key: key has no valid policies to be applied';
  expectRefused(exchange, 'policies_not_applicable', 500, message);
});

test('several defaults, a later one unknown: works and stays in the list', async () => {
  const exchange = await new Scene([withDefaults('gold', 'nothing')]).askAs({ sub: 'ann' });
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['gold', 'nothing']);
  expect(told(exchange)).toContain('error policy not found: "nothing"');
});

test('a default that is empty opens the API with an empty session', async () => {
  const exchange = await new Scene([withDefaults('')]).askAs({ sub: 'ann' });
  expectPassed(exchange);
  expect(exchange.session).toMatchObject({ alias: 'ann', apply_policies: null, access_rights: null, rate: 0 });
});

test('a policy without rights to any API cannot be applied to a new session', async () => {
  const exchange = await new Scene([classic()], [noRights]).askAs(claims({ pol: 'empty' }));
  const message = 'failed to create key: key has no valid policies to be applied';
  expectRefused(exchange, 'policies_not_applicable', 500, message);
});

test('a session moves to the policy that the token names now; alias and end stay', async () => {
  const scene = new Scene([classic()], [policy(), silver]);
  await scene.askAs();
  const exchange = await scene.askAs(claims({ pol: 'silver', exp: now + 60 }));
  expectPassed(exchange);
  expect(exchange.session).toMatchObject({ apply_policies: ['silver'], rate: 5, alias: 'ann', expires: now + 600 });
  expect(row(exchange, 'apply-policy').summary).toBe('the session moves to silver');
});

test('a stored session whose token names an unknown policy is refused, and stays', async () => {
  const scene = new Scene();
  await scene.askAs();
  const exchange = await scene.askAs(claims({ pol: 'nothing' }));
  expectRefused(exchange, ...unknown);
  expect(told(exchange)).toContain('error Policy ID found is invalid!');
  expect(exchange.session).toMatchObject({ apply_policies: ['gold'] });
});

test('a move to a policy that cannot be applied fails', async () => {
  const scene = new Scene([classic()], [policy(), noRights]);
  await scene.askAs();
  const exchange = await scene.askAs(claims({ pol: 'empty' }));
  expectRefused(exchange, 'policy_switch_failed', 403, 'key not authorized: could not apply new policy');
  expect(exchange.log.find(({ message }) => message === 'Could not apply new policy to session')).toMatchObject({
    level: 'error',
    error: 'key has no valid policies to be applied',
  });
});

test('a base policy that the session has already changes nothing: policies of earlier scopes stay', async () => {
  const scopes = { jwt: { scope_claim_name: 'scope', scope_to_policy: { s: 'silver' } } };
  const scene = new Scene([classic({ scopes })], [policy(), silver]);
  await scene.askAs(claims({ scope: 's' }));
  const exchange = await scene.askAs();
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['gold', 'silver']);
  expect(row(exchange, 'apply-policy').summary).toBe('the session keeps its policies');
});

test('a stored session needs a policy in the token where there are no defaults and no scopes', async () => {
  const scene = new Scene();
  await scene.askAs();
  const exchange = await scene.askAs({ sub: 'ann' });
  expectRefused(exchange, 'policy_missing', 403, 'key not authorized: no matching policy found');
  expect(told(exchange)).toContain('error Existing session requires policy in token when no defaults configured');
});

test('a list of defaults that has changed moves the session', async () => {
  const scene = new Scene([withDefaults('gold')], [policy(), silver]);
  await scene.askAs({ sub: 'ann' });
  scene.change([withDefaults('gold', 'silver')]);
  const exchange = await scene.askAs({ sub: 'ann' });
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['gold', 'silver']);
});

test('the new session copies the base policy; a policy with only acl brings its limits too', async () => {
  const gold = policy({
    quota_max: 7,
    rate: 3,
    partitions: { acl: true },
    hmac_enabled: true,
    tags: ['t'],
    key_expires_in: 99,
  });
  const { session, sessionId } = await new Scene([classic()], [gold]).askAs({ sub: 'ann', pol: 'gold' });
  expect(session).toMatchObject({
    rate: 3,
    per: 60,
    allowance: 3,
    quota_max: 7,
    hmac_enabled: true,
    tags: ['t'],
    expires: now + 99,
    org_id: 'org1',
    meta_data: { TykJWTSessionID: sessionId },
  });
});

test.each([
  [60, 600, 600],
  [600, 60, 600],
])('of a key life of %d s and an exp in %d s the later counts', async (key_expires_in, exp, wanted) => {
  const { session } = await new Scene([classic()], [policy({ key_expires_in })]).askAs(claims({ exp: now + exp }));
  expect(session?.expires).toBe(now + wanted);
});

test('a client base field names a Tyk key whose first policy counts', async () => {
  const scene = new Scene([classic({ jwt_policy_field_name: '', jwt_client_base_field: 'app' })], [policy(), silver]);
  scene.addKey('my-app', { apply_policies: ['silver'] });
  const exchange = await scene.askAs({ sub: 'ann', app: 'my-app' });
  expectPassed(exchange);
  expect(exchange.session?.apply_policies).toEqual(['silver']);
  expect(refusalIn(await scene.askAs({ sub: 'bob', app: 'nothing' }))?.code).toBe('policy_missing');
  expect(refusalIn(await scene.askAs({ sub: 'bob', app: 5 }))?.code).toBe('policy_missing');
});

test('a list of base policy claims is read only where a policy field is named, and then in its place', async () => {
  const claimsOf = { sub: 'ann', plan: 'gold' };
  expect(
    refusalIn(await new Scene([oas({ policyFieldName: '', basePolicyClaims: ['plan'] })]).askAs(claimsOf)),
  ).toMatchObject({ code: 'policy_missing', status: 403 });
  expectPassed(await new Scene([oas({ policyFieldName: 'pol', basePolicyClaims: ['no', 'plan'] })]).askAs(claimsOf));
  expect(
    refusalIn(await new Scene([oas({ policyFieldName: 'pol', basePolicyClaims: ['plan'] })]).askAs(claims()))?.code,
  ).toBe('policy_missing');
});

test('a policy that was deleted makes its session anew, or refuses', async () => {
  const scene = new Scene([classic()], [policy(), silver]);
  const bearer = await token();
  await scene.ask(bearer);
  scene.dropPolicy('gold');
  const exchange = await scene.ask(bearer);
  expectRefused(exchange, ...unknown);
  expect(told(exchange)).toEqual([
    'warning error clearing session',
    'error policy not found: "gold"',
    'error policy not found: "gold"',
    'error Could not find a valid policy to apply to this token!',
    'info ',
  ]);
  const other = await scene.askAs(claims({ pol: 'silver' }));
  expectPassed(other);
  expect(row(other, 'session').summary).toBe('none yet: a new one is made');
});

test('a policy that has changed is in force with the next request of a stored session', async () => {
  const scene = new Scene();
  await scene.askAs();
  scene.change([], [policy({ access_rights: rights({}, 'api2') })]);
  expectRefused(await scene.askAs(), 'api_not_granted', 403, 'Access to this API has been disallowed');
});
