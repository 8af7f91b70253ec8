import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { addressedApi } from '../../src/workspace/addressed-api';
import { memberAt, setMember } from '../../src/workspace/json-edit';
import {
  addSigningKey,
  algorithmOf,
  canSignWith,
  chooseAlgorithm,
  chooseKey,
  partText,
  secretOfApi,
  usualAlgorithm,
  withKey,
  withPartText,
} from '../../src/workspace/signing';
import { newDocument, type NamedKey, type Workspace } from '../../src/workspace/workspace';
import { auth0, keyOf } from './providers/build';

const rsa: NamedKey = { ...keyOf(auth0), id: 'rsa', kid: 'k-rsa' };
const secret: NamedKey = { id: 'secret', name: 'secret', kid: '', use: 'sig', jwk: { kty: 'oct', k: 'dHlrMTIz' } };
const p384: NamedKey = {
  id: 'ec',
  name: 'ec',
  kid: '',
  use: 'sig',
  jwk: { kty: 'EC', crv: 'P-384', x: '', y: '', d: '' },
};
const publicOnly: NamedKey = { ...rsa, id: 'public', jwk: { kty: 'RSA', n: rsa.jwk.n ?? '', e: rsa.jwk.e ?? '' } };

function world(keys: readonly NamedKey[], header: string, keyId: string | null): Workspace {
  const token = { kind: 'composed', header, payload: '{"sub": "u1"}', keyId, fault: null } as const;
  return { ...guideHmacWorkspace(), keys, token };
}

const chosen = ({ token }: Workspace): readonly unknown[] =>
  token.kind === 'composed'
    ? [memberAt(token.header, ['alg']), memberAt(token.header, ['kid']), token.keyId]
    : ['encoded'];

test('knows which key signs with which algorithm', () => {
  const fits = (key: NamedKey): readonly string[] =>
    ['HS256', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA', 'none'].filter((name) => {
      const row = algorithmOf(JSON.stringify({ alg: name }));
      return row !== undefined && canSignWith(key, row);
    });
  expect(fits(secret)).toEqual(['HS256', 'none']);
  expect(fits(rsa)).toEqual(['RS512', 'PS256', 'none']);
  expect(fits(p384)).toEqual(['ES384', 'none']);
  expect(fits(publicOnly)).toEqual(['none']);
  expect([secret, rsa, p384, publicOnly].map((key) => usualAlgorithm(key)?.name)).toEqual([
    'HS256',
    'RS256',
    'ES384',
    undefined,
  ]);
});

test('an algorithm of another family brings a key that fits, or none', () => {
  const before = world([secret, publicOnly, rsa], '{"alg": "HS256"}', 'secret');
  expect(chosen(chooseAlgorithm(before, 'HS512', null))).toEqual(['HS512', undefined, 'secret']);
  expect(chosen(chooseAlgorithm(before, 'PS256', null))).toEqual(['PS256', undefined, 'rsa']);
  expect(chosen(chooseAlgorithm(before, 'ES256', null))).toEqual(['ES256', undefined, null]);
  expect(chosen(chooseAlgorithm(before, 'none', null))).toEqual(['none', undefined, 'secret']);
});

test('of several keys that fit, the API’s own is taken', () => {
  const other: NamedKey = { ...secret, id: 'other', jwk: { kty: 'oct', k: 'b3RoZXI' } };
  const before = world([rsa, other, secret], '{"alg": "RS256"}', 'rsa');
  expect(chosen(chooseAlgorithm(before, 'HS256', null))[2]).toBe('other');
  expect(chosen(chooseAlgorithm(before, 'HS256', addressedApi(guideHmacWorkspace(), null)))[2]).toBe('secret');
});

test('a key of another family brings its usual algorithm', () => {
  const before = world([secret, rsa], '{"alg": "HS512"}', 'secret');
  expect(chosen(chooseKey(before, 'rsa'))).toEqual(['RS256', undefined, 'rsa']);
  expect(chosen(chooseKey(world([secret, rsa], '{"alg": "none"}', null), 'secret'))).toEqual([
    'HS256',
    undefined,
    'secret',
  ]);
  expect(chosen(chooseKey(world([rsa], '{"alg": "PS512"}', null), 'rsa'))).toEqual(['PS512', undefined, 'rsa']);
});

test('a kid that was the old key’s follows the key; any other stays', () => {
  const other: NamedKey = { ...rsa, id: 'other', kid: 'k-2' };
  expect(chosen(chooseKey(world([rsa, other], '{"alg": "RS256", "kid": "k-rsa"}', 'rsa'), 'other'))[1]).toBe('k-2');
  expect(
    chosen(chooseKey(world([rsa, secret], '{"alg": "RS256", "kid": "k-rsa"}', 'rsa'), 'secret'))[1],
  ).toBeUndefined();
  expect(chosen(chooseKey(world([rsa, other], '{"alg": "RS256", "kid": "mine"}', 'rsa'), 'other'))[1]).toBe('mine');
});

test('a pasted token is changed in its header alone, and taken apart when a key is chosen', () => {
  const text = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln';
  const pasted: Workspace = { ...world([secret, rsa], '', null), token: { kind: 'encoded', text } };
  const changed = chooseAlgorithm(pasted, 'RS256', null);
  expect(changed.token).toEqual({ kind: 'encoded', text: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln' });
  const again = chooseKey(changed, 'rsa');
  expect(chosen(again)).toEqual(['RS256', undefined, 'rsa']);
  expect(partText(again.token, 'payload')).toBe('{\n  "sub": "u1"\n}');
});

test('edits the part that is shown, however the token is given', () => {
  const text = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln';
  const { token } = world([], '{}', null);
  expect(partText(withPartText(token, 'payload', '{"a": 1}'), 'payload')).toBe('{"a": 1}');
  expect(withPartText({ kind: 'encoded', text }, 'payload', '{"sub": "u1"}')).toEqual({ kind: 'encoded', text });
});

test('adds a key and signs with it', () => {
  const added = addSigningKey(world([secret], '{"alg": "HS256"}', 'secret'), rsa);
  expect(added.keys).toEqual([secret, rsa]);
  expect(chosen(added)).toEqual(['RS256', undefined, 'rsa']);
  expect(withKey(added, 'rsa', (key) => ({ ...key, name: 'mine' })).keys[1]?.name).toBe('mine');
});

test('offers the API’s secret only where the API has one that is not at hand', () => {
  const guide = guideHmacWorkspace();
  const withApi = (method: string, source: string): Workspace => {
    const draft = setMember(
      setMember(guide.apis[0]?.draft ?? '', ['jwt_source'], source),
      ['jwt_signing_method'],
      method,
    );
    return { ...guide, apis: [newDocument(draft)] };
  };
  const offered = (workspace: Workspace, keys: readonly NamedKey[]): unknown =>
    secretOfApi(addressedApi(workspace, null), keys)?.jwk;
  expect(offered(guide, [])).toEqual({ kty: 'oct', k: 'dHlrMTIz' });
  expect(offered(guide, [secret])).toBeUndefined();
  expect(offered(withApi('RSA', 'b3RoZXI='), [secret])).toEqual({ kty: 'oct', k: 'b3RoZXI' });
  expect(offered(withApi('rsa', 'b3RoZXI='), [])).toBeUndefined();
  expect(offered(withApi('hmac', 'tyk123'), [])).toBeUndefined();
  expect(offered(withApi('hmac', ''), [])).toBeUndefined();
  expect(secretOfApi(null, [])).toBeNull();
});
