import { expect, test } from 'vitest';
import { isRead, placementName, placesRead, tokenPlaceOf } from '../../../../src/ui/answer/request/token-reading';
import { readApi } from '../../../../src/workspace/documents';
import { classic } from '../../../gateway/build';
import type { JsonObject } from '../../../../src/go/json';

function read(jwt: JsonObject) {
  const api = readApi(JSON.stringify(classic({ auth_configs: { jwt } })));
  if (!api.ok) throw new Error(api.error);
  return placesRead(api.value.definition);
}

test('tells where an API reads the token, the place that wins first', () => {
  expect(read({}).map(placementName)).toEqual(['header Authorization']);
  const all = { auth_header_name: 'X-Token', use_param: true, use_cookie: true, cookie_name: 'c' };
  expect(read(all).map(placementName)).toEqual(['cookie c', 'query parameter X-Token', 'header X-Token']);
  expect(read({ disable_header: true }).map(placementName)).toEqual([]);
});

test('reads a definition that has only the older auth object', () => {
  const api = readApi(JSON.stringify(classic({ auth_configs: null, auth: { use_param: true, param_name: 'jwt' } })));
  expect(api.ok ? placesRead(api.value.definition).map(placementName) : []).toEqual([
    'query parameter jwt',
    'header Authorization',
  ]);
});

test('knows whether the API looks where the token is carried', () => {
  const header = (name: string) => ({ in: 'header', name, prefix: '' }) as const;
  expect(isRead(header('authorization'), read({}))).toBe(true);
  expect(isRead(header('X-Token'), read({}))).toBe(false);
  expect(isRead({ in: 'query', name: 'jwt' }, read({ use_param: true, param_name: 'JWT' }))).toBe(false);
  expect(isRead({ in: 'nowhere' }, read({}))).toBe(true);
});

test('names a chosen place as the API reads it, else as it was called before', () => {
  const before = { in: 'query', name: 'token' } as const;
  expect(tokenPlaceOf('cookie', before, read({ use_cookie: true, cookie_name: 'c' }))).toEqual({
    in: 'cookie',
    name: 'c',
  });
  expect(tokenPlaceOf('cookie', before, [])).toEqual({ in: 'cookie', name: 'token' });
  expect(tokenPlaceOf('header', before, [])).toEqual({ in: 'header', name: 'Authorization', prefix: 'Bearer ' });
  expect(tokenPlaceOf('query', { in: 'nowhere' }, [])).toEqual({ in: 'query', name: 'jwt' });
  expect(tokenPlaceOf('nowhere', before, [])).toEqual({ in: 'nowhere' });
  expect(tokenPlaceOf('elsewhere', before, [])).toBeNull();
});
