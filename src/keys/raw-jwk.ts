/**
 * Reads the members of a JWK as go-jose v3 does, with its own JSON reader: names exact and none twice,
 * bytes in base64url with or without padding, and its order of errors.
 */
import { decodeRawUrl, withoutPadding } from '../go/base64';
import type { JsonNode } from '../go/json';

const textNames = ['use', 'kty', 'kid', 'crv', 'alg', 'x5u', 'x5t', 'x5t#S256'] as const;
const byteNames = ['k', 'x', 'y', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

type TextName = (typeof textNames)[number];
type ByteName = (typeof byteNames)[number];

/** A JWK's members: texts that are missing or null are empty, bytes that are missing or null are undefined. */
export interface RawJwk {
  readonly text: Readonly<Record<TextName, string>>;
  readonly bytes: Readonly<Partial<Record<ByteName, Uint8Array>>>;
  readonly x5c: readonly string[];
}

const isTextName = (name: string): name is TextName => textNames.some((known) => known === name);
const isByteName = (name: string): name is ByteName => byteNames.some((known) => known === name);

/** The members of a JWK, or the error text. */
export function readRawJwk(
  node: JsonNode,
): { readonly ok: true; readonly jwk: RawJwk } | { readonly ok: false; readonly error: string } {
  const text: Record<TextName, string> = {
    use: '',
    kty: '',
    kid: '',
    crv: '',
    alg: '',
    x5u: '',
    x5t: '',
    'x5t#S256': '',
  };
  const bytes: Partial<Record<ByteName, Uint8Array>> = {};
  let x5c: readonly string[] = [];
  // A number ends the reading at once; the first of the other wrong types is told at the end.
  let wrongType: string | null = null;

  if (node.kind !== 'object') {
    return node.kind === 'null'
      ? { ok: true, jwk: { text, bytes, x5c } }
      : failure(typeError(node, 'jose.rawJSONWebKey'));
  }
  const seen = new Set<string>();
  for (const { name, value } of node.members) {
    if (seen.has(name)) return failure(`json: duplicate key '${name}' in object`);
    seen.add(name);
    if (isTextName(name)) {
      if (value.kind === 'string') text[name] = value.value;
      else if (value.kind === 'number') return failure(typeError(value, 'string'));
      else if (value.kind !== 'null') wrongType ??= typeError(value, 'string');
    } else if (isByteName(name)) {
      if (value.kind === 'null') {
        delete bytes[name];
        continue;
      }
      if (value.kind !== 'string') return failure(typeError(value, 'string'));
      const decoded = decodeRawUrl(withoutPadding(value.value));
      if (!decoded.ok) return failure(decoded.error);
      bytes[name] = decoded.bytes;
    } else if (name === 'x5c') {
      if (value.kind === 'number') return failure(typeError(value, '[]string'));
      const items = value.kind === 'array' ? value.items : [];
      if (value.kind !== 'array' && value.kind !== 'null') wrongType ??= typeError(value, '[]string');
      const texts: string[] = [];
      for (const item of items) {
        if (item.kind === 'number') return failure(typeError(item, 'string'));
        if (item.kind !== 'string' && item.kind !== 'null') wrongType ??= typeError(item, 'string');
        texts.push(item.kind === 'string' ? item.value : '');
      }
      x5c = texts;
    }
  }
  return wrongType === null ? { ok: true, jwk: { text, bytes, x5c } } : failure(wrongType);
}

function failure(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

function typeError(node: JsonNode, goType: string): string {
  const kind = node.kind === 'boolean' ? 'bool' : node.kind;
  return `json: cannot unmarshal ${kind} into Go value of type ${goType}`;
}
