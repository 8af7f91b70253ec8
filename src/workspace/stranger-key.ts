/**
 * Keys that no gateway and no provider has, for tokens that are signed by the wrong one.
 */
import type { JWK } from 'jose';
import { encodeRawUrl } from '../go/base64';
import type { Algorithm } from '../keys/algorithms';

const made = new Map<string, Promise<JWK>>();

/** A private key or secret that an algorithm can sign with. It is made once for each kind, and the same from then on. */
export function strangerKey(algorithm: Algorithm): Promise<JWK> {
  const kind = algorithm.family === 'ecdsa' ? algorithm.curve : algorithm.family;
  const known = made.get(kind);
  if (known !== undefined) return known;
  const key = make(algorithm);
  made.set(kind, key);
  return key;
}

async function make(algorithm: Algorithm): Promise<JWK> {
  switch (algorithm.family) {
    case 'none':
    case 'hmac':
      return { kty: 'oct', k: encodeRawUrl(new TextEncoder().encode('a secret that the gateway does not have')) };
    case 'rsa':
    case 'rsa-pss':
      return generate({
        name: 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
      });
    case 'ecdsa':
      return generate({ name: 'ECDSA', namedCurve: algorithm.curve });
    case 'ed25519':
      return generate({ name: 'Ed25519' });
  }
}

/** The members of a JWK that make the key; what WebCrypto adds would tie it to one algorithm. */
async function generate(parameters: AlgorithmIdentifier | RsaHashedKeyGenParams | EcKeyGenParams): Promise<JWK> {
  const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('The browser made one key where it was asked for a pair.');
  const { kty, crv, n, e, d, p, q, dp, dq, qi, x, y } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const members = { kty, crv, n, e, d, p, q, dp, dq, qi, x, y };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
