import { expect, test } from 'vitest';
import { readPublicKey } from '../../src/keys/public-key';
import * as keys from './fixtures';
import { derOf, read, summary } from './read';

test.each([
  ['an RSA key of 512 bits', keys.rsa512, 'rsa 512 e=65537'],
  ['an RSA key of 2047 bits', keys.rsa2047, 'rsa 2047 e=65537'],
  ['a key on P-224', keys.p224, 'ec P-224'],
  ['a key on P-256', keys.p256, 'ec P-256'],
  ['a key on P-384', keys.p384, 'ec P-384'],
  ['a key on P-521', keys.p521, 'ec P-521'],
  ['an Ed25519 key', keys.ed25519, 'ed25519'],
  ['an X25519 key', keys.x25519, 'unusable X25519'],
  ['a DSA key', keys.dsa, 'unusable DSA'],
  ['an RSA certificate', keys.rsaCertificate, 'rsa 2048 e=65537'],
  ['an EC certificate', keys.p256Certificate, 'ec P-256'],
  ['an Ed25519 certificate', keys.ed25519Certificate, 'ed25519'],
])('reads %s, as PEM and as DER', (_, pem, expected) => {
  expect(summary(read(pem))).toBe(expected);
  expect(summary(readPublicKey(derOf(pem)))).toBe(expected);
});

// Go's texts for `12-more / key: ...` and `03-keys / rsa ...`; a curve that Go has not makes it try a certificate.
test.each([
  ['PKCS #1 (RSA PUBLIC KEY)', keys.rsa2048Pkcs1, 'x509: malformed tbs certificate'],
  ['a private key', keys.rsa2048Private, 'x509: malformed tbs certificate'],
  ['a compressed point', keys.p256Compressed, 'x509: malformed serial number'],
  ['a curve that Go has not', keys.secp256k1, 'x509: malformed serial number'],
  ['nothing', '', 'x509: malformed certificate'],
  ['garbage', 'garbage', 'x509: malformed certificate'],
  ['base64 of base64', btoa(keys.rsa2048), 'x509: malformed certificate'],
])('refuses %s', (_, text, error) => {
  expect(read(text)).toEqual({ ok: false, error });
});

test('refuses DER with a byte after it', () => {
  expect(summary(readPublicKey(Uint8Array.from([...derOf(keys.ed25519Certificate), 0])))).toBe('x509: trailing data');
  expect(summary(readPublicKey(Uint8Array.from([...derOf(keys.ed25519), 0])))).toBe('x509: malformed serial number');
});

test('refuses a point beside its curve, and coordinates that are no field elements, in a certificate', () => {
  const certificate = derOf(keys.p256Certificate);
  const point = derOf(keys.p256).slice(-64);
  const at = certificate.findIndex((_, start) => point.every((byte, i) => certificate[start + i] === byte));
  const changed = (change: (bytes: Uint8Array) => void): string => {
    const copy = certificate.slice();
    change(copy);
    return summary(readPublicKey(copy));
  };
  expect(changed((bytes) => bytes.set([1, 2, 3], at))).toBe('P256 point not on curve');
  expect(changed((bytes) => bytes.fill(255, at, at + 32))).toBe('invalid P256 element encoding');
  expect(changed((bytes) => bytes.set([2], at - 1))).toBe('ecdsa: invalid uncompressed public key');
});
