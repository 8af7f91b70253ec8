/** Key sets (RFC 7517 §5) as the gateway's two readers of them see them. */
import { decodeStd } from '../go/base64';
import { decode, list, refuse, string, struct, type GoType } from '../go/struct';
import { readJwk, type NamedKey } from './jwk';
import type { KeyReading, VerificationKey } from './key';
import { readPublicKey } from './public-key';
import { latin1 } from './quote-bytes';

/** The keys that were read, in their order. */
export interface KeySet {
  readonly keys: readonly NamedKey[];
  /** The first key of this name; a key without `kid` has the empty one. Undefined when there is none. */
  byKid(kid: string): VerificationKey | undefined;
}

const jsonWebKey: GoType<NamedKey> = {
  goName: 'jose.JSONWebKey',
  zero: () => ({ kid: '', key: { kind: 'unusable', what: 'unknown' } }),
  read(node, before, reading) {
    const read = readJwk(node);
    if (read.ok) return read.key;
    refuse(reading, read.error);
    return before;
  },
  // Sets are only read.
  write: () => 'null',
  isEmpty: () => false,
  isZero: () => false,
};

const jsonWebKeySet = struct('jose.JSONWebKeySet', { keys: list(jsonWebKey) });

/** Reads a key set, or gives the error text that the gateway logs for it. The answer's status and type play no part. */
export function parseKeySet(
  body: Uint8Array,
): { readonly ok: true; readonly set: KeySet } | { readonly ok: false; readonly error: string } {
  const decoded = decode(jsonWebKeySet, body);
  if (!decoded.ok) return decoded;
  const keys = decoded.value.keys ?? [];
  const byKid = new Map<string, VerificationKey>();
  for (const { kid, key } of keys) if (!byKid.has(kid)) byKid.set(kid, key);
  return { ok: true, set: { keys, byKid: (kid) => byKid.get(kid) } };
}

const legacyKey = struct('gateway.JWK', {
  alg: string,
  kty: string,
  use: string,
  x5c: list(string),
  n: string,
  e: string,
  kid: string,
  x5t: string,
});

const legacyKeySet = struct('gateway.JWKs', { keys: list(legacyKey) });

/** A key as the gateway's older reader sees it: text only, missing members empty. */
export interface LegacyKey {
  readonly kid: string;
  readonly kty: string;
  readonly x5c: readonly string[];
}

/** Reads the first JSON value of the body as the gateway's older reader does, which looks for a PEM in `x5c`. */
export function parseLegacyKeySet(
  body: Uint8Array,
): { readonly ok: true; readonly keys: readonly LegacyKey[] } | { readonly ok: false; readonly error: string } {
  const decoded = decode(legacyKeySet, body, 'first');
  if (!decoded.ok) return decoded;
  const keys = (decoded.value.keys ?? []).map(({ kid, kty, x5c }) => ({ kid, kty, x5c: x5c ?? [] }));
  return { ok: true, keys };
}

/**
 * Looks for the key of a token the older way: the first key with this `kid` whose `kty` is the API's signing method in
 * any letter case, and in it a PEM as the base64 of `x5c[0]`. Case `03-keys / jwks: x5c only, PEM inside (legacy)`.
 */
export function legacyKeyOf(keys: readonly LegacyKey[], kid: string, signingMethod: string): KeyReading {
  const method = signingMethod.toLowerCase();
  const found = keys.find((key) => key.kid === kid && key.kty.toLowerCase() === method);
  if (found === undefined) return { ok: false, error: 'No matching KID could be found' };
  const [text] = found.x5c;
  if (text === undefined) return { ok: false, error: 'no certificates in JWK' };
  const decoded = decodeStd(text);
  const readable = decoded.ok ? decoded : decodeStd(wholeGroups(text));
  if (!readable.ok || !latin1(readable.bytes).includes('-----')) {
    return { ok: false, error: 'No legacy public keys found' };
  }
  return decoded.ok ? readPublicKey(decoded.bytes) : decoded;
}

/** The groups of four before the first character that is out of place: what Go has decoded when it meets it. */
function wholeGroups(text: string): string {
  const groups = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/;
  return groups.exec(text.replace(/[\r\n]/g, ''))?.[0] ?? '';
}
