/**
 * Verifies signatures as the gateway's JWT library and Go's crypto packages do, with their error texts.
 * For RSA and ECDSA WebCrypto does the work where it agrees with Go; where it is stricter, plain arithmetic decides.
 */
import type { Algorithm, HashName } from './algorithms';
import { coordinateBytes } from './curves';
import { hmacOf } from './hmac';
import { cryptoKey } from './imported-keys';
import type { EcKey, RsaKey, VerificationKey } from './key';
import { verifyPkcs1, verifyPss } from './rsa-math';

type Bytes = Uint8Array<ArrayBuffer>;

/** Why this kind of key cannot be used with the algorithm, as the gateway's JWT library says it; `null` when it can. */
export function keyMismatch(algorithm: Algorithm, key: VerificationKey): string | null {
  switch (algorithm.family) {
    case 'none':
      return "'none' signature type is not allowed";
    case 'hmac':
      return key.kind === 'secret' ? null : 'key is of invalid type';
    case 'rsa':
      return key.kind === 'rsa' ? null : 'key is of invalid type';
    case 'rsa-pss':
      // The library has another text for this family.
      return key.kind === 'rsa' ? null : 'key is invalid';
    case 'ecdsa':
      return key.kind === 'ec' ? null : 'key is of invalid type';
    case 'ed25519':
      return key.kind === 'ed25519' ? null : 'key is of invalid type';
  }
}

type Verdict = string | null;

/**
 * Verifies a signature over the signing input (RFC 7515 §5.2): `null` when it is good, else the error text of the gateway.
 * What needs no other thread is answered at once. The bytes are not kept.
 */
export function verify(
  algorithm: Algorithm,
  key: VerificationKey,
  signingInput: Bytes,
  signature: Bytes,
): Verdict | Promise<Verdict> {
  if (algorithm.family === 'hmac' && key.kind === 'secret') {
    return areEqual(hmacOf(key, algorithm.hash, signingInput), signature) ? null : 'signature is invalid';
  }
  if ((algorithm.family === 'rsa' || algorithm.family === 'rsa-pss') && key.kind === 'rsa') {
    return rsaKeyProblem(key) ?? verifyRsa(algorithm, key, signingInput, signature);
  }
  if (algorithm.family === 'ecdsa' && key.kind === 'ec') {
    return signature.length === algorithm.signatureBytes
      ? verifyEcdsa(algorithm.hash, key, signingInput, signature)
      : ecdsaError;
  }
  if (algorithm.family === 'ed25519' && key.kind === 'ed25519') {
    const input = signingInput.slice();
    return import('./curve-math').then(({ verifyEd25519 }) =>
      verifyEd25519(key, input, signature) ? null : 'ed25519: verification error',
    );
  }
  return keyMismatch(algorithm, key);
}

const rsaError = 'crypto/rsa: verification error';
const ecdsaError = 'crypto/ecdsa: verification error';
const rsaVerdict = (good: boolean): Verdict => (good ? null : rsaError);
const ecdsaVerdict = (good: boolean): Verdict => (good ? null : ecdsaError);

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** What Go's crypto/rsa has against a public key, before it looks at any signature; `null` when nothing. */
export function rsaKeyProblem({ n, e, bits }: RsaKey): string | null {
  if (bits < 1024) {
    return `crypto/rsa: ${String(bits)}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  }
  if (((n.at(-1) ?? 0) & 1) === 0) return 'crypto/rsa: public modulus is even';
  if (e < 2n) return 'crypto/rsa: public exponent too small or negative';
  if ((e & 1n) === 0n) return 'crypto/rsa: public exponent is even';
  return e > 0x7fffffffn ? 'crypto/rsa: public exponent too large' : null;
}

function verifyRsa(
  algorithm: Extract<Algorithm, { family: 'rsa' | 'rsa-pss' }>,
  key: RsaKey,
  data: Bytes,
  signature: Bytes,
): Verdict | Promise<Verdict> {
  const { family, hash, webCrypto } = algorithm;
  const imported = cryptoKey(key, webCrypto, hash);
  if (imported instanceof Promise) {
    const kept = data.slice();
    return imported.then(() => verifyRsa(algorithm, key, kept, signature));
  }
  if (imported === null) {
    const byMath = family === 'rsa' ? verifyPkcs1 : verifyPss;
    return rsaVerdict(byMath(key, hash, data, signature));
  }
  if (family === 'rsa') return crypto.subtle.verify(webCrypto, imported, signature, data).then(rsaVerdict);
  // A PSS signature that WebCrypto refuses may still have a salt of another length.
  const kept = data.slice();
  return crypto.subtle
    .verify({ name: webCrypto, saltLength: algorithm.saltBytes }, imported, signature, data)
    .then((good) => good || verifyPss(key, hash, kept, signature))
    .then(rsaVerdict);
}

function verifyEcdsa(hash: HashName, key: EcKey, data: Bytes, signature: Bytes): Verdict | Promise<Verdict> {
  // The key's curve need not be the algorithm's: then r and s only have to fit into it.
  const fitted = fitSignature(signature, coordinateBytes(key.curve));
  if (fitted === undefined) return ecdsaError;
  const imported = cryptoKey(key, 'ECDSA', hash);
  if (imported instanceof Promise) {
    const kept = data.slice();
    return imported.then(() => verifyEcdsa(hash, key, kept, signature));
  }
  if (imported !== null)
    return crypto.subtle.verify({ name: 'ECDSA', hash }, imported, fitted, data).then(ecdsaVerdict);
  const kept = data.slice();
  return import('./curve-math').then(({ verifyEcdsa: byMath }) => byMath(key, hash, kept, fitted)).then(ecdsaVerdict);
}

/** The same r and s in halves of another length; undefined when one of them is too large for it. */
function fitSignature(signature: Bytes, size: number): Bytes | undefined {
  const half = signature.length / 2;
  if (half === size) return signature;
  const fitted = new Uint8Array(2 * size);
  for (const [part, to] of [
    [signature.subarray(0, half), size],
    [signature.subarray(half), 2 * size],
  ] as const) {
    const cut = Math.max(0, half - size);
    if (part.subarray(0, cut).some((byte) => byte !== 0)) return undefined;
    fitted.set(part.subarray(cut), to - (half - cut));
  }
  return fitted;
}
