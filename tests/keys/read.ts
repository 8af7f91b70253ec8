import type { KeyReading, VerificationKey } from '../../src/keys/key';
import { readPublicKey } from '../../src/keys/public-key';

const encoder = new TextEncoder();

/** The bytes of a PEM's base64. */
export function derOf(pem: string): Uint8Array {
  return Uint8Array.from(atob(pem.replace(/-----.*-----|\s/g, '')), (character) => character.charCodeAt(0));
}

/** Reads a text as the source of a public key. */
export function read(text: string): KeyReading {
  return readPublicKey(encoder.encode(text));
}

/** The key that a text holds. */
export function keyOf(text: string): VerificationKey {
  const reading = read(text);
  if (!reading.ok) throw new Error(reading.error);
  return reading.key;
}

/** A reading in one line: the kind of key and its size, or the error. */
export function summary(reading: KeyReading): string {
  if (!reading.ok) return reading.error;
  const { key } = reading;
  switch (key.kind) {
    case 'rsa':
      return `rsa ${key.bits} e=${key.e}`;
    case 'ec':
      return `ec ${key.curve}`;
    case 'unusable':
      return `unusable ${key.what}`;
    case 'ed25519':
    case 'secret':
      return key.kind;
  }
}
