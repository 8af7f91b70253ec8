/**
 * Says of any text in `jwt_source` what the gateway will make of it (behaviour.md 5.5), and what was probably meant.
 * What the gateway does is asked of the code that does it: the same decoders, the same readers, the same error texts.
 */
import { decodeStd } from '../go/base64';
import { algorithm, type Algorithm } from './algorithms';
import type { VerificationKey } from './key';
import { count } from './key-title';
import { shownBytes } from './printable-text';
import { readPublicKey } from './public-key';
import { utf8AsLatin1 } from './quote-bytes';
import { advise, type SourceOffer, type SourceRemark } from './source-advice';
import { isAddress } from './static-source';
import { readUrl } from './url-text';
import { rsaKeyProblem } from './verify';

/** The families of algorithms that an API can be set to. Any other signing method counts as `hmac` (behaviour 5.4). */
export type SourceMethod = 'hmac' | 'rsa' | 'ecdsa';

/**
 * What comes of it. `works`: tokens pass if they are signed with this. `works once`: until the key set was fetched.
 * `never verifies`: the key is read, but no signature that the API accepts can be checked with it.
 * `no key`: every token is refused at the key. `one key per token`: each token names a Tyk key of its own.
 */
export type SourceVerdict = 'works' | 'works once' | 'never verifies' | 'no key' | 'one key per token';

/** What the gateway reads in it. */
export type SourceReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'key set'; readonly url: string; readonly written: 'plain' | 'base64' }
  | { readonly kind: 'secret'; readonly bytes: Uint8Array }
  | { readonly kind: 'public key'; readonly key: VerificationKey }
  /** The gateway's error text, and what of the source it is about. */
  | { readonly kind: 'unreadable'; readonly part: 'base64' | 'key' | 'address'; readonly error: string };

export interface SourceReport {
  readonly verdict: SourceVerdict;
  readonly reading: SourceReading;
  readonly method: SourceMethod;
  /** What the gateway makes of the source, in a sentence. */
  readonly summary: string;
  /** What else a person should know, the worst first. */
  readonly remarks: readonly SourceRemark[];
  /** Better sources, the likeliest first. Each of them works. */
  readonly offers: readonly SourceOffer[];
}

/** Examines a source as an API with this `jwt_signing_method` has it. */
export function examineSource(source: string, signingMethod: string): SourceReport {
  const method = sourceMethod(signingMethod);
  const reading = readSource(source, method);
  const verdict = verdictOn(reading, method);
  const { remarks, offers } = advise(source, reading, method);
  const unknown: readonly SourceRemark[] =
    method === signingMethod
      ? []
      : [
          {
            code: 'method_unknown',
            tone: 'note',
            text: `The signing method ${JSON.stringify(signingMethod)} is none of hmac, rsa and ecdsa: the gateway takes it for hmac and warns.`,
          },
        ];
  return {
    verdict,
    reading,
    method,
    summary: summaryOf(reading, method, source),
    remarks: [...remarks, ...unknown],
    offers: offers.filter((offer) => verdictOn(readSource(offer.source, method), method) === 'works'),
  };
}

