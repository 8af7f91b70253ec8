/** APIs of every kind that behaviour.md tells of, built from choices, so that what they trust is known. */
import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';
import { classic } from './classic-definition';
import { oas } from './oas-definition';
import type { Family } from './signers';
import { type Places, placesOf, source, type TrustedKey } from './trust';

export interface BuiltApi {
  readonly id: string;
  readonly form: 'classic' | 'oas';
  readonly document: JsonObject;
  readonly listenPath: string;
  readonly family: Family;
  readonly keys: readonly TrustedKey[];
  readonly keySets: readonly { readonly url: string; readonly keys: readonly TrustedKey[] }[];
  /** Each token names a Tyk key, which holds its secret (behaviour 6). */
  readonly perToken: boolean;
  readonly places: Places;
  /** No token is needed, on any path, or on this one. */
  readonly open: boolean;
  readonly openPath: string | null;
  readonly versions: readonly string[];
}

/** An API of chance. */
export function builtApi(chance: Chance, id: string): BuiltApi {
  const form = chance.oneIn(3) ? 'oas' : 'classic';
  const family = chance.pick(['hmac', 'hmac', 'hmac', 'rsa', 'ecdsa'] as const);
  const from = source(chance, family, form);
  const places = placesOf(chance);
  const listenPath = chance.mostly(`/${id}/`, ['/a/', `/${id}`, `/{name}/${id}/`, '/{n:[0-9]+}/'], 8);
  const open = chance.oneIn(25);
  const made =
    form === 'oas'
      ? { document: oas(chance, id, family, from, places, listenPath, open), versions: [], openPath: null }
      : classic(chance, id, family, from, places, listenPath, open);
  const { keys, keySets, perToken } = from;
  return { id, form, family, keys, keySets, perToken, places, open, listenPath, ...made };
}
