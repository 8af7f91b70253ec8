/**
 * Advice on a `jwt_source` for rsa and ecdsa: what stands in it, and the public key in the form that the gateway reads.
 */
import { encodeStd } from '../go/base64';
import { modulusBits } from './key-title';
import type { RawKey, Scan } from './import/found-key';
import { pemBlocks } from './import/pem-blocks';
import { scanStructured } from './import/scan';
import type { VerificationKey } from './key';
import { isPrivate, publicHalf } from './key-material';
import { spkiPem } from './public-pem';
import type { Advice, SourceOffer, SourceRemark } from './source-advice';
import type { SourceMethod } from './source-doctor';

const utf8 = new TextEncoder();

/**
 * Advice on what a scan found where the gateway found no key that it can read: for the `layout` of the PEM, for the
 * `form` of the key, or for something `other` that is told already.
 */
export function scanAdvice({ keys, problems }: Scan, method: SourceMethod, cause: 'layout' | 'form' | 'other'): Advice {
  const [first] = keys;
  const remarks: SourceRemark[] = first === undefined ? [] : [...whyUnreadable(first, cause)];
  for (const { what, message, command } of problems) {
    const text = `${sentence(what)}: ${message}`;
    remarks.push({ code: 'foreign', tone: 'wrong', text, ...(command === undefined ? {} : { command }) });
  }
  if (method === 'rsa' && first?.key.kind === 'rsa') remarks.push(...lengthRemarks(modulusBits(first.key.n)));
  return { remarks: [...remarks, ...otherMethod(keys, method)], offers: offersOf(keys, method) };
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}

function whyUnreadable({ key, form, notes }: RawKey, cause: 'layout' | 'form' | 'other'): readonly SourceRemark[] {
  const wrong = (code: string, text: string): readonly SourceRemark[] => [{ code, tone: 'wrong', text }];
  if (key.kind === 'secret') return wrong('no_key', 'It is a secret, which goes with the signing method hmac.');
  if ('half' in key || isPrivate(key)) {
    const where = 'half' in key ? ' Its public half does not stand in it: import the key, and it is computed.' : '';
    return wrong('private_key', `It is a private key. The gateway reads only public keys, and needs no other.${where}`);
  }
  if (form === 'PKCS#1')
    return wrong('pkcs1', 'It is a public key in the form PKCS#1, which the gateway does not read.');
  if (form === 'JWK')
    return wrong('jwk', 'It is a JWK. jwt_source takes PEM or DER; a key set is read only from an address.');
  if (cause === 'form') {
    return notes.length > 0
      ? wrong('form', notes.join(' '))
      : wrong('not_first', 'The gateway reads only the first PEM block, and the key stands in a later one.');
  }
  if (cause === 'other') return [];
  const what = form === 'certificate' ? 'a certificate' : 'a public key';
  return wrong(
    'layout',
    `It is ${what} that the gateway does not see: in PEM, BEGIN and END stand on lines of their own, with nothing before BEGIN.`,
  );
}

/** Says that the keys want another signing method, when none of them wants this one. */
function otherMethod(keys: readonly RawKey[], method: SourceMethod): readonly SourceRemark[] {
  const methods = keys.map(methodOf);
  if (methods.length === 0 || methods.includes(method)) return [];
  const [needed] = methods;
  const text =
    needed === undefined
      ? 'The gateway has no signing method for Ed25519 keys.'
      : `Such a key goes with the signing method ${needed}; the API is set to ${method}.`;
  return [{ code: 'other_method', tone: 'wrong', text }];
}

function methodOf({ key }: Pick<RawKey, 'key'>): SourceMethod | undefined {
  switch (key.kind) {
    case 'secret':
      return 'hmac';
    case 'rsa':
      return 'rsa';
    case 'ec':
      return 'ecdsa';
    case 'ed25519':
      return undefined;
  }
}

