/**
 * Reads one key of a key set (RFC 7517) as go-jose v3 does, with its error texts. `use`, `alg` and `key_ops` are not
 * looked at, a certificate beside the key and its thumbprints are.
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeRawUrl, decodeStd, withoutPadding } from '../go/base64';
import type { JsonNode } from '../go/json';
import type { Curve } from './algorithms';
import { coordinateBytes, isOnCurve, toBigInt } from './curves';
import { rsaKey, secretKey, type VerificationKey } from './key';
import { latin1, quoteBytes, utf8AsLatin1 } from './quote-bytes';
import { readRawJwk, type RawJwk } from './raw-jwk';
import { rsaPrivateProblem } from './rsa-private';
import { readUrl } from './url-text';
import { readCertificate } from './x509';

interface Failure {
  readonly ok: false;
  readonly error: string;
}

/** A key and the name it is found by. */
export interface NamedKey {
  readonly kid: string;
  readonly key: VerificationKey;
}

/** What came of the key's own members: the key, and its public half, which a certificate must agree with. */
type Read = { readonly ok: true; readonly key: VerificationKey; readonly publicHalf?: VerificationKey } | Failure;

const failure = (problem: string): Failure => ({ ok: false, error: `go-jose/go-jose: ${problem}` });

/** Reads one element of `keys`. Any error spoils the whole set (`03-keys / jwks: bad key beside a good one`). */
export function readJwk(node: JsonNode): { readonly ok: true; readonly key: NamedKey } | Failure {
  const raw = readRawJwk(node);
  if (!raw.ok) return raw;
  const { jwk } = raw;

  let leaf: { readonly der: Uint8Array; readonly key: VerificationKey } | undefined;
  for (const text of jwk.x5c) {
    const der = decodeStd(text);
    const certificate = der.ok ? readCertificate(der.bytes) : der;
    if (!certificate.ok) return failure(`failed to unmarshal x5c field: ${certificate.error}`);
    if (der.ok) leaf ??= { der: der.bytes, key: certificate.key };
  }
  // A certificate with a key of an unknown algorithm counts as one without a key.
  const certified = leaf?.key.kind === 'unusable' && leaf.key.what === 'unknown' ? undefined : leaf?.key;

  const read = readKey(jwk, certified !== undefined);
  if (!read.ok) return read;
  if (certified !== undefined && read.publicHalf !== undefined && !isSameKey(certified, read.publicHalf)) {
    return failure('invalid JWK, public keys in key and x5c fields do not match');
  }
  const problem = urlProblem(jwk.text.x5u) ?? thumbprintProblem(jwk, leaf?.der);
  return problem === null
    ? { ok: true, key: { kid: jwk.text.kid, key: read.key } }
    : failure(`invalid JWK, ${problem}`);
}

function readKey(jwk: RawJwk, certified: boolean): Read {
  switch (jwk.text.kty) {
    case 'EC':
      return readEc(jwk);
    case 'RSA':
      return readRsa(jwk);
    case 'oct':
      if (certified) return failure("invalid JWK, found 'oct' (symmetric) key with cert chain");
      if (jwk.bytes.k === undefined) return failure('invalid OCT (symmetric) key, missing k value');
      return { ok: true, key: secretKey(jwk.bytes.k) };
    case 'OKP':
      return readEd25519(jwk);
    default:
      return failure(`unknown json web key type '${jwk.text.kty}'`);
  }
}

const curveByName: ReadonlyMap<string, Curve> = new Map([
  ['P-256', 'P-256'],
  ['P-384', 'P-384'],
  ['P-521', 'P-521'],
]);

function readEc({ text, bytes: { x, y, d } }: RawJwk): Read {
  const curve = curveByName.get(text.crv);
  if (curve === undefined) return failure(`unsupported elliptic curve '${text.crv}'`);
  if (x === undefined || y === undefined) {
    return failure(d ? 'invalid EC private key, missing x/y/d values' : 'invalid EC key, missing x/y values');
  }
  const size = coordinateBytes(curve);
  const kind = d ? 'private' : 'public';
  if (x.length !== size) return failure(`invalid EC ${kind} key, wrong length for x`);
  if (y.length !== size) return failure(`invalid EC ${kind} key, wrong length for y`);
  if (d && d.length !== size) return failure('invalid EC private key, wrong length for d');
  if (isOnCurve(curve, x, y) !== 'on') return failure('invalid EC key, X/Y are not on declared curve');
  const publicHalf = { kind: 'ec', curve, x: x.slice(), y: y.slice() } as const;
  return { ok: true, publicHalf, key: d ? { kind: 'unusable', what: 'private EC' } : publicHalf };
}

