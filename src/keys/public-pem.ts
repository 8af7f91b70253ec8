/** Public keys as DER and PEM. */
import type { Curve } from './algorithms';
import { bitString, integer, objectIdentifier, pemOf, sequence } from './der-write';
import type { EcMaterial, Ed25519Material, RsaMaterial } from './key-material';

type PublicMaterial = RsaMaterial | EcMaterial | Ed25519Material;

/** The object identifier of RSA keys (RFC 3279 §2.3.1). */
export const rsaOid = '1.2.840.113549.1.1.1';

/** The object identifier of RSA keys that are for RSASSA-PSS alone (RFC 4055 §3.1). */
export const rsaPssOid = '1.2.840.113549.1.1.10';

/** The object identifier of keys on any curve (RFC 5480 §2.1.1). */
export const ecOid = '1.2.840.10045.2.1';

const asn1Null = [5, 0];

/** The object identifier of Ed25519 (RFC 8410 §3). */
export const ed25519Oid = '1.3.101.112';

/** The object identifier of each curve (RFC 5480 §2.1.1.1). */
export const curveOids: Readonly<Record<Curve, string>> = {
  'P-224': '1.3.132.0.33',
  'P-256': '1.2.840.10045.3.1.7',
  'P-384': '1.3.132.0.34',
  'P-521': '1.3.132.0.35',
};

/** The AlgorithmIdentifier of RSA keys (RFC 3279 §2.3.1). */
export function rsaAlgorithm(): number[] {
  return sequence(objectIdentifier(rsaOid), asn1Null);
}

/** The AlgorithmIdentifier of keys on the curve (RFC 5480 §2.1.1). */
export function ecAlgorithm(curve: Curve): number[] {
  return sequence(objectIdentifier(ecOid), objectIdentifier(curveOids[curve]));
}

/** A point as SEC 1 §2.3.3 writes it in full: 4, x, y. */
export function uncompressedPoint({ x, y }: EcMaterial): number[] {
  return [4, ...x, ...y];
}

/** The SubjectPublicKeyInfo (RFC 5280 §4.1) of a key's public half, as DER. */
export function spkiDer(key: PublicMaterial): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(subjectPublicKeyInfo(key));
}

function subjectPublicKeyInfo(key: PublicMaterial): number[] {
  switch (key.kind) {
    case 'rsa':
      return sequence(rsaAlgorithm(), bitString(rsaPublicKey(key)));
    case 'ec':
      return sequence(ecAlgorithm(key.curve), bitString(uncompressedPoint(key)));
    case 'ed25519':
      return sequence(sequence(objectIdentifier(ed25519Oid)), bitString(key.x));
  }
}

/** The same as PEM (`PUBLIC KEY`): what the gateway reads. */
export function spkiPem(key: PublicMaterial): string {
  return pemOf('PUBLIC KEY', spkiDer(key));
}

/** PKCS #1 (`RSA PUBLIC KEY`, RFC 8017 §A.1.1), which the gateway does not read. */
export function pkcs1PublicPem(key: RsaMaterial): string {
  return pemOf('RSA PUBLIC KEY', Uint8Array.from(rsaPublicKey(key)));
}

function rsaPublicKey({ n, e }: RsaMaterial): number[] {
  return sequence(integer(n), integer(e));
}
