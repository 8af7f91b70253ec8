import { lookup } from '../../go/struct';
import { queryUnescape } from '../../go/url';
import { joinTarget, splitTarget } from '../../workspace/request';
import type { TokenPlacement } from '../../workspace/workspace';
import { changeOf, type Change } from '../change';
import { inApiText, inDefinition, inRequest } from '../edit';
import { bare, type ReadApi, type Refused } from '../refused';
import { familyOf, signAnew } from '../signers';
import { identityNames } from './identity';
import { policyMembers } from './policies';

/** Where an API reads the token from (behaviour 5.1), the strongest place last. */
function placesOf({ source: { definition } }: ReadApi): readonly TokenPlacement[] {
  const config = lookup(definition.auth_configs, 'jwt') ?? definition.auth;
  const name = config.auth_header_name === '' || config.disable_header ? 'Authorization' : config.auth_header_name;
  const places: TokenPlacement[] = [];
  if (!config.disable_header) places.push({ in: 'header', name, prefix: 'Bearer ' });
  if (config.use_param) places.push({ in: 'query', name: config.param_name || name });
  if (config.use_cookie) places.push({ in: 'cookie', name: config.cookie_name || name });
  return places;
}

function described(place: TokenPlacement): string {
  switch (place.in) {
    case 'header':
      return `the header ${place.name}, behind “${place.prefix}”`;
    case 'query':
      return `the query parameter ${place.name}`;
    case 'cookie':
      return `the cookie ${place.name}`;
    case 'nowhere':
      return 'nowhere';
  }
}

/** Sends the token where the API looks for it, and there as the only one: other places that it reads are emptied, since some win. */
function move(api: ReadApi, place: TokenPlacement): Change {
  const all = placesOf(api);
  const names = (kind: 'header' | 'query' | 'cookie'): ReadonlySet<string> =>
    new Set(all.flatMap((each) => (each.in === kind ? [kind === 'header' ? each.name.toLowerCase() : each.name] : [])));
  const [headers, queries, cookies] = [names('header'), names('query'), names('cookie')];
  return changeOf(
    'request',
    `Send the token in ${described(place)}`,
    inRequest((request) => {
      const { path, pairs } = splitTarget(request.path);
      return {
        ...request,
        token: place,
        path: joinTarget(
          path,
          pairs.filter(({ name }) => !queries.has(decoded(name))),
        ),
        headers: request.headers
          .filter(({ name }) => !headers.has(name.toLowerCase()))
          .map((header) =>
            header.name.toLowerCase() === 'cookie'
              ? { ...header, value: withoutCookies(header.value, cookies) }
              : header,
          )
          .filter(({ name, value }) => name.toLowerCase() !== 'cookie' || value !== ''),
        cookies: request.cookies.filter(({ name }) => !cookies.has(name)),
      };
    }),
  );
}

function withoutCookies(value: string, names: ReadonlySet<string>): string {
  return value
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => !names.has(pair.split('=', 1)[0] ?? ''))
    .join('; ');
}

function decoded(text: string): string {
  const unescaped = queryUnescape(text);
  return unescaped.ok ? unescaped.value : text;
}

/** No token where the API looks for one: it goes there; where there is none at all, one is made. */
export async function proposeTokenPlace(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return [];
  const places = placesOf(api);
  const moves = places.map((place) => move(api, place));
  const off =
    places.length === 0 ? [changeOf('definition', 'Let the API read the header Authorization', headerOn(api))] : [];
  const has = bare(refused.evaluation.token.ok ? refused.evaluation.token.text : '') !== '';
  if (has && refused.evaluation.token.ok) return [...moves, ...off];
  const make = await newToken(refused, api);
  return make.flatMap((change) => {
    if (places.length === 0) return off;
    return moves.map((moved) => both(change, moved));
  });
}

/** Two changes as one, where the first alone would show nothing. */
function both(first: Change, second: Change): Change {
  return {
    ...first,
    words: `${first.words}; ${second.words.slice(0, 1).toLowerCase()}${second.words.slice(1)}`,
    effort: first.effort + second.effort,
    apply: async (situation) => second.apply(await first.apply(situation)),
  };
}

function headerOn(api: ReadApi): Change['apply'] {
  if (api.source.oas !== null) return inDefinition(api, ['auth_configs', 'jwt', 'auth_header_name'], 'Authorization');
  return inApiText(api, ['auth_configs', 'jwt'], { auth_header_name: 'Authorization' });
}

/** A token that says what this API needs to hear, made from nothing. */
function newToken(refused: Refused, api: ReadApi): Promise<readonly Change[]> {
  const claims = { [identityNames(api)[0] ?? 'sub']: 'user-1', ...policyMembers(refused, api) };
  return signAnew(refused, 'Make a token', { header: { typ: 'JWT' }, payload: JSON.stringify(claims, null, 2) }, api);
}

/** The token cannot be read: what stands around it goes, or it is made anew from what can be read of it. */
export async function proposeReadableToken(refused: Refused): Promise<readonly Change[]> {
  const { api, evaluation } = refused;
  if (api === null) return [];
  const text = evaluation.token.ok ? evaluation.token.text : '';
  const changes: Change[] = [];
  const clean = bare(text).replace(/[=\s]/g, '').replace(/\+/g, '-').replace(/\//g, '_');
  if (clean !== text && clean.split('.').length === 3) {
    changes.push(
      changeOf('token', 'Take away what stands around the token and what base64url has not', (situation) => ({
        ...situation,
        workspace: { ...situation.workspace, token: { kind: 'encoded', text: clean } },
      })),
    );
  }
  const places = placesOf(api).map((place) => move(api, place));
  changes.push(...places);
  const readable = Object.keys(refused.claims).length > 0;
  const again = readable
    ? await signAnew(refused, 'Make the token anew from what can be read of it', { header: { alg: usual(api) } })
    : await newToken(refused, api);
  return [...changes, ...again, ...again.flatMap((change) => places.slice(0, 1).map((moved) => both(change, moved)))];
}

function usual(api: ReadApi): string {
  return { hmac: 'HS256', rsa: 'RS256', ecdsa: 'ES256' }[familyOf(api)];
}

/** The header names no algorithm that is known. */
export function proposeAlgorithm(refused: Refused): Promise<readonly Change[]> {
  const { api } = refused;
  if (api === null) return Promise.resolve([]);
  return signAnew(refused, `Set alg to one of the API’s family, ${usual(api)}`, { header: { alg: usual(api) } });
}
