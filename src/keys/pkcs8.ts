/** Private keys as openssl's older commands write them, put into the one form that WebCrypto reads. */
import { encodeStd } from '../go/base64';
import { DerReader, contextTag, tags } from './der';
import { decodePem } from './pem';

const rsaEncryption = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
const ecPublicKey = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/**
 * The PEM of a private key in PKCS #8 (RFC 5958), made from PKCS #1 (`RSA PRIVATE KEY`, RFC 8017 §A.1.2) or SEC 1
 * (`EC PRIVATE KEY`, RFC 5915) where need be; any other text comes back as it is.
 */
export function toPkcs8(pem: string): string {
  const begin = /^-----BEGIN (RSA|EC) PRIVATE KEY-----/m.exec(pem);
  if (begin === null) return pem;
  const key = decodePem(new TextEncoder().encode(pem.slice(begin.index)));
  const algorithm = key && (begin[1] === 'RSA' ? rsaEncryption : ecAlgorithm(key));
  if (key === undefined || algorithm === undefined) return pem;
  const info = element(tags.sequence, [
    ...[tags.integer, 1, 0],
    ...element(tags.sequence, algorithm),
    ...element(tags.octetString, key),
  ]);
  const lines = encodeStd(Uint8Array.from(info)).replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}

/** The algorithm of an EC key, with the curve that the key names itself. */
function ecAlgorithm(key: Uint8Array): readonly number[] | undefined {
  const inside = new DerReader(key).inside(tags.sequence);
  if (inside?.integerBytes() === undefined || inside.content(tags.octetString) === undefined) return undefined;
  const curve = inside.content(contextTag(0, true));
  return curve && [...ecPublicKey, ...curve];
}

/** A DER element of this tag and content. */
function element(tag: number, content: Iterable<number>): number[] {
  const bytes = [...content];
  if (bytes.length < 0x80) return [tag, bytes.length, ...bytes];
  const length: number[] = [];
  for (let rest = bytes.length; rest > 0; rest >>= 8) length.unshift(rest & 0xff);
  return [tag, 0x80 | length.length, ...length, ...bytes];
}
