/**
 * Ids and listen paths that meet (behaviour 2), and versions that are granted or over (3, 7.3).
 */
import { listenPath, listenPathLength } from '../../gateway/path-patterns';
import type { JsonPath } from '../json-edit';
import { type ApiDocument, loadingOf, type PolicyDocument } from './document';
import type { HitIn, InForce } from './in-force';
import { quoted } from './key-source';
import { fix, inPolicy, place, set } from './place';
import { grants } from './references';
import { isVersioned, versionsOf } from './versions';

function listensAt({ definition }: ApiDocument): string {
  return definition.proxy.listen_path;
}

/** Those of a list that share their key with another one, each with the first other; an empty key is none. */
function sharing<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [one: T, other: T])[] {
  const byKey = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const before = byKey.get(key);
    if (key === '') continue;
    if (before === undefined) byKey.set(key, [one]);
    else before.push(one);
  }
  return all.flatMap((one) => {
    const other = byKey.get(keyOf(one))?.find((each) => each !== one);
    return other === undefined ? [] : [[one, other] as const];
  });
}

function freeId(id: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) if (!taken.includes(`${id}-${String(number)}`)) return `${id}-${String(number)}`;
}

export function* apiIdShared({ apis }: InForce): Iterable<HitIn> {
  const ids = apis.map(({ definition }) => definition.api_id);
  for (const [api, other] of sharing(apis, ({ definition }) => definition.api_id)) {
    const path = place(api, 'api_id');
    const id = freeId(api.definition.api_id, ids);
    const wins = apis.indexOf(api) > apis.indexOf(other);
    yield {
      in: api,
      path,
      message: `${quoted(other.definition.name)} has this id too. ${wins ? 'The other one' : 'This one'} is replaced, and no request reaches it.`,
      fixes: [fix(`Write ${id}`, set(api, path, id))],
    };
  }
}

export function* listenPathShared({ apis }: InForce): Iterable<HitIn> {
  const distinct = apis.filter((api, at) => {
    const { api_id: id } = api.definition;
    return apis.findLastIndex(({ definition }) => definition.api_id === id) === at && listenPath(listensAt(api)).ok;
  });
  for (const [api, other] of sharing(distinct, listensAt)) {
    if (listensAt(api).includes(' ')) continue;
    const path = place(api, 'proxy', 'listen_path');
    const own = `/${api.definition.api_id}/`;
    yield {
      in: api,
      path,
      message: `${quoted(other.definition.name)} listens here too. Loaded together, both get their id behind the path (this one ${listensAt(api)}-${api.definition.api_id}), and ${listensAt(api)} itself is 404.`,
      fixes: own === listensAt(api) ? [] : [fix(`Write ${own}`, set(api, path, own))],
    };
  }
}

export function* listenPathNested({ apis }: InForce): Iterable<HitIn> {
  for (const api of apis) {
    const inner = listensAt(api);
    const outer = apis.find((other) => {
      const path = listensAt(other);
      const read = listenPath(path);
      if (other === api || path === '' || path === inner || !read.ok || inner.includes('{')) return false;
      return read.path.matches(inner) && listenPathLength(path) < listenPathLength(inner);
    });
    if (outer === undefined) continue;
    yield {
      in: api,
      path: place(api, 'proxy', 'listen_path'),
      message: `${quoted(outer.definition.name)} listens at ${listensAt(outer)}, which holds this path too. The longer one wins, so ${inner} comes here.`,
    };
  }
}

export function* policyIdShared({ policies }: InForce): Iterable<HitIn> {
  const ids = policies.map(({ policy }) => policy.id);
  const keyOf = ({ policy }: PolicyDocument): string => (policy.id === '' ? '' : `${policy.org_id}\n${policy.id}`);
  for (const [one, other] of sharing(policies, keyOf)) {
    const path = inPolicy(one, 'id');
    const id = freeId(one.policy.id, ids);
    const wins = policies.indexOf(one) > policies.indexOf(other);
    yield {
      in: one,
      path,
      message: `Another policy has this id too. ${wins ? 'This one counts' : 'The later one counts, not this'}.`,
      fixes: [fix(`Write ${id}`, set(one, path, id))],
    };
  }
}

