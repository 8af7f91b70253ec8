import { describe, expect, test } from 'vitest';
import { legacyKeyOf, parseKeySet, parseLegacyKeySet } from '../../src/keys/key-set';
import * as keys from './fixtures';
import { keyOf, summary } from './read';

const encoder = new TextEncoder();

const ec = {
  kty: 'EC',
  crv: 'P-256',
  x: 'kgOejD6H7ABZDG2iQzxJN7kdXkJWd58URuSuHlMzkPA',
  y: 'SxfjzHYn5NbblVOTrztjWFUmZmBqmgQ4HxjVeBgqDPw',
};
const oct = { kty: 'oct', k: 'dHlrMTIz' };
const x5c = (pem: string): string => pem.replace(/-----.*-----|\s/g, '');

function parse(set: unknown): ReturnType<typeof parseKeySet> {
  return parseKeySet(encoder.encode(typeof set === 'string' ? set : JSON.stringify(set)));
}

/** The kinds of the keys of a set, or the error. */
function kinds(set: unknown): string {
  const parsed = parse(set);
  return parsed.ok
    ? parsed.set.keys.map(({ kid, key }) => `${kid}=${summary({ ok: true, key })}`).join()
    : parsed.error;
}

describe('a key set', () => {
  test('gives the first key of a name', () => {
    const parsed = parse({ keys: [{ ...oct, kid: 'a' }, { ...ec, kid: 'a' }, ec] });
    if (!parsed.ok) throw new Error(parsed.error);
    expect(parsed.set.byKid('a')).toEqual({ kind: 'secret', bytes: encoder.encode('tyk123') });
    expect(parsed.set.byKid('')?.kind).toBe('ec');
    expect(parsed.set.byKid('A')).toBeUndefined();
  });

  test.each([
    ['the name of its list in another letter case', '{"KEYS":[{"kty":"oct","k":"AA"}]}', '=secret'],
    ['two lists, of which the last counts', '{"keys":[{"kty":"oct","k":"AA"}],"keys":[]}', ''],
    ['no list', '{"error":"not found"}', ''],
    ['null', 'null', ''],
    ['a null list', '{"keys":null}', ''],
    ['line feeds after it', '{"keys":[]}\n\n', ''],
    ['padding in its bytes', '{"keys":[{"kty":"oct","k":"AA=="}]}', '=secret'],
    [
      'an RSA key with e = 3 and a zero byte in front of n',
      '{"keys":[{"kty":"RSA","n":"AP8","e":"Aw"}]}',
      '=rsa 8 e=3',
    ],
    ['an exponent that 64 bits do not hold', '{"keys":[{"kty":"RSA","n":"_w","e":"AQAAAAAAAAAD"}]}', '=rsa 8 e=3'],
    ['an Ed25519 key that is too short', '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"}]}', '=ed25519'],
    [
      'unknown members',
      '{"keys":[{"kty":"oct","k":"AA","use":"enc","alg":"x","key_ops":["sign"],"z":{"a":1,"a":2}}]}',
      '=secret',
    ],
    ['members with other letters', '{"keys":[{"kty":"oct","k":"AA","KID":5}]}', '=secret'],
    ['null members', '{"keys":[{"kty":"oct","k":"AA","kid":null,"x5c":null,"n":null}]}', '=secret'],
  ])('with %s', (_, body, expected) => {
    expect(kinds(body)).toBe(expected);
  });

  test('with private keys holds them as keys that cannot verify', () => {
    const okp = { kty: 'OKP', crv: 'Ed25519', x: 'AA', d: 'AA' };
    expect(kinds({ keys: [{ ...ec, d: ec.x, kid: 'a' }, okp] })).toBe(
      'a=unusable private EC,=unusable private Ed25519',
    );
  });
});

