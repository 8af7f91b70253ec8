import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';
import { maybe } from './choices';

export interface Versioning {
  readonly definition: JsonObject;
  readonly data: JsonObject;
  readonly versions: readonly string[];
  readonly openPath: string | null;
}

/** Versions and lists of paths of a classic API; `openPath` is one that needs no token. */
export function versioning(chance: Chance): Versioning {
  const openPath = chance.oneIn(6) ? '/free' : null;
  const lists = (): JsonObject => {
    if (openPath === null && chance.oneIn(2)) return {};
    if (chance.oneIn(2)) {
      return {
        paths: {
          ignored: openPath === null ? [] : [openPath],
          ...maybe(chance, 4, { black_list: ['/bad', '/{id}/no'] }),
          ...maybe(chance, 8, { white_list: ['/get', '/free'] }),
        },
      };
    }
    return {
      use_extended_paths: true,
      extended_paths: {
        ignored: openPath === null ? [] : [{ path: openPath, method: 'GET', ignore_case: chance.oneIn(2) }],
        ...maybe(chance, 4, { black_list: [{ path: '/bad', method: 'GET' }] }),
        ...maybe(chance, 8, {
          white_list: [
            { path: '/get', method: 'GET' },
            { path: '/free', method: 'GET' },
          ],
        }),
        ...maybe(chance, 4, {
          transform_headers: [
            {
              path: '/get',
              method: 'GET',
              add_headers: { 'X-A': '$tyk_context.jwt_claims_sub' },
              delete_headers: ['X-B'],
            },
          ],
        }),
      },
    };
  };
  const version = (name: string): JsonObject => ({
    name,
    ...maybe(chance, 8, { expires: chance.pick(['2020-01-01 00:00', '2099-01-01 00:00', 'soon', '']) }),
    ...maybe(chance, 5, {
      global_headers: { 'X-B': '$tyk_context.jwt_claims_x $tyk_meta.y $tyk_context.headers $tyk_context.token' },
      global_headers_remove: ['X-C'],
    }),
    ...lists(),
  });
  if (!chance.oneIn(4)) {
    const versions = chance.mostly(['Default'], [['a', 'b'], ['Default', 'default'], ['only']], 15);
    const definition = chance.oneIn(15)
      ? {
          enabled: true,
          name: 'v1',
          default: chance.pick(['v2', 'v1', 'self', '']),
          location: 'header',
          key: 'X-Version',
          versions: { v2: 'api9' },
        }
      : {};
    return {
      definition,
      data: { not_versioned: true, versions: Object.fromEntries(versions.map((name) => [name, version(name)])) },
      versions: [],
      openPath,
    };
  }
  const location = chance.pick(['header', 'url-param', 'url']);
  const versions = ['v1', 'v2'];
  return {
    definition: { location, key: 'X-Version', ...maybe(chance, 2, { strip_path: true, strip_versioning_data: true }) },
    data: {
      not_versioned: false,
      versions: Object.fromEntries(versions.map((name) => [name, version(name)])),
      ...maybe(chance, 3, { default_version: chance.pick(['v1', 'v9']) }),
    },
    versions,
    openPath,
  };
}
