/** Private keys as PEM, in the forms that openssl writes: PKCS #8, and the older one of the key's own kind. */
import { contextTag, tags } from './der';
import { bitString, element, integer, objectIdentifier, pemOf, sequence } from './der-write';
import type { EcMaterial, KeyMaterial, RsaMaterial } from './key-material';
import { ed25519Oid, ecAlgorithm, rsaAlgorithm, uncompressedPoint, curveOids } from './public-pem';

const zero = new Uint8Array([0]);
const one = new Uint8Array([1]);

/** PKCS #8 (`PRIVATE KEY`, RFC 5958), which WebCrypto and all newer tools read; undefined for a key without private half. */
export function pkcs8Pem(key: KeyMaterial): string | undefined {
  const der = pkcs8(key);
  return der && pemOf('PRIVATE KEY', Uint8Array.from(der));
}

function pkcs8(key: KeyMaterial): number[] | undefined {
  switch (key.kind) {
    case 'secret':
      return undefined;
    case 'rsa': {
      const inside = rsaPrivateKey(key);
      return inside && privateKeyInfo(rsaAlgorithm(), inside);
    }
    case 'ec': {
      // The curve stands outside, so it is left out inside, as openssl does.
      const inside = ecPrivateKey(key, 'curve outside');
      return inside && privateKeyInfo(ecAlgorithm(key.curve), inside);
    }
    case 'ed25519':
      return key.d && privateKeyInfo(sequence(objectIdentifier(ed25519Oid)), element(tags.octetString, key.d));
  }
}

/** A PrivateKeyInfo (RFC 5958 §2) of an algorithm and a key in the algorithm's own form. */
export function privateKeyInfo(algorithm: readonly number[], key: Iterable<number>): number[] {
  return sequence(integer(zero), algorithm, element(tags.octetString, key));
}

/** PKCS #1 (`RSA PRIVATE KEY`, RFC 8017 §A.1.2). */
export function pkcs1PrivatePem(key: RsaMaterial): string | undefined {
  const der = rsaPrivateKey(key);
  return der && pemOf('RSA PRIVATE KEY', Uint8Array.from(der));
}

function rsaPrivateKey({ n, e, parts }: RsaMaterial): number[] | undefined {
  if (parts === undefined) return undefined;
  const { d, p, q, dp, dq, qi } = parts;
  return sequence(...[zero, n, e, d, p, q, dp, dq, qi].map(integer));
}

/** SEC 1 (`EC PRIVATE KEY`, RFC 5915), with the curve and the public point. */
export function sec1Pem(key: EcMaterial): string | undefined {
  const der = ecPrivateKey(key, 'curve inside');
  return der && pemOf('EC PRIVATE KEY', Uint8Array.from(der));
}

function ecPrivateKey(key: EcMaterial, curve: 'curve inside' | 'curve outside'): number[] | undefined {
  if (key.d === undefined) return undefined;
  const named = curve === 'curve inside' ? element(contextTag(0, true), objectIdentifier(curveOids[key.curve])) : [];
  const point = element(contextTag(1, true), bitString(uncompressedPoint(key)));
  return sequence(integer(one), element(tags.octetString, key.d), named, point);
}
