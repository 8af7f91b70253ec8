/**
 * Which APIs look for keys at a provider, and what the gateway has kept of its key set.
 */
import type { ApiSource } from '../../gateway/gateway';
import type { GatewayState } from '../../gateway/state';
import { isAddress, readStaticSource } from '../../keys/static-source';
import { titleOf } from '../document-title';
import { readApi } from '../documents';
import { kidOfTokens, type Provider } from '../providers';
import type { Workspace } from '../workspace';
import { addressesOf } from './addresses';

/** An API that names an address of a provider as its key set. */
export interface ApiOfProvider {
  readonly documentId: string;
  readonly title: string;
  readonly apiId: string;
  /** The address, as the definition has it. */
  readonly url: string;
  /** Whether the provider's key set is there. */
  readonly isKeySet: boolean;
  /** Whether the gateway has the definition so. */
  readonly isSaved: boolean;
}

/** The APIs, as they are typed, that look for keys at the provider's host. */
export function apisOf({ apis }: Workspace, provider: Provider): readonly ApiOfProvider[] {
  const { keySet } = addressesOf(provider);
  return apis.flatMap((document): readonly ApiOfProvider[] => {
    const typed = keySetUrls(document.draft).find((url) => isAt(url, provider));
    if (typed === undefined) return [];
    const isSaved = document.saved !== null && keySetUrls(document.saved).includes(typed);
    const { title, id: apiId } = titleOf('apis', document);
    const isKeySet = withoutScheme(typed) === withoutScheme(keySet);
    return [{ documentId: document.id, title, apiId, url: typed, isKeySet, isSaved }];
  });
}

/** The addresses of key sets that a definition names; none when it cannot be read, or judges no JWTs. */
function keySetUrls(text: string): readonly string[] {
  const read = readApi(text);
  return read.ok ? urlsIn(read.value) : [];
}

/** The list of an OAS API comes before the source (behaviour 5.5). */
function urlsIn({ definition, oas }: ApiSource): readonly string[] {
  if (!definition.enable_jwt) return [];
  const { jwt_source: source, jwt_jwks_uris: list } = definition;
  if (oas !== null && list !== null && list.length > 0) return list.map(({ url }) => url);
  if (isAddress(source)) return [source];
  const read = readStaticSource(source);
  return read.ok && isAddress(read.text) ? [read.text] : [];
}

/** A key set of a provider in the cache of an API. */
export interface KeptKeySet {
  readonly apiId: string;
  readonly url: string;
  /** How many keys are in it. */
  readonly keys: number;
  /** When the gateway forgets it: milliseconds of its clock. */
  readonly endsAt: number;
  /** Whether the key that the provider's tokens name now is in it. */
  readonly hasSigningKey: boolean;
}

/**
 * What the gateway keeps of the provider's key set at a time of its clock, in milliseconds. What its older reader keeps is
 * left out: it is looked at only when the set cannot be had, and the set is asked for first each time.
 */
export function keptKeySets({ keySets }: GatewayState, provider: Provider, now: number): readonly KeptKeySet[] {
  const kid = kidOfTokens(provider);
  const kept: KeptKeySet[] = [];
  for (const [apiId, entries] of keySets) {
    for (const [url, { content, endsAt }] of entries) {
      if (content.kind !== 'set' || endsAt < now || !isAt(url, provider)) continue;
      const { keys } = content.set;
      kept.push({ apiId, url, keys: keys.length, endsAt, hasSigningKey: keys.some((key) => key.kid === kid) });
    }
  }
  return kept;
}

function isAt(url: string, { host }: Provider): boolean {
  return URL.canParse(url) && new URL(url).hostname === host.toLowerCase();
}

/** A provider answers http with a redirect to https, which the gateway follows. */
function withoutScheme(url: string): string {
  const { hostname, pathname, search } = new URL(url);
  return hostname + pathname + search;
}
