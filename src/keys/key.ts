/**
 * A key as the gateway holds it after reading: what it can verify with, and what it can only name.
 */
import type { Curve } from './algorithms';

/** The bytes of an HMAC secret. */
export interface SecretKey {
  readonly kind: 'secret';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An RSA public key. Nothing about it has been judged yet: the modulus may be short or even, the exponent negative. */
export interface RsaKey {
  readonly kind: 'rsa';
  /** The modulus, big-endian, without leading zero bytes. */
  readonly n: Uint8Array<ArrayBuffer>;
  /** The exponent, as a signed 64-bit integer. */
  readonly e: bigint;
  /** Bits of the modulus. */
  readonly bits: number;
}

/** A point on a curve; `x` and `y` are big-endian and have the curve's full length. */
export interface EcKey {
  readonly kind: 'ec';
  readonly curve: Curve;
  readonly x: Uint8Array<ArrayBuffer>;
  readonly y: Uint8Array<ArrayBuffer>;
}

/** An Ed25519 public key of 32 bytes. */
export interface Ed25519Key {
  readonly kind: 'ed25519';
  readonly x: Uint8Array<ArrayBuffer>;
}

/** A key that the gateway reads without complaint and then cannot verify with. */
export interface UnusableKey {
  readonly kind: 'unusable';
  readonly what: 'private RSA' | 'private EC' | 'private Ed25519' | 'DSA' | 'X25519' | 'unknown';
}

export type VerificationKey = SecretKey | RsaKey | EcKey | Ed25519Key | UnusableKey;

/** What came of reading a key: the key, or the error text of the gateway's reader. */
export type KeyReading =
  { readonly ok: true; readonly key: VerificationKey } | { readonly ok: false; readonly error: string };

/** The RSA key of this modulus (big-endian, leading zeros allowed) and exponent (kept in 64 bits, as the gateway does). */
export function rsaKey(modulus: Uint8Array, exponent: bigint): RsaKey {
  let start = 0;
  while (start < modulus.length && modulus[start] === 0) start++;
  const n = modulus.slice(start);
  const first = n[0];
  return {
    kind: 'rsa',
    n,
    e: BigInt.asIntN(64, exponent),
    bits: first === undefined ? 0 : n.length * 8 - Math.clz32(first) + 24,
  };
}

/** The key for a secret's bytes. */
export function secretKey(bytes: Uint8Array): SecretKey {
  return { kind: 'secret', bytes: bytes.slice() };
}
