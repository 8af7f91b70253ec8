/**
 * The keys that a token for an API can be signed with here, and the token signed anew.
 */
import { unmarshal, type JsonValue } from '../go/json';
import { algorithm, type Algorithm } from '../keys/algorithms';
import { generateKey, type KeySpec } from '../keys/generate';
import { readMaterial } from '../keys/key-material';
import { spkiPem } from '../keys/public-pem';
import { readStaticSource } from '../keys/static-source';
import { encodeRawUrl, encodeStd } from '../go/base64';
import { setMember } from '../workspace/json-edit';
import { freshId, type NamedKey } from '../workspace/workspace';
import { changeOf, type Change } from './change';
import { all, inDefinition, withToken } from './edit';
import type { ReadApi, Refused } from './refused';

type Family = 'hmac' | 'rsa' | 'ecdsa';

/** The family that an API accepts: what is none of the three counts as HMAC (behaviour 5.4). */
export function familyOf({ source }: ReadApi): Family {
  const { jwt_signing_method: method } = source.definition;
  return method === 'rsa' || method === 'ecdsa' ? method : 'hmac';
}

function fits(family: Family, row: Algorithm | undefined): boolean {
  if (row === undefined) return false;
  return row.family === family || (family === 'rsa' && row.family === 'rsa-pss');
}

const usualAlgorithm: Readonly<Record<Family, string>> = { hmac: 'HS256', rsa: 'RS256', ecdsa: 'ES256' };
const curveAlgorithm: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

/** What a token is to say: members of header and payload to set, or with `undefined` to take away. */
export interface Wanted {
  readonly header?: Readonly<Record<string, JsonValue | undefined>>;
  readonly claims?: Readonly<Record<string, JsonValue | undefined>>;
  /** A payload in place of the token's own. */
  readonly payload?: string;
}

function edited(text: string, members: Readonly<Record<string, JsonValue | undefined>>): string {
  return Object.entries(members).reduce((before, [name, value]) => {
    const after = setMember(before, [name], value);
    // Of a name that stands twice the last one counts, and an edit changes the first.
    return after.split(`"${name}"`).length > 2 ? setMember(plain(before), [name], value) : after;
  }, text);
}

/** The text with each name once. */
function plain(text: string): string {
  const read = unmarshal(utf8.encode(text));
  return read.ok ? JSON.stringify(read.value) : '{}';
}

