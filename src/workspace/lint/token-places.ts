/**
 * Where the token is read from, and what of the request is stripped (behaviour 5.1, 7.1).
 */
import type { AuthConfig } from '../../gateway/definition/classic';
import { get, isObject } from '../../go/json';
import { lookup } from '../../go/struct';
import { judgesJwts } from './authentication';
import { type ApiDocument, valueAt } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { either, fix, inScheme, place, set } from './place';

/** The places that count, and where they stand: the entry for JWTs, or the old object without one. */
function placesOf({ definition }: ApiDocument): { readonly config: AuthConfig; readonly path: readonly string[] } {
  const own = lookup(definition.auth_configs, 'jwt');
  return own === undefined
    ? { config: definition.auth, path: ['auth'] }
    : { config: own, path: ['auth_configs', 'jwt'] };
}

function readsNothing(config: AuthConfig): boolean {
  return config.disable_header && !config.use_param && !config.use_cookie;
}

const plainHeader = { enabled: true, name: 'Authorization' };

export function* allPlacesOff(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  const { config, path } = placesOf(api);
  if (!readsNothing(config)) return;
  const header = either(api, [...path, 'disable_header'], ['header']);
  const leftOut = api.oas !== null && !isObject(api.scheme?.settings?.['header']);
  yield {
    path: header,
    message: `${leftOut ? 'header is left out, which switches it off, and' : 'The header is off, and'} neither query nor cookie is on: no token is found (400), and saving is refused.`,
    fixes: [fix('Read the header Authorization', set(api, header, api.oas === null ? false : plainHeader))],
  };
}

export function* headerLeftOut(api: ApiDocument): Iterable<Hit> {
  if (api.oas === null || !judgesJwts(api) || isObject(api.scheme?.settings?.['header'])) return;
  if (readsNothing(placesOf(api).config)) return;
  const path = inScheme(api, 'header');
  yield {
    path,
    message: 'header is left out, which switches it off: a token in the header Authorization is not seen.',
    fixes: [fix('Read the header too', set(api, path, plainHeader))],
  };
}

/** What an object of places comes to, as one text. */
function meaning(config: AuthConfig): string {
  const header = config.disable_header ? null : config.auth_header_name || 'Authorization';
  const name = header ?? 'Authorization';
  return JSON.stringify([
    header,
    config.use_param && (config.param_name || name),
    config.use_cookie && (config.cookie_name || name),
  ]);
}

const meaningOfDefaults = JSON.stringify(['Authorization', false, false]);

export function* oldPlacesUnread(api: ApiDocument): Iterable<Hit> {
  const { definition, json, oas } = api;
  const own = lookup(definition.auth_configs, 'jwt');
  if (oas !== null || own === undefined || !judgesJwts(api)) return;
  const old = meaning(definition.auth);
  if (old === meaningOfDefaults || old === meaning(own)) return;
  const path = place(api, 'auth');
  const written = get(json, String(path[0]));
  yield {
    path,
    message: 'auth is not read, because auth_configs has an entry for jwt.',
    fixes: [
      ...(isObject(written) ? [fix('Use it for JWTs', set(api, place(api, 'auth_configs', 'jwt'), written))] : []),
      fix('Take auth away', set(api, path, undefined)),
    ],
  };
}

export function* placesMisnamed(api: ApiDocument): Iterable<Hit> {
  const { auth_configs: configs, use_standard_auth: hasToken } = api.definition;
  if (api.oas !== null || !judgesJwts(api) || lookup(configs, 'jwt') !== undefined) return;
  for (const [name, config] of Object.entries(configs ?? {})) {
    const isMeant = name.toLowerCase() === 'jwt' || (name === 'authToken' && !hasToken);
    if (!isMeant || meaning(config) === meaning(api.definition.auth)) continue;
    const path = place(api, 'auth_configs', name);
    const written = valueAt(api.json, path);
    yield {
      path,
      message: `The places of JWTs stand under auth_configs.jwt. ${quoted(name)} is not read for them.`,
      fixes:
        written === undefined
          ? []
          : [fix('Call it jwt', set(api, path, undefined), set(api, [...path.slice(0, -1), 'jwt'], written))],
    };
  }
}

export function* placeUnnamed(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  const { config, path } = placesOf(api);
  const fallback = config.disable_header ? 'Authorization' : config.auth_header_name || 'Authorization';
  const kinds = [
    { on: config.use_param, name: config.param_name, member: 'param_name', oas: 'query', word: 'query parameter' },
    { on: config.use_cookie, name: config.cookie_name, member: 'cookie_name', oas: 'cookie', word: 'cookie' },
  ];
  for (const { on, name, member, oas, word } of kinds) {
    if (!on || name !== '') continue;
    const at = either(api, [...path, member], [oas, 'name']);
    yield {
      path: at,
      message: `The ${word} has no name, so it must be called “${fallback}”, in exactly these letters.`,
      fixes: [fix(`Name it ${fallback}`, set(api, at, fallback))],
    };
  }
}

export function* severalPlaces(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  const { config, path } = placesOf(api);
  const on = [config.use_cookie && 'cookie', config.use_param && 'query', !config.disable_header && 'header'];
  const names = on.filter((name) => name !== false);
  if (names.length < 2) return;
  yield {
    path: either(api, path, []),
    message: `If a request has several tokens, the ${names.join(' beats the ')}.`,
  };
}

export function* stripsSimilarCookie(api: ApiDocument): Iterable<Hit> {
  const { config } = placesOf(api);
  if (!judgesJwts(api) || !api.definition.strip_auth_data || !config.use_cookie) return;
  const name = config.cookie_name || config.auth_header_name || 'Authorization';
  yield {
    path: place(api, 'strip_auth_data'),
    message: `The first cookie whose name starts with “${name}” is stripped. If “${name}2” comes first, it is lost and the token goes to the upstream.`,
  };
}

export function* stripsUnreadHeader(api: ApiDocument): Iterable<Hit> {
  const { config } = placesOf(api);
  if (!judgesJwts(api) || !api.definition.strip_auth_data || !config.disable_header) return;
  const name = config.auth_header_name || 'Authorization';
  yield {
    path: place(api, 'strip_auth_data'),
    message: `The header ${name} is stripped although it is not read for tokens.`,
  };
}

export function* stripRewritesQuery(api: ApiDocument): Iterable<Hit> {
  const { config } = placesOf(api);
  if (!judgesJwts(api) || !api.definition.strip_auth_data || !config.use_param) return;
  yield {
    path: place(api, 'strip_auth_data'),
    message: 'The query is written anew when the token is stripped from it: its parameters are sorted and re-encoded.',
  };
}
