import { DerReader, tags } from './der';
import type { KeyReading } from './key';
import { decodePem } from './pem';
import { readPublicKeyInfo } from './public-key-info';
import { readCertificate } from './x509';

/**
 * Reads the key of a static source for RSA and ECDSA: PEM (label ignored, first block only) or plain DER, in it a
 * SubjectPublicKeyInfo, else an X.509 certificate. The error is what the gateway logs beside `Failed to decode JWT key`:
 * always the certificate reader's. Cases `03-keys / rsa …`, `12-more / key: PEM with …`.
 */
export function readPublicKey(source: Uint8Array): KeyReading {
  const der = decodePem(source) ?? source;
  const outside = new DerReader(der);
  const info = outside.inside(tags.sequence);
  if (info !== undefined && outside.empty) {
    const alone = readPublicKeyInfo(info, 'alone');
    if (alone.ok) return alone;
  }
  return readCertificate(der);
}