// What encoding/json and go-jose v3.0.5 say.
test.each([
  ['', 'unexpected end of JSON input'],
  ['<html>', "invalid character '<' looking for beginning of value"],
  ['{"keys":[]}text', "invalid character 't' after top-level value"],
  ['[]', 'json: cannot unmarshal array into Go value of type jose.JSONWebKeySet'],
  ['{"keys":{}}', 'json: cannot unmarshal object into Go struct field JSONWebKeySet.keys of type []jose.JSONWebKey'],
  ['{"keys":["a"]}', 'json: cannot unmarshal string into Go value of type jose.rawJSONWebKey'],
  ['{"keys":[null]}', "go-jose/go-jose: unknown json web key type ''"],
  ['{"keys":[{"kty":"XYZ"}]}', "go-jose/go-jose: unknown json web key type 'XYZ'"],
  ['{"keys":[{"kid":"a","kid":"a"}]}', "json: duplicate key 'kid' in object"],
  ['{"keys":[{"kid":5}]}', 'json: cannot unmarshal number into Go value of type string'],
  ['{"keys":[{"kid":true,"n":"+"}]}', 'illegal base64 data at input byte 0'],
  ['{"keys":[{"kid":true,"use":[]}]}', 'json: cannot unmarshal bool into Go value of type string'],
  ['{"keys":[{"k":[1]}]}', 'json: cannot unmarshal array into Go value of type string'],
  ['{"keys":[{"x5c":"a"}]}', 'json: cannot unmarshal string into Go value of type []string'],
  ['{"keys":[{"x5c":["!"]}]}', 'go-jose/go-jose: failed to unmarshal x5c field: illegal base64 data at input byte 0'],
  ['{"keys":[{"x5c":["AAAA"]}]}', 'go-jose/go-jose: failed to unmarshal x5c field: x509: malformed certificate'],
  ['{"keys":[{"kty":"RSA"}]}', 'go-jose/go-jose: invalid RSA key, missing n/e values'],
  ['{"keys":[{"kty":"RSA","n":"","d":"AA"}]}', 'go-jose/go-jose: invalid RSA private key, missing E value(s)'],
  ['{"keys":[{"kty":"oct"}]}', 'go-jose/go-jose: invalid OCT (symmetric) key, missing k value'],
  ['{"keys":[{"kty":"EC","crv":"secp256k1"}]}', "go-jose/go-jose: unsupported elliptic curve 'secp256k1'"],
  ['{"keys":[{"kty":"EC","crv":"P-256"}]}', 'go-jose/go-jose: invalid EC key, missing x/y values'],
  ['{"keys":[{"kty":"EC","crv":"P-256","d":""}]}', 'go-jose/go-jose: invalid EC private key, missing x/y/d values'],
  [
    '{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}',
    'go-jose/go-jose: invalid EC public key, wrong length for x',
  ],
  ['{"keys":[{"kty":"OKP","crv":"X25519","x":"AA"}]}', "go-jose/go-jose: unknown curve X25519'"],
])('refuses the set %s', (body, error) => {
  expect(parse(body)).toEqual({ ok: false, error });
});

test.each([
  [{ ...ec, y: ec.x }, 'go-jose/go-jose: invalid EC key, X/Y are not on declared curve'],
  [{ ...ec, y: 'AA' }, 'go-jose/go-jose: invalid EC public key, wrong length for y'],
  [
    { ...oct, x5u: 'http://%zz' },
    'go-jose/go-jose: invalid JWK, x5u header is invalid URL: parse "http://%zz": invalid URL escape "%zz"',
  ],
  [{ ...oct, x5t: 'A+' }, 'go-jose/go-jose: invalid JWK, x5t header has invalid encoding'],
  [{ ...oct, x5t: 'AAAA' }, 'go-jose/go-jose: invalid JWK, x5t header is of incorrect size'],
  [
    { ...oct, x5t: btoa('g'.repeat(40)) },
    "go-jose/go-jose: invalid JWK, unable to hex decode x5t: encoding/hex: invalid byte: U+0067 'g'",
  ],
  [
    { ...oct, x5c: [x5c(keys.rsaCertificate)] },
    "go-jose/go-jose: invalid JWK, found 'oct' (symmetric) key with cert chain",
  ],
  [
    { ...ec, x5c: [x5c(keys.rsaCertificate)] },
    'go-jose/go-jose: invalid JWK, public keys in key and x5c fields do not match',
  ],
  [
    { ...ec, x5c: [x5c(keys.p256Certificate)], x5t: 'A'.repeat(27) },
    'go-jose/go-jose: invalid JWK, x5c thumbprint does not match x5t value',
  ],
])('refuses the key %j', (key, error) => {
  expect(parse({ keys: [{ ...ec, kid: 'good' }, key] })).toEqual({ ok: false, error });
});

