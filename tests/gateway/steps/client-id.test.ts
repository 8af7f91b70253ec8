import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/go/json';
import { Scene, claims, classic, expectPassed, refusalIn, row, told } from '../build';

test.each<readonly [JsonObject, string]>([
  [{ clientId: 'a', cid: 'b', client_id: 'c' }, 'a'],
  [{ cid: 'b', client_id: 'c' }, 'b'],
  [{ client_id: 'c' }, 'c'],
  [{ clientId: '', cid: 5 }, ''],
  [{}, ''],
])('of %j the session keeps %j', async (own, wanted) => {
  const exchange = await new Scene().askAs(claims(own));
  expectPassed(exchange);
  expect(exchange.session?.oauth_client_id).toBe(wanted);
});

test.each<readonly [JsonValue, string]>([
  [5, 'float64'],
  [null, 'nil'],
  [true, 'bool'],
  [[], '[]interface {}'],
  [{}, 'map[string]interface {}'],
])('a client id %j makes the gateway panic and cuts the connection', async (cid, type) => {
  const scene = new Scene();
  const exchange = await scene.askAs(claims({ cid }));
  expect(exchange.response).toBeNull();
  expect(refusalIn(exchange)).toEqual({ code: 'client_id_not_text', status: 0, message: '' });
  expect(told(exchange)).toEqual([`panic interface conversion: interface {} is ${type}, not string`]);
  expect(scene.world.reached).toEqual([]);
});

test('a client id that is given is looked for and not found, with a warning', async () => {
  const exchange = await new Scene().askAs(claims({ cid: 'app' }));
  expect(exchange.log.find(({ level }) => level === 'warning')).toMatchObject({
    mw: 'JWTMiddleware',
    error: 'key not found',
  });
  expect(row(exchange, 'client-id')).toMatchObject({ state: 'passed', summary: 'app' });
});

test('every request sets the client id anew', async () => {
  const scene = new Scene();
  await scene.askAs(claims({ cid: 'app' }));
  expect((await scene.askAs()).session?.oauth_client_id).toBe('');
});

test('switched off, any claim passes', async () => {
  const exchange = await new Scene([classic({ idp_client_id_mapping_disabled: true })]).askAs(claims({ cid: 5 }));
  expectPassed(exchange);
  expect(exchange.session?.oauth_client_id).toBe('');
  expect(row(exchange, 'client-id')).toMatchObject({ state: 'skipped', summary: 'switched off' });
});

test('a token that is refused earlier is answered', async () => {
  const exchange = await new Scene().askAs(claims({ cid: 5, pol: 'nothing' }));
  expect(exchange.response?.status).toBe(403);
  expect(refusalIn(exchange)?.code).toBe('policy_unknown');
});
