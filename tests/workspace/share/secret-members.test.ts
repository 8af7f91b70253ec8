import { expect, test } from 'vitest';
import { encodeStd } from '../../../src/go/base64';
import { demoPem, demoSource } from '../../../src/scenarios/demo-keys';
import {
  holdsPrivateKey,
  isPublicSource,
  withoutSecretMembers,
  withoutSecretPairs,
  withoutUser,
} from '../../../src/workspace/share/secret-members';

const base64 = (text: string): string => encodeStd(new TextEncoder().encode(text));

function redacted(value: unknown): unknown {
  const made = withoutSecretMembers(JSON.stringify(value));
  if (made === null) throw new Error('It is no JSON.');
  return JSON.parse(made.text);
}

test.each<[string, string]>([
  ['a public key, base64 of PEM', demoSource('rsa')],
  ['a public key, PEM as it is', demoPem('rsa', 'public')],
  ['the address of a key set', 'https://idp.test/jwks.json'],
  ['that address as base64', base64('https://idp.test/jwks.json')],
])('%s is for everyone', (_, source) => {
  expect(isPublicSource(source)).toBe(true);
  expect(redacted({ jwt_source: source })).toEqual({ jwt_source: source });
});

test.each<[string, string]>([
  ['a shared secret', 'dHlrMTIz'],
  ['a secret that is not base64', 'not base64!'],
  ['a private key, base64 of PEM', base64(demoPem('rsa', 'private'))],
  ['a private key, PEM as it is', demoPem('ec', 'private')],
  ['both halves', `${demoPem('rsa', 'public')}${demoPem('rsa', 'private')}`],
  ['an address with a password', 'https://me:pass@idp.test/jwks.json'],
  ['that address as base64', base64('https://me:pass@idp.test/jwks.json')],
])('%s is left out', (_, source) => {
  expect(isPublicSource(source)).toBe(false);
  expect(redacted({ JWT_source: source })).toEqual({ JWT_source: '' });
  const scheme = { server: { authentication: { securitySchemes: { jwt: { source } } } } };
  expect(redacted({ 'x-tyk-api-gateway': scheme })).toEqual(
    JSON.parse(JSON.stringify({ 'x-tyk-api-gateway': scheme }).replace(/"source":"[^]*?"/, '"source":""')),
  );
});

test('what is secret by its name is left out, wherever it stands', () => {
  expect(
    redacted({
      name: 'Orders',
      auth: { auth_header_name: 'Authorization' },
      notifications: { shared_secret: 'a' },
      upstream_auth: { basic_auth: { username: 'me', password: 'b' }, oauth: { clientSecret: 'c' } },
      global_headers: { Authorization: 'Basic d', 'X-Api-Key': 'e', Accept: 'text/plain' },
      headers: [
        { name: 'X-Tyk-Authorization', value: 'f' },
        { name: 'Accept', value: 'text/plain' },
      ],
      jwk: { kty: 'EC', x: 'x', d: 'g' },
      note: demoPem('ec', 'private'),
      target_url: 'https://me:pass@upstream.test/base',
    }),
  ).toEqual({
    name: 'Orders',
    auth: { auth_header_name: 'Authorization' },
    notifications: { shared_secret: '' },
    upstream_auth: { basic_auth: { username: 'me', password: '' }, oauth: { clientSecret: '' } },
    global_headers: { Authorization: '', 'X-Api-Key': '', Accept: 'text/plain' },
    headers: [
      { name: 'X-Tyk-Authorization', value: '' },
      { name: 'Accept', value: 'text/plain' },
    ],
    jwk: { kty: 'EC', x: 'x', d: '' },
    note: '',
    target_url: 'https://upstream.test/base',
  });
});

test('the rest of the text stays as it is written', () => {
  const text = '{ "n": 9007199254740993,\r\n\t"jwt_source" : "dHlr\\u004dTIz", "n": 1e400 , "a":"é" }';
  expect(withoutSecretMembers(text)).toEqual({
    text: '{ "n": 9007199254740993,\r\n\t"jwt_source" : "", "n": 1e400 , "a":"é" }',
    secrets: ['dHlrMTIz'],
    names: ['jwt_source'],
  });
});

test('a member that is there twice is left out twice', () => {
  expect(withoutSecretMembers('{"jwt_source":"one","jwt_source":"two"}')?.text).toBe(
    '{"jwt_source":"","jwt_source":""}',
  );
});

test('a text that is no JSON is not judged', () => {
  expect(withoutSecretMembers('{"jwt_source": dHlrMTIz')).toBe(null);
});

test('finds a private key in any text', () => {
  expect(holdsPrivateKey(`x ${demoPem('rsa', 'private')}`)).toBe(true);
  expect(holdsPrivateKey(`x ${base64(demoPem('rsa', 'private'))} y`)).toBe(true);
  expect(holdsPrivateKey(`x ${demoPem('rsa', 'public')} ${demoSource('rsa')}`)).toBe(false);
});

test('takes secrets out of a query, and names and passwords out of addresses', () => {
  expect(withoutSecretPairs('/a?x=1&api_key=abc&client_secret=d%20e&y=2', 'out')).toBe(
    '/a?x=1&api_key=out&client_secret=out&y=2',
  );
  expect(withoutUser('see https://me:pass@a.test/x and redis://u@b.test, not me@c.test')).toBe(
    'see https://a.test/x and redis://b.test, not me@c.test',
  );
});
