import { expect, test } from 'vitest';
import { answerKeySet } from '../../../src/mock/identity-provider/key-set-answer';
import { setBehaviour } from '../../../src/workspace/providers';
import { keySetFault } from '../../../src/workspace/providers/key-set-fault';
import { auth0, keycloak } from './build';

const good = (provider: typeof auth0): string => answerKeySet(provider).body;

test('a key set as providers publish it has no fault, nor has one without keys', () => {
  expect(keySetFault(good(auth0))).toBeNull();
  expect(keySetFault(good(keycloak))).toBeNull();
  expect(keySetFault('{}')).toBeNull();
});

test('names the key that spoils the set, in the gateway’s words', () => {
  const spoilt = answerKeySet(setBehaviour(auth0, { kind: 'malformed key set', form: 'bad key' })).body;
  expect(keySetFault(spoilt)).toEqual({
    error: 'go-jose/go-jose: invalid RSA key, missing n/e values',
    path: ['keys', 1],
  });
  const oneKey = good(auth0).replace(/^\{"keys":\[|\]\}$/g, '');
  expect(keySetFault(`{"keys":[${oneKey},{"kid":"a","kid":"b","kty":"oct","k":"YQ"}]}`)).toEqual({
    error: "json: duplicate key 'kid' in object",
    path: ['keys', 1],
  });
});

test('is about the whole text where that is no key set', () => {
  expect(keySetFault('')).toEqual({ error: 'unexpected end of JSON input', path: [] });
  expect(keySetFault('{"keys": [')?.path).toEqual([]);
  expect(keySetFault('{"keys": {}}')?.path).toEqual(['keys']);
});
