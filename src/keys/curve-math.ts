/** Signatures on curves without WebCrypto: P-224 is nowhere, P-521 and Ed25519 not in every browser. Loaded when needed. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { ecdsa, weierstrass, type WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Curve, HashName } from './algorithms';
import { coordinateBytes, curves, toBigInt, toBytes } from './curves';
import type { EcKey, Ed25519Key } from './key';
import { digest } from './rsa-math';

/** ECDSA (FIPS 186-5 §6.4.2); the signature is r and s, each as long as a coordinate of the key's curve. */
export function verifyEcdsa(key: EcKey, hash: HashName, data: Uint8Array, signature: Uint8Array): boolean {
  const point = pointsOf(key.curve);
  const publicKey = Uint8Array.from([4, ...key.x, ...key.y]);
  // The hash is made here, so the one that the curve is bound to is not used.
  return ecdsa(point, sha256).verify(signature, digest(hash, data), publicKey, { prehash: false, lowS: false });
}

function pointsOf(curve: Curve): WeierstrassPointCons<bigint> {
  const { p, b, n, g } = curves[curve];
  return weierstrass({ p, n, h: 1n, a: p - 3n, b, Gx: g[0], Gy: g[1] });
}

/** The public point of a private key (SEC 1 §3.2.1), which is above zero and below the curve's order. */
export function publicPoint(
  curve: Curve,
  d: Uint8Array,
): { readonly x: Uint8Array<ArrayBuffer>; readonly y: Uint8Array<ArrayBuffer> } {
  const { x, y } = pointsOf(curve).BASE.multiply(toBigInt(d)).toAffine();
  const size = coordinateBytes(curve);
  return { x: toBytes(x, size), y: toBytes(y, size) };
}

/** The public key of a private Ed25519 key of 32 bytes (RFC 8032 §5.1.5). */
export function ed25519PublicKey(d: Uint8Array): Uint8Array<ArrayBuffer> {
  return ed25519.getPublicKey(d).slice();
}

/** Ed25519 (RFC 8032 §5.1.7). */
export function verifyEd25519(key: Ed25519Key, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && ed25519.verify(signature, data, key.x, { zip215: false });
}
