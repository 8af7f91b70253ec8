import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jwkOf, readMaterial, type KeyMaterial } from '../../src/keys/key-material';
import { pkcs1PrivatePem, pkcs8Pem, sec1Pem } from '../../src/keys/private-pem';
import { pkcs1PublicPem, spkiDer, spkiPem } from '../../src/keys/public-pem';
import { fileBytes, fileText } from './openssl-file';

/** The key of a file as Node reads it, so that reading and writing are not checked by each other alone. */
function materialOf(file: string): KeyMaterial {
  const jwk = createPrivateKey(fileText(file)).export({ format: 'jwk' });
  const read = readMaterial(jwk);
  if (!read.ok) throw new Error(read.problem);
  expect(jwkOf(read.material)).toEqual(jwk);
  return read.material;
}

function rsa(file: string): Extract<KeyMaterial, { kind: 'rsa' }> {
  const material = materialOf(file);
  if (material.kind !== 'rsa') throw new Error(material.kind);
  return material;
}

describe('writes what openssl wrote, letter for letter', () => {
  test.each(['rsa512', 'rsa1024', 'rsa2047', 'rsa2048', 'rsa4096', 'rsa-e3', 'p256', 'p384', 'p521', 'ed25519'])(
    'PKCS#8 of %s',
    (name) => {
      expect(pkcs8Pem(materialOf(`${name}.pkcs8.pem`))).toBe(fileText(`${name}.pkcs8.pem`));
    },
  );

  test('PKCS#1, private and public', () => {
    const key = rsa('rsa2048.pkcs8.pem');
    expect(pkcs1PrivatePem(key)).toBe(fileText('rsa2048.pkcs1.pem'));
    expect(pkcs1PublicPem(key)).toBe(fileText('rsa2048.pkcs1-public.pem'));
  });

  test.each(['p256', 'p384', 'p521'])('SEC1 of %s', (name) => {
    const key = materialOf(`${name}.pkcs8.pem`);
    if (key.kind !== 'ec') throw new Error(key.kind);
    expect(sec1Pem(key)).toBe(fileText(`${name}.sec1.pem`));
  });

  test.each(['rsa2048', 'p256', 'p384', 'p521', 'ed25519'])('the public key of %s', (name) => {
    const key = materialOf(`${name}.pkcs8.pem`);
    if (key.kind === 'secret') throw new Error(key.kind);
    expect(spkiPem(key)).toBe(fileText(`${name}.spki.pem`));
  });

  test('the public key as DER', () => {
    expect(spkiDer(rsa('rsa2048.pkcs8.pem'))).toEqual(fileBytes('rsa2048.spki.der'));
  });
});

test('a public key has no private form', () => {
  const { kind, n, e } = rsa('rsa2048.pkcs8.pem');
  expect(pkcs8Pem({ kind, n, e })).toBeUndefined();
  expect(pkcs1PrivatePem({ kind, n, e })).toBeUndefined();
  expect(pkcs8Pem({ kind: 'secret', bytes: new Uint8Array(32) })).toBeUndefined();
});
