import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../src/keys/self-signed';
import { readCertificate } from '../../src/keys/x509';
import { rsa2048, rsa2048Private } from './fixtures';

const content = {
  commonName: 'shop.auth0.test',
  serial: new Uint8Array([0xff, 1, 2]),
  notBefore: Date.UTC(2026, 8, 21, 14, 13, 20),
  notAfter: Date.UTC(2050, 0, 1),
};

function privateJwk(): Record<string, unknown> {
  return createPrivateKey(rsa2048Private).export({ format: 'jwk' });
}

async function made(): Promise<Uint8Array<ArrayBuffer>> {
  const der = await selfSignedCertificate(privateJwk(), content);
  if (der === undefined) throw new Error('The key signs a certificate.');
  return der;
}

test('Node reads the certificate, and its signature is the key’s own', async () => {
  const certificate = new X509Certificate(await made());
  expect(certificate.verify(createPublicKey(rsa2048))).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  expect([certificate.subject, certificate.issuer]).toEqual(['CN=shop.auth0.test', 'CN=shop.auth0.test']);
  expect(certificate.serialNumber).toBe('FF0102');
});

test('dates from 2050 on are written in the longer form', async () => {
  const certificate = new X509Certificate(await made());
  expect(certificate.validFrom).toBe('Sep 21 14:13:20 2026 GMT');
  expect(certificate.validTo).toBe('Jan  1 00:00:00 2050 GMT');
  expect(new TextDecoder('latin1').decode(await made())).toContain('20500101000000Z');
});

test('the gateway reads the key in it', async () => {
  const read = readCertificate(await made());
  expect(read.ok && read.key).toMatchObject({ kind: 'rsa', bits: 2048, e: 65537n });
});

test('a key that cannot sign with RSA has none', async () => {
  const { n, e } = privateJwk();
  expect(await selfSignedCertificate({ kty: 'RSA', n, e }, content)).toBeUndefined();
  expect(await selfSignedCertificate({ kty: 'oct', k: 'AAAA' }, content)).toBeUndefined();
  expect(await selfSignedCertificate({ ...privateJwk(), n: 'AQ', p: 'AQ' }, content)).toBeUndefined();
});
