import { describe, expect, test } from 'vitest';
import { Gateway } from '../../../../src/gateway/gateway';
import { makeNetwork } from '../../../../src/mock/network';
import { behaviours, choiceOf } from '../../../../src/ui/gateway/providers/behaviours';
import { readApi, readPolicy } from '../../../../src/workspace/documents';
import { surroundingsOf } from '../../../../src/workspace/network';
import { setBehaviour } from '../../../../src/workspace/providers';
import { addressesOf } from '../../../../src/workspace/providers/addresses';
import { keptKeySets } from '../../../../src/workspace/providers/in-use';
import { base64, classic, policy } from '../../../gateway/build';
import { askForToken, clientParameters, tokenIn } from '../../../mock/identity-provider/ask';
import { auth0, now } from '../../../workspace/providers/build';

test('each choice is found again by its behaviour', () => {
  for (const choice of behaviours) expect(choiceOf(choice.behaviour)).toBe(choice);
  expect(choiceOf({ kind: 'slow', milliseconds: 1 })?.id).toBe('slow');
});

describe.each(behaviours.map((choice) => [choice.title, choice] as const))('%s', (_, { behaviour, effect }) => {
  test('does to a request what is said of it', async () => {
    const provider = setBehaviour(auth0, behaviour);
    const clock = { now: () => now * 1000, wait: () => Promise.resolve() };
    const network = makeNetwork(() => ({ providers: [provider] }));
    const gateway = new Gateway(surroundingsOf(network, clock));
    const source = base64(addressesOf(auth0).keySet);
    const api = readApi(JSON.stringify(classic({ jwt_signing_method: 'rsa', jwt_source: source })));
    const gold = readPolicy(JSON.stringify(policy()));
    if (!api.ok || !gold.ok) throw new Error('The documents are good.');
    gateway.load([api.value], [gold.value]);
    const asked = behaviour.kind === 'unreachable' ? auth0 : provider;
    const token = tokenIn(await askForToken(asked, clientParameters(asked)));
    const headers = [
      ['Host', 'gateway.test'],
      ['Authorization', `Bearer ${token}`],
    ] as const;
    const { response, log } = await gateway.handle({ method: 'GET', path: '/a/get', headers });

    expect(response?.status).toBe(effect.includes('403') ? 403 : 200);
    const lines = log.map((line) => JSON.stringify(line)).join('\n');
    for (const [, quoted = ''] of effect.matchAll(/“([^”]+)”/g)) expect(lines).toContain(quoted);
    const isKept = keptKeySets(gateway.state, provider, now * 1000).length > 0;
    if (effect.includes('Nothing is kept')) expect(isKept).toBe(false);
    if (effect.includes('it is kept')) expect(isKept).toBe(true);
  });
});
