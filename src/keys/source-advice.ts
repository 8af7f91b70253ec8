/**
 * What was probably meant by a `jwt_source`, and the text that says it.
 */
import { decodeStd, encodeStd } from '../go/base64';
import { anyBase64 } from './import/any-base64';
import type { RawKey } from './import/found-key';
import { scanStructured } from './import/scan';
import { isPrivate } from './key-material';
import { count } from './key-title';
import { decodePem } from './pem';
import { printableText, shownBytes, utf8Text } from './printable-text';
import type { SourceMethod, SourceReading } from './source-doctor';
import { keyAdvice, scanAdvice } from './source-key-advice';
import { isAddress } from './static-source';

/** Something a person should know. `wrong`: it makes the source fail. `doubt`: probably not what was meant. */
export interface SourceRemark {
  readonly code: string;
  readonly tone: 'wrong' | 'doubt' | 'note';
  readonly text: string;
  /** A shell command that helps. */
  readonly command?: string;
}

/** A better text for `jwt_source`. */
export interface SourceOffer {
  readonly code: string;
  readonly title: string;
  readonly source: string;
}

/** Remarks and offers, either of which may be none. An offer need not work. */
export interface Advice {
  readonly remarks: readonly SourceRemark[];
  readonly offers: readonly SourceOffer[];
}

const utf8 = new TextEncoder();
const none: Advice = { remarks: [], offers: [] };

/** Remarks and offers for a source that the gateway reads like this. */
export function advise(source: string, reading: SourceReading, method: SourceMethod): Advice {
  switch (reading.kind) {
    case 'none':
      return none;
    case 'key set':
      return reading.written === 'base64' ? none : { remarks: [], offers: [address(reading.url)] };
    case 'secret':
      return secretAdvice(source, reading.bytes);
    case 'public key':
      return keyAdvice(decoded(source), reading.key, method);
    case 'unreadable':
      if (reading.part === 'address') return addressAdvice(new TextDecoder().decode(decoded(source)));
      return reading.part === 'base64' ? textAdvice(source, method) : bytesAdvice(decoded(source), method);
  }
}

function decoded(source: string): Uint8Array {
  const read = decodeStd(source);
  return read.ok ? read.bytes : utf8.encode(source);
}

/** Several pieces of advice, in order. */
function together(...parts: readonly Advice[]): Advice {
  return { remarks: parts.flatMap(({ remarks }) => remarks), offers: parts.flatMap(({ offers }) => offers) };
}

function address(url: string): SourceOffer {
  return {
    code: 'address',
    title: 'The address in base64, which works every time',
    source: encodeStd(utf8.encode(url)),
  };
}

/** An address that cannot be fetched, mostly for a line end that came along. */
function addressAdvice(text: string): Advice {
  const core = text.trim();
  return core === text ? none : { remarks: [blanks('wrong', 'the address')], offers: [address(core)] };
}

function asSecret(text: string): SourceOffer {
  const bytes = utf8.encode(text);
  return {
    code: 'encode',
    title: `The text itself as the secret: base64 of ${shownBytes(bytes)}`,
    source: encodeStd(bytes),
  };
}

function bytesOffer(code: string, title: string, bytes: Uint8Array): SourceOffer {
  return { code, title: `${title}: ${shownBytes(bytes)}`, source: encodeStd(bytes) };
}

/** A source that is no base64. */
function textAdvice(source: string, method: SourceMethod): Advice {
  const text = source.trim();
  const bytes = anyBase64(text);
  if (isAddress(text)) return { remarks: [blanks('wrong', 'the address')], offers: [address(text)] };
  const scan = scanStructured(text);
  if (scan !== undefined) {
    const flaw = bytes === undefined ? notEncoded('It has to be put into base64 as a whole.') : flawOfBase64(source);
    const asItIs = method === 'hmac' && bytes === undefined ? [asSecret(source)] : [];
    return together({ remarks: [flaw], offers: [] }, scanAdvice(scan, method, 'other'), {
      remarks: [],
      offers: asItIs,
    });
  }
  if (method !== 'hmac') return { remarks: [noKey('Nothing in it is a key.')], offers: [] };

  const hex = hexOffers(text);
  const likely = bytes !== undefined && hex.length === 0 && (bytes.length >= 16 || printableText(bytes) !== null);
  const same = bytes === undefined ? [] : [bytesOffer('standard_base64', 'The same bytes in standard base64', bytes)];
  return likely
    ? { remarks: [flawOfBase64(source)], offers: [...same, asSecret(text)] }
    : {
        remarks: [notEncoded('It takes base64 of the secret, not the secret itself.')],
        offers: [asSecret(text), ...hex, ...same],
      };
}

function notEncoded(text: string): SourceRemark {
  return { code: 'not_encoded', tone: 'wrong', text };
}

function noKey(what: string): SourceRemark {
  return { code: 'no_key', tone: 'wrong', text: `${what} A secret goes with the signing method hmac.` };
}

/** Why the gateway does not take this base64, which can be read otherwise. */
function flawOfBase64(source: string): SourceRemark {
  const wrong = (code: string, text: string): SourceRemark => ({ code, tone: 'wrong', text });
  if (/[-_]/.test(source)) {
    return wrong('base64url', 'It is base64url; the gateway takes standard base64, with + and / and padding.');
  }
  if (source.trim() !== source || /[ \t]/.test(source)) return blanks('wrong', 'it');
  return wrong('padding', 'Its padding is wrong: equals signs at the end fill it up to a multiple of four.');
}

function blanks(tone: 'wrong' | 'doubt', around: string): SourceRemark {
  return { code: 'blanks', tone, text: `Blanks or line ends stand around ${around}.` };
}

