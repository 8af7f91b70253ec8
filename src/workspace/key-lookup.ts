/**
 * Where the gateway takes a token's key from, as far as the definition alone says it (behaviour 5.5).
 */
import type { LoadedApi } from '../gateway/loaded-api';
import { keySource } from '../gateway/steps/find-key';
import { readStaticSource, type StaticSource } from '../keys/static-source';

const url = /^https?:\/\//i;

/** Whether keys are looked for in key sets, by the token's `kid`. */
export function findsKeyByKid(api: LoadedApi): boolean {
  const source = keySource({ api });
  if (source === 'list of key sets') return true;
  const { jwt_source: written } = api.definition;
  if (source === 'one key per token') return false;
  if (url.test(written)) return true;
  const read = readStaticSource(written);
  return read.ok && url.test(read.text);
}

/** The bytes that all tokens of the API are checked with: a secret, or a public key; `null` where there are none such. */
export function staticSource(api: LoadedApi): StaticSource | null {
  if (keySource({ api }) !== 'jwt_source' || findsKeyByKid(api)) return null;
  const read = readStaticSource(api.definition.jwt_source);
  return read.ok ? read : null;
}
