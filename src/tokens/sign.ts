/**
 * Makes tokens. jose reads the private keys; WebCrypto and our HMAC sign, because a playground must also be able
 * to sign with what jose refuses: short and empty secrets, RSA keys under 2048 bits, header fields of any kind.
 */
import type { CryptoKey as JoseKey, JWK } from 'jose';
import { decodeRawUrl, encodeRawUrl, withoutPadding } from '../go/base64';
import { Late } from '../go/late';
import { get, type JsonObject } from '../go/json';
import { algorithm as algorithmOf, type Algorithm } from '../keys/algorithms';
import { hmacOf } from '../keys/hmac';
import { secretKey, type SecretKey } from '../keys/key';

const privateKeys = new Late(() => import('./private-keys'));

/** What a person signs with: a secret's bytes, a private key as PEM (PKCS #8 or PKCS #1), or a JWK with a private or secret key. */
export type SigningKey =
  SecretKey | { readonly kind: 'pem'; readonly text: string } | { readonly kind: 'jwk'; readonly jwk: JWK };

/** Why nothing could be signed. */
export interface SigningProblem {
  readonly code: 'algorithm_unknown' | 'key_does_not_fit' | 'key_unreadable' | 'key_refused';
  /** One sentence for a person. */
  readonly message: string;
}

interface Refused {
  readonly ok: false;
  readonly problem: SigningProblem;
}

export type Signed = { readonly ok: true; readonly token: string } | Refused;
type SignedBytes = { readonly ok: true; readonly signature: Uint8Array } | Refused;

const encoder = new TextEncoder();

/** Signs a header and claims as compact JSON, in the order of their members, with the algorithm that the header names. */
export async function signToken(header: JsonObject, claims: JsonObject, key: SigningKey): Promise<Signed> {
  const name = get(header, 'alg');
  const row = typeof name === 'string' ? algorithmOf(name) : undefined;
  if (row === undefined) {
    const problem = name === undefined ? 'missing' : `${JSON.stringify(name)}, which names no known algorithm`;
    return refused('algorithm_unknown', `The header’s alg is ${problem}.`);
  }
  return signParts(row, JSON.stringify(header), JSON.stringify(claims), key);
}

/** Signs the texts as they are, valid JSON or not: what was typed is what the token holds. */
export async function signParts(
  algorithm: Algorithm,
  header: string,
  payload: string,
  key: SigningKey,
): Promise<Signed> {
  const input = `${encodeRawUrl(encoder.encode(header))}.${encodeRawUrl(encoder.encode(payload))}`;
  const signed = await signBytes(algorithm, key, encoder.encode(input));
  return signed.ok ? { ok: true, token: `${input}.${encodeRawUrl(signed.signature)}` } : signed;
}

/** Signs bytes; ECDSA signatures are r and s (RFC 7518 §3.4), and `none` gives no bytes at all. */
async function signBytes(algorithm: Algorithm, key: SigningKey, data: Uint8Array<ArrayBuffer>): Promise<SignedBytes> {
  if (algorithm.family === 'none') return { ok: true, signature: new Uint8Array() };
  const secret = secretOf(key);
  if (algorithm.family === 'hmac') {
    if (secret === undefined)
      return refused('key_does_not_fit', `${algorithm.name} needs a secret, not a private key.`);
    return { ok: true, signature: hmacOf(secret, algorithm.hash, data) };
  }
  if (key.kind === 'secret' || secret !== undefined) {
    return refused('key_does_not_fit', `${algorithm.name} needs a private key, not a secret.`);
  }
  const imported = await importKey(key, algorithm.name);
  if (!imported.ok) return imported;
  try {
    const signature = await crypto.subtle.sign(parametersOf(algorithm), imported.key, data);
    return { ok: true, signature: new Uint8Array(signature) };
  } catch (error) {
    return refused('key_refused', `The key cannot sign with ${algorithm.name}${reason(error)}`);
  }
}

function parametersOf(
  algorithm: Exclude<Algorithm, { family: 'none' | 'hmac' }>,
): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  switch (algorithm.family) {
    case 'rsa':
    case 'ed25519':
      return { name: algorithm.webCrypto };
    case 'rsa-pss':
      return { name: algorithm.webCrypto, saltLength: algorithm.saltBytes };
    case 'ecdsa':
      return { name: algorithm.webCrypto, hash: algorithm.hash };
  }
}

/** The secret of a key that is one. */
function secretOf(key: SigningKey): SecretKey | undefined {
  if (key.kind === 'secret') return key;
  if (key.kind === 'pem' || key.jwk.kty !== 'oct' || typeof key.jwk.k !== 'string') return undefined;
  const decoded = decodeRawUrl(withoutPadding(key.jwk.k));
  return decoded.ok ? secretKey(decoded.bytes) : undefined;
}

async function importKey(
  key: Exclude<SigningKey, SecretKey>,
  name: string,
): Promise<{ readonly ok: true; readonly key: JoseKey } | Refused> {
  try {
    const { importJWK, importPKCS8, toPkcs8 } = await privateKeys.load();
    const imported = key.kind === 'pem' ? await importPKCS8(toPkcs8(key.text), name) : await importJWK(key.jwk, name);
    if (imported instanceof Uint8Array || imported.type !== 'private') {
      return refused('key_does_not_fit', `${name} needs a private key; this one is public.`);
    }
    return { ok: true, key: imported };
  } catch (error) {
    return refused('key_unreadable', `The text is no private key for ${name}${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error && error.message !== '' ? `: ${error.message.replace(/\.$/, '')}.` : '.';
}

function refused(code: SigningProblem['code'], message: string): Refused {
  return { ok: false, problem: { code, message } };
}
