/**
 * Keys that sign with Node's own crypto, so that what the core says of a signature is compared with something that is not
 * the core. All are fixed or made from fixed bytes: a seed gives the same tokens again, but for ECDSA's own chance.
 */
import {
  constants,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';

export type Family = 'hmac' | 'rsa' | 'ecdsa';

export interface Signer {
  readonly family: Family;
  /** Algorithms that it can sign with, and that the gateway takes from it. */
  readonly algorithms: readonly string[];
  /** What a definition holds, before its base64: the secret, or the public key as PEM. */
  readonly source: string;
  /** Its members in a key set. */
  readonly jwk: JsonObject;
  sign(algorithm: string, data: string): Buffer;
}

const hashOf = (algorithm: string): string => `sha${/\d+$/.exec(algorithm)?.[0] ?? '256'}`;
const folder = path.join(import.meta.dirname, '..', '..', 'tests', 'keys', 'openssl');

/** A secret. */
export function secretSigner(secret: string): Signer {
  return {
    family: 'hmac',
    algorithms: ['HS256', 'HS384', 'HS512'],
    source: secret,
    jwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url') },
    sign: (algorithm, data) => createHmac(hashOf(algorithm), secret).update(data).digest(),
  };
}

function publicParts(key: KeyObject): { source: string; jwk: JsonObject } {
  const half = createPublicKey(key);
  const { kty = '', n, e, crv, x, y } = half.export({ format: 'jwk' });
  const jwk: JsonObject = { kty };
  for (const [name, value] of Object.entries({ n, e, crv, x, y })) if (value !== undefined) jwk[name] = value;
  return { source: half.export({ type: 'spki', format: 'pem' }).toString(), jwk };
}

function rsaSigner(file: string): Signer {
  const key = createPrivateKey(readFileSync(path.join(folder, file)));
  return {
    family: 'rsa',
    algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...publicParts(key),
    sign(algorithm, data) {
      if (algorithm.startsWith('RS')) return sign(hashOf(algorithm), Buffer.from(data), key);
      // 20 bytes of salt fit into every key here; the gateway takes any length (behaviour 5.6).
      const saltLength = algorithm === 'PS256' ? constants.RSA_PSS_SALTLEN_DIGEST : 20;
      return sign(hashOf(algorithm), Buffer.from(data), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    },
  };
}

const curves = {
  ES256: { name: 'prime256v1', crv: 'P-256', bytes: 32 },
  ES384: { name: 'secp384r1', crv: 'P-384', bytes: 48 },
  ES512: { name: 'secp521r1', crv: 'P-521', bytes: 66 },
} as const;

function ecSigner(algorithm: keyof typeof curves, name: string): Signer {
  const { name: curve, crv, bytes } = curves[algorithm];
  const scalar = Buffer.alloc(bytes);
  createHash('sha256')
    .update(name)
    .digest()
    .copy(scalar, bytes - 32);
  // The largest scalars of P-256 are out of range, and no hash here is one of them.
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const part = (at: number): string => point.subarray(1 + at * bytes, 1 + (at + 1) * bytes).toString('base64url');
  const jwk = { kty: 'EC', crv, x: part(0), y: part(1), d: scalar.toString('base64url') };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    family: 'ecdsa',
    algorithms: [algorithm],
    ...publicParts(key),
    sign: (alg, data) => sign(hashOf(alg), Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }),
  };
}

const trusted = {
  hmac: ['a secret for tests', 'tyk123', 'x', 'ключ 🔑', 'k'.repeat(200)].map(secretSigner),
  rsa: ['rsa2048.pkcs8.pem', 'rsa1024.pkcs8.pem'].map(rsaSigner),
  ecdsa: [ecSigner('ES256', 'trusted'), ecSigner('ES384', 'trusted'), ecSigner('ES512', 'trusted')],
} as const satisfies Record<Family, readonly Signer[]>;

/** Keys that no definition, key set and stored key ever holds. */
const strange = {
  hmac: ['a stranger: 2f1c9be4', 'another stranger'].map(secretSigner),
  rsa: ['rsa-e3.pkcs8.pem', 'rsa2047.pkcs8.pem'].map(rsaSigner),
  ecdsa: [ecSigner('ES256', 'stranger'), ecSigner('ES384', 'stranger'), ecSigner('ES512', 'stranger')],
} as const satisfies Record<Family, readonly Signer[]>;

/** A key that an API may trust. Slow ones are rarer. */
export function trustedSigner(chance: Chance, family: Family): Signer {
  const [first, ...others] = trusted[family];
  return chance.mostly(first, others, 3);
}

/** A key that no API trusts. */
export function strangeSigner(chance: Chance, family: Family): Signer {
  const [first, ...others] = strange[family];
  return chance.mostly(first, others, 6);
}

const orders: Readonly<Record<string, bigint>> = {
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ES384: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
};

/** The other of the two signatures that ECDSA has for the same r: s taken from the order. It is as good (behaviour 5.6). */
export function withOtherS(algorithm: string, signature: Buffer): Buffer {
  const order = orders[algorithm];
  if (order === undefined) return signature;
  const half = signature.length / 2;
  const s = order - BigInt(`0x${signature.subarray(half).toString('hex')}`);
  return Buffer.concat([signature.subarray(0, half), Buffer.from(s.toString(16).padStart(half * 2, '0'), 'hex')]);
}
