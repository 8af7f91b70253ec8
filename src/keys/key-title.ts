import type { KeyMaterial } from './key-material';
import { isPrivate } from './key-material';

/** A key in a few words, such as `RSA private key, 2048 bits` or `secret, 32 bytes`. */
export function keyTitle(material: KeyMaterial): string {
  const half = isPrivate(material) ? 'private' : 'public';
  switch (material.kind) {
    case 'secret':
      return `secret, ${count(material.bytes.length, 'byte')}`;
    case 'rsa':
      return `RSA ${half} key, ${modulusBits(material.n)} bits`;
    case 'ec':
      return `EC ${half} key, ${material.curve}`;
    case 'ed25519':
      return `Ed25519 ${half} key`;
  }
}

/** The bits of a number in big-endian bytes without leading zeros. */
export function modulusBits(n: Uint8Array): number {
  return n.length * 8 - Math.clz32(n[0] ?? 0) + 24;
}

/** `1 byte`, `2 bytes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
