import { expect, test } from 'vitest';
import { Scene, accessLine, claims, classic, expectPassed, expectRefused, now, policy, row, told } from '../build';

const skew = classic({ jwt_expires_at_validation_skew: 60 });
const ended = ['key_expired', 401, 'Key has expired, please renew'] as const;

test('the exp skew alone never lets an expired token through', async () => {
  for (const seconds of [1, 59]) expectRefused(await new Scene([skew]).askAs(claims({ exp: now - seconds })), ...ended);
});

test('with an earlier session that ends later, a token expired within the skew passes', async () => {
  const scene = new Scene([skew]);
  await scene.askAs(claims({ exp: now + 600 }));
  expectPassed(await scene.askAs(claims({ exp: now - 30 })));
});

test('a key life of the policy that ends later lets a token expired within the skew through', async () => {
  const scene = new Scene([skew], [policy({ key_expires_in: 3600 })]);
  expectPassed(await scene.askAs(claims({ exp: now - 30 })));
});

test('the end of a session sticks: a token without exp does not lift it, a later exp does', async () => {
  const scene = new Scene();
  await scene.askAs(claims({ exp: now + 60 }));
  scene.later(61);
  const endless = { sub: 'ann', pol: 'gold' };
  expectRefused(await scene.askAs(endless), ...ended);
  const renewed = await scene.askAs(claims({ exp: now + 600 }));
  expectPassed(renewed);
  expect(renewed.session?.expires).toBe(now + 600);
  expectPassed(await scene.askAs(endless));
});

test('an earlier exp does not shorten the session, a later one lengthens it', async () => {
  const scene = new Scene();
  await scene.askAs(claims({ exp: now + 600 }));
  expect((await scene.askAs(claims({ exp: now + 60 }))).session?.expires).toBe(now + 600);
  expect((await scene.askAs(claims({ exp: now + 900 }))).session?.expires).toBe(now + 900);
});

test('a token expired within the skew spoils the session for tokens without exp', async () => {
  const scene = new Scene([skew]);
  const endless = { sub: 'ann', pol: 'gold' };
  expectRefused(await scene.askAs(claims({ exp: now - 30 })), ...ended);
  expectRefused(await scene.askAs(endless), ...ended);
});

test('a session without an end stays so for ever', async () => {
  const scene = new Scene();
  const endless = { sub: 'ann', pol: 'gold' };
  await scene.askAs(endless);
  scene.later(10 * 365 * 86400);
  const exchange = await scene.askAs(endless);
  expectPassed(exchange);
  expect(row(exchange, 'key-expired').summary).toBe('the session does not end');
});

test('the fraction of a second counts: at the very second the session holds, a millisecond later it has ended', async () => {
  const scene = new Scene([skew]);
  expectPassed(await scene.askAs(claims({ exp: now + 10 })));
  scene.world.milliseconds = (now + 10) * 1000;
  expectPassed(await scene.askAs(claims({ exp: now + 10 })));
  scene.world.milliseconds += 1;
  expectRefused(await scene.askAs(claims({ exp: now + 10 })), ...ended);
});

test('an inactive policy makes the session inactive, before its end is looked at', async () => {
  const exchange = await new Scene([skew], [policy({ is_inactive: true })]).askAs(claims({ exp: now - 30 }));
  expectRefused(exchange, 'key_inactive', 403, 'Key is inactive, please renew');
  expect(told(exchange)).toEqual(['info Attempted access from inactive key.', 'info ']);
});

test('one inactive policy of two is enough, and active: false is not read', async () => {
  const api = classic({ jwt_default_policies: ['gold', 'silver'] });
  const silver = (changes: object) => policy({ id: 'silver', ...changes });
  const ann = { sub: 'ann' };
  const refused = ['key_inactive', 403, 'Key is inactive, please renew'] as const;
  expectRefused(await new Scene([api], [policy(), silver({ is_inactive: true })]).askAs(ann), ...refused);
  expectPassed(await new Scene([api], [policy(), silver({ active: false })]).askAs(ann));
});

test('without a session nothing is told but the access line', async () => {
  const exchange = await new Scene([classic({ base_identity_provided_by: 'oidc_user' })]).askAs();
  const message = 'Session state is missing or unset! Please make sure that auth headers are properly applied';
  expectRefused(exchange, 'session_missing', 400, message);
  expect(told(exchange)).toEqual(['info ']);
});

test('a session that ended is told, and not classified', async () => {
  const exchange = await new Scene([skew]).askAs(claims({ exp: now - 1 }));
  expect(told(exchange)).toEqual(['info Attempted access from expired key.', 'info ']);
  expect(accessLine(exchange)).not.toHaveProperty('response_flag');
});
