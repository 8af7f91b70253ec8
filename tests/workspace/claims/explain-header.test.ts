import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/go/json';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { addressedApi } from '../../../src/workspace/addressed-api';
import { explainHeader } from '../../../src/workspace/claims/explain-header';
import { setMember } from '../../../src/workspace/json-edit';
import { newDocument } from '../../../src/workspace/workspace';

function remarks(header: JsonValue, changes: Readonly<Record<string, JsonValue>> = {}): readonly string[] {
  const guide = guideHmacWorkspace();
  const draft = Object.entries(changes).reduce(
    (text, [name, value]) => setMember(text, [name], value),
    guide.apis[0]?.draft ?? '',
  );
  const api = addressedApi({ ...guide, apis: [newDocument(draft)] }, null);
  return explainHeader(JSON.stringify(header), api).map(
    ({ path, text, tone }) => `${path.join('.')}: ${text}${tone === 'plain' ? '' : ` (${tone})`}`,
  );
}

test('says whether the algorithm is of the API’s family', () => {
  expect(remarks({ alg: 'HS256', typ: 'JWT' })).toEqual(['alg: as the API wants', 'typ: ignored']);
  expect(remarks({ alg: 'RS256' })).toEqual(['alg: the API wants HMAC (bad)']);
  expect(remarks({ alg: 'PS384' }, { jwt_signing_method: 'rsa' })).toEqual(['alg: as the API wants']);
  expect(remarks({ alg: 'none' })).toEqual(['alg: the API wants HMAC (bad)']);
});

test('says that a signing method in another spelling counts as hmac', () => {
  expect(remarks({ alg: 'RS256' }, { jwt_signing_method: 'RSA' })).toEqual(['alg: the API wants HMAC (bad)']);
});

test('tells an algorithm that is missing, unknown, or no text', () => {
  expect(remarks({ typ: 'JWT' })).toEqual([': no alg: refused (bad)', 'typ: ignored']);
  expect(remarks({ alg: 'hs256' })).toEqual(['alg: no known algorithm: refused (bad)']);
  expect(remarks({ alg: 5 })).toEqual(['alg: a number: refused (bad)']);
});

test('says what the kid is for: nothing, the key in a set, or the Tyk key', () => {
  const keySet = { jwt_source: btoa('https://idp.test/jwks.json') };
  expect(remarks({ alg: 'HS256', kid: 'k1' })[1]).toBe('kid: ignored');
  expect(remarks({ alg: 'HS256', kid: 'k1' }, keySet)[1]).toBe('kid: finds the key');
  expect(remarks({ alg: 'HS256', kid: 7 }, keySet)[1]).toBe('kid: a number: refused (bad)');
  expect(remarks({ alg: 'HS256' }, keySet)[0]).toBe(': no kid: refused (bad)');
  expect(remarks({ alg: 'HS256', kid: 'k1' }, { jwt_source: '' })[1]).toBe('kid: names the Tyk key');
  expect(remarks({ alg: 'HS256', kid: 'k1' }, { jwt_source: '', jwt_skip_kid: true })[1]).toBe('kid: ignored');
});

test('trusts nothing that comes with the token', () => {
  const [, jku] = explainHeader('{"alg": "HS256", "jku": "https://idp.test"}', null);
  expect(jku?.details.join(' ')).toContain('The gateway trusts no key that comes with a token.');
});
