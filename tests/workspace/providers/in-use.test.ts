import { expect, test } from 'vitest';
import { Gateway } from '../../../src/gateway/gateway';
import type { GatewayState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { readApi, readPolicy } from '../../../src/workspace/documents';
import { surroundingsOf } from '../../../src/workspace/network';
import { setBehaviour, type Provider } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { apisOf, keptKeySets } from '../../../src/workspace/providers/in-use';
import { rotateKeys } from '../../../src/workspace/providers/keys';
import { emptyWorkspace, newDocument, type Workspace } from '../../../src/workspace/workspace';
import { base64, classic, policy } from '../../gateway/build';
import { clientParameters, askForToken, tokenIn } from '../../mock/identity-provider/ask';
import { auth0, keycloak, now } from './build';

const definition = (source: string, more = {}): string =>
  JSON.stringify(classic({ jwt_signing_method: 'rsa', jwt_source: source, ...more }));
const workspaceOf = (draft: string, saved: string | null): Workspace => ({
  ...emptyWorkspace(),
  apis: [newDocument(draft, saved)],
});
const { keySet } = addressesOf(auth0);

test('finds an API by the address in its source, in base64 or as it is', () => {
  for (const source of [base64(keySet), keySet]) {
    const text = definition(source);
    expect(apisOf(workspaceOf(text, text), auth0)).toMatchObject([
      { apiId: 'api1', url: keySet, isKeySet: true, isSaved: true },
    ]);
    expect(apisOf(workspaceOf(text, text), keycloak)).toEqual([]);
  }
});

test('says when the gateway has another source still', () => {
  const [found] = apisOf(workspaceOf(definition(base64(keySet)), definition('dHlrMTIz')), auth0);
  expect(found?.isSaved).toBe(false);
  expect(apisOf(workspaceOf(definition('dHlrMTIz'), definition(base64(keySet))), auth0)).toEqual([]);
});

test('tells an address at the provider that is not its key set', () => {
  const wrong = addressesOf(keycloak).keySet.replace('My%20Shop', 'my-shop');
  const [found] = apisOf(workspaceOf(definition(base64(wrong)), null), keycloak);
  expect(found).toMatchObject({ url: wrong, isKeySet: false });
});

test('takes http for https: the provider redirects', () => {
  const text = definition(base64(keySet.replace('https:', 'http:')));
  expect(apisOf(workspaceOf(text, text), auth0)[0]?.isKeySet).toBe(true);
});

test('an API without JWT uses no provider', () => {
  expect(apisOf(workspaceOf(definition(base64(keySet), { enable_jwt: false }), null), auth0)).toEqual([]);
});

/** What a gateway remembers after a request with a token of the provider. */
async function remembered(provider: Provider): Promise<GatewayState> {
  const clock = { now: () => now * 1000, wait: () => Promise.resolve() };
  const gateway = new Gateway(
    surroundingsOf(
      makeNetwork(() => ({ providers: [provider] })),
      clock,
    ),
  );
  const api = readApi(definition(base64(addressesOf(provider).keySet)));
  const gold = readPolicy(JSON.stringify(policy()));
  if (!api.ok || !gold.ok) throw new Error('The documents are good.');
  gateway.load([api.value], [gold.value]);
  const token = tokenIn(await askForToken(provider, clientParameters(provider)));
  const headers = [
    ['Host', 'gateway.test'],
    ['Authorization', `Bearer ${token}`],
  ] as const;
  await gateway.handle({ method: 'GET', path: '/a/get', headers });
  return gateway.state;
}

test('tells what the gateway has kept of the key set, until its 240 seconds are over', async () => {
  const state = await remembered(auth0);
  const row = { apiId: 'api1', keys: 1, endsAt: (now + 240) * 1000, hasSigningKey: true };
  expect(keptKeySets(state, auth0, now * 1000)).toMatchObject([row]);
  expect(keptKeySets(state, auth0, (now + 240) * 1000)).toHaveLength(1);
  expect(keptKeySets(state, auth0, (now + 240) * 1000 + 1)).toEqual([]);
  expect(keptKeySets(state, keycloak, now * 1000)).toEqual([]);
});

test('a set that could not be read is not kept, whatever the older reader of it kept', async () => {
  const state = await remembered(setBehaviour(auth0, { kind: 'x5c only' }));
  expect([...(state.keySets.get('api1')?.keys() ?? [])]).toEqual([`legacy-${keySet}`]);
  expect(keptKeySets(state, auth0, now * 1000)).toEqual([]);
});

test('after a rotation what is kept lacks the key that signs', async () => {
  const state = await remembered(auth0);
  const rotated = await rotateKeys(auth0, { keep: true, now: now * 1000 });
  expect(keptKeySets(state, rotated, now * 1000)[0]?.hasSigningKey).toBe(false);
  const unknown = setBehaviour(auth0, { kind: 'unknown kid' });
  expect(keptKeySets(state, unknown, now * 1000)[0]?.hasSigningKey).toBe(false);
});
