import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateFacts } from '../../src/keys/certificate-facts';
import * as keys from './fixtures';
import { fileText } from './openssl-file';

test.each([
  ['rsa2048.certificate.pem', fileText('rsa2048.certificate.pem')],
  ['a certificate signed by another', fileText('p256.chain.pem')],
  ['a certificate with Ed25519', keys.ed25519Certificate],
  ['a certificate on P-256', keys.p256Certificate],
])('reads %s as Node does', (_, pem) => {
  const node = new X509Certificate(pem);
  expect(certificateFacts(pem)).toEqual({
    subject: node.subject.replaceAll('\n', ', '),
    issuer: node.issuer.replaceAll('\n', ', '),
    notBefore: Date.parse(node.validFrom),
    notAfter: Date.parse(node.validTo),
  });
});

test('a public key is no certificate', () => {
  expect(certificateFacts(keys.rsa2048)).toBeUndefined();
});