function offersOf(keys: readonly RawKey[], method: SourceMethod): readonly SourceOffer[] {
  const offers = new Map<string, SourceOffer>();
  for (const found of keys) {
    const offer = methodOf(found) === method ? offerOf(found) : undefined;
    if (offer !== undefined && !offers.has(offer.source)) offers.set(offer.source, offer);
  }
  return [...offers.values()];
}

function offerOf({ key, certificate }: RawKey): SourceOffer | undefined {
  if ('half' in key) return undefined;
  if (key.kind === 'secret') {
    return { code: 'jwk', title: 'The secret, in base64', source: encodeStd(key.bytes) };
  }
  if (certificate !== undefined) {
    return {
      code: 'certificate',
      title: 'The certificate as PEM, in base64',
      source: encodeStd(utf8.encode(certificate)),
    };
  }
  const half = publicHalf(key);
  if (half === undefined) return undefined;
  const title = isPrivate(key)
    ? 'The public half of the private key, as PEM in base64'
    : 'The public key as the gateway reads it: SPKI as PEM, in base64';
  return { code: isPrivate(key) ? 'public_half' : 'spki', title, source: encodeStd(utf8.encode(spkiPem(half))) };
}

/** Advice on a key that the gateway reads. */
export function keyAdvice(bytes: Uint8Array, key: VerificationKey, method: SourceMethod): Advice {
  const scan = scanStructured(bytes) ?? { keys: [], alternatives: [], problems: [] };
  const [first, ...others] = scan.keys;
  const remarks: SourceRemark[] = [...kindRemarks(key, method)];
  let offers: readonly SourceOffer[] = [];

  const { length } = pemBlocks(new TextDecoder().decode(bytes)).blocks;
  if (length > 1) {
    const certificates = scan.keys.every(({ form }) => form === 'certificate');
    const text = `${length} PEM blocks stand in it. The gateway reads the first and never looks at the others.`;
    remarks.push({ code: 'only_first', tone: certificates ? 'note' : 'doubt', text });
    const used = new Set(offersOf(first === undefined ? [] : [first], method).map(({ source }) => source));
    const rest = certificates ? [] : offersOf(others, method).filter(({ source }) => !used.has(source));
    offers = rest.map((offer) => ({ ...offer, title: `Another key of the text: ${offer.title}` }));
  }
  if (others.some(({ key }) => 'half' in key || (key.kind !== 'secret' && isPrivate(key)))) {
    const text = 'A private key stands in it too. It is not needed, and who reads the definition can make tokens.';
    remarks.push({ code: 'private_beside', tone: 'doubt', text });
    offers = [...offersOf(first === undefined ? [] : [first], method), ...offers];
  }
  if (first?.form === 'certificate') {
    const text = 'Of a certificate only the key counts: neither its dates nor who signed it are looked at.';
    remarks.push({ code: 'certificate', tone: 'note', text });
  }
  return { remarks, offers };
}

function kindRemarks(key: VerificationKey, method: SourceMethod): readonly SourceRemark[] {
  if (key.kind === 'rsa' && method === 'rsa') return lengthRemarks(key.bits);
  if (key.kind === 'ec' && method === 'ecdsa') return [];
  const needed = key.kind === 'rsa' ? 'rsa' : key.kind === 'ec' ? 'ecdsa' : undefined;
  const text =
    needed === undefined
      ? 'The gateway reads such a key, and has no signing method for it.'
      : `Such a key goes with the signing method ${needed}; the API is set to ${method}.`;
  return [{ code: 'other_method', tone: 'wrong', text }];
}

function lengthRemarks(bits: number): readonly SourceRemark[] {
  if (bits >= 2048) return [];
  const text =
    bits < 1024
      ? `The gateway checks nothing with RSA keys under 1024 bits; this one has ${bits}.`
      : `RFC 7518 §3.3 asks for 2048 bits or more. The gateway takes ${bits} all the same.`;
  return [{ code: 'short', tone: bits < 1024 ? 'wrong' : 'note', text }];
}
