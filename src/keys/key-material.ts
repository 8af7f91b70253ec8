/**
 * What a JWK holds, as bytes: the one form between all the ways in which a key is written.
 * Here a key is what a person has, private parts too; `key.ts` is a key as the gateway holds it.
 */
import type { JWK } from 'jose';
import { decodeRawUrl, encodeRawUrl, withoutPadding } from '../go/base64';
import { coordinateBytes, isOnCurve } from './curves';

type Bytes = Uint8Array<ArrayBuffer>;

/** A curve that a JWK has a name for. */
export type JwkCurve = 'P-256' | 'P-384' | 'P-521';

/** The private parts of an RSA key (RFC 7518 §6.3.2), big-endian. */
export interface RsaPrivateParts {
  readonly d: Bytes;
  readonly p: Bytes;
  readonly q: Bytes;
  readonly dp: Bytes;
  readonly dq: Bytes;
  readonly qi: Bytes;
}

export interface SecretMaterial {
  readonly kind: 'secret';
  readonly bytes: Bytes;
}

export interface RsaMaterial {
  readonly kind: 'rsa';
  /** Modulus and exponent, big-endian without leading zeros. */
  readonly n: Bytes;
  readonly e: Bytes;
  readonly parts?: RsaPrivateParts;
}

export interface EcMaterial {
  readonly kind: 'ec';
  readonly curve: JwkCurve;
  /** The point; both coordinates have the curve's full length, and so has `d`. */
  readonly x: Bytes;
  readonly y: Bytes;
  readonly d?: Bytes;
}

export interface Ed25519Material {
  readonly kind: 'ed25519';
  /** 32 bytes each. */
  readonly x: Bytes;
  readonly d?: Bytes;
}

export type KeyMaterial = SecretMaterial | RsaMaterial | EcMaterial | Ed25519Material;

/** The material of a JWK, or in one sentence why it has none. */
export type MaterialReading =
  { readonly ok: true; readonly material: KeyMaterial } | { readonly ok: false; readonly problem: string };

const jwkCurves: readonly JwkCurve[] = ['P-256', 'P-384', 'P-521'];
/** In bytes. */
const longestModulus = 2048;
const rsaPartNames = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/** The curve of this JWK name, or undefined. */
export function jwkCurve(name: unknown): JwkCurve | undefined {
  return jwkCurves.find((curve) => curve === name);
}

const refuse = (problem: string): MaterialReading => ({ ok: false, problem });
const take = (material: KeyMaterial): MaterialReading => ({ ok: true, material });

/** Reads the members of a JWK that make the key (RFC 7518 §6, RFC 8037 §2). Padding and leading zeros are let through. */
export function readMaterial(jwk: Readonly<Record<string, unknown>>): MaterialReading {
  switch (jwk['kty']) {
    case 'oct': {
      const bytes = bytesOf(jwk['k']);
      return bytes === undefined ? refuse('A secret needs “k”, in base64url.') : take({ kind: 'secret', bytes });
    }
    case 'RSA':
      return readRsa(jwk);
    case 'EC':
      return readEc(jwk);
    case 'OKP':
      return readEd25519(jwk);
    case undefined:
      return refuse('It has no “kty”, which says what kind of key it is.');
    default:
      return refuse(`Its kty is ${JSON.stringify(jwk['kty'])}; known are oct, RSA, EC and OKP.`);
  }
}

function readRsa(jwk: Readonly<Record<string, unknown>>): MaterialReading {
  const n = withoutZeros(bytesOf(jwk['n']));
  const e = withoutZeros(bytesOf(jwk['e']));
  if (n === undefined || e === undefined) return refuse('An RSA key needs “n” and “e”, in base64url.');
  if (jwk['d'] === undefined) return take({ kind: 'rsa', n, e });
  if (n.length > longestModulus) return refuse('It has more than 16384 bits: browsers sign with no such key.');
  const [d, p, q, dp, dq, qi] = rsaPartNames.map((name) => withoutZeros(bytesOf(jwk[name])));
  if (!d || !p || !q || !dp || !dq || !qi) {
    return refuse('A private RSA key needs “p”, “q”, “dp”, “dq” and “qi” beside “d”: browsers sign with no other.');
  }
  return take({ kind: 'rsa', n, e, parts: { d, p, q, dp, dq, qi } });
}

