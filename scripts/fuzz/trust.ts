/** What a built API trusts, and where it looks for the token. */
import type { Chance } from './chance';
import { type Family, type Signer, trustedSigner } from './signers';

const hosts = ['http://idp.test/jwks.json', 'https://idp.test/a', 'http://other.test/keys?x=1'] as const;

export interface TrustedKey {
  readonly signer: Signer;
  /** Its name in a key set, or as a Tyk key; `null`: tokens need none. */
  readonly kid: string | null;
}

/** Where the API reads the token. */
export interface Places {
  readonly header: string | null;
  readonly query: string | null;
  readonly cookie: string | null;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Where keys come from. */
export interface Source {
  readonly keys: readonly TrustedKey[];
  readonly keySets: readonly { readonly url: string; readonly keys: readonly TrustedKey[] }[];
  readonly jwtSource: string;
  readonly uris: readonly string[];
  readonly perToken: boolean;
}

/** A key source of chance. */
export function source(chance: Chance, family: Family, form: 'classic' | 'oas'): Source {
  const signer = trustedSigner(chance, family);
  const none = { keySets: [], uris: [], perToken: false };
  const kind = chance.pick(['static', 'static', 'key set', 'raw', 'list', 'per token'] as const);
  if (kind === 'static') return { ...none, keys: [{ signer, kid: null }], jwtSource: base64(signer.source) };
  if (kind === 'per token') {
    const kid = chance.pick(['her key', 'ann', '__proto__', 'k1']);
    return { ...none, keys: [{ signer, kid }], jwtSource: '', perToken: true };
  }
  const keys = [{ signer, kid: 'k1' }];
  if (chance.oneIn(2)) keys.push({ signer: trustedSigner(chance, family), kid: chance.pick(['k2', '__proto__', ' ']) });
  const url = chance.pick(hosts);
  const set = { url, keys };
  if (kind === 'list' && form === 'oas') {
    const other = chance.pick(hosts);
    return {
      ...none,
      keys,
      keySets: [set],
      jwtSource: '',
      uris: other === url ? [url] : chance.oneIn(2) ? [url, other] : [other, url],
    };
  }
  return { ...none, keys, keySets: [set], jwtSource: kind === 'raw' ? url : base64(url) };
}

/** Places for the token, at least one. */
export function placesOf(chance: Chance): Places {
  const header = chance.mostly('Authorization', ['X-Token', 'x-jwt', null]);
  const query = chance.oneIn(5) ? chance.pick(['jwt', 'access_token', 'a b']) : null;
  const cookie = chance.oneIn(5) ? chance.pick(['jwt', 'sid']) : null;
  return { header: header === null && query === null && cookie === null ? 'Authorization' : header, query, cookie };
}