function readRsa({ bytes }: RawJwk): Read {
  const { n, e, d, p, q, dp, dq, qi } = bytes;
  if (d === undefined) {
    if (n === undefined || e === undefined) return failure('invalid RSA key, missing n/e values');
    const key = rsaKey(n, toBigInt(e));
    return { ok: true, key, publicHalf: key };
  }
  if (!n || !e || !p || !q) {
    const missing = !n ? 'N' : !e ? 'E' : !p ? 'P' : 'Q';
    return failure(`invalid RSA private key, missing ${missing} value(s)`);
  }
  const publicHalf = rsaKey(n, toBigInt(e));
  const problem = rsaPrivateProblem({
    n: toBigInt(n),
    e: publicHalf.e,
    d: toBigInt(d),
    p: toBigInt(p),
    q: toBigInt(q),
    ...(dp && dq && qi ? { crt: { dp: toBigInt(dp), dq: toBigInt(dq), qInv: toBigInt(qi) } } : {}),
  });
  if (problem !== null) return { ok: false, error: problem };
  return { ok: true, publicHalf, key: { kind: 'unusable', what: 'private RSA' } };
}

function readEd25519({ text, bytes: { x, d } }: RawJwk): Read {
  // The stray quotation mark is the library's.
  if (text.crv !== 'Ed25519' || x === undefined) return failure(`unknown curve ${text.crv}'`);
  // Shorter keys are filled up with zero bytes, longer ones cut.
  const bytes = new Uint8Array(32);
  bytes.set(x.subarray(0, 32));
  const publicHalf = { kind: 'ed25519', x: bytes } as const;
  return { ok: true, publicHalf, key: d ? { kind: 'unusable', what: 'private Ed25519' } : publicHalf };
}

function isSameKey(a: VerificationKey, b: VerificationKey): boolean {
  if (a.kind === 'rsa' && b.kind === 'rsa') return a.e === b.e && areEqual(a.n, b.n);
  if (a.kind === 'ec' && b.kind === 'ec') return a.curve === b.curve && areEqual(a.x, b.x) && areEqual(a.y, b.y);
  return a.kind === 'ed25519' && b.kind === 'ed25519' && areEqual(a.x, b.x);
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function urlProblem(x5u: string): string | null {
  if (x5u === '') return null;
  const url = readUrl(utf8AsLatin1(x5u));
  return url.ok ? null : `x5u header is invalid URL: ${url.error}`;
}

/** The thumbprints may be bytes or, encoded once more, hexadecimal digits; both are judged for form before either is compared. */
function thumbprintProblem({ text }: RawJwk, leaf: Uint8Array | undefined): string | null {
  const kinds = [
    { name: 'x5t', size: 20, hash: sha1 },
    { name: 'x5t#S256', size: 32, hash: sha256 },
  ] as const;
  const thumbprints: { name: string; size: number; bytes: Uint8Array; hash: (data: Uint8Array) => Uint8Array }[] = [];
  for (const { name, size, hash } of kinds) {
    const decoded = decodeRawUrl(withoutPadding(text[name]));
    if (!decoded.ok) return `${name} header has invalid encoding`;
    let { bytes }: { bytes: Uint8Array } = decoded;
    if (bytes.length === 2 * size) {
      const digits = latin1(bytes);
      const bad = /[^0-9A-Fa-f]/.exec(digits)?.[0];
      if (bad !== undefined) return `unable to hex decode ${name}: encoding/hex: invalid byte: ${codePoint(bad)}`;
      bytes = Uint8Array.from({ length: size }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
    }
    thumbprints.push({ name, size, bytes, hash });
  }
  for (const { name, size, bytes } of thumbprints) {
    if (bytes.length > 0 && bytes.length !== size) return `${name} header is of incorrect size`;
  }
  if (leaf === undefined) return null;
  for (const { name, bytes, hash } of thumbprints) {
    if (bytes.length > 0 && !areEqual(hash(leaf), bytes)) return `x5c thumbprint does not match ${name} value`;
  }
  return null;
}

/** Go's `%#U` of a byte: `U+0067 'g'`. */
function codePoint(character: string): string {
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const quoted = quoteBytes(utf8AsLatin1(character)).slice(1, -1);
  return quoted === character ? `U+${hex} '${character}'` : `U+${hex}`;
}
