/**
 * Lists of key sets: what a classic API does not read, and what the times of the cache do (behaviour 4.1, 4.2, 5.5).
 */
import { wholeSeconds } from '../../gateway/definition/duration';
import { settings } from '../../gateway/settings';
import { decodeStd } from '../../go/base64';
import { decodeUtf8 } from '../../go/utf8';
import type { JsonPath } from '../json-edit';
import { judgesJwts } from './authentication';
import { type ApiDocument, valueAt } from './document';
import type { Hit } from './finding';
import { encodeText, isUrl, keySourceOf, quoted, sourcePlace } from './key-source';
import { either, fix, inScheme, place, set } from './place';

const longest = settings.keySetCacheSeconds;

/** The list where the gateway reads it: in an OAS document. */
function listOf(api: ApiDocument) {
  return judgesJwts(api) && api.oas !== null ? (api.definition.jwt_jwks_uris ?? []) : [];
}

function urlPath(api: ApiDocument, at: number): JsonPath {
  return either(api, ['jwt_jwks_uris', at, 'url'], ['jwksURIs', at, 'url']);
}

/** The addresses that a classic definition lists for nothing. */
function classicList(api: ApiDocument): readonly string[] {
  if (!judgesJwts(api) || api.oas !== null) return [];
  return (api.definition.jwt_jwks_uris ?? []).map(({ url }) => url);
}

export function* classicListUnread(api: ApiDocument): Iterable<Hit> {
  const [first] = classicList(api);
  if (first === undefined || keySourceOf(api).kind !== 'none') return;
  const path = place(api, 'jwt_jwks_uris');
  const move = [set(api, path, undefined), set(api, sourcePlace(api), encodeText(first))];
  yield {
    path,
    message:
      'A classic API does not read jwt_jwks_uris, and jwt_source is empty: no key is found and tokens are refused with 403.',
    fixes: [fix('Move the address to jwt_source', ...move)],
  };
}

export function* classicListBesideSource(api: ApiDocument): Iterable<Hit> {
  if (classicList(api).length === 0 || keySourceOf(api).kind === 'none') return;
  const path = place(api, 'jwt_jwks_uris');
  yield {
    path,
    message: 'A classic API does not read jwt_jwks_uris; only jwt_source counts.',
    fixes: [fix('Take jwt_jwks_uris away', set(api, path, undefined))],
  };
}

export function* listBesideSource(api: ApiDocument): Iterable<Hit> {
  if (listOf(api).length === 0 || api.definition.jwt_source === '') return;
  const list = inScheme(api, 'jwksURIs');
  yield {
    path: sourcePlace(api),
    message: 'source is not used, because jwksURIs comes first.',
    fixes: [
      fix('Take source away', set(api, sourcePlace(api), undefined)),
      fix('Take jwksURIs away', set(api, list, undefined)),
    ],
  };
}

export function* listedAddressEncoded(api: ApiDocument): Iterable<Hit> {
  for (const [at, { url }] of listOf(api).entries()) {
    const decoded = isUrl(url) ? null : decodeStd(url);
    const text = decoded?.ok === true ? decodeUtf8(decoded.bytes) : '';
    if (!isUrl(text)) continue;
    const path = urlPath(api, at);
    yield {
      path,
      message:
        'In jwksURIs the address stands as it is. This one is base64, so it is not fetched, and tokens of its keys are refused with 403.',
      fixes: [fix('Write the address itself', set(api, path, text))],
    };
  }
}

export function* listedAddressUnfit(api: ApiDocument): Iterable<Hit> {
  for (const [at, { url }] of listOf(api).entries()) {
    const decoded = isUrl(url) ? null : decodeStd(url);
    if (decoded === null || (decoded.ok && isUrl(decodeUtf8(decoded.bytes)))) continue;
    const path = urlPath(api, at);
    yield {
      path,
      message: `${url === '' ? 'An empty address' : quoted(url)} is no http or https address: it is not fetched, and tokens of its keys are refused with 403.`,
      fixes: isUrl(url.trim()) ? [fix('Take the blanks away', set(api, path, url.trim()))] : [],
    };
  }
}

