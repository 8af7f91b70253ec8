import type { FoundKey } from '../../keys/import/found-key';
import { newKey } from '../../workspace/new-key';
import type { NamedKey } from '../../workspace/workspace';

/** A key that was found in a text or a file, as one of the workspace; `source` is what it is named after when it has no kid. */
export function takenKey(found: FoundKey, source: string, keys: readonly NamedKey[]): NamedKey {
  const { jwk, kid, use, certificate } = found;
  const made = newKey(jwk, kid === undefined || kid === '' ? source : kid, keys);
  return {
    ...made,
    ...(kid === undefined ? {} : { kid }),
    ...(use === undefined ? {} : { use }),
    ...(certificate === undefined ? {} : { certificate }),
  };
}

/** The key of the workspace that this one is already; undefined when it is new. A public key is not its private one. */
export function sameKey({ jwk }: FoundKey, keys: readonly NamedKey[]): NamedKey | undefined {
  const sorted = (members: FoundKey['jwk']): string =>
    JSON.stringify(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
  return keys.find((key) => sorted(key.jwk) === sorted(jwk));
}

/** What a found key is called where nothing names it. */
export function plainName({ jwk }: FoundKey): string {
  if (jwk.kty === 'oct') return 'Secret';
  const half = jwk.d === undefined ? 'Public' : 'Private';
  return `${half} ${jwk.kty === 'OKP' ? 'Ed25519' : (jwk.kty ?? '')} key`;
}
