/**
 * Tells by its structure what a piece of DER is, whatever a PEM label says, and reads the key in it.
 */
import { toBytes } from '../curves';
import { DerReader, tags } from '../der';
import { pemOf } from '../der-write';
import type { VerificationKey } from '../key';
import { jwkCurve, type KeyMaterial } from '../key-material';
import { readPublicKeyInfo } from '../public-key-info';
import { ed25519Oid, ecOid, rsaOid, rsaPssOid } from '../public-pem';
import { readCertificate } from '../x509';
import { encryptedDer, pkcs12, requestDer } from './foreign-formats';
import { onlyKey, onlyProblem, type Scan } from './found-key';
import { readPkcs1Private, readPkcs8, readSec1 } from './private-key';

/** What the DER is; undefined when it is nothing that is known here. Bytes after it are refused as the gateway does. */
export function readDer(der: Uint8Array): Scan | undefined {
  const outside = new DerReader(der);
  const content = outside.content(tags.sequence);
  if (content === undefined || !outside.empty) return undefined;
  const shape = shapeOf(content);
  if (shape === undefined) return undefined;
  const has = (start: string): boolean => shape === start || shape.startsWith(`${start} `);
  const inside = new DerReader(content);

  if (shape === 'sequence sequence bits') return certificate(der, content);
  if (shape === 'sequence bits') return publicKeyInfo(content);
  if (shape === 'integer integer') return pkcs1Public(inside);
  if (has('integer sequence octets')) return readPkcs8(inside);
  if (has('integer octets')) return readSec1(inside, undefined, 'SEC1');
  if (has(Array<string>(9).fill('integer').join(' '))) return readPkcs1Private(inside, 'PKCS#1');
  if (shape === 'integer integer integer integer integer integer') {
    return onlyProblem('DSA private key', 'No algorithm of JWT uses such a key.');
  }
  const oid = firstOid(content);
  if (shape === 'sequence octets' && /^1\.2\.840\.113549\.1\.(5|12\.1)\./.test(oid)) {
    return onlyProblem(encryptedDer.what, encryptedDer.message, encryptedDer.command);
  }
  if (has('integer sequence') && oid.startsWith('1.2.840.113549.1.7.')) {
    return onlyProblem(pkcs12.what, pkcs12.message, pkcs12.command);
  }
  return undefined;
}

const names: ReadonlyMap<number, string> = new Map<number, string>([
  [tags.sequence, 'sequence'],
  [tags.integer, 'integer'],
  [tags.octetString, 'octets'],
  [tags.bitString, 'bits'],
]);

/** The kinds of the elements, in order; undefined where something is no DER. */
function shapeOf(content: Uint8Array): string | undefined {
  const reader = new DerReader(content);
  const kinds: string[] = [];
  while (!reader.empty) {
    const next = reader.any();
    if (next === undefined) return undefined;
    kinds.push(names.get(next.tag) ?? 'other');
  }
  return kinds.join(' ');
}

/** The object identifier that the first SEQUENCE inside begins with, or nothing. */
function firstOid(content: Uint8Array): string {
  const reader = new DerReader(content);
  if (reader.has(tags.integer)) reader.any();
  return reader.inside(tags.sequence)?.oid() ?? '';
}

function certificate(der: Uint8Array, content: Uint8Array): Scan {
  const read = readCertificate(der);
  if (read.ok) {
    const scan = fromGatewayKey(read.key, 'certificate');
    const pem = pemOf('CERTIFICATE', der);
    return { ...scan, keys: scan.keys.map((each) => ({ ...each, certificate: pem })) };
  }
  // A request has no serial number: after its version comes the subject's name, then the key.
  const request = shapeOf(new DerReader(content).content(tags.sequence) ?? content);
  if (request?.startsWith('integer sequence sequence other') === true) {
    return onlyProblem(requestDer.what, requestDer.message, requestDer.command);
  }
  return onlyProblem('certificate', `It is broken, and the gateway would not read it either: “${read.error}”.`);
}

