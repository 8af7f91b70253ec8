/**
 * Finding a token's key in the key sets of an API, through the API's cache (behaviour 5.5).
 */
import { decodeStd } from '../go/base64';
import type { VerificationKey } from '../keys/key';
import type { KeySet } from '../keys/key-set';
import type { Journey } from './journey';
import { type FetchFailure, fetchKeySet, fetchLegacyKeySet, logFailure } from './key-set-fetch';
import type { RefusalCode } from './refusals';
import { lateKeySets } from './late-key-sets';
import { settings } from './settings';
import type { CachedKeySet } from './state';

/** The key, and where it was found; or the error of the gateway and why there is none. */
export type KeySearch =
  | { readonly ok: true; readonly key: VerificationKey; readonly from: string; readonly url: string }
  | { readonly ok: false; readonly code: RefusalCode; readonly error: string };

type Entries = Map<string, CachedKeySet>;

const definitionEntry = 'jwks_api_def_';

function cacheOf({ world, api }: Journey): Entries {
  const { keySets } = world.state;
  const { api_id } = api.definition;
  const before = keySets.get(api_id);
  if (before !== undefined) return before;
  const fresh: Entries = new Map();
  keySets.set(api_id, fresh);
  return fresh;
}

function cached<K extends CachedKeySet['content']['kind']>(
  entries: Entries,
  name: string,
  kind: K,
  now: number,
): Extract<CachedKeySet['content'], { kind: K }> | undefined {
  const entry = entries.get(name);
  if (entry === undefined || entry.endsAt < now) return undefined;
  const { content } = entry;
  return isKind(content, kind) ? content : undefined;
}

function isKind<K extends CachedKeySet['content']['kind']>(
  content: CachedKeySet['content'],
  kind: K,
): content is Extract<CachedKeySet['content'], { kind: K }> {
  return content.kind === kind;
}

function keep(entries: Entries, name: string, content: CachedKeySet['content'], now: number, seconds = 0): void {
  const lasts = seconds > 0 ? seconds : settings.keySetCacheSeconds;
  entries.set(name, { content, endsAt: now + lasts * 1000 });
}

/** Whole seconds of a list entry's cache timeout; 0: the default. */
function timeoutSeconds(nanoseconds: number): number {
  return nanoseconds > 0 ? Math.trunc(nanoseconds / 1e9) : 0;
}

/** The older reader: a key of the same `kty` as the signing method, whose first `x5c` is base64 of a PEM. It has its own cache entry. */
async function legacySearch(journey: Journey, url: string, kid: string): Promise<KeySearch | FetchFailure> {
  const { log, world, api } = journey;
  const entries = cacheOf(journey);
  const now = world.surroundings.now();
  const name = `legacy-${url}`;
  let keys = cached(entries, name, 'legacy', now)?.keys;
  if (keys === undefined) {
    const fetched = await fetchLegacyKeySet(world.surroundings, url);
    if (!fetched.ok) {
      logFailure(log, url, fetched);
      return fetched;
    }
    keys = fetched.keys;
    keep(entries, name, { kind: 'legacy', keys }, world.surroundings.now());
  }
  const { legacyKeyOf } = await lateKeySets.load();
  const found = legacyKeyOf(keys, kid, api.definition.jwt_signing_method);
  return found.ok
    ? { ok: true, key: found.key, from: `x5c of key ${kid}`, url }
    : { ok: false, error: found.error, kind: 'key' };
}

function searched(set: KeySet, kid: string, url: string): KeySearch | undefined {
  const key = set.byKid(kid);
  return key === undefined
    ? undefined
    : { ok: true, key, from: `key ${kid === '' ? 'without kid' : kid} of the key set`, url };
}

const notText: KeySearch = { ok: false, code: 'kid_not_text', error: 'kid is not a string' };