/** The secret that the API's source holds, as a key; undefined where it holds none. */
function secretOf({ source }: ReadApi): NamedKey | undefined {
  const { jwt_source: text, is_oas, jwt_jwks_uris } = source.definition;
  if (text === '' || (is_oas && (jwt_jwks_uris?.length ?? 0) > 0)) return undefined;
  const read = readStaticSource(text);
  if (!read.ok || /^https?:\/\//i.test(read.text) || /^https?:\/\//i.test(text)) return undefined;
  return {
    id: freshId(),
    name: 'the API’s secret',
    kid: '',
    use: 'sig',
    jwk: { kty: 'oct', k: encodeRawUrl(read.bytes) },
  };
}

/** Keys at hand that sign for the API's family: its own secret, and the private keys of the workspace and its providers. */
function signersFor(refused: Refused, api: ReadApi): readonly NamedKey[] {
  const family = familyOf(api);
  const { keys, providers } = refused.situation.workspace;
  const known = [...keys, ...providers.flatMap((provider) => provider.keys.map(({ key }) => key))];
  if (family === 'hmac') {
    const own = secretOf(api);
    const secrets = known.filter(({ jwk }) => jwk.kty === 'oct');
    if (own === undefined) return secrets;
    const same = secrets.find(({ jwk }) => jwk.k === own.jwk.k) ?? own;
    return [same, ...secrets.filter((key) => key !== same)];
  }
  const type = family === 'rsa' ? 'RSA' : 'EC';
  return known.filter(({ jwk }) => jwk.kty === type && jwk.d !== undefined);
}

function algorithmFor(family: Family, key: NamedKey, wanted: string | undefined): string {
  const row = wanted === undefined ? undefined : algorithm(wanted);
  if (family !== 'ecdsa') return row !== undefined && fits(family, row) ? row.name : usualAlgorithm[family];
  return curveAlgorithm[key.jwk.crv ?? ''] ?? usualAlgorithm.ecdsa;
}

/**
 * The changes that give the token what it is to say and sign it for the API: one for each key at hand. Where there is none, a
 * new key pair whose public half goes into the API. Without an API, or with one that wants no JWT, there are none.
 */
export async function signAnew(
  refused: Refused,
  words: string,
  wanted: Wanted = {},
  api = refused.api,
): Promise<readonly Change[]> {
  if (api === null) return [];
  const family = familyOf(api);
  const current = refused.evaluation.workspace.token;
  const composed = current.kind === 'composed' ? current : null;
  const header = edited(composed?.header ?? headerText(refused), wanted.header ?? {});
  const base = wanted.payload ?? composed?.payload ?? payloadText(refused);
  const payload = edited(base, wanted.claims ?? {});
  const alg = typeof refused.header['alg'] === 'string' ? refused.header['alg'] : undefined;
  const make = (key: NamedKey): { readonly header: string; readonly payload: string } => {
    const named = edited(header, { alg: algorithmFor(family, key, alg) });
    return { header: key.kid === '' ? named : edited(named, { kid: key.kid }), payload };
  };
  const signers = signersFor(refused, api);
  if (signers.length > 0) {
    return signers.map((key) => {
      const { header: head, payload: body } = make(key);
      const how = key.id === composed?.keyId ? 'sign again' : `sign with ${key.name}`;
      return changeOf('token', words === '' ? capital(how) : `${words} and ${how}`, withToken(head, body, key), {
        // A token that was pasted comes from elsewhere: it is more to have another one made.
        effort: composed === null ? 3 : 1,
      });
    });
  }
  const own = await ownKey(family);
  if (own === null) return [];
  const { header: head, payload: body } = make(own.key);
  const put = all(
    inDefinition(api, ['jwt_source'], own.source),
    api.source.definition.is_oas ? inDefinition(api, ['jwt_jwks_uris'], undefined) : (situation) => situation,
    withToken(head, body, own.key),
  );
  const told = `${words === '' ? 'Sign' : `${words}, and sign`} with a new key whose public half goes into the API`;
  return [changeOf('definition', told, put, { effort: 6 })];
}

function headerText(refused: Refused): string {
  return Object.keys(refused.header).length > 0 ? (refused.token.header ?? '{}') : '{"typ": "JWT"}';
}

function payloadText(refused: Refused): string {
  return Object.keys(refused.claims).length > 0 ? (refused.token.payload ?? '{}') : '{}';
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

interface OwnKey {
  readonly key: NamedKey;
  /** What `jwt_source` is to be. */
  readonly source: string;
}

const made = new Map<Family, Promise<OwnKey | null>>();
const utf8 = new TextEncoder();

/** A key pair of our own, made when it is first wanted. */
function ownKey(family: Family): Promise<OwnKey | null> {
  const known = made.get(family) ?? makeOwn(family);
  made.set(family, known);
  return known;
}

const specs: Readonly<Record<Family, KeySpec>> = {
  hmac: { kind: 'secret', bytes: 32 },
  rsa: { kind: 'rsa', bits: 2048 },
  ecdsa: { kind: 'ec', curve: 'P-256' },
};

async function makeOwn(family: Family): Promise<OwnKey | null> {
  const generated = await generateKey(specs[family]);
  const read = generated.ok ? readMaterial({ ...generated.jwk }) : null;
  if (!generated.ok || read?.ok !== true) return null;
  const { material } = read;
  const key: NamedKey = { id: freshId(), name: 'a new key', kid: '', use: 'sig', jwk: generated.jwk };
  return { key, source: encodeStd(material.kind === 'secret' ? material.bytes : utf8.encode(spkiPem(material))) };
}
