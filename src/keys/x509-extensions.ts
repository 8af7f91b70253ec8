/**
 * The extensions of a certificate that Go looks into (RFC 5280 §4.2), one row each. Only their form matters here:
 * none of them keeps the gateway from using the key.
 */
import { DerReader, contextTag, tags } from './der';
import { alternativeNamesProblem, nameConstraintsProblem } from './x509-general-names';

/** An extension in its frame; `value` is the content of its OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Looks into an extension's value; gives Go's words for what is wrong, without `x509: `, or `null`. What follows the value is ignored. */
type Check = (value: DerReader) => string | null;

/** What is wrong with an extension; `null` when nothing is, or when Go does not know it. */
export function extensionProblem({ oid, critical, value }: Extension): string | null {
  const name = neverCritical.get(oid);
  if (critical && name !== undefined) return `${name} incorrectly marked critical`;
  return checks.get(oid)?.(new DerReader(value)) ?? null;
}

const neverCritical: ReadonlyMap<string, string> = new Map([
  ['2.5.29.14', 'subject key identifier'],
  ['2.5.29.35', 'authority key identifier'],
  ['1.3.6.1.5.5.7.1.1', 'authority info access'],
]);

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['2.5.29.14', (value) => (value.content(tags.octetString) ? null : 'invalid subject key identifier')],
  ['2.5.29.15', (value) => (value.bitString() ? null : 'invalid key usage')],
  ['2.5.29.17', alternativeNamesProblem],
  ['2.5.29.19', basicConstraints],
  ['2.5.29.30', nameConstraintsProblem],
  ['2.5.29.31', distributionPoints],
  ['2.5.29.32', certificatePolicies],
  ['2.5.29.33', policyMappings],
  ['2.5.29.35', authorityKeyIdentifier],
  ['2.5.29.36', policyConstraints],
  ['2.5.29.37', extendedKeyUsage],
  ['2.5.29.54', (value) => (value.int64() === undefined ? 'invalid inhibit any policy extension' : null)],
  ['1.3.6.1.5.5.7.1.1', authorityInfoAccess],
]);

function basicConstraints(value: DerReader): string | null {
  const problem = 'invalid basic constraints';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  if (inside.has(tags.boolean) && inside.boolean() === undefined) return problem;
  if (!inside.has(tags.integer)) return null;
  const pathLength = inside.int64();
  return pathLength === undefined || pathLength < 0n ? problem : null;
}

function authorityKeyIdentifier(value: DerReader): string | null {
  const problem = 'invalid authority key identifier';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  return inside.has(contextTag(0)) && inside.any() === undefined ? problem : null;
}

function extendedKeyUsage(value: DerReader): string | null {
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return 'invalid extended key usages';
  while (!inside.empty) if (inside.oid() === undefined) return 'invalid extended key usages';
  return null;
}

function certificatePolicies(value: DerReader): string | null {
  const problem = 'invalid certificate policies';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  const seen = new Set<string>();
  while (!inside.empty) {
    const oid = inside.inside(tags.sequence)?.content(tags.oid);
    if (oid === undefined || !isOid(oid) || seen.has(oid.join())) return problem;
    seen.add(oid.join());
  }
  return null;
}

/** An OID with parts of any size, each in its shortest form (X.690 §8.19.2). */
function isOid(content: Uint8Array): boolean {
  const last = content.at(-1);
  return (
    last !== undefined && last < 0x80 && content.every((byte, i) => byte !== 0x80 || (content[i - 1] ?? 0) >= 0x80)
  );
}

function policyMappings(value: DerReader): string | null {
  const problem = 'invalid policy mappings extension';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  while (!inside.empty) {
    const pair = inside.inside(tags.sequence);
    if (pair?.content(tags.oid) === undefined || pair.content(tags.oid) === undefined) return problem;
  }
  return null;
}

function policyConstraints(value: DerReader): string | null {
  const problem = 'invalid policy constraints extension';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  for (const tag of [contextTag(0), contextTag(1)]) {
    if (inside.has(tag) && inside.int64(tag) === undefined) return problem;
  }
  return null;
}

function distributionPoints(value: DerReader): string | null {
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return 'invalid CRL distribution points';
  while (!inside.empty) if (!isDistributionPoint(inside.inside(tags.sequence))) return 'invalid CRL distribution point';
  return null;
}

/** A point without a name is fine; of a name, the URIs at its start are read. */
function isDistributionPoint(point: DerReader | undefined): boolean {
  const named = contextTag(0, true);
  if (point?.has(named) !== true) return point !== undefined;
  const names = point.inside(named)?.inside(named);
  if (names === undefined) return false;
  while (names.has(contextTag(6))) if (names.any() === undefined) return false;
  return true;
}

function authorityInfoAccess(value: DerReader): string | null {
  const problem = 'invalid authority info access';
  const inside = value.inside(tags.sequence);
  if (inside === undefined) return problem;
  while (!inside.empty) {
    const access = inside.inside(tags.sequence);
    if (access?.oid() === undefined) return problem;
    if (access.has(contextTag(6)) && access.any() === undefined) return problem;
  }
  return null;
}
