import { power } from './rsa-math';

/** The numbers of an RSA private key (RFC 8017 §3.2); the last three only when all of them are given. */
export interface RsaPrivateNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly crt?: { readonly dp: bigint; readonly dq: bigint; readonly qInv: bigint };
}

/** What Go's crypto/rsa finds wrong with a private key when it validates it, in its words and its order; `null` when nothing. */
export function rsaPrivateProblem({ n, e, d, p, q, crt }: RsaPrivateNumbers): string | null {
  if ([n, p, q].some((modulus) => modulus < 2n)) return 'modulus must be > 1';
  const tooLarge = overflow(d, n) ?? (crt === undefined ? null : overflow(crt.qInv, p));
  if (tooLarge !== null) return tooLarge;
  if (crt === undefined) {
    if (p === 2n || q === 2n) return 'modulus must be > 1';
    if (p % 2n === 0n) return 'crypto/rsa: p is even';
  }
  const problem =
    publicProblem(n, e) ??
    primesProblem(n, p, q) ??
    exponentsProblem(e, d, p, q, crt ?? { dp: d % (p - 1n), dq: d % (q - 1n), qInv: power(q % p, p - 2n, p) }) ??
    sizesProblem(n, d, p, q);
  return problem === null ? null : `crypto/rsa: ${problem}`;
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** Go keeps numbers in words of 64 bits, and has another text where not even those are enough. */
function overflow(value: bigint, modulus: bigint): string | null {
  if (value < modulus) return null;
  const fits = Math.ceil(bitLength(value) / 64) <= Math.ceil(bitLength(modulus) / 64);
  return fits ? 'input overflows the modulus' : 'input overflows the modulus size';
}

function publicProblem(n: bigint, e: bigint): string | null {
  if (n % 2n === 0n) return 'public modulus is even';
  if (e < 2n) return 'public exponent too small or negative';
  if (e % 2n === 0n) return 'public exponent is even';
  return e > 0x7fffffffn ? 'public exponent too large' : null;
}

function primesProblem(n: bigint, p: bigint, q: bigint): string | null {
  if (p >= n || q >= n) return 'invalid prime';
  if ((p * q) % n !== 0n) return 'p * q != n';
  return null;
}

function exponentsProblem(
  e: bigint,
  d: bigint,
  p: bigint,
  q: bigint,
  { dp, dq, qInv }: NonNullable<RsaPrivateNumbers['crt']>,
): string | null {
  for (const [prime, exponent] of [
    [p, dp],
    [q, dq],
  ] as const) {
    if (prime === 2n) return 'invalid prime';
    if (exponent >= prime - 1n || (exponent * e) % (prime - 1n) !== 1n) return 'invalid CRT exponent';
  }
  if ((qInv * q) % p !== 1n) return 'invalid CRT coefficient';
  if (d % (p - 1n) !== dp) return 'd does not match dP';
  return d % (q - 1n) === dq ? null : 'd does not match dQ';
}

/** Primes that are close to each other, and a small d, give the key away. */
function sizesProblem(n: bigint, d: bigint, p: bigint, q: bigint): string | null {
  const half = Math.floor(bitLength(n) / 2);
  if (bitLength(p > q ? p - q : q - p) <= half - 100) return '|p - q| too small';
  return bitLength(d) <= half ? 'd too small' : null;
}