function readEc(jwk: Readonly<Record<string, unknown>>): MaterialReading {
  const curve = jwkCurve(jwk['crv']);
  if (curve === undefined) return refuse(`Its curve is ${named(jwk['crv'])}; known are ${jwkCurves.join(', ')}.`);
  const size = coordinateBytes(curve);
  const x = bytesOf(jwk['x']);
  const y = bytesOf(jwk['y']);
  if (x?.length !== size || y?.length !== size) {
    return refuse(`A key on ${curve} needs “x” and “y” of ${size} bytes each, in base64url.`);
  }
  if (isOnCurve(curve, x, y) !== 'on') return refuse(`“x” and “y” are no point of the curve ${curve}.`);
  if (jwk['d'] === undefined) return take({ kind: 'ec', curve, x, y });
  const d = bytesOf(jwk['d']);
  if (d?.length !== size) return refuse(`“d” of a key on ${curve} has ${size} bytes, in base64url.`);
  return take({ kind: 'ec', curve, x, y, d });
}

function readEd25519(jwk: Readonly<Record<string, unknown>>): MaterialReading {
  if (jwk['crv'] !== 'Ed25519') return refuse(`Its curve is ${named(jwk['crv'])}; of the OKP keys only Ed25519 signs.`);
  const x = bytesOf(jwk['x']);
  if (x?.length !== 32) return refuse('An Ed25519 key needs “x” of 32 bytes, in base64url.');
  if (jwk['d'] === undefined) return take({ kind: 'ed25519', x });
  const d = bytesOf(jwk['d']);
  return d?.length === 32 ? take({ kind: 'ed25519', x, d }) : refuse('“d” of an Ed25519 key has 32 bytes.');
}

function named(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function bytesOf(value: unknown): Bytes | undefined {
  if (typeof value !== 'string') return undefined;
  const decoded = decodeRawUrl(withoutPadding(value));
  return decoded.ok ? decoded.bytes : undefined;
}

/** A number's bytes without zeros in front; undefined for nothing and for zero. */
function withoutZeros(bytes: Bytes | undefined): Bytes | undefined {
  const start = bytes?.findIndex((byte) => byte !== 0) ?? -1;
  return start < 0 ? undefined : bytes?.slice(start);
}

/** The JWK of a key: only the members that make the key, in base64url as RFC 7518 wants it. */
export function jwkOf(material: KeyMaterial): JWK {
  switch (material.kind) {
    case 'secret':
      return { kty: 'oct', k: encodeRawUrl(material.bytes) };
    case 'rsa': {
      const jwk: JWK = { kty: 'RSA', n: encodeRawUrl(material.n), e: encodeRawUrl(material.e) };
      const { parts } = material;
      if (parts !== undefined) for (const name of rsaPartNames) jwk[name] = encodeRawUrl(parts[name]);
      return jwk;
    }
    case 'ec': {
      const { curve, x, y, d } = material;
      const jwk = { kty: 'EC', crv: curve, x: encodeRawUrl(x), y: encodeRawUrl(y) } as const;
      return d === undefined ? jwk : { ...jwk, d: encodeRawUrl(d) };
    }
    case 'ed25519': {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: encodeRawUrl(material.x) } as const;
      return material.d === undefined ? jwk : { ...jwk, d: encodeRawUrl(material.d) };
    }
  }
}

/** The key without its private parts; undefined for a secret, which has no public half. */
export function publicHalf(material: KeyMaterial): Exclude<KeyMaterial, SecretMaterial> | undefined {
  switch (material.kind) {
    case 'secret':
      return undefined;
    case 'rsa':
      return { kind: 'rsa', n: material.n, e: material.e };
    case 'ec':
      return { kind: 'ec', curve: material.curve, x: material.x, y: material.y };
    case 'ed25519':
      return { kind: 'ed25519', x: material.x };
  }
}

/** Whether tokens can be signed with the key. */
export function isPrivate(material: KeyMaterial): boolean {
  switch (material.kind) {
    case 'secret':
      return true;
    case 'rsa':
      return material.parts !== undefined;
    case 'ec':
    case 'ed25519':
      return material.d !== undefined;
  }
}
