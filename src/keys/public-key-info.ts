/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1), as it stands alone or inside a certificate,
 * with the gateway's error texts.
 */
import type { Curve } from './algorithms';
import { isOnCurve, coordinateBytes } from './curves';
import { DerReader, rightAlign, tags } from './der';
import { rsaKey, type KeyReading, type VerificationKey } from './key';

/** An algorithm identifier: its OID and the whole element of its parameters, empty where there are none. */
export interface AlgorithmIdentifier {
  readonly ok: true;
  readonly oid: string;
  readonly parameters: Uint8Array;
}

const none = new Uint8Array();

const failure = (problem: string): KeyReading => ({ ok: false, error: `x509: ${problem}` });
const success = (key: VerificationKey): KeyReading => ({ ok: true, key });

/** Reads the content of an AlgorithmIdentifier, or tells in Go's words without `x509: ` what is wrong. What follows the parameters is not looked at. */
export function readAlgorithmIdentifier(
  content: DerReader,
): AlgorithmIdentifier | { readonly ok: false; readonly problem: string } {
  const oid = content.oid();
  if (oid === undefined) return { ok: false, problem: 'malformed OID' };
  if (content.empty) return { ok: true, oid, parameters: none };
  const parameters = content.any();
  if (parameters === undefined) return { ok: false, problem: 'malformed parameters' };
  return { ok: true, oid, parameters: parameters.element };
}

/**
 * Reads the content of a SubjectPublicKeyInfo. An algorithm that `where` does not know is an error when the key
 * stands alone, and gives an unusable key in a certificate.
 */
export function readPublicKeyInfo(content: DerReader, where: 'alone' | 'certificate'): KeyReading {
  const identifier = content.inside(tags.sequence);
  if (identifier === undefined) return failure('malformed public key algorithm identifier');
  const algorithm = readAlgorithmIdentifier(identifier);
  if (!algorithm.ok) return failure(algorithm.problem);
  const bits = content.bitString();
  if (bits === undefined) return failure('malformed subjectPublicKey');

  const read = readers.get(algorithm.oid);
  if (read !== undefined) return read(algorithm.parameters, rightAlign(bits));
  if (where === 'certificate') return success({ kind: 'unusable', what: 'unknown' });
  if (algorithm.oid === x25519) return readX25519(algorithm.parameters, rightAlign(bits));
  return failure('unknown public key algorithm');
}

type Reader = (parameters: Uint8Array, data: Uint8Array) => KeyReading;

const x25519 = '1.3.101.110';

const readers: ReadonlyMap<string, Reader> = new Map([
  ['1.2.840.113549.1.1.1', readRsa],
  ['1.2.840.10040.4.1', readDsa],
  ['1.2.840.10045.2.1', readEc],
  ['1.3.101.112', readEd25519],
]);

const curveByOid: ReadonlyMap<string, Curve> = new Map([
  ['1.3.132.0.33', 'P-224'],
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
]);

function readRsa(parameters: Uint8Array, data: Uint8Array): KeyReading {
  const isNull = parameters.length === 2 && parameters[0] === 0x05 && parameters[1] === 0;
  if (!isNull) return failure('RSA key missing NULL parameters');
  const key = new DerReader(data).inside(tags.sequence);
  if (key === undefined) return failure('invalid RSA public key');
  const modulus = key.integerBytes();
  if (modulus === undefined) return failure('invalid RSA modulus');
  const exponent = key.int64();
  if (exponent === undefined) return failure('invalid RSA public exponent');
  if (!isPositive(modulus)) return failure('RSA modulus is not a positive number');
  if (exponent <= 0n) return failure('RSA public exponent is not a positive number');
  return success(rsaKey(modulus, exponent));
}

function readEc(parameters: Uint8Array, data: Uint8Array): KeyReading {
  const oid = new DerReader(parameters).oid();
  if (oid === undefined) return failure('invalid ECDSA parameters');
  const curve = curveByOid.get(oid);
  if (curve === undefined) return failure('unsupported elliptic curve');
  // SEC 1 §2.3.4; points in compressed form are not read.
  if (data[0] !== 4) return { ok: false, error: 'ecdsa: invalid uncompressed public key' };
  const size = coordinateBytes(curve);
  const name = curve.replace('-', '');
  if (data.length !== 1 + 2 * size) return { ok: false, error: `invalid ${name} point encoding` };
  const x = data.slice(1, 1 + size);
  const y = data.slice(1 + size);
  switch (isOnCurve(curve, x, y)) {
    case 'on':
      return success({ kind: 'ec', curve, x, y });
    case 'too large':
      // On amd64 P-256 has code of its own in Go, and a text of its own.
      return { ok: false, error: `invalid ${name}${curve === 'P-256' ? ' element' : 'Element'} encoding` };
    case 'off':
      return { ok: false, error: `${name} point not on curve` };
  }
}

function readEd25519(parameters: Uint8Array, data: Uint8Array): KeyReading {
  if (parameters.length !== 0) return failure('Ed25519 key encoded with illegal parameters');
  if (data.length !== 32) return failure('wrong Ed25519 public key size');
  return success({ kind: 'ed25519', x: data.slice() });
}

function readX25519(parameters: Uint8Array, data: Uint8Array): KeyReading {
  if (parameters.length !== 0) return failure('X25519 key encoded with illegal parameters');
  if (data.length !== 32) return { ok: false, error: 'crypto/ecdh: invalid public key' };
  return success({ kind: 'unusable', what: 'X25519' });
}

function readDsa(parameters: Uint8Array, data: Uint8Array): KeyReading {
  const y = new DerReader(data).integerBytes();
  if (y === undefined) return failure('invalid DSA public key');
  const domain = new DerReader(parameters).inside(tags.sequence);
  const p = domain?.integerBytes();
  const q = p && domain?.integerBytes();
  const g = q && domain?.integerBytes();
  if (p === undefined || q === undefined || g === undefined) return failure('invalid DSA parameters');
  if (![y, p, q, g].every(isPositive)) return failure('zero or negative DSA parameter');
  return success({ kind: 'unusable', what: 'DSA' });
}

/** Whether the two's complement bytes stand for a number above zero. */
function isPositive(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return first < 0x80 && (bytes.length > 1 || first > 0);
}