function publicKeyInfo(content: Uint8Array): Scan {
  const oid = firstOid(content);
  if (oid === rsaPssOid) {
    const inside = new DerReader(content);
    inside.any();
    const key = new DerReader(inside.bitString()?.bytes ?? content).inside(tags.sequence);
    const scan = key && pkcs1Public(key);
    const note = 'It is marked for RSA-PSS alone, which the gateway does not read; written as a plain RSA key it does.';
    return scan ? withForm(scan, note) : onlyProblem('RSA-PSS public key', 'It is broken.');
  }
  const read = readPublicKeyInfo(new DerReader(content), 'alone');
  if (read.ok) return fromGatewayKey(read.key, 'SPKI');
  if (read.error.includes('uncompressed')) {
    return onlyProblem(
      'EC public key',
      'Its point is written in the compressed form, which the gateway does not read.',
      'openssl pkey -pubin -in compressed.pem -ec_conv_form uncompressed -pubout -out public.pem',
    );
  }
  if (read.error.includes('unsupported elliptic curve')) {
    return onlyProblem('EC public key', 'It is on another curve than P-256, P-384 and P-521.');
  }
  const known = [rsaOid, ecOid, ed25519Oid].includes(oid);
  if (!known) return onlyProblem('public key', `No algorithm of JWT uses such a key (object identifier ${oid}).`);
  return onlyProblem('public key', `It is broken, and the gateway would not read it either: “${read.error}”.`);
}

function withForm(scan: Scan, note: string): Scan {
  return { ...scan, keys: scan.keys.map((each) => ({ ...each, form: 'SPKI', notes: [note] })) };
}

function pkcs1Public(inside: DerReader): Scan {
  const n = positive(inside.integerBytes());
  const e = positive(inside.integerBytes());
  if (n === undefined || e === undefined) return onlyProblem('RSA public key', 'Its numbers are broken.');
  return onlyKey({ kind: 'rsa', n, e }, 'PKCS#1');
}

/** A number's bytes without a leading zero; undefined for zero and below. */
function positive(bytes: Uint8Array | undefined): Uint8Array<ArrayBuffer> | undefined {
  const first = bytes?.[0] ?? 0x80;
  if (bytes === undefined || first >= 0x80) return undefined;
  const magnitude = first === 0 ? bytes.slice(1) : bytes.slice();
  return magnitude.length === 0 ? undefined : magnitude;
}

/** A key as the gateway reads it, as a person's key. */
function fromGatewayKey(key: VerificationKey, form: 'SPKI' | 'certificate'): Scan {
  const material = materialOf(key);
  if (material !== undefined) return onlyKey(material, form);
  if (key.kind === 'ec') {
    return onlyProblem(
      `EC ${form === 'SPKI' ? 'public key' : 'certificate'}`,
      'It is on the curve P-224, for which JSON Web Keys have no name. The gateway reads it all the same: put it into jwt_source as it is, in base64.',
    );
  }
  const what = key.kind === 'unusable' ? key.what : key.kind;
  return onlyProblem(`${what} key`, 'No algorithm of JWT uses such a key.');
}

/** The same key; undefined when it cannot be a JWK. */
function materialOf(key: VerificationKey): KeyMaterial | undefined {
  switch (key.kind) {
    case 'secret':
      return { kind: 'secret', bytes: key.bytes };
    case 'rsa':
      return { kind: 'rsa', n: key.n, e: minimal(key.e) };
    case 'ec': {
      const curve = jwkCurve(key.curve);
      return curve && { kind: 'ec', curve, x: key.x, y: key.y };
    }
    case 'ed25519':
      return { kind: 'ed25519', x: key.x };
    case 'unusable':
      return undefined;
  }
}

function minimal(value: bigint): Uint8Array<ArrayBuffer> {
  return toBytes(value, Math.ceil(value.toString(16).length / 2));
}
