import { keyMismatch, verify } from '../keys/verify';
import type { VerificationKey } from '../keys/key';
import { decodeSignature, type ParsedToken } from './parse';

const encoder = new TextEncoder();
/** Where the signing input of most tokens fits: nothing keeps its bytes once the verification has begun. */
const scratch = new Uint8Array(8192);

function bytesOf(ascii: string): Uint8Array<ArrayBuffer> {
  if (ascii.length > scratch.length) return encoder.encode(ascii);
  return scratch.subarray(0, encoder.encodeInto(ascii, scratch).written);
}

/**
 * Verifies a token's signature: `null` when it is good, else the error text of the gateway's JWT library.
 * HMAC and EdDSA look at the key's type before the signature's base64, RSA and ECDSA after it.
 */
export function checkSignature(token: ParsedToken, key: VerificationKey): string | null | Promise<string | null> {
  const { algorithm, signingInput, signaturePart } = token;
  if (algorithm.family === 'none' || algorithm.family === 'hmac' || algorithm.family === 'ed25519') {
    const mismatch = keyMismatch(algorithm, key);
    if (mismatch !== null) return mismatch;
  }
  const signature = decodeSignature(signaturePart);
  return signature.ok ? verify(algorithm, key, bytesOf(signingInput), signature.bytes) : signature.error;
}
