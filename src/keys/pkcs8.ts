/** Private keys as openssl's older commands write them, put into the one form that WebCrypto reads. */
import { DerReader, contextTag, tags } from './der';
import { objectIdentifier, pemOf, sequence } from './der-write';
import { decodePem } from './pem';
import { privateKeyInfo } from './private-pem';
import { ecOid, rsaAlgorithm } from './public-pem';

/**
 * The PEM of a private key in PKCS #8 (RFC 5958), made from PKCS #1 (`RSA PRIVATE KEY`, RFC 8017 §A.1.2) or SEC 1
 * (`EC PRIVATE KEY`, RFC 5915) where need be; any other text comes back as it is.
 */
export function toPkcs8(pem: string): string {
  const begin = /^-----BEGIN (RSA|EC) PRIVATE KEY-----/m.exec(pem);
  if (begin === null) return pem;
  const key = decodePem(new TextEncoder().encode(pem.slice(begin.index)));
  const algorithm = key && (begin[1] === 'RSA' ? rsaAlgorithm() : algorithmOf(key));
  if (key === undefined || algorithm === undefined) return pem;
  return pemOf('PRIVATE KEY', Uint8Array.from(privateKeyInfo(algorithm, key)));
}

/** The algorithm of an EC key, with the curve that the key names itself. */
function algorithmOf(key: Uint8Array): readonly number[] | undefined {
  const inside = new DerReader(key).inside(tags.sequence);
  if (inside?.integerBytes() === undefined || inside.content(tags.octetString) === undefined) return undefined;
  const curve = inside.content(contextTag(0, true));
  return curve && sequence(objectIdentifier(ecOid), curve);
}
