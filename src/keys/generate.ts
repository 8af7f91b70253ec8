/**
 * Makes keys with WebCrypto, whose generators work on a thread of their own.
 */
import type { JWK } from 'jose';
import { jwkOf, readMaterial, type JwkCurve } from './key-material';

/** The sizes of RSA keys that can be made, in bits. */
export const rsaSizes = [2048, 3072, 4096] as const;

/** The shortest and the longest secret that can be made, in bytes. */
export const secretSizes = { shortest: 16, longest: 256 } as const;

/** A key to be made. */
export type KeySpec =
  | { readonly kind: 'secret'; readonly bytes: number }
  | { readonly kind: 'rsa'; readonly bits: (typeof rsaSizes)[number] }
  | { readonly kind: 'ec'; readonly curve: JwkCurve }
  | { readonly kind: 'ed25519' };

export type Generated =
  | { readonly ok: true; readonly jwk: JWK }
  | { readonly ok: false; readonly code: 'cancelled' | 'size' | 'unavailable'; readonly message: string };

const cancelled: Generated = { ok: false, code: 'cancelled', message: 'No key was made.' };

/**
 * Makes a key, as a private or secret JWK without `kid`. When the signal is given up the answer comes at once; what the
 * browser still computes is thrown away.
 */
export async function generateKey(spec: KeySpec, signal?: AbortSignal): Promise<Generated> {
  if (signal?.aborted === true) return cancelled;
  if (spec.kind === 'secret') return generateSecret(spec.bytes);
  const made = generatePair(spec);
  if (signal === undefined) return made;
  return new Promise((resolve) => {
    const giveUp = (): void => {
      resolve(cancelled);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    void made.then((generated) => {
      signal.removeEventListener('abort', giveUp);
      resolve(generated);
    });
  });
}

function generateSecret(bytes: number): Generated {
  const { shortest, longest } = secretSizes;
  if (!Number.isInteger(bytes) || bytes < shortest || bytes > longest) {
    return { ok: false, code: 'size', message: `A secret has ${shortest} to ${longest} bytes.` };
  }
  return { ok: true, jwk: jwkOf({ kind: 'secret', bytes: crypto.getRandomValues(new Uint8Array(bytes)) }) };
}

/** The exponent that everyone uses, 65537. */
const publicExponent = new Uint8Array([1, 0, 1]);

async function generatePair(spec: Exclude<KeySpec, { kind: 'secret' }>): Promise<Generated> {
  try {
    const { privateKey } = await keyPair(spec);
    const read = readMaterial({ ...(await crypto.subtle.exportKey('jwk', privateKey)) });
    return read.ok ? { ok: true, jwk: jwkOf(read.material) } : unavailable(read.problem);
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : '');
  }
}

function keyPair(spec: Exclude<KeySpec, { kind: 'secret' }>): Promise<CryptoKeyPair> {
  const usages = ['sign', 'verify'] as const;
  switch (spec.kind) {
    case 'rsa': {
      const scheme = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
      return crypto.subtle.generateKey({ ...scheme, modulusLength: spec.bits, publicExponent }, true, usages);
    }
    case 'ec':
      return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: spec.curve }, true, usages);
    case 'ed25519':
      return crypto.subtle.generateKey({ name: 'Ed25519' }, true, usages);
  }
}

function unavailable(reason: string): Generated {
  const why = reason === '' ? '' : ` (${reason.replace(/\.$/, '')})`;
  return { ok: false, code: 'unavailable', message: `This browser makes no such key${why}.` };
}
