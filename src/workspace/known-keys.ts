/**
 * The keys that a token's signature can be tried with here, and which of them it fits.
 */
import type { JWK } from 'jose';
import type { LoadedApi } from '../gateway/loaded-api';
import { familyOf } from '../gateway/steps/signing-method';
import { toBigInt } from '../keys/curves';
import { rsaKey, secretKey, type VerificationKey } from '../keys/key';
import { readMaterial } from '../keys/key-material';
import { keyMismatch } from '../keys/verify';
import { checkSignature } from '../tokens/check-signature';
import { parseToken } from '../tokens/parse';
import { staticSource } from './key-lookup';
import type { NamedKey, Workspace } from './workspace';
import { longestToken } from './token';

/** A key that signatures can be checked with. */
export interface KnownKey {
  /** `api`: what the API checks all tokens with. */
  readonly from: 'workspace' | 'provider' | 'api';
  /** Such as `Shared secret`, or `Key 1 of Auth0`. */
  readonly name: string;
  /** The workspace's own id of the key; `null` for the API's. */
  readonly id: string | null;
  readonly key: VerificationKey;
}

/** The workspace's keys, those of its providers, and the one that the API has for all tokens, where it has one. */
export function knownKeys({ keys, providers }: Workspace, api: LoadedApi | null): readonly KnownKey[] {
  const known: KnownKey[] = [];
  for (const { id, name, jwk } of keys) {
    const key = verificationKey(jwk);
    if (key !== null) known.push({ from: 'workspace', name, id, key });
  }
  for (const provider of providers) {
    for (const { key: named } of provider.keys) {
      const key = verificationKey(named.jwk);
      if (key !== null) known.push({ from: 'provider', name: `${named.name} of ${provider.name}`, id: named.id, key });
    }
  }
  const key = api === null ? null : keyOfApi(api);
  if (key !== null) known.push({ from: 'api', name: 'the API’s key', id: null, key });
  return known;
}

/** The key of an API that has one for all tokens; `null` where it has none, or one that cannot be read. */
function keyOfApi(api: LoadedApi): VerificationKey | null {
  const source = staticSource(api);
  if (source === null) return null;
  const method = familyOf(api.definition.jwt_signing_method);
  if (method === undefined || method.of.includes('hmac')) return source.secret;
  return source.publicKey.ok ? source.publicKey.key : null;
}

/** Whether the API checks all tokens with this key: it has the secret, or the public half. */
export function isKeyOfApi({ jwk }: NamedKey, api: LoadedApi | null): boolean {
  const wanted = api === null ? null : keyOfApi(api);
  const own = verificationKey(jwk);
  if (wanted === null || own === null) return false;
  if (wanted.kind === 'secret') return own.kind === 'secret' && areEqual(wanted.bytes, own.bytes);
  if (wanted.kind === 'rsa') return own.kind === 'rsa' && wanted.e === own.e && areEqual(wanted.n, own.n);
  return wanted.kind === 'ec' && own.kind === 'ec' && wanted.curve === own.curve && areEqual(wanted.x, own.x);
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

const read = new WeakMap<JWK, VerificationKey | null>();

/** What a JWK verifies with; `null` when it cannot be read. The same JWK gives the same key, which carries its imported form. */
function verificationKey(jwk: JWK): VerificationKey | null {
  const known = read.get(jwk);
  if (known !== undefined) return known;
  const made = makeKey(jwk);
  read.set(jwk, made);
  return made;
}

function makeKey({ kty, k, n, e, crv, x, y }: JWK): VerificationKey | null {
  const members = Object.entries({ kty, k, n, e, crv, x, y }).filter(([, value]) => value !== undefined);
  const reading = readMaterial(Object.fromEntries(members));
  if (!reading.ok) return null;
  const { material } = reading;
  switch (material.kind) {
    case 'secret':
      return secretKey(material.bytes);
    case 'rsa':
      return rsaKey(material.n, toBigInt(material.e));
    case 'ec':
      return { kind: 'ec', curve: material.curve, x: material.x, y: material.y };
    case 'ed25519':
      return { kind: 'ed25519', x: material.x };
  }
}

/** What came of trying the known keys. */
export type SignatureJudgement =
  /** It cannot be read, so nothing can be tried. */
  | { readonly kind: 'unreadable' }
  /** Its algorithm is `none`. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'fits'; readonly keys: readonly KnownKey[]; readonly algorithm: string }
  /** `tried`: how many keys are of a kind that the algorithm takes. */
  | { readonly kind: 'fits none'; readonly tried: number; readonly algorithm: string };

/** A token and what its signature fits. */
export interface JudgedToken {
  readonly text: string;
  readonly judgement: SignatureJudgement;
}

/** Tries a token's signature with every known key, as the gateway verifies it (behaviour 5.6). */
export async function judgeSignature(text: string, known: readonly KnownKey[]): Promise<SignatureJudgement> {
  if (text.length > longestToken) return { kind: 'unreadable' };
  const token = parseToken(text);
  if (!token.ok) return { kind: 'unreadable' };
  const { algorithm } = token;
  if (algorithm.family === 'none') return { kind: 'unsigned' };
  const fitting = known.filter(({ key }) => keyMismatch(algorithm, key) === null);
  const verdicts = await Promise.all(fitting.map(async ({ key }) => checkSignature(token, key)));
  const keys = fitting.filter((_, at) => verdicts[at] === null);
  return keys.length > 0
    ? { kind: 'fits', keys, algorithm: algorithm.name }
    : { kind: 'fits none', tried: fitting.length, algorithm: algorithm.name };
}
