/**
 * What a person wants to know of a certificate: whose it is, who signed it, and from when to when. The gateway looks at
 * none of it (behaviour.md 5.5).
 */
import { contextTag, DerReader, tags } from './der';
import { decodePem } from './pem';
import { latin1 } from './quote-bytes';
import { readCertificate } from './x509';

export interface CertificateFacts {
  /** Such as `O=Example, CN=a.test`; the same text as the issuer's when it signed itself. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** The facts about a certificate in PEM; undefined when it is none that the gateway reads. */
export function certificateFacts(pem: string): CertificateFacts | undefined {
  const der = decodePem(new TextEncoder().encode(pem));
  if (der === undefined || !readCertificate(der).ok) return undefined;
  const tbs = new DerReader(der).inside(tags.sequence)?.inside(tags.sequence);
  if (tbs?.has(contextTag(0, true)) === true) tbs.any();
  // The serial number and the algorithm.
  tbs?.any();
  tbs?.any();
  const issuer = tbs?.inside(tags.sequence);
  const validity = tbs?.inside(tags.sequence);
  const subject = tbs?.inside(tags.sequence);
  const [notBefore, notAfter] = [validity?.any(), validity?.any()];
  if (!issuer || !subject || !notBefore || !notAfter) return undefined;
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
  };
}

/** The attributes that names are mostly made of (RFC 4514 §3). */
const attributes: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

function nameText(name: DerReader): string {
  const parts: string[] = [];
  while (!name.empty) {
    const set = name.inside(tags.set);
    const attribute = set?.inside(tags.sequence);
    const oid = attribute?.oid() ?? '';
    const value = attribute?.any();
    if (value !== undefined) parts.push(`${attributes.get(oid) ?? oid}=${stringOf(value)}`);
  }
  return parts.join(', ');
}

function stringOf({ tag, content }: { readonly tag: number; readonly content: Uint8Array }): string {
  if (tag === tags.bmpString) return new TextDecoder('utf-16be').decode(content);
  return tag === tags.utf8String ? new TextDecoder().decode(content) : latin1(content);
}

/** A UTCTime or a GeneralizedTime (RFC 5280 §4.1.2.5); years of two digits are from 1950 to 2049. */
function timeOf({ tag, content }: { readonly tag: number; readonly content: Uint8Array }): number {
  const text = latin1(content);
  const short = tag === tags.utcTime;
  const year = short ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text.slice(0, 2)}` : text.slice(0, 4);
  const [month, day, hour, minute, second] = (text.slice(short ? 2 : 4).match(/\d\d/g) ?? []).map(Number);
  return Date.UTC(Number(year), (month ?? 1) - 1, day, hour, minute, second ?? 0);
}
