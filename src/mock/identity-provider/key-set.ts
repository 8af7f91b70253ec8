/**
 * The key sets that providers publish (RFC 7517 §5): public members alone, with the certificate and its thumbprints beside
 * them, in the order in which the products write them.
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeRawUrl, encodeStd } from '../../go/base64';
import type { JsonObject } from '../../go/json';
import { decodePem } from '../../keys/pem';
import type { Provider } from '../../workspace/providers';
import type { NamedKey } from '../../workspace/workspace';
import { signingAlgorithm } from './issue';

/** The published key set. `x5c only`: without the members that make the key. */
export function keySetOf(provider: Provider, parts: 'all' | 'x5c only' = 'all'): JsonObject {
  const published = provider.keys.filter((each) => each.published);
  return { keys: published.map(({ key }) => publishedForm(provider.shape, key, parts)) };
}

function publishedForm(shape: Provider['shape'], key: NamedKey, parts: 'all' | 'x5c only'): JsonObject {
  const alg = signingAlgorithm(key.jwk);
  const named = { kid: key.kid, kty: key.jwk.kty ?? '', ...(alg === null ? {} : { alg }) };
  const use = { use: key.use === '' ? 'sig' : key.use };
  const made = parts === 'all' ? publicMembers(key.jwk) : {};
  const der = certificateOf(key);
  const x5c = der === undefined ? {} : { x5c: [encodeStd(der)] };
  const x5t = der === undefined ? {} : { x5t: encodeRawUrl(sha1(der)) };
  const x5tS256 = der === undefined ? {} : { 'x5t#S256': encodeRawUrl(sha256(der)) };
  return { ...named, ...use, ...x5c, ...x5t, ...(shape === 'keycloak' ? x5tS256 : {}), ...made };
}

function publicMembers({ kty, n, e, crv, x, y }: NamedKey['jwk']): JsonObject {
  return kty === 'RSA' ? { n: n ?? '', e: e ?? '' } : { crv: crv ?? '', x: x ?? '', y: y ?? '' };
}

function certificateOf({ certificate }: NamedKey): Uint8Array | undefined {
  return certificate === undefined ? undefined : decodePem(new TextEncoder().encode(certificate));
}
