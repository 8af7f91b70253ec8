/**
 * What can be said of a key: its size, its name by content, and which algorithms it goes with.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeRawUrl } from '../go/base64';
import { algorithm, algorithms } from './algorithms';
import { coordinateBytes, toBigInt } from './curves';
import { isPrivate, jwkOf, publicHalf, readMaterial, type JwkCurve, type KeyMaterial } from './key-material';
import { keyTitle, modulusBits } from './key-title';

type Jwk = Readonly<Record<string, unknown>>;

export interface KeyFacts {
  readonly kind: KeyMaterial['kind'];
  /** Such as `RSA private key, 2048 bits`. */
  readonly title: string;
  /** Of the secret, the modulus, or the curve's field. */
  readonly bits: number;
  readonly curve?: JwkCurve | 'Ed25519';
  /** The public exponent of an RSA key, in decimal. */
  readonly exponent?: string;
  /** Whether tokens can be signed with it. */
  readonly canSign: boolean;
  /** The thumbprint of RFC 7638 with SHA-256, in base64url; of a key pair that of the public half. */
  readonly thumbprint: string;
  /** The `alg` values that the key goes with. */
  readonly algorithms: readonly string[];
}

/** The facts about a JWK; or, in a sentence, why it is no key. */
export function keyFacts(
  jwk: Jwk,
): { readonly ok: true; readonly facts: KeyFacts } | { readonly ok: false; readonly problem: string } {
  const read = readMaterial(jwk);
  if (!read.ok) return read;
  const { material } = read;
  const facts: KeyFacts = {
    kind: material.kind,
    title: keyTitle(material),
    bits: bitsOf(material),
    ...(material.kind === 'ec' ? { curve: material.curve } : {}),
    ...(material.kind === 'ed25519' ? { curve: 'Ed25519' as const } : {}),
    ...(material.kind === 'rsa' ? { exponent: toBigInt(material.e).toString() } : {}),
    canSign: isPrivate(material),
    thumbprint: thumbprintOf(material),
    algorithms: algorithms.map(({ name }) => name).filter((name) => misfit(name, material) === null),
  };
  return { ok: true, facts };
}

function bitsOf(material: KeyMaterial): number {
  switch (material.kind) {
    case 'secret':
      return material.bytes.length * 8;
    case 'rsa':
      return modulusBits(material.n);
    case 'ec':
      return material.curve === 'P-521' ? 521 : coordinateBytes(material.curve) * 8;
    case 'ed25519':
      return 256;
  }
}

/** RFC 7638 §3: the members that make the public key, sorted, as JSON without blanks. */
function thumbprintOf(material: KeyMaterial): string {
  const members = Object.entries(jwkOf(publicHalf(material) ?? material)).sort(([a], [b]) => (a < b ? -1 : 1));
  return encodeRawUrl(sha256(new TextEncoder().encode(JSON.stringify(Object.fromEntries(members)))));
}

/** Whether a key goes with an algorithm, or in a sentence why not. */
export type Fit = { readonly fits: true } | { readonly fits: false; readonly reason: string };

/** Whether tokens with this `alg` can be signed or checked with the key, going by its kind and curve (RFC 7518 §3.1). */
export function fits(alg: string, jwk: Jwk): Fit {
  const read = readMaterial(jwk);
  const reason = read.ok ? misfit(alg, read.material) : read.problem;
  return reason === null ? { fits: true } : { fits: false, reason };
}

function misfit(alg: string, material: KeyMaterial): string | null {
  const row = algorithm(alg);
  if (row === undefined) return `${JSON.stringify(alg)} is no known algorithm.`;
  const title = keyTitle(material);
  switch (row.family) {
    case 'none':
      return 'A token with alg none has no signature.';
    case 'hmac':
      return material.kind === 'secret' ? null : `${alg} needs a secret; this is: ${title}.`;
    case 'rsa':
    case 'rsa-pss':
      return material.kind === 'rsa' ? null : `${alg} needs an RSA key; this is: ${title}.`;
    case 'ecdsa':
      if (material.kind !== 'ec') return `${alg} needs a key on ${row.curve}; this is: ${title}.`;
      return material.curve === row.curve
        ? null
        : `${alg} goes with ${row.curve} (RFC 7518 §3.4); this key is on ${material.curve}.`;
    case 'ed25519':
      return material.kind === 'ed25519' ? null : `${alg} needs an Ed25519 key; this is: ${title}.`;
  }
}
