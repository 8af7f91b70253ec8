import { expect, test } from 'vitest';
import { fetchKeySet, fetchLegacyKeySet } from '../../src/gateway/key-set-fetch';
import { StillWorld, keySet, keySetUrl, rsaJwk } from './build';

async function failure(url: string, world = new StillWorld()) {
  const got = await fetchKeySet(world, url);
  return got.ok ? 'fetched' : `${got.kind}: ${got.error}`;
}

test.each([
  ['nope', 'Get "nope": unsupported protocol scheme ""'],
  ['ftp://idp.test/', 'Get "ftp://idp.test/": unsupported protocol scheme "ftp"'],
  ['http://', 'Get "http:": http: no Host in request URL'],
  ['http://idp.test:x/', 'parse "http://idp.test:x/": invalid port ":x" after host'],
  ['http://idp.test/%zz', 'parse "http://idp.test/%zz": invalid URL escape "%zz"'],
  ['http://[::1/', `parse "http://[::1/": missing ']' in host`],
  ['http://idp.test/\n', 'parse "http://idp.test/\\n": net/url: invalid control character in URL'],
  [':x', 'parse ":x": missing protocol scheme'],
])('nothing is sent to %j', async (url, error) => {
  const world = new StillWorld();
  expect(await failure(url, world)).toBe(`network: ${error}`);
  expect(world.fetched).toEqual([]);
});

test('the scheme is written in small letters', async () => {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, keySet(rsaJwk('k')));
  expect(await failure(keySetUrl.replace('http', 'HTTP'), world)).toBe('fetched');
});

test('redirects are followed, relative ones too', async () => {
  const world = new StillWorld();
  const headers = [['location', '/moved']] as const;
  world.keySets.set(keySetUrl, { kind: 'answer', status: 302, headers, body: '' });
  world.keySets.set('http://idp.test/moved', keySet(rsaJwk('k')));
  expect(await failure(keySetUrl, world)).toBe('fetched');
  expect(world.fetched).toEqual([keySetUrl, 'http://idp.test/moved']);
});

test('an endless redirect ends after ten', async () => {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, { kind: 'answer', status: 307, headers: [['Location', keySetUrl]], body: '' });
  expect(await failure(keySetUrl, world)).toBe(`network: Get "${keySetUrl}": stopped after 10 redirects`);
  expect(world.fetched).toHaveLength(10);
});

test.each([
  ['<html>', "content: invalid character '<' looking for beginning of value"],
  ['', 'content: unexpected end of JSON input'],
  ['[]', 'content: json: cannot unmarshal array into Go value of type jose.JSONWebKeySet'],
  ['{"keys":[]}x', "content: invalid character 'x' after top-level value"],
  ['{"keys":[{"kty":"XYZ"}]}', "key: go-jose/go-jose: unknown json web key type 'XYZ'"],
  ['{"keys":[{"kty":"oct"}]}', 'key: go-jose/go-jose: invalid OCT (symmetric) key, missing k value'],
])('the body %j fails with its kind', async (body, wanted) => {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, { kind: 'answer', status: 200, headers: [], body });
  expect(await failure(keySetUrl, world)).toBe(wanted);
});

test('the older reader takes the first JSON value only', async () => {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, {
    kind: 'answer',
    status: 200,
    headers: [],
    body: '{"keys":[{"kid":"k","kty":"RSA"}]} x',
  });
  expect(await fetchLegacyKeySet(world, keySetUrl)).toEqual({ ok: true, keys: [{ kid: 'k', kty: 'RSA', x5c: [] }] });
});
