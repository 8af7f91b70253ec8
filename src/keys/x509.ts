/**
 * Reads an X.509 certificate (RFC 5280) as far as the gateway does: to its public key, refusing what Go's
 * crypto/x509 refuses and with its error texts. Dates, names and the signature are checked for form alone.
 */
import { DerReader, contextTag, tags } from './der';
import type { KeyReading } from './key';
import { readAlgorithmIdentifier, readPublicKeyInfo } from './public-key-info';
import { extensionProblem, type Extension } from './x509-extensions';
import { nameProblem } from './x509-name';
import { isGeneralizedTime, isUtcTime } from './x509-time';

const failure = (problem: string): KeyReading => ({ ok: false, error: `x509: ${problem}` });

/** The public key of a DER certificate, or Go's error text. */
export function readCertificate(der: Uint8Array): KeyReading {
  const outside = new DerReader(der);
  const certificate = outside.inside(tags.sequence);
  if (certificate === undefined) return failure('malformed certificate');
  const tbs = certificate.inside(tags.sequence);
  if (tbs === undefined) return failure('malformed tbs certificate');

  const version = readVersion(tbs);
  if (version === undefined) return failure('malformed version');
  if (version > 2n) return failure('invalid version');
  // A negative serial number is let through: the gateway is built with x509negativeserial=1.
  if (tbs.integerBytes() === undefined) return failure('malformed serial number');

  const algorithms = signatureAlgorithmProblem(tbs, certificate);
  if (algorithms !== null) return failure(algorithms);
  const names = issuerValidityAndSubjectProblem(tbs);
  if (names !== null) return failure(names);

  const info = tbs.inside(tags.sequence);
  if (info === undefined) return failure('malformed spki');
  const key = readPublicKeyInfo(info, 'certificate');
  if (!key.ok) return key;

  const optional = optionalPartsProblem(tbs, version);
  if (optional !== null) return failure(optional);
  if (certificate.bitString() === undefined) return failure('malformed signature');
  return outside.empty ? key : failure('trailing data');
}

/** The version as it is written, 0 for the first; undefined when it is malformed or negative. */
function readVersion(tbs: DerReader): bigint | undefined {
  const tag = contextTag(0, true);
  if (!tbs.has(tag)) return 0n;
  const inside = tbs.inside(tag);
  const version = inside?.int64();
  return version !== undefined && inside?.empty === true && version >= 0n ? version : undefined;
}

/** The algorithm stands twice, once beside the signature, and both must be the same bytes. */
function signatureAlgorithmProblem(tbs: DerReader, certificate: DerReader): string | null {
  const inner = tbs.content(tags.sequence);
  if (inner === undefined) return 'malformed signature algorithm identifier';
  const outer = certificate.content(tags.sequence);
  if (outer === undefined) return 'malformed algorithm identifier';
  const same = inner.length === outer.length && inner.every((byte, i) => byte === outer[i]);
  if (!same) return "inner and outer signature algorithm identifiers don't match";
  const identifier = readAlgorithmIdentifier(new DerReader(inner));
  return identifier.ok ? null : identifier.problem;
}

function issuerValidityAndSubjectProblem(tbs: DerReader): string | null {
  const issuer = tbs.inside(tags.sequence);
  if (issuer === undefined) return 'malformed issuer';
  const issuerProblem = nameProblem(issuer);
  if (issuerProblem !== null) return issuerProblem;

  const validity = tbs.inside(tags.sequence);
  if (validity === undefined) return 'malformed validity';
  const dateProblem = timeProblem(validity) ?? timeProblem(validity);
  if (dateProblem !== null) return dateProblem;

  const subject = tbs.inside(tags.sequence);
  // Go's text for a subject names the issuer.
  return subject === undefined ? 'malformed issuer' : nameProblem(subject);
}

/** Reads one date. */
function timeProblem(validity: DerReader): string | null {
  if (validity.has(tags.utcTime)) {
    const text = validity.content(tags.utcTime);
    return text !== undefined && isUtcTime(text) ? null : 'malformed UTCTime';
  }
  if (validity.has(tags.generalizedTime)) {
    const text = validity.content(tags.generalizedTime);
    return text !== undefined && isGeneralizedTime(text) ? null : 'malformed GeneralizedTime';
  }
  return 'unsupported time format';
}

/** What may follow the key: unique ids from version 2 on, extensions in version 3. */
function optionalPartsProblem(tbs: DerReader, version: bigint): string | null {
  if (version < 1n) return null;
  for (const [tag, name] of [
    [contextTag(1), 'issuerUniqueID'],
    [contextTag(2), 'subjectUniqueID'],
  ] as const) {
    if (tbs.has(tag) && tbs.any() === undefined) return `malformed ${name}`;
  }
  const tag = contextTag(3, true);
  if (version < 2n || !tbs.has(tag)) return null;
  const list = tbs.inside(tag)?.inside(tags.sequence);
  if (list === undefined) return 'malformed extensions';

  // All are read before the first is looked into.
  const extensions = new Map<string, Extension>();
  while (!list.empty) {
    const item = list.inside(tags.sequence);
    if (item === undefined) return 'malformed extension';
    const extension = readExtension(item);
    if (typeof extension === 'string') return extension;
    if (extensions.has(extension.oid)) return `certificate contains duplicate extension with OID "${extension.oid}"`;
    extensions.set(extension.oid, extension);
  }
  for (const extension of extensions.values()) {
    const problem = extensionProblem(extension);
    if (problem !== null) return problem;
  }
  return null;
}

/** An extension, or what is wrong with its frame. */
function readExtension(item: DerReader): Extension | string {
  const oid = item.oid();
  if (oid === undefined) return 'malformed extension OID field';
  const critical = item.has(tags.boolean) ? item.boolean() : false;
  if (critical === undefined) return 'malformed extension critical field';
  const value = item.content(tags.octetString);
  return value === undefined ? 'malformed extension value field' : { oid, critical, value };
}
