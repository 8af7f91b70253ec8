/**
 * RSA signatures by plain arithmetic (RFC 8017), for the keys and signatures that the gateway accepts and WebCrypto
 * may not: moduli under 2048 bits, odd exponents and lengths, PSS with a salt of any length.
 * All values are public, so nothing here has to run in constant time.
 */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { HashName } from './algorithms';
import { toBigInt, toBytes } from './curves';
import type { RsaKey } from './key';

const hashes = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const;

/** The hash of the data. */
export function digest(hash: HashName, data: Uint8Array): Uint8Array {
  return hashes[hash](data);
}

/** What stands before the hash in a PKCS #1 signature: the DER of DigestInfo up to the hash itself (RFC 8017 §9.2, note 1). */
const digestInfo: Readonly<Record<HashName, readonly number[]>> = {
  'SHA-256': [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20],
  'SHA-384': [0x30, 0x41, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2, 5, 0, 4, 0x30],
  'SHA-512': [0x30, 0x51, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3, 5, 0, 4, 0x40],
};

/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2). */
export function verifyPkcs1(key: RsaKey, hash: HashName, data: Uint8Array, signature: Uint8Array): boolean {
  const encoded = encodedMessage(key, signature);
  if (encoded === undefined) return false;
  const tail = [0, ...digestInfo[hash], ...digest(hash, data)];
  const padding = encoded.length - 2 - tail.length;
  if (padding < 8) return false;
  const start = 2 + padding;
  return encoded.every((byte, i) => byte === (i === 0 ? 0 : i === 1 ? 1 : i < start ? 0xff : tail[i - start]));
}

/** RSASSA-PSS (RFC 8017 §8.1.2, §9.1.2) with MGF1 and one hash for all; the salt may have any length. */
export function verifyPss(key: RsaKey, hash: HashName, data: Uint8Array, signature: Uint8Array): boolean {
  const whole = encodedMessage(key, signature);
  if (whole === undefined) return false;
  const bits = key.bits - 1;
  const length = Math.ceil(bits / 8);
  if (whole.length > length && whole[0] !== 0) return false;
  const encoded = whole.subarray(whole.length - length);

  const messageHash = digest(hash, data);
  const size = messageHash.length;
  if (length < size + 2 || encoded.at(-1) !== 0xbc) return false;
  const tag = encoded.subarray(length - size - 1, -1);
  const mask = mgf1(hash, tag, length - size - 1);
  const firstMask = 0xff >> (8 * length - bits);
  if (((encoded[0] ?? 0) & ~firstMask) !== 0) return false;
  const block = mask.map((byte, i) => byte ^ (encoded[i] ?? 0));
  block[0] = (block[0] ?? 0) & firstMask;

  const one = block.findIndex((byte) => byte !== 0);
  if (one < 0 || block[one] !== 1) return false;
  const salt = block.subarray(one + 1);
  const expected = digest(hash, Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, ...messageHash, ...salt]));
  return expected.every((byte, i) => byte === tag[i]);
}

/** The signature to the power of e modulo n, in as many bytes as n has; undefined when the signature is none for this key. */
function encodedMessage({ n, e }: RsaKey, signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== n.length) return undefined;
  const modulus = toBigInt(n);
  const value = toBigInt(signature);
  return value < modulus ? toBytes(power(value, e, modulus), n.length) : undefined;
}

/** `base` to the power of `exponent` modulo `modulus`; the exponent is not negative. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** The mask generation function of RFC 8017 §B.2.1. */
function mgf1(hash: HashName, seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(length);
  for (let at = 0, counter = 0; at < length; counter++) {
    const block = digest(hash, Uint8Array.from([...seed, 0, 0, counter >> 8, counter & 0xff]));
    mask.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return mask;
}
