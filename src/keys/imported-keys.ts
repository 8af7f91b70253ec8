/** Keys as WebCrypto wants them: imported once, and kept as long as the key object they were made from. */
import type { HashName } from './algorithms';
import { encodeRawUrl } from '../go/base64';
import { toBytes } from './curves';
import type { EcKey, RsaKey } from './key';

type ImportableKey = RsaKey | EcKey;
type Scheme = 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'ECDSA';

/** A key that is there, or still on its way. */
type Imported = CryptoKey | null | Promise<CryptoKey | null>;

const kept = new WeakMap<ImportableKey, Map<string, Imported>>();

/**
 * The key for `crypto.subtle.verify`, or `null` where WebCrypto cannot be trusted with it in every browser
 * (or refuses it): then the caller has to do without.
 */
export function cryptoKey(key: ImportableKey, scheme: Scheme, hash: HashName): Imported {
  let bySchemes = kept.get(key);
  if (bySchemes === undefined) kept.set(key, (bySchemes = new Map<string, Imported>()));
  const name = `${scheme} ${hash}`;
  const known = bySchemes.get(name);
  if (known !== undefined) return known;
  const named = bySchemes;
  const coming = importKey(key, scheme, hash)
    .catch(() => null)
    .then((imported) => {
      named.set(name, imported);
      return imported;
    });
  bySchemes.set(name, coming);
  return coming;
}

async function importKey(key: ImportableKey, scheme: Scheme, hash: HashName): Promise<CryptoKey | null> {
  switch (key.kind) {
    case 'rsa': {
      const usualSize = key.bits >= 2048 && key.bits <= 4096 && key.bits % 8 === 0;
      const usual = usualSize && (key.e === 65537n || key.e === 3n);
      if (!usual) return null;
      const jwk = { kty: 'RSA', n: encodeRawUrl(key.n), e: encodeRawUrl(toBytes(key.e, key.e === 3n ? 1 : 3)) };
      return crypto.subtle.importKey('jwk', jwk, { name: scheme, hash }, false, ['verify']);
    }
    case 'ec': {
      if (key.curve === 'P-224') return null;
      const jwk = { kty: 'EC', crv: key.curve, x: encodeRawUrl(key.x), y: encodeRawUrl(key.y) };
      return crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: key.curve }, false, ['verify']);
    }
  }
}
