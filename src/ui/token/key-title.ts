import { decodeRawUrl, withoutPadding } from '../../go/base64';
import { keyFacts } from '../../keys/facts';
import { secretIn } from '../../workspace/secret-forms';
import type { NamedKey } from '../../workspace/workspace';

/** The bytes of a key that is a secret; `null` for any other, and for one whose `k` is no base64url. */
export function bytesOf({ jwk }: NamedKey): Uint8Array | null {
  if (jwk.kty !== 'oct' || typeof jwk.k !== 'string') return null;
  const decoded = decodeRawUrl(withoutPadding(jwk.k));
  return decoded.ok ? decoded.bytes : null;
}

/** A key in a line: its name, and what it is, which of a short secret is its text. */
export function keyTitleOf(key: NamedKey): string {
  const bytes = bytesOf(key);
  const secret = bytes === null ? null : secretIn('text', bytes);
  if (secret !== null && secret !== '' && secret.length <= 24) return `${key.name} “${secret}”`;
  const read = keyFacts({ ...key.jwk });
  return read.ok ? `${key.name} (${read.facts.title})` : key.name;
}
