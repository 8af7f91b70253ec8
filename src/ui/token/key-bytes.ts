import { decodeRawUrl } from '../../go/base64';
import type { NamedKey } from '../../workspace/workspace';

/** The bytes of a key that is a secret; `null` for any other, and for one whose `k` is no base64url. */
export function bytesOf({ jwk }: NamedKey): Uint8Array | null {
  if (jwk.kty !== 'oct' || typeof jwk.k !== 'string') return null;
  const decoded = decodeRawUrl(jwk.k.replace(/=+$/, ''));
  return decoded.ok ? decoded.bytes : null;
}
