/** Makes certificates (RFC 5280 §4.1) of the kind that identity providers publish beside their keys: signed by the key itself. */
import { tags } from './der';
import { bitString, element, integer, objectIdentifier, sequence } from './der-write';
import { jwkOf, readMaterial, type RsaMaterial } from './key-material';
import { spkiDer } from './public-pem';

/** What a certificate says beside the key. */
export interface CertificateContent {
  /** The subject's, and issuer's, common name. */
  readonly commonName: string;
  /** Not negative, big-endian. */
  readonly serial: Uint8Array;
  /** In milliseconds since 1970; kept to the second. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const sha256WithRsa = '1.2.840.113549.1.1.11';
const commonNameType = '2.5.4.3';
const asn1Null = [5, 0];
const utf8 = new TextEncoder();

/**
 * The DER of a certificate of version 1 for the private RSA key, signed by it with SHA-256; undefined when the JWK is no
 * private RSA key, or WebCrypto does not take it.
 */
export async function selfSignedCertificate(
  jwk: Readonly<Record<string, unknown>>,
  content: CertificateContent,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read = readMaterial(jwk);
  if (!read.ok || read.material.kind !== 'rsa' || read.material.parts === undefined) return undefined;
  const signed = Uint8Array.from(toBeSigned(read.material, content));
  const signature = await sign(read.material, signed);
  return signature && Uint8Array.from(sequence(signed, signatureAlgorithm(), bitString(signature)));
}

function toBeSigned(key: RsaMaterial, { commonName, serial, notBefore, notAfter }: CertificateContent): number[] {
  const name = nameOf(commonName);
  const validity = sequence(time(notBefore), time(notAfter));
  return sequence(integer(serial), signatureAlgorithm(), name, validity, name, spkiDer(key));
}

function signatureAlgorithm(): number[] {
  return sequence(objectIdentifier(sha256WithRsa), asn1Null);
}

function nameOf(commonName: string): number[] {
  const value = element(tags.utf8String, utf8.encode(commonName));
  return sequence(element(tags.set, sequence(objectIdentifier(commonNameType), value)));
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(milliseconds: number): number[] {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+|[-:T]/g, '');
  const short = Number(digits.slice(0, 4)) < 2050;
  return element(short ? tags.utcTime : tags.generalizedTime, utf8.encode(short ? digits.slice(2) : digits));
}

async function sign(key: RsaMaterial, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const scheme = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
  try {
    const imported = await crypto.subtle.importKey('jwk', { ...jwkOf(key), ext: true }, scheme, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign(scheme.name, imported, data));
  } catch {
    return undefined;
  }
}
