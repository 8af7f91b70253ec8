/**
 * Tokens that are bad on purpose: what is done to them, and what the gateway answers.
 */
import type { Algorithm } from '../keys/algorithms';
import type { RefusalCode } from '../gateway/refusals';
import { encodeRawUrl } from '../go/base64';
import { isCleanJson, setMember, treeOf } from './json-edit';
import type { TokenFault } from './workspace';

/** A fault that a person can choose. */
export interface FaultChoice {
  readonly fault: TokenFault;
  readonly title: string;
  /** How the gateway refuses such a token, where nothing else is wrong and its rule is asked at all. */
  readonly expects: RefusalCode;
}

/** Every fault, in the order in which the gateway would come upon them. */
export const tokenFaults: readonly FaultChoice[] = [
  { fault: 'alg none', title: 'No signature (alg none)', expects: 'signing_method_unexpected' },
  { fault: 'other family', title: 'An algorithm of another family', expects: 'signing_method_unexpected' },
  { fault: 'kid missing', title: 'No key id', expects: 'kid_not_text' },
  { fault: 'kid unknown', title: 'An unknown key id', expects: 'kid_unknown' },
  { fault: 'wrong key', title: 'The wrong key', expects: 'signature_invalid' },
  { fault: 'payload changed', title: 'Payload changed after signing', expects: 'signature_invalid' },
  { fault: 'signature cut', title: 'Signature cut', expects: 'signature_invalid' },
  { fault: 'expired', title: 'Expired', expects: 'token_expired' },
  { fault: 'not yet valid', title: 'Not yet valid', expects: 'token_not_valid_yet' },
  { fault: 'issued in the future', title: 'Issued in the future', expects: 'token_issued_in_future' },
];

/** One sentence: what was done to the token. `algorithm` is the one that the header names. */
export function faultDone(fault: TokenFault, algorithm: Algorithm | undefined): string {
  switch (fault) {
    case 'alg none':
      return 'alg says none, and the signature is empty.';
    case 'other family':
      return algorithm?.family === 'hmac'
        ? 'It is signed as RS256, with an RSA key that the gateway does not have.'
        : 'It is signed as HS256, with the PEM of the public key as the secret: the attack that mixes up the families.';
    case 'kid missing':
      return 'The header has no kid.';
    case 'kid unknown':
      return `kid says ${JSON.stringify(unknownKid)}.`;
    case 'wrong key':
      return 'It is signed with a key that the gateway does not have.';
    case 'payload changed':
      return '"admin": true was put into the payload after it was signed.';
    case 'signature cut':
      return 'The second half of the signature is missing.';
    case 'expired':
      return 'exp is one hour ago.';
    case 'not yet valid':
      return 'nbf is in one hour.';
    case 'issued in the future':
      return 'iat is in one hour.';
  }
}

const unknownKid = 'no-such-key';
const hour = 3600;

/** The two readable parts of a token as text. */
export interface TokenTexts {
  readonly header: string;
  readonly payload: string;
}

/**
 * The parts with a fault in them that is there before they are signed; `now` in Unix seconds. A part that is no JSON object
 * stays as it is.
 */
export function withFault({ header, payload }: TokenTexts, fault: TokenFault | null, now: number): TokenTexts {
  switch (fault) {
    case 'alg none':
      return { payload, header: changed(header, 'alg', 'none') };
    case 'kid missing':
      return { payload, header: changed(header, 'kid', undefined) };
    case 'kid unknown':
      return { payload, header: changed(header, 'kid', unknownKid) };
    case 'expired':
      return { header, payload: changed(payload, 'exp', now - hour) };
    case 'not yet valid':
      return { header, payload: changed(payload, 'nbf', now + hour) };
    case 'issued in the future':
      return { header, payload: changed(payload, 'iat', now + hour) };
    default:
      return { header, payload };
  }
}

/** The header with another algorithm. */
export function withAlg(header: string, alg: string): string {
  return changed(header, 'alg', alg);
}

function changed(text: string, name: string, value: string | number | boolean | undefined): string {
  return isCleanJson(text) && treeOf(text)?.type === 'object' ? setMember(text, [name], value) : text;
}

/** The signed token with a fault that comes after signing. `payload` is the text of its second part. */
export function spoilToken(token: string, payload: string, fault: TokenFault | null): string {
  const [header = '', signed = '', signature = ''] = token.split('.');
  if (fault === 'payload changed') {
    const other = changed(payload, 'admin', true);
    const text = other === payload ? `${payload} ` : other;
    return [header, encodeRawUrl(new TextEncoder().encode(text)), signature].join('.');
  }
  // A whole number of groups of four, so that it is base64 still.
  if (fault === 'signature cut')
    return [header, signed, signature.slice(0, Math.floor(signature.length / 8) * 4)].join('.');
  return token;
}