/** The method that counts. */
function sourceMethod(signingMethod: string): SourceMethod {
  return signingMethod === 'rsa' || signingMethod === 'ecdsa' ? signingMethod : 'hmac';
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The order of the gateway: an address as it is, base64, an address in base64, then the secret or the key. */
function readSource(source: string, method: SourceMethod): SourceReading {
  if (source === '') return { kind: 'none' };
  if (isAddress(source)) return readAddress(source, 'plain');
  const decoded = decodeStd(source);
  if (!decoded.ok) return { kind: 'unreadable', part: 'base64', error: decoded.error };
  const text = utf8.decode(decoded.bytes);
  if (isAddress(text)) return readAddress(text, 'base64');
  if (method === 'hmac') return { kind: 'secret', bytes: decoded.bytes };
  const read = readPublicKey(decoded.bytes);
  return read.ok ? { kind: 'public key', key: read.key } : { kind: 'unreadable', part: 'key', error: read.error };
}

function readAddress(url: string, written: 'plain' | 'base64'): SourceReading {
  const read = readUrl(utf8AsLatin1(url));
  if (!read.ok) return { kind: 'unreadable', part: 'address', error: read.error };
  return read.host === ''
    ? { kind: 'unreadable', part: 'address', error: 'http: no Host in request URL' }
    : { kind: 'key set', url, written };
}

function verdictOn(reading: SourceReading, method: SourceMethod): SourceVerdict {
  switch (reading.kind) {
    case 'none':
      return 'one key per token';
    case 'key set':
      return reading.written === 'plain' ? 'works once' : 'works';
    case 'secret':
      return 'works';
    case 'public key':
      return keyProblem(reading.key, method) === null ? 'works' : 'never verifies';
    case 'unreadable':
      return 'no key';
  }
}

/** Why no signature can be checked with a key that was read, in the gateway's words; `null` when one can. */
function keyProblem(key: VerificationKey, method: SourceMethod): string | null {
  if (key.kind !== (method === 'ecdsa' ? 'ec' : 'rsa')) return 'key is of invalid type';
  return key.kind === 'rsa' ? rsaKeyProblem(key) : null;
}

function summaryOf(reading: SourceReading, method: SourceMethod, source: string): string {
  switch (reading.kind) {
    case 'none':
      return 'Empty: each token names a Tyk key of its own, whose secret or public key checks it.';
    case 'key set':
      return reading.written === 'base64'
        ? `The address of a key set in base64: keys are fetched from ${reading.url}.`
        : 'The address of a key set as it is: it works once. After the first fetch the gateway decodes the address as base64, fails, and refuses every token until the kept set runs out (240 s).';
    case 'secret':
      return `A secret of ${count(reading.bytes.length, 'byte')}: ${shownBytes(reading.bytes)}.`;
    case 'public key': {
      const problem = keyProblem(reading.key, method);
      const title = titleOfKey(reading.key);
      return problem === null ? `${title}.` : `${title}, with which nothing can be checked here: “${problem}”.`;
    }
    case 'unreadable':
      return unreadable(reading, source);
  }
}

function unreadable({ part, error }: Extract<SourceReading, { kind: 'unreadable' }>, source: string): string {
  switch (part) {
    case 'base64': {
      const place = Number(/\d+$/.exec(error)?.[0] ?? 0);
      const character = source.slice(place, place + 1);
      const foreign = character !== '' && !/[A-Za-z0-9+/]/.test(character);
      const where = foreign ? `byte ${place} is ${JSON.stringify(character)}` : 'its end is not complete';
      return `Not base64 (${where}): every token is refused with “${error}”.`;
    }
    case 'key':
      return `No public key or certificate: every token is refused, and the log says “${error}”.`;
    case 'address':
      return `The address of a key set that cannot be fetched: “${error}”.`;
  }
}

/** A public key as the gateway holds it, in a few words. */
function titleOfKey(key: VerificationKey): string {
  switch (key.kind) {
    case 'secret':
      return `Secret of ${count(key.bytes.length, 'byte')}`;
    case 'rsa':
      return `RSA public key, ${key.bits} bits`;
    case 'ec':
      return `EC public key, ${key.curve}`;
    case 'ed25519':
      return 'Ed25519 public key';
    case 'unusable':
      return key.what === 'unknown' ? 'Key of an unknown kind' : `${key.what} key`;
  }
}

/** Whether a token with an algorithm can pass; `depends` when only the key set or the Tyk key can tell. */
export interface TokenFit {
  readonly fits: 'yes' | 'no' | 'depends';
  /** Why, in a sentence. */
  readonly text: string;
}

/** Whether a token with this `alg` can be checked with the source, going by kinds and sizes alone (behaviour 5.4, 5.6). */
export function fitsToken({ reading, method, verdict }: SourceReport, alg: string): TokenFit {
  const row = algorithm(alg);
  if (row === undefined) return no(`${JSON.stringify(alg)} is no algorithm that the gateway knows.`);
  if (methodOf(row) !== method) return no(`The API is set to ${method}, and ${alg} is of another family.`);
  switch (reading.kind) {
    case 'none':
      return { fits: 'depends', text: 'The Tyk key that the token names holds the key.' };
    case 'key set':
      return { fits: 'depends', text: 'The key set decides: it must hold a key with the token’s kid.' };
    case 'unreadable':
      return no('There is no key to check the token with.');
    case 'secret':
      return { fits: 'yes', text: `${alg} is checked with this secret.` };
    case 'public key':
      break;
  }
  if (verdict === 'never verifies') return no('Nothing can be checked with this key.');
  if (row.family === 'ecdsa' && reading.key.kind === 'ec' && reading.key.curve !== row.curve) {
    return no(`${alg} goes with ${row.curve}; signatures made on ${reading.key.curve} have another length.`);
  }
  return { fits: 'yes', text: `${alg} is checked with this key.` };
}

function no(text: string): TokenFit {
  return { fits: 'no', text };
}

function methodOf(row: Algorithm): SourceMethod | undefined {
  switch (row.family) {
    case 'hmac':
    case 'ecdsa':
      return row.family;
    case 'rsa':
    case 'rsa-pss':
      return 'rsa';
    case 'ed25519':
    case 'none':
      return undefined;
  }
}
