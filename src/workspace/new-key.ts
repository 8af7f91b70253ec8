/**
 * Keys as they enter the workspace.
 */
import type { JWK } from 'jose';
import { keyFacts } from '../keys/facts';
import type { KeySpec } from '../keys/generate';
import { freshId, type NamedKey } from './workspace';

/** A key with a name that no other has, and a kid by its content where it has a public half (RFC 7638). */
export function newKey(jwk: JWK, title: string, keys: readonly NamedKey[]): NamedKey {
  const taken = new Set(keys.map(({ name }) => name));
  let name = title;
  for (let number = 2; taken.has(name); number++) name = `${title} ${number}`;
  const read = jwk.kty === 'oct' ? null : keyFacts({ ...jwk });
  const kid = read?.ok === true ? read.facts.thumbprint : '';
  return { id: freshId(), name, kid, use: 'sig', jwk };
}

/** What a person calls a key of this kind. */
export function specTitle(spec: KeySpec): string {
  switch (spec.kind) {
    case 'secret':
      return `Secret of ${spec.bytes} bytes`;
    case 'rsa':
      return `RSA key, ${spec.bits} bits`;
    case 'ec':
      return `EC key, ${spec.curve}`;
    case 'ed25519':
      return 'Ed25519 key';
  }
}
