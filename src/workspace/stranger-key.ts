/**
 * Keys that no gateway and no provider has, for tokens that are signed by the wrong one.
 */
import type { JWK } from 'jose';
import type { Algorithm } from '../keys/algorithms';
import type { KeySpec } from '../keys/generate';

const made = new Map<string, Promise<JWK>>();

/** A private key or secret that an algorithm can sign with. It is made once for each kind, and the same from then on. */
export function strangerKey(algorithm: Algorithm): Promise<JWK> {
  const spec = specFor(algorithm);
  const name = JSON.stringify(spec);
  const known = made.get(name);
  if (known !== undefined) return known;
  // A key that this browser cannot make is empty, and signing says so.
  const key = import('../keys/generate')
    .then(({ generateKey }) => generateKey(spec))
    .then((generated) => (generated.ok ? generated.jwk : {}));
  made.set(name, key);
  return key;
}

/** The key that a person would make for an algorithm. */
export function specFor(algorithm: Algorithm): KeySpec {
  switch (algorithm.family) {
    case 'none':
      return { kind: 'secret', bytes: 32 };
    case 'hmac':
      return { kind: 'secret', bytes: algorithm.signatureBytes };
    case 'rsa':
    case 'rsa-pss':
      return { kind: 'rsa', bits: 2048 };
    case 'ecdsa':
      return { kind: 'ec', curve: algorithm.curve };
    case 'ed25519':
      return { kind: 'ed25519' };
  }
}
