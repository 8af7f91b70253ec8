/**
 * Names of sessions: how an identity becomes the id that the session store, quota counters and rate buckets use.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import murmurhash from 'murmurhash3js-revisited';
import { decodeStd, encodeStd } from '../go/base64';
import { get, isObject, unmarshal } from '../go/json';
import { settings } from './settings';

const utf8 = new TextEncoder();

/** Remembers the answers of a function of two texts; forgets all when there are too many. */
function remembering(compute: (a: string, b: string) => string): (a: string, b: string) => string {
  const known = new Map<string, Map<string, string>>();
  let size = 0;
  return (a, b) => {
    const before = known.get(a)?.get(b);
    if (before !== undefined) return before;
    if (size++ > 4096) {
      known.clear();
      size = 1;
    }
    const answer = compute(a, b);
    const ofA = known.get(a) ?? new Map<string, string>();
    ofA.set(b, answer);
    known.set(a, ofA);
    return answer;
  };
}

/**
 * The id under which a key of this name is stored in an organisation: base64 of `{"org":…,"id":…,"h":"murmur64"}`.
 * A name that begins with the organisation's id loses it.
 */
export const keyId: (orgId: string, name: string) => string = remembering((orgId, name) => {
  const id = name.startsWith(orgId) ? name.slice(orgId.length) : name;
  return encodeStd(utf8.encode(`{"org":"${orgId}","id":"${id}","h":"${settings.hashFunction}"}`));
});

/** The id of the session of a JWT identity: the key named by the MD5 of the identity (behaviour 5.9). API, issuer and key play no part. */
export const sessionId: (orgId: string, identity: string) => string = remembering((orgId, identity) =>
  keyId(orgId, bytesToHex(md5(utf8.encode(identity)))),
);

const hashed = remembering((id) => murmurhash.x64.hash128(utf8.encode(id)).slice(0, 16));

/** The hash of a session id, 16 hex digits (`api_key` of the access log; part of rate and quota keys); `00000000` for none. */
export function keyHash(id: string): string {
  return id === '' ? '00000000' : hashed(id, '');
}

/** The organisation that a session id names in itself; empty when it names none. */
export function orgOf(id: string): string {
  return organisation(id, '');
}

const organisation = remembering((id) => {
  if (id.startsWith('ey')) {
    const decoded = decodeStd(id);
    if (decoded.ok) {
      const json = unmarshal(decoded.bytes);
      const org = json.ok && isObject(json.value) ? get(json.value, 'org') : undefined;
      if (typeof org === 'string') return org;
    }
  }
  const prefix = id.slice(0, 24);
  return id.length > 24 && /^[0-9a-fA-F]{24}$/.test(prefix) ? prefix : '';
});

/** How the log shows a key: its last four characters. */
export function obfuscated(key: string): string {
  return key.length > 4 ? `****${key.slice(-4)}` : '--';
}
