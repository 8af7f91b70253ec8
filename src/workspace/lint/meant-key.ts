/**
 * The key that a source means, also where the gateway cannot read it: private, PKCS#1, damaged PEM, a JWK.
 */
import { encodeStd } from '../../go/base64';
import { decodeUtf8, encodeUtf8 } from '../../go/utf8';
import { contextTag, DerReader, tags } from '../../keys/der';
import { pemOf } from '../../keys/der-write';
import { pemBlocks } from '../../keys/import/pem-blocks';
import type { VerificationKey } from '../../keys/key';
import { type JwkCurve, publicHalf, readMaterial } from '../../keys/key-material';
import { readPublicKey } from '../../keys/public-key';
import { spkiPem } from '../../keys/public-pem';
import type { StaticSource } from '../../keys/static-source';
import { isObject, unmarshal } from '../../go/json';
import { isUrl, type SigningMethod, strictBase64 } from './key-source';

export interface MeantKey {
  readonly form: 'readable' | 'private' | 'pkcs1' | 'damaged' | 'jwk';
  /** The signing method that such a key is for; `null`: none, or not known. */
  readonly method: SigningMethod | null;
  /** A PEM of its public half that the gateway reads; `null` where it cannot be made. */
  readonly pem: string | null;
}

/** The signing method of a key; `null` where there is none for it. */
function methodOf(key: VerificationKey): SigningMethod | null {
  return key.kind === 'rsa' ? 'rsa' : key.kind === 'ec' ? 'ecdsa' : null;
}

/** The key that these bytes mean; `null`: none to be seen. */
export function meantKey({ bytes, text, publicKey }: StaticSource): MeantKey | null {
  if (publicKey.ok) return { form: 'readable', method: methodOf(publicKey.key), pem: null };
  const { blocks, cut } = pemBlocks(text);
  const [block] = blocks;
  const label = block?.label ?? cut[0];
  if (label === undefined) return jwk(text) ?? ofDer(bytes);
  const der = block?.der ?? null;
  if (label.endsWith('PRIVATE KEY')) return made('private', der === null ? null : publicPem(der));
  if (label === 'RSA PUBLIC KEY') return made('pkcs1', der === null ? null : publicPem(der));
  return made('damaged', der === null ? null : pemOf(label, der));
}

/** The same of DER without PEM around it. */
function ofDer(der: Uint8Array): MeantKey | null {
  const pem = publicPem(der);
  if (pem === null) return null;
  const inside = new DerReader(der).inside(tags.sequence);
  const version = inside?.integerBytes();
  return made(version?.length === 1 ? 'private' : 'pkcs1', pem);
}

/** Keeps the PEM only if the gateway reads it. */
function made(form: MeantKey['form'], pem: string | null): MeantKey {
  const read = pem === null ? null : readPublicKey(encodeUtf8(pem));
  return read?.ok === true ? { form, method: methodOf(read.key), pem } : { form, method: null, pem: null };
}

/** A JWK, or a set whose first key counts. */
function jwk(text: string): MeantKey | null {
  if (!text.trimStart().startsWith('{')) return null;
  const parsed = unmarshal(encodeUtf8(text));
  if (!parsed.ok || !isObject(parsed.value)) return null;
  const { keys } = parsed.value;
  const [first = null] = Array.isArray(keys) ? keys : [parsed.value];
  const material = isObject(first) ? readMaterial(first) : null;
  const half = material?.ok === true ? publicHalf(material.material) : undefined;
  return half ? made('jwk', spkiPem(half)) : null;
}

/** The public half of an RSA or EC key in PKCS#1, PKCS#8 or SEC 1, as PEM. */
function publicPem(der: Uint8Array): string | null {
  const inside = new DerReader(der).inside(tags.sequence);
  const first = inside?.integerBytes();
  if (inside === undefined || first === undefined) return null;
  if (first.length > 1) {
    const e = inside.integerBytes();
    return e === undefined ? null : rsaPem(first, e);
  }
  if (inside.has(tags.sequence)) {
    inside.any();
    const key = inside.content(tags.octetString);
    return key === undefined ? null : publicPem(key);
  }
  if (inside.has(tags.octetString)) return ecPem(inside);
  const n = inside.integerBytes();
  const e = inside.integerBytes();
  return n === undefined || e === undefined ? null : rsaPem(n, e);
}

function rsaPem(n: Uint8Array, e: Uint8Array): string {
  return spkiPem({ kind: 'rsa', n: n.slice(), e: e.slice() });
}

const curveByPoint = new Map<number, JwkCurve>([
  [65, 'P-256'],
  [97, 'P-384'],
  [133, 'P-521'],
]);

/** From behind the version of an EC private key (SEC 1 §C.4): the point that it carries with it. */
function ecPem(inside: DerReader): string | null {
  inside.any();
  if (inside.has(contextTag(0, true))) inside.any();
  const point = inside.inside(contextTag(1, true))?.bitString()?.bytes;
  const curve = curveByPoint.get(point?.length ?? 0);
  if (point === undefined || curve === undefined) return null;
  const size = (point.length - 1) / 2;
  return spkiPem({ kind: 'ec', curve, x: point.slice(1, 1 + size), y: point.slice(1 + size) });
}

/** How many keys and certificates a PEM text has. */
export function countOfBlocks(bytes: Uint8Array): number {
  return pemBlocks(decodeUtf8(bytes)).blocks.length;
}

/** The source's text for a PEM. */
export function sourceText(pem: string): string {
  return encodeStd(encodeUtf8(pem));
}

/** A source that was encoded twice: what is inside, and the source encoded once. */
export interface EncodedTwice {
  readonly inner: string;
  readonly isKey: boolean;
  readonly once: string;
}

/** What is inside a decoded source that was encoded twice; `null` where it does not look so. */
export function insideTwice(text: string): EncodedTwice | null {
  const bytes = text.length >= 8 ? strictBase64(text.trim()) : null;
  if (bytes === null) return null;
  const inner = decodeUtf8(bytes);
  const isKey = inner.includes('-----BEGIN ') || isUrl(inner) || readPublicKey(bytes).ok;
  return isKey || /^[\x20-\x7e]+$/.test(inner) ? { inner, isKey, once: text.trim() } : null;
}
