import { createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto';
import type { JWK } from 'jose';

import { describe, expect, test } from 'vitest';
import { encodeStd } from '../../../src/go/base64';
import { jwtSource, keyForms, keySetText, type ExportableKey, type KeyForm } from '../../../src/keys/export/key-forms';
import { keyFacts } from '../../../src/keys/facts';
import { generateKey, type KeySpec } from '../../../src/keys/generate';
import { parseKeySet } from '../../../src/keys/key-set';
import { readKeys } from '../../../src/keys/import/read-keys';
import { examineSource } from '../../../src/keys/source-doctor';
import { fileBytes, fileText, openssl } from '../openssl-file';

async function keyIn(file: string): Promise<ExportableKey> {
  const [key] = (await readKeys(fileText(file))).keys;
  if (key === undefined) throw new Error(file);
  return {
    kid: 'k1',
    use: 'sig',
    jwk: key.jwk,
    ...(key.certificate === undefined ? {} : { certificate: key.certificate }),
  };
}

const secretOf = (text: string): ExportableKey => ({
  kid: '',
  use: '',
  jwk: { kty: 'oct', k: Buffer.from(text, 'latin1').toString('base64url') },
});

function textsOf(forms: readonly KeyForm[]): Record<string, string> {
  return Object.fromEntries(forms.map(({ id, text }) => [id, text]));
}

describe('writes a key as openssl does', () => {
  test('RSA', async () => {
    const certificate = fileText('rsa2048.certificate.pem');
    const forms = keyForms({ ...(await keyIn('rsa2048.pkcs8.pem')), certificate });
    expect(textsOf(forms)).toMatchObject({
      pkcs8: fileText('rsa2048.pkcs8.pem'),
      'pkcs1-private': fileText('rsa2048.pkcs1.pem'),
      spki: fileText('rsa2048.spki.pem'),
      'pkcs1-public': fileText('rsa2048.pkcs1-public.pem'),
      'spki-der': encodeStd(fileBytes('rsa2048.spki.der')),
      certificate,
      'jwt-source': btoa(fileText('rsa2048.spki.pem')),
      'jwt-source-certificate': btoa(certificate),
    });
  });

  test.each(['p256', 'p384', 'p521'])('%s', async (name) => {
    expect(textsOf(keyForms(await keyIn(`${name}.sec1.pem`)))).toMatchObject({
      pkcs8: fileText(`${name}.pkcs8.pem`),
      sec1: fileText(`${name}.sec1.pem`),
      spki: fileText(`${name}.spki.pem`),
      'jwt-source': btoa(fileText(`${name}.spki.pem`)),
    });
  });

  test('Ed25519, for which the gateway has no use', async () => {
    const forms = textsOf(keyForms(await keyIn('ed25519.pkcs8.pem')));
    expect(forms).toMatchObject({ pkcs8: fileText('ed25519.pkcs8.pem'), spki: fileText('ed25519.spki.pem') });
    expect(forms['jwt-source']).toBeUndefined();
  });
});

test('JWKs have kid, use and alg; those for others have no private part', async () => {
  const jwk = createPrivateKey(fileText('p256.pkcs8.pem')).export({ format: 'jwk' });
  const { d, ...publicHalf } = jwk;
  const forms = keyForms(await keyIn('p256.pkcs8.pem'), 'ES256');
  const texts = textsOf(forms);
  const named = { kid: 'k1', use: 'sig', alg: 'ES256' };
  expect(JSON.parse(texts['jwk-private'] ?? '')).toEqual({ ...publicHalf, ...named, d });
  expect(JSON.parse(texts['jwk-public'] ?? '')).toEqual({ ...publicHalf, ...named });
  expect(JSON.parse(texts['key-set'] ?? '')).toEqual({ keys: [{ ...publicHalf, ...named }] });
  for (const { secret, text } of forms) expect(text.includes('PRIVATE') || text.includes('"d"')).toBe(secret);
});

describe('writes a secret', () => {
  test('as text, base64, base64url, hexadecimal and JWK', () => {
    const forms = keyForms(secretOf('a?~secret>'));
    expect(textsOf(forms)).toEqual({
      'jwt-source': 'YT9+c2VjcmV0Pg==',
      'secret-text': 'a?~secret>',
      'secret-base64': 'YT9+c2VjcmV0Pg==',
      'secret-base64url': 'YT9-c2VjcmV0Pg',
      'secret-hex': '613f7e7365637265743e',
      'jwk-private': '{\n  "kty": "oct",\n  "k": "YT9-c2VjcmV0Pg"\n}',
      'key-set': keySetText([secretOf('a?~secret>')]),
    });
    expect(forms.every(({ secret }) => secret)).toBe(true);
  });

  test.each(['\xff\xfe', 'line\nfeed', '\0', ''])('but not as text where it is none: %j', (text) => {
    expect(textsOf(keyForms(secretOf(text)))['secret-text']).toBeUndefined();
  });
});

test('what is no key has no form', () => {
  expect(keyForms({ kid: '', use: '', jwk: { kty: 'RSA' } })).toEqual([]);
  expect(jwtSource({ kid: '', use: '', jwk: { kty: 'RSA' } })).toBeUndefined();
});

test('a public key has no secret form', async () => {
  const forms = keyForms(await keyIn('rsa2048.spki.pem'));
  expect(forms.filter(({ secret }) => secret)).toEqual([]);
  expect(forms.map(({ id }) => id)).toContain('pkcs1-public');
});

test('the gateway reads the key set of several keys', async () => {
  const keys = await Promise.all(['rsa2048.spki.pem', 'p384.pkcs8.pem', 'ed25519.spki.pem'].map(keyIn));
  const text = keySetText([...keys.map((key, i) => ({ ...key, kid: `k${i}` })), { ...secretOf('s'), kid: 's' }]);
  const set = parseKeySet(new TextEncoder().encode(text));
  if (!set.ok) throw new Error(set.error);
  expect(set.set.keys.map(({ kid, key }) => [kid, key.kind])).toEqual([
    ['k0', 'rsa'],
    ['k1', 'ec'],
    ['k2', 'ed25519'],
    ['s', 'secret'],
  ]);
});

const specs: readonly (readonly [string, KeySpec])[] = [
  ['a secret', { kind: 'secret', bytes: 33 }],
  ['RSA', { kind: 'rsa', bits: 2048 }],
  ['P-256', { kind: 'ec', curve: 'P-256' }],
  ['P-384', { kind: 'ec', curve: 'P-384' }],
  ['P-521', { kind: 'ec', curve: 'P-521' }],
  ['Ed25519', { kind: 'ed25519' }],
];

function thumbprint(jwk: JWK): string {
  const read = keyFacts({ ...jwk });
  if (!read.ok) throw new Error(read.problem);
  return read.facts.thumbprint;
}

test.each(specs)('each form of %s, made new, is read as the same key', async (_, spec) => {
  // Several, since some keys have numbers that begin with zeros.
  for (let i = 0; i < (spec.kind === 'rsa' ? 1 : 20); i++) {
    const made = await generateKey(spec);
    if (!made.ok) throw new Error(made.message);
    const { jwk } = made;
    for (const { id, text, secret } of keyForms({ kid: '', use: '', jwk })) {
      const { keys, alternatives } = await readKeys(text);
      const found = [...keys, ...alternatives].find((each) => thumbprint(each.jwk) === thumbprint(jwk));
      expect(found, `${id}: ${text}`).toBeDefined();
      expect(found?.jwk.d !== undefined || found?.jwk.k !== undefined, id).toBe(secret);
      if (secret && id !== 'key-set') expect(found?.jwk, id).toEqual(jwk);
    }
  }
});

test.each(specs.slice(0, -1))('the jwt_source of %s is what the gateway wants', async (_, spec) => {
  const made = await generateKey(spec);
  if (!made.ok) throw new Error(made.message);
  const source = jwtSource({ kid: '', use: '', jwk: made.jwk }) ?? '';
  const method = { secret: 'hmac', rsa: 'rsa', ec: 'ecdsa', ed25519: '' }[spec.kind];
  const report = examineSource(source, method);
  expect(report.verdict).toBe('works');
  expect(report.remarks.filter(({ tone }) => tone !== 'note')).toEqual([]);
});

describe('openssl and Node read what is written', () => {
  test.each(specs.slice(1))('%s', async (_, spec) => {
    const made = await generateKey(spec);
    if (!made.ok) throw new Error(made.message);
    const texts = textsOf(keyForms({ kid: '', use: '', jwk: made.jwk }));
    const text = (args: string, id: string): string => openssl(`${args} -noout -text`, texts[id] ?? '').toString();

    expect(text('pkey -check', 'pkcs8')).toContain('Key is valid');
    expect(text('pkey -pubin', 'spki')).toContain('Public');
    expect(openssl('pkey -pubout', texts['pkcs8'] ?? '').toString()).toBe(texts['spki']);
    const der = Buffer.from(texts['spki-der'] ?? '', 'base64');
    expect(openssl('pkey -pubin -inform DER -pubout', der).toString()).toBe(texts['spki']);
    if (spec.kind === 'rsa') {
      expect(text('rsa -check', 'pkcs1-private')).toContain('RSA key ok');
      expect(text('rsa -RSAPublicKey_in', 'pkcs1-public')).toContain(`Public-Key: (${spec.bits} bit)`);
    }
    if (spec.kind === 'ec') expect(text('ec -check', 'sec1')).toContain('Private-Key');

    expect(createPrivateKey(texts['pkcs8'] ?? '').export({ format: 'jwk' })).toEqual(made.jwk);
    expect(createPublicKey(texts['spki'] ?? '').asymmetricKeyType).toBe(spec.kind);
  });

  test('a secret', () => {
    const { k = '' } = secretOf('\xff\0secret').jwk;
    const texts = textsOf(keyForms({ kid: '', use: '', jwk: { kty: 'oct', k } }));
    const bytes = createSecretKey(Buffer.from(k, 'base64url')).export();
    expect(openssl('base64 -d -A', texts['secret-base64'] ?? '')).toEqual(bytes);
  });
});
