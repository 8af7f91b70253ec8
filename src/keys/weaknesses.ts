/**
 * What makes a key weak or unfit, and whether the gateway takes it all the same (behaviour.md 5.5, 5.6).
 */
import { algorithm, type HashName } from './algorithms';
import { toBigInt } from './curves';
import { readMaterial, type EcMaterial, type RsaMaterial } from './key-material';
import { rsaKey } from './key';
import { count } from './key-title';
import { rsaKeyProblem } from './verify';

export interface Weakness {
  readonly code: 'secret_short' | 'rsa_short' | 'rsa_exponent' | 'rsa_unusable' | 'curve' | 'no_method';
  /** What is the matter, and who says so. */
  readonly text: string;
  /** What the gateway does with such a key. */
  readonly gateway: 'takes it' | 'refuses it';
  /** The same in a sentence. */
  readonly gatewayText: string;
}

const hashBytes: Readonly<Record<HashName, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** The weaknesses of a key, for an algorithm when one is chosen. A JWK that is no key has none. */
export function weaknesses(jwk: Readonly<Record<string, unknown>>, alg?: string): readonly Weakness[] {
  const read = readMaterial(jwk);
  if (!read.ok) return [];
  const { material } = read;
  switch (material.kind) {
    case 'secret':
      return secretWeaknesses(material.bytes.length, alg);
    case 'rsa':
      return rsaWeaknesses(material);
    case 'ec':
      return curveWeaknesses(material, alg);
    case 'ed25519':
      return [
        {
          code: 'no_method',
          text: 'EdDSA (RFC 8037) is sound, but no jwt_signing_method accepts it.',
          gateway: 'refuses it',
          gatewayText: 'The gateway refuses the token before it looks for a key: “Unexpected signing method: EdDSA”.',
        },
      ];
  }
}

function secretWeaknesses(bytes: number, alg: string | undefined): readonly Weakness[] {
  const row = alg === undefined ? undefined : algorithm(alg);
  const [name, needed] = row?.family === 'hmac' ? [row.name, hashBytes[row.hash]] : ['HS256', 32];
  if (bytes >= needed) return [];
  return [
    {
      code: 'secret_short',
      text: `${name} asks for a secret of at least ${needed} bytes, as long as its hash (RFC 7518 §3.2). This one has ${count(bytes, 'byte')}: short ones can be guessed from any token.`,
      gateway: 'takes it',
      gatewayText: 'The gateway takes secrets of any length.',
    },
  ];
}

function rsaWeaknesses({ n, e }: RsaMaterial): readonly Weakness[] {
  const key = rsaKey(n, toBigInt(e));
  const problem = rsaKeyProblem(key);
  const found: Weakness[] = [];
  if (key.bits < 2048) {
    found.push({
      code: 'rsa_short',
      text: `RSA keys have at least 2048 bits (RFC 7518 §3.3). This one has ${key.bits}.`,
      ...(key.bits < 1024
        ? {
            gateway: 'refuses it',
            gatewayText: `The gateway reads the key and fails each signature: “${problem ?? ''}”.`,
          }
        : { gateway: 'takes it', gatewayText: 'The gateway takes RSA keys from 1024 bits on.' }),
    });
  } else if (problem !== null) {
    found.push({
      code: 'rsa_unusable',
      text: 'Its modulus or its exponent is not what RSA keys have.',
      gateway: 'refuses it',
      gatewayText: `The gateway reads the key and fails each signature: “${problem}”.`,
    });
  }
  if (key.e === 3n) {
    found.push({
      code: 'rsa_exponent',
      text: 'The public exponent is 3. Mistakes in checking signatures have been exploited with so small a number; 65537 is usual.',
      gateway: 'takes it',
      gatewayText: 'The gateway takes it.',
    });
  }
  return found;
}

function curveWeaknesses({ curve }: EcMaterial, alg: string | undefined): readonly Weakness[] {
  const row = alg === undefined ? undefined : algorithm(alg);
  if (row?.family !== 'ecdsa' || row.curve === curve) return [];
  return [
    {
      code: 'curve',
      text: `${row.name} goes with ${row.curve} (RFC 7518 §3.4). This key is on ${curve}.`,
      gateway: 'refuses it',
      gatewayText: `The gateway does not compare the names, but for ${row.name} it wants ${row.signatureBytes} bytes, and signatures made on ${curve} have another length: “crypto/ecdsa: verification error”.`,
    },
  ];
}
