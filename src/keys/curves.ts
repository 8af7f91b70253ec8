/**
 * The four prime curves that a key can be on (SEC 2; FIPS 186-5), all of the form y² = x³ - 3x + b.
 */
import type { Curve } from './algorithms';

interface CurveParameters {
  /** Length of a coordinate in bytes. */
  readonly bytes: number;
  /** The field's prime. */
  readonly p: bigint;
  readonly b: bigint;
  /** The order of the base point. */
  readonly n: bigint;
  /** The base point. */
  readonly g: readonly [x: bigint, y: bigint];
}

/** The parameters of each curve. */
export const curves: Readonly<Record<Curve, CurveParameters>> = {
  'P-224': {
    bytes: 28,
    p: 2n ** 224n - 2n ** 96n + 1n,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    g: [
      0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
      0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
    ],
  },
  'P-256': {
    bytes: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    g: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
  },
  'P-384': {
    bytes: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    g: [
      0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    ],
  },
  'P-521': {
    bytes: 66,
    p: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    g: [
      0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    ],
  },
};

/** Length in bytes of a coordinate on the curve. */
export function coordinateBytes(curve: Curve): number {
  return curves[curve].bytes;
}

/** Whether big-endian `x` and `y` are a point of the curve; `too large` where one of them is not below the field's prime. */
export function isOnCurve(curve: Curve, x: Uint8Array, y: Uint8Array): 'on' | 'off' | 'too large' {
  const { p, b } = curves[curve];
  const px = toBigInt(x);
  const py = toBigInt(y);
  if (px >= p || py >= p) return 'too large';
  return (py * py - px * px * px + 3n * px - b) % p === 0n ? 'on' : 'off';
}

/** The number that big-endian bytes stand for. */
export function toBigInt(bytes: Uint8Array): bigint {
  let digits = '0x0';
  for (const byte of bytes) digits += byte.toString(16).padStart(2, '0');
  return BigInt(digits);
}

/** A number in big-endian bytes of exactly this length; it must fit. */
export function toBytes(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const digits = value.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
