import { expect, test } from 'vitest';
import { readCertificate } from '../../src/keys/x509';
import { certificateEdits } from './certificate-edits';
import * as keys from './fixtures';
import { derOf, summary } from './read';

const certificate = derOf(keys.ed25519Certificate);

test('reads a certificate with every extension that Go looks into', () => {
  expect(summary(readCertificate(certificate))).toBe('ed25519');
});

test.each(certificateEdits)('refuses the certificate with byte %i set to %i: %s', (offset, byte, error) => {
  const changed = certificate.slice();
  changed[offset] = byte;
  expect(readCertificate(changed)).toEqual({ ok: false, error });
});

test('refuses a certificate that is cut anywhere', () => {
  for (let length = 0; length < certificate.length; length++) {
    expect(readCertificate(certificate.slice(0, length))).toEqual({ ok: false, error: 'x509: malformed certificate' });
  }
});

test('gives an unusable key for an algorithm that Go does not know', () => {
  const changed = certificate.slice();
  changed[278] = 0;
  expect(readCertificate(changed)).toEqual({ ok: true, key: { kind: 'unusable', what: 'unknown' } });
});