interface VersionGrant {
  readonly policy: PolicyDocument;
  readonly api: ApiDocument;
  readonly granted: readonly string[];
  /** The API's versions. */
  readonly names: readonly string[];
  readonly path: JsonPath;
}

/** Every policy with every versioned API of its organisation that it grants. */
function* versionGrants({ apis, policies }: InForce): Iterable<VersionGrant> {
  for (const api of apis) {
    if (!isVersioned(api)) continue;
    const { api_id: id, org_id: org } = api.definition;
    const names = versionsOf(api).map(([name]) => name);
    for (const policy of policies) {
      if (policy.policy.org_id !== org || !grants(policy.policy, api)) continue;
      const granted = policy.policy.access_rights?.[id]?.versions ?? [];
      yield { policy, api, granted, names, path: inPolicy(policy, 'access_rights', id, 'versions') };
    }
  }
}

export function* noVersionGranted(all: InForce): Iterable<HitIn> {
  for (const { policy, api, granted, names, path } of versionGrants(all)) {
    if (names.length === 0 || names.some((name) => granted.includes(name))) continue;
    yield {
      in: policy,
      path,
      message: `${quoted(api.definition.name)} is versioned, and none of its versions is granted: 403 “Access to this API has been disallowed”.`,
      fixes: [fix(`Grant ${names.join(', ')}`, set(policy, path, [...names]))],
    };
  }
}

export function* defaultVersionNotGranted(all: InForce): Iterable<HitIn> {
  for (const { policy, api, granted, names, path } of versionGrants(all)) {
    const version = api.definition.version_data.default_version;
    if (!names.includes(version) || granted.includes(version)) continue;
    if (!names.some((name) => granted.includes(name))) continue;
    yield {
      in: policy,
      path,
      message: `A request that names no version is for ${quoted(version)}, which this policy does not grant: 403.`,
      fixes: [fix(`Grant ${version} too`, set(policy, path, [...granted, version]))],
    };
  }
}

interface Ending {
  readonly in: ApiDocument;
  readonly path: readonly (string | number)[];
  readonly written: string;
  readonly expires: number | 'never' | 'unreadable';
  readonly what: string;
}

/** The dates that count: of each version of a versioned API, else of the API. */
function* endings({ apis }: InForce): Iterable<Ending> {
  for (const api of apis) {
    const loading = loadingOf(api);
    if (!loading.ok) continue;
    if (isVersioned(api)) {
      for (const { key, info, expires } of loading.api.versions.values()) {
        const path = place(api, 'version_data', 'versions', key, 'expires');
        yield { in: api, path, written: info.expires, expires, what: `The version ${quoted(key)}` };
      }
    } else {
      const path = place(api, 'expiration');
      yield { in: api, path, written: api.definition.expiration, expires: loading.api.expires, what: 'The API' };
    }
  }
}

export function* expired(all: InForce): Iterable<HitIn> {
  for (const { in: api, path, written, expires, what } of endings(all)) {
    if (typeof expires !== 'number' || all.now < expires) continue;
    yield {
      in: api,
      path,
      message: `${what} has ended (${written}, UTC): every request is refused with 403 “… has expired”.`,
      fixes: [fix('Let it never end', set(api, path, ''))],
    };
  }
}

export function* endUnreadable(all: InForce): Iterable<HitIn> {
  for (const { in: api, path, written, expires } of endings(all)) {
    if (expires !== 'unreadable') continue;
    yield {
      in: api,
      path,
      message: `${quoted(written)} is no date such as “2030-01-31 15:04”, so every request is refused with 403 “… has expired”.`,
      fixes: [fix('Let it never end', set(api, path, ''))],
    };
  }
}
