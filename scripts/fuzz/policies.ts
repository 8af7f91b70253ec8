import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';
import { maybe, orgId } from './choices';
import { oddValues } from './odd';

/** A policy of chance, most often one that grants the APIs. */
export function builtPolicy(chance: Chance, id: string, apis: readonly string[]): JsonObject {
  const rights = (api: string): JsonObject => ({
    api_id: api,
    api_name: 'Built',
    versions: chance.mostly(['Default', 'v1'], [[], ['Default', 'v1', 'v2'], ['v2']]),
    ...maybe(chance, 8, {
      allowed_urls: [
        {
          url: chance.pick(['/*', '/get', '/users', '/{id}', '(']),
          methods: chance.pick([['GET'], ['GET', 'POST'], [], ['get']]),
        },
      ],
    }),
    ...maybe(chance, 8, {
      limit: { rate: chance.pick([1, 3, -1, 0]), per: 5, quota_max: chance.pick([1, 7, -1]), quota_renewal_rate: 60 },
    }),
    ...maybe(chance, 15, { endpoints: [{ path: '/get', methods: [{ name: 'GET', limit: { rate: 1, per: 60 } }] }] }),
  });
  const granted = chance.oneIn(12) ? chance.some(apis) : apis;
  return {
    id,
    org_id: chance.mostly(orgId, ['org2', ''], 30),
    rate: chance.mostly(1000, [1, 2, 0, -1], 4),
    per: chance.mostly(60, [1, 0], 6),
    quota_max: chance.mostly(-1, [1, 3, 0], 4),
    quota_renewal_rate: chance.pick([3600, 1, 0]),
    ...maybe(chance, 10, { throttle_interval: 1, throttle_retry_limit: chance.pick([1, 3]) }),
    access_rights: Object.fromEntries(granted.map((api) => [api, rights(api)])),
    ...maybe(chance, 8, {
      partitions: Object.fromEntries(
        chance.some(['acl', 'quota', 'rate_limit', 'complexity', 'per_api']).map((name) => [name, true]),
      ),
    }),
    ...maybe(chance, 25, { is_inactive: true }),
    ...maybe(chance, 8, { key_expires_in: chance.pick([1, 60]) }),
    ...maybe(chance, 6, { tags: chance.some(['t', 'u', '']), meta_data: { a: chance.pick(oddValues) } }),
  };
}