/** (a) One URL, from `jwt_source`. */
export async function findInKeySet(journey: Journey, url: string, kid: unknown): Promise<KeySearch> {
  if (typeof kid !== 'string') return notText;
  const { log, world, api } = journey;
  const { surroundings } = world;
  const entries = cacheOf(journey);
  const now = surroundings.now();
  let set: KeySet | undefined;

  const definition = cached(entries, definitionEntry, 'definition', now);
  if (definition !== undefined) {
    // The gateway takes the source for base64 here, also when it is a plain URL: the trap of 5.5.
    const source = decodeStd(definition.source);
    if (!source.ok) {
      log.write('error', `JWKS source decode failed: ${definition.source} is not a base64 string`, {
        error: source.error,
      });
      return { ok: false, code: 'source_not_base64', error: source.error };
    }
    if (new TextDecoder().decode(source.bytes) === url) set = cached(entries, url, 'set', now)?.set;
  }

  if (set === undefined) {
    const fetched = await fetchKeySet(surroundings, url);
    if (!fetched.ok) {
      logFailure(log, url, fetched);
      log.write('info', 'Failed to decode JWKs body. Trying x5c PEM fallback.');
      const legacy = await legacySearch(journey, url, kid);
      return legacy.ok ? legacy : { ok: false, code: 'key_set_unavailable', error: fetched.error };
    }
    set = fetched.set;
    log.debug('Caching JWK');
    const then = surroundings.now();
    const listed = api.definition.jwt_jwks_uris?.find((entry) => entry.url === url);
    keep(entries, url, { kind: 'set', set }, then, timeoutSeconds(listed?.cache_timeout ?? 0));
    keep(entries, definitionEntry, definitionContent(journey), then);
  }

  log.debug('Checking JWKs...');
  return searched(set, kid, url) ?? { ok: false, code: 'kid_unknown', error: 'No matching KID could be found' };
}

function definitionContent({ api }: Journey): CachedKeySet['content'] {
  const urls = api.definition.jwt_jwks_uris ?? [];
  return { kind: 'definition', source: api.definition.jwt_source, urls: urls.map(({ url }) => url) };
}

/** (b) The list of URLs of an OAS API: all are fetched together and searched in order. */
export async function findInKeySets(journey: Journey, kid: unknown): Promise<KeySearch> {
  if (typeof kid !== 'string') return notText;
  const { log, world, api } = journey;
  const { surroundings } = world;
  const uris = api.definition.jwt_jwks_uris ?? [];
  const entries = cacheOf(journey);
  const now = surroundings.now();
  let sets: { url: string; set: KeySet }[] = [];
  const unavailable: string[] = [];

  const definition = cached(entries, definitionEntry, 'definition', now);
  let changed = false;
  if (definition !== undefined) {
    const listed = new Set(uris.map(({ url }) => url));
    changed = definition.urls.length !== uris.length || definition.urls.some((url) => !listed.has(url));
    if (changed) log.write('info', `Detected change in JWK URLs ? refreshing cache for APIID ${api.definition.api_id}`);
    else {
      for (const { url } of uris) {
        const set = cached(entries, url, 'set', now)?.set;
        if (set !== undefined) sets.push({ url, set });
      }
    }
  }

  if (definition === undefined || changed || sets.length === 0) {
    sets = [];
    entries.clear();
    for (const { url, cache_timeout } of uris) {
      const fetched = await fetchKeySet(surroundings, url);
      if (!fetched.ok) {
        logFailure(log, url, fetched);
        unavailable.push(url);
        continue;
      }
      keep(entries, url, { kind: 'set', set: fetched.set }, surroundings.now(), timeoutSeconds(cache_timeout));
      sets.push({ url, set: fetched.set });
    }
    if (sets.length > 0) {
      log.debug(`Caching ${String(sets.length)} JWK sets for APIID ${api.definition.api_id}`);
      keep(entries, definitionEntry, definitionContent(journey), surroundings.now());
    }
  }

  for (const { url, set } of sets) {
    const found = searched(set, kid, url);
    if (found !== undefined) return found;
  }
  for (const url of unavailable) {
    const legacy = await legacySearch(journey, url, kid);
    if (legacy.ok) return legacy;
    log.write('warning', `Legacy fallback failed for ${url}`, { error: legacy.error });
  }
  const error = 'no matching KID found in any JWKs or fallback';
  log.write('error', 'JWK resolution failed', { error });
  const code = sets.length === 0 && unavailable.length > 0 ? 'key_set_unavailable' : 'kid_unknown';
  return { ok: false, code, error };
}