test('takes a certificate that holds the key, and its thumbprints as bytes and as digits', async () => {
  const der = Uint8Array.from(atob(x5c(keys.p256Certificate)), (character) => character.charCodeAt(0));
  const sha1 = new Uint8Array(await crypto.subtle.digest('SHA-1', der));
  const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  const digits = Array.from(sha256, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = (bytes: Uint8Array): string =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
  const key = { ...ec, x5c: [x5c(keys.p256Certificate)], x5t: text(sha1), 'x5t#S256': btoa(digits) };
  expect(kinds({ keys: [key] })).toBe('=ec P-256');
});

describe('the older reader', () => {
  const certificate = btoa(keys.rsaCertificate);
  const body = JSON.stringify({ keys: [{ kid: 'a', kty: 'RSA', x5c: [certificate] }] });

  test('reads the first JSON value alone', () => {
    expect(parseLegacyKeySet(encoder.encode(`${body}text`))).toEqual({
      ok: true,
      keys: [{ kid: 'a', kty: 'RSA', x5c: [certificate] }],
    });
    expect(parseLegacyKeySet(encoder.encode('{"keys":null}'))).toEqual({ ok: true, keys: [] });
  });

  test.each([
    ['', 'EOF'],
    ['{', 'unexpected EOF'],
    ['[]', 'json: cannot unmarshal array into Go value of type gateway.JWKs'],
    ['{"keys":5}', 'json: cannot unmarshal number into Go struct field JWKs.keys of type []gateway.JWK'],
    ['{"keys":["a"]}', 'json: cannot unmarshal string into Go struct field JWKs.keys of type gateway.JWK'],
    ['{"keys":[{"kid":5}]}', 'json: cannot unmarshal number into Go struct field JWK.keys.kid of type string'],
    ['{"keys":[{"x5c":[5]}]}', 'json: cannot unmarshal number into Go struct field JWK.keys.x5c of type string'],
    ['{"keys":[{"x5c":{}}]}', 'json: cannot unmarshal object into Go struct field JWK.keys.x5c of type []string'],
  ])('refuses %s', (text, error) => {
    expect(parseLegacyKeySet(encoder.encode(text))).toEqual({ ok: false, error });
  });

  test('finds a PEM in x5c for a key of the signing method, in any letter case', () => {
    const found = [{ kid: 'a', kty: 'RSA', x5c: [certificate] }];
    expect(legacyKeyOf(found, 'a', 'rsa')).toEqual({ ok: true, key: keyOf(keys.rsaCertificate) });
    expect(summary(legacyKeyOf(found, 'a', 'ecdsa'))).toBe('No matching KID could be found');
    expect(summary(legacyKeyOf(found, 'b', 'rsa'))).toBe('No matching KID could be found');
  });

  test.each([
    [[], 'no certificates in JWK'],
    [[x5c(keys.rsaCertificate)], 'No legacy public keys found'],
    [['!'], 'No legacy public keys found'],
    [[`${certificate.slice(0, 40)}!`], 'illegal base64 data at input byte 40'],
    [[btoa('----- no PEM')], 'x509: malformed certificate'],
  ])('says why there is no key in %j', (texts, error) => {
    expect(legacyKeyOf([{ kid: 'a', kty: 'rsa', x5c: texts }], 'a', 'rsa')).toEqual({ ok: false, error });
  });
});
