import { expect, test } from 'vitest';
import { Scene, classic, expectPassed, refusalIn, row } from '../build';

test.each(['', 'jwt_claim'])('base identity %j: the session of the JWT counts', async (base_identity_provided_by) => {
  const exchange = await new Scene([classic({ base_identity_provided_by })]).askAs();
  expectPassed(exchange);
  expect(row(exchange, 'keep-session')).toMatchObject({ state: 'passed', summary: 'the session is saved' });
  expect(exchange.session).toMatchObject({ alias: 'ann' });
});

test('any other base identity: the JWT is validated and gives no session', async () => {
  const scene = new Scene([classic({ base_identity_provided_by: 'oidc_user' })]);
  const exchange = await scene.askAs();
  expect(refusalIn(exchange)).toMatchObject({ code: 'session_missing', status: 400 });
  expect(row(exchange, 'keep-session')).toMatchObject({
    state: 'skipped',
    summary: 'another method gives the session',
  });
  expect(scene.gateway.state.sessions.size).toBe(0);
});

test('a session that nothing changed is not saved again', async () => {
  const scene = new Scene();
  const first = await scene.askAs();
  const stored = scene.gateway.state.sessions.get(first.sessionId ?? '');
  const second = await scene.askAs();
  expect(row(second, 'keep-session').summary).toBe('the session is unchanged');
  expect(scene.gateway.state.sessions.get(first.sessionId ?? '')).toBe(stored);
});
