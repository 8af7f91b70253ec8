/**
 * Choosing algorithm and key of the workspace's token: a change of one brings a fitting other.
 */
import { encodeRawUrl, withoutPadding } from '../go/base64';
import type { LoadedApi } from '../gateway/loaded-api';
import { familyOf } from '../gateway/steps/signing-method';
import { algorithm, type Algorithm } from '../keys/algorithms';
import { staticSource } from './key-lookup';
import { isKeyOfApi } from './known-keys';
import { isCleanJson, memberAt, setMember } from './json-edit';
import { editableText, withPart } from './token-parts';
import { freshId, type ComposedToken, type NamedKey, type TokenDraft, type Workspace } from './workspace';

/** Whether a key can sign with an algorithm. */
export function canSignWith({ jwk }: NamedKey, row: Algorithm): boolean {
  switch (row.family) {
    case 'none':
      return true;
    case 'hmac':
      return jwk.kty === 'oct';
    case 'rsa':
    case 'rsa-pss':
      return jwk.kty === 'RSA' && jwk.d !== undefined;
    case 'ecdsa':
      return jwk.kty === 'EC' && jwk.d !== undefined && jwk.crv === row.curve;
    case 'ed25519':
      return jwk.kty === 'OKP' && jwk.d !== undefined;
  }
}

const usual: Readonly<Partial<Record<string, string>>> = {
  oct: 'HS256',
  RSA: 'RS256',
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
};

/** The algorithm that a key is mostly used with; `null` when it can sign with none. */
export function usualAlgorithm(key: NamedKey): Algorithm | null {
  const { kty = '', crv } = key.jwk;
  const name = usual[crv ?? kty];
  const row = name === undefined ? undefined : algorithm(name);
  return row !== undefined && canSignWith(key, row) ? row : null;
}

/** The algorithm that a header's text names; undefined when it names none that is known. */
export function algorithmOf(header: string): Algorithm | undefined {
  const alg = memberAt(header, ['alg']);
  return typeof alg === 'string' ? algorithm(alg) : undefined;
}

/** The text of the token's header or payload as an editor shows it; `null` when a pasted part cannot be decoded. */
export function partText(token: TokenDraft, part: 'header' | 'payload'): string | null {
  return token.kind === 'composed' ? token[part] : editableText(token.text, part);
}

/** The token with another header or payload; of a pasted one the other parts stay as they are. */
export function withPartText(token: TokenDraft, part: 'header' | 'payload', text: string): TokenDraft {
  return token.kind === 'composed' ? { ...token, [part]: text } : { ...token, text: withPart(token.text, part, text) };
}

/** A key to sign with, where the one in use does not fit: the API's own if it is among them, else the first that fits. */
export function fittingKey(keys: readonly NamedKey[], row: Algorithm, api: LoadedApi | null): NamedKey | null {
  const fitting = keys.filter((key) => canSignWith(key, row));
  return fitting.find((key) => isKeyOfApi(key, api)) ?? fitting[0] ?? null;
}

/** The workspace with another algorithm in the token's header, and with a key that fits it where there is one. */
export function chooseAlgorithm(workspace: Workspace, name: string, api: LoadedApi | null): Workspace {
  const { token, keys } = workspace;
  const header = setMember(partText(token, 'header') ?? '{}', ['alg'], name);
  const changed = withPartText(token, 'header', header);
  const row = algorithm(name);
  if (changed.kind === 'encoded' || row === undefined || row.family === 'none') return { ...workspace, token: changed };
  const chosen = keys.find(({ id }) => id === changed.keyId);
  if (chosen !== undefined && canSignWith(chosen, row)) return { ...workspace, token: changed };
  return { ...workspace, token: signedWith(changed, chosen ?? null, fittingKey(keys, row, api)) };
}

/**
 * The workspace with the token signed by a key of it. An algorithm that the key cannot sign with becomes the key's usual one.
 * A pasted token is taken apart and signed anew.
 */
export function chooseKey(workspace: Workspace, keyId: string): Workspace {
  const key = workspace.keys.find(({ id }) => id === keyId) ?? null;
  const token = asComposed(workspace.token);
  const before = workspace.keys.find(({ id }) => id === token.keyId) ?? null;
  const row = algorithmOf(token.header);
  const fits = key === null || (row !== undefined && row.family !== 'none' && canSignWith(key, row));
  const other = fits ? null : usualAlgorithm(key);
  const header = other === null ? token.header : setMember(token.header, ['alg'], other.name);
  return { ...workspace, token: signedWith({ ...token, header }, before, key) };
}

/** A pasted token as its parts; a part that cannot be decoded is empty. */
function asComposed(token: TokenDraft): ComposedToken {
  if (token.kind === 'composed') return token;
  const header = partText(token, 'header') ?? '{}';
  return { kind: 'composed', header, payload: partText(token, 'payload') ?? '{}', keyId: null, fault: null };
}

/** The token with another key. A kid in the header that was the old key's becomes the new one's. */
function signedWith(token: ComposedToken, before: NamedKey | null, key: NamedKey | null): ComposedToken {
  const kid = memberAt(token.header, ['kid']);
  const follows =
    before !== null && before.kid !== '' && kid === before.kid && key !== null && isCleanJson(token.header);
  const header = follows ? setMember(token.header, ['kid'], key.kid === '' ? undefined : key.kid) : token.header;
  return { ...token, header, keyId: key?.id ?? null };
}

/** The workspace with one key more, and the token signed by it. */
export function addSigningKey(workspace: Workspace, key: NamedKey): Workspace {
  return chooseKey({ ...workspace, keys: [...workspace.keys, key] }, key.id);
}

/** The workspace with one key changed. */
export function withKey(workspace: Workspace, id: string, change: (key: NamedKey) => NamedKey): Workspace {
  return { ...workspace, keys: workspace.keys.map((each) => (each.id === id ? change(each) : each)) };
}

/** The secret that the API checks tokens with, as a key to sign with; `null` when it has none, or the workspace has it already. */
export function secretOfApi(api: LoadedApi | null, keys: readonly NamedKey[]): NamedKey | null {
  if (api === null) return null;
  const method = familyOf(api.definition.jwt_signing_method);
  if (method !== undefined && !method.of.includes('hmac')) return null;
  const source = staticSource(api);
  if (source === null || source.bytes.length === 0) return null;
  const k = encodeRawUrl(source.bytes);
  if (keys.some(({ jwk }) => jwk.kty === 'oct' && withoutPadding(jwk.k ?? '') === k)) return null;
  return { id: freshId(), name: 'API secret', kid: '', use: 'sig', jwk: { kty: 'oct', k } };
}