function timeoutPath(api: ApiDocument, at: number): JsonPath {
  return inScheme(api, 'jwksURIs', at, 'cacheTimeout');
}

/** `cacheTimeout` as typed in each entry of an OAS list, also where the gateway reads no further. */
function* typedTimeouts(api: ApiDocument) {
  const list = valueAt(api.json, inScheme(api, 'jwksURIs'));
  if (api.oas === null || !judgesJwts(api) || !Array.isArray(list)) return;
  for (const at of list.keys()) yield { path: timeoutPath(api, at), value: valueAt(api.json, timeoutPath(api, at)) };
}

export function* timeoutNoText(api: ApiDocument): Iterable<Hit> {
  for (const { path, value } of typedTimeouts(api)) {
    if (value === undefined || typeof value === 'string') continue;
    const seconds = typeof value === 'number' && value > 0 ? `${String(value)}s` : undefined;
    yield {
      path,
      message:
        'cacheTimeout must be a text such as “300s”. Here the gateway stops reading the scheme: signingMethod, source, policyFieldName and others are lost.',
      fixes: [
        seconds === undefined
          ? fix('Take it away', set(api, path, undefined))
          : fix(`Write “${seconds}”`, set(api, path, seconds)),
      ],
    };
  }
}

/** The seconds that the entry's time comes to; 0: the default. */
function secondsOf({ cache_timeout }: { readonly cache_timeout: number }): number {
  return cache_timeout > 0 ? wholeSeconds(cache_timeout) : 0;
}

export function* timeoutUnread(api: ApiDocument): Iterable<Hit> {
  for (const [at, entry] of listOf(api).entries()) {
    const path = timeoutPath(api, at);
    const written = valueAt(api.json, path);
    if (typeof written !== 'string' || secondsOf(entry) > 0) continue;
    yield {
      path,
      message: `${quoted(written)} is no time of a second or more, so the default counts: ${String(longest)} s.`,
      fixes: [fix(`Write “${String(longest)}s”`, set(api, path, `${String(longest)}s`))],
    };
  }
}

export function* timeoutTooLong(api: ApiDocument): Iterable<Hit> {
  for (const [at, entry] of listOf(api).entries()) {
    if (secondsOf(entry) <= longest) continue;
    const path = timeoutPath(api, at);
    yield {
      path,
      message: `More than ${String(longest)} s has no effect: all key sets are fetched again after ${String(longest)} s.`,
      fixes: [fix(`Write “${String(longest)}s”`, set(api, path, `${String(longest)}s`))],
    };
  }
}

export function* timeoutsDiffer(api: ApiDocument): Iterable<Hit> {
  const list = listOf(api);
  const times = new Set(list.map((entry) => Math.min(secondsOf(entry) || longest, longest)));
  if (times.size < 2) return;
  const edits = [...list.keys()].map((at) => set(api, timeoutPath(api, at), undefined));
  yield {
    path: inScheme(api, 'jwksURIs'),
    message: `A set whose time is over is not fetched while another is cached: its tokens are 403 until ${String(longest)} s are over.`,
    fixes: [fix('Give all the same time', ...edits)],
  };
}

export function* clientIdMapping(api: ApiDocument): Iterable<Hit> {
  const { kind } = keySourceOf(api);
  const fetched = kind === 'url' || kind === 'raw url' || listOf(api).length > 0;
  if (!fetched || api.definition.idp_client_id_mapping_disabled) return;
  const path = place(api, 'idp_client_id_mapping_disabled');
  yield {
    path,
    message:
      'A clientId, cid or client_id claim is looked up as an OAuth client: a warning per request, and if it is no text the connection is cut.',
    fixes: [fix('Switch the lookup off', set(api, path, true))],
  };
}