function hexOffers(text: string): readonly SourceOffer[] {
  if (!/^(?:[0-9a-f]{2}){8,}$/i.test(text)) return [];
  const bytes = Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
  const title = `The ${count(bytes.length, 'byte')} that the hexadecimal digits stand for`;
  return [{ code: 'hex', title, source: encodeStd(bytes) }];
}

/** Decoded bytes that are no public key. */
function bytesAdvice(bytes: Uint8Array, method: SourceMethod): Advice {
  const text = new TextDecoder().decode(bytes).trim();
  if (isAddress(text)) return { remarks: [blanks('wrong', 'the address')], offers: [address(text)] };
  const inner = anyBase64(text);
  const innerText = inner === undefined ? '' : new TextDecoder().decode(inner).trim();
  const twice: SourceRemark = { code: 'twice', tone: 'wrong', text: 'It was put into base64 twice.' };
  if (isAddress(innerText)) return { remarks: [twice], offers: [address(innerText)] };

  const scan = scanStructured(bytes);
  if (scan === undefined) {
    return { remarks: [noKey(`It decodes to ${shownBytes(bytes)}, which is no key.`)], offers: [] };
  }
  if (inner !== undefined) return together({ remarks: [twice], offers: [] }, scanAdvice(scan, method, 'other'));
  const isLayout = text.includes('-----BEGIN ') && decodePem(bytes) === undefined;
  return scanAdvice(scan, method, isLayout ? 'layout' : 'form');
}

/** A secret, which always works; the question is whether it is the one that tokens are signed with. */
function secretAdvice(source: string, bytes: Uint8Array): Advice {
  const text = utf8Text(bytes);
  const meant = text === undefined ? binaryAdvice(source, bytes) : secretTextAdvice(text, bytes);
  return together(meant, { remarks: lengthRemarks(bytes.length), offers: [] });
}

function lengthRemarks(length: number): readonly SourceRemark[] {
  if (length >= 32) return [];
  if (length === 0)
    return [{ code: 'empty', tone: 'doubt', text: 'It decodes to nothing, so anybody knows the secret.' }];
  const text = `RFC 7518 §3.2 asks for a secret at least as long as the hash, 32 bytes for HS256. The gateway takes ${count(length, 'byte')} all the same.`;
  return [{ code: 'short', tone: 'note', text }];
}

/** Bytes that are no text: random ones, or a text that was taken for base64. */
function binaryAdvice(source: string, bytes: Uint8Array): Advice {
  const scan = scanStructured(bytes);
  if (scan !== undefined) return keyAsSecret(scan.keys.some(isKeyPrivate));
  const hex = hexOffers(source);
  const unlikely = bytes.length < 16 || hex.length > 0;
  if (!unlikely) return none;
  const remark: SourceRemark = {
    code: 'text_as_base64',
    tone: 'doubt',
    text: `It happens to be base64, of bytes that are no text. If ${JSON.stringify(source)} is the secret, it has to be encoded.`,
  };
  return { remarks: [remark], offers: [asSecret(source), ...hex] };
}

function secretTextAdvice(text: string, bytes: Uint8Array): Advice {
  const core = text.trim();
  const inner = anyBase64(core);
  const scan = scanStructured(bytes);
  if (scan !== undefined && scan.keys.length > 0) {
    if (inner !== undefined) return decodeOnce('doubt', inner);
    const secret = scan.keys.find(({ key }) => key.kind === 'secret')?.key;
    if (secret?.kind !== 'secret') return keyAsSecret(scan.keys.some(isKeyPrivate));
    return {
      remarks: [{ code: 'jwk', tone: 'doubt', text: 'The text of a JWK is the secret, not the “k” in it.' }],
      offers: [bytesOffer('jwk', 'The secret in the JWK', secret.bytes)],
    };
  }
  if (core !== text && core !== '') {
    const offer = isAddress(core) ? address(core) : bytesOffer('trim', 'The secret without them', utf8.encode(core));
    return { remarks: [blanks('doubt', 'the secret, and count as part of it')], offers: [offer] };
  }
  if (inner !== undefined && inner.length >= 3 && printableText(inner) !== null) return decodeOnce('doubt', inner);
  const hex = hexOffers(core);
  if (hex.length > 0) {
    const spelled = 'The secret is a text of hexadecimal digits. That works if tokens are signed with the text.';
    return { remarks: [{ code: 'hex', tone: 'note', text: spelled }], offers: hex };
  }
  const looksEncoded = core.length >= 20 && /[A-Z]/.test(core) && /[a-z]/.test(core) && /\d/.test(core);
  return inner !== undefined && looksEncoded ? decodeOnce('note', inner) : none;
}

function decodeOnce(tone: 'doubt' | 'note', inner: Uint8Array): Advice {
  const text =
    tone === 'doubt'
      ? 'It was put into base64 twice: the secret is the inner base64 text.'
      : 'The secret is a text that looks like base64. That works if tokens are signed with the text.';
  return { remarks: [{ code: 'twice', tone, text }], offers: [bytesOffer('decode', 'Decoded once', inner)] };
}

function keyAsSecret(isPrivate: boolean): Advice {
  const text = isPrivate
    ? 'The signing method is hmac, so the file of a private key is the secret. To check signatures of that key, choose rsa or ecdsa and its public half.'
    : 'The signing method is hmac, so the file of a public key is the secret: who has the public key can make tokens. Choose rsa or ecdsa to check signatures of that key.';
  return { remarks: [{ code: 'key_as_secret', tone: 'doubt', text }], offers: [] };
}

function isKeyPrivate({ key }: RawKey): boolean {
  return 'half' in key || isPrivate(key);
}
