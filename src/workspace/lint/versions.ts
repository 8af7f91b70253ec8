/**
 * Versions of an API and their lists of paths (behaviour 3).
 */
import { compile } from '../../go/regexp';
import { pathPattern } from '../../gateway/path-patterns';
import type { VersionInfo } from '../../gateway/definition/classic';
import type { JsonPath } from '../json-edit';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { fix, place, set } from './place';

/** The versions of a classic API. An OAS API has one without a name, and its versions are APIs of their own. */
export function versionsOf({ definition, oas }: ApiDocument): readonly (readonly [string, VersionInfo])[] {
  return oas === null ? Object.entries(definition.version_data.versions ?? {}) : [];
}

export function isVersioned({ definition, oas }: ApiDocument): boolean {
  return oas === null && !definition.version_data.not_versioned;
}

const one = { not_versioned: true, versions: { Default: { name: 'Default', use_extended_paths: true } } };

export function* noVersions(api: ApiDocument): Iterable<Hit> {
  if (api.oas !== null || versionsOf(api).length > 0) return;
  const path = place(api, 'version_data');
  const text = isVersioned(api) ? 'Version information not found' : 'No default API version';
  yield {
    path,
    message: `The definition has no versions, and every API needs one: each request is refused with 403 “${text}”.`,
    fixes: [fix('Add one version', set(api, path, one))],
  };
}

export function* ambiguousVersion(api: ApiDocument): Iterable<Hit> {
  const { not_versioned, versions } = api.definition.version_data;
  if (api.oas !== null || !not_versioned || versions === null) return;
  const names = Object.keys(versions);
  const standing = names.filter((name) => ['Default', 'default', ''].includes(name));
  if (names.length < 2 || standing.length === 1) return;
  const path = place(api, 'version_data', 'versions');
  const keep = standing[0] ?? names[0] ?? '';
  const others = names.filter((name) => name !== keep && (standing.length > 1 ? standing.includes(name) : false));
  yield {
    path,
    message:
      standing.length > 1
        ? 'The API is not versioned, and several versions could be its only one: every request is refused with 403.'
        : 'The API is not versioned, and none of its versions is called Default: every request is refused with 403.',
    fixes:
      others.length > 0
        ? [fix(`Keep ${keep} alone`, ...others.map((name) => set(api, [...path, name], undefined)))]
        : [],
  };
}

export function* versionLocationUnknown(api: ApiDocument): Iterable<Hit> {
  const { definition: versioning, version_data: data } = api.definition;
  if (!isVersioned(api) || versionsOf(api).length === 0) return;
  if (['header', 'url-param', 'url'].includes(versioning.location)) return;
  const path = place(api, 'definition', 'location');
  const fallback = data.default_version !== '';
  if (fallback) return;
  yield {
    path,
    message:
      'The version is read from nowhere: location must be header, url-param or url. Each request is refused with 403.',
    fixes: [
      fix('Read it from a header', set(api, path, 'header'), set(api, place(api, 'definition', 'key'), 'X-Version')),
      fix('Do without versions', set(api, place(api, 'version_data', 'not_versioned'), true)),
    ],
  };
}

export function* versionNotAsked(api: ApiDocument): Iterable<Hit> {
  const { definition: versioning, version_data: data } = api.definition;
  if (!isVersioned(api) || versionsOf(api).length === 0 || data.default_version !== '') return;
  if (!['header', 'url-param', 'url'].includes(versioning.location)) return;
  const [[first] = ['']] = versionsOf(api);
  const where = versioning.location === 'url' ? 'as the first part of its path' : `in ${quoted(versioning.key)}`;
  yield {
    path: place(api, 'version_data', 'default_version'),
    message: `A request must name its version ${where}; one that does not is refused with 403.`,
    fixes: [fix(`Make ${first} the default`, set(api, place(api, 'version_data', 'default_version'), first))],
  };
}

export function* versionStaysInPath(api: ApiDocument): Iterable<Hit> {
  const { location, strip_path, strip_versioning_data } = api.definition.definition;
  if (!isVersioned(api) || location !== 'url' || strip_path || strip_versioning_data) return;
  const path = place(api, 'definition', 'strip_versioning_data');
  yield {
    path,
    message: 'The version stays in the path: the upstream gets it too.',
    fixes: [
      fix('Take it out of the path', set(api, path, true), set(api, place(api, 'definition', 'strip_path'), true)),
    ],
  };
}

export function* defaultVersionUnknown(api: ApiDocument): Iterable<Hit> {
  const { default_version: version } = api.definition.version_data;
  const versions = versionsOf(api);
  if (!isVersioned(api) || version === '' || versions.some(([name]) => name === version)) return;
  const path = place(api, 'version_data', 'default_version');
  yield {
    path,
    message: `There is no version ${quoted(version)}: a request that names none is refused with 403 “This API version does not seem to exist”.`,
    fixes: versions.map(([name]) => fix(`Take ${name}`, set(api, path, name))),
  };
}

const lists = [
  ['ignored', 'ignored'],
  ['white_list', 'white list'],
  ['black_list', 'black list'],
] as const;

interface ListedPath {
  readonly list: (typeof lists)[number][0];
  readonly url: string;
  readonly path: JsonPath;
}

/** The entries of a version's path lists that count. */
function* listedPaths(api: ApiDocument): Iterable<ListedPath> {
  for (const [key, info] of Object.entries(api.definition.version_data.versions ?? {})) {
    const at = ['version_data', 'versions', key];
    for (const [list] of lists) {
      if (info.use_extended_paths) {
        for (const [index, entry] of (info.extended_paths[list] ?? []).entries())
          if (!entry.disabled) yield { list, url: entry.path, path: place(api, ...at, 'extended_paths', list, index) };
      } else {
        for (const [index, url] of (info.paths[list] ?? []).entries())
          yield { list, url, path: place(api, ...at, 'paths', list, index) };
      }
    }
  }
}

export function* ignoredPathOpen(api: ApiDocument): Iterable<Hit> {
  for (const { list, url, path } of listedPaths(api)) {
    if (list !== 'ignored') continue;
    yield {
      path,
      message: `${quoted(url)} is open: no token is looked at, and what was sent goes on to the upstream.`,
    };
  }
}

export function* whiteListCloses(api: ApiDocument): Iterable<Hit> {
  const first = [...listedPaths(api)].find(({ list }) => list === 'white_list');
  if (first === undefined) return;
  yield { path: first.path, message: 'With a white list every other path is refused with 403, with a good token too.' };
}

export function* pathPatternBroken(api: ApiDocument): Iterable<Hit> {
  for (const { url, path } of listedPaths(api)) {
    const compiled = compile(pathPattern(url));
    if (compiled.ok) continue;
    yield { path, message: `${quoted(url)} is no regular expression (${compiled.error}), so the entry fits no path.` };
  }
}

export function* pathListUnread(api: ApiDocument): Iterable<Hit> {
  for (const [key, info] of versionsOf(api)) {
    const [other, read] = info.use_extended_paths
      ? (['paths', 'extended_paths'] as const)
      : (['extended_paths', 'paths'] as const);
    const unread = lists.filter(([list]) => (info[other][list] ?? []).length > 0);
    if (unread.length === 0) continue;
    const flag = place(api, 'version_data', 'versions', key, 'use_extended_paths');
    const isOn = info.use_extended_paths;
    yield {
      path: place(api, 'version_data', 'versions', key, other),
      message: `use_extended_paths is ${isOn ? 'on' : 'off'}, so ${read} counts and ${other} is not read.`,
      fixes: [fix(`Turn use_extended_paths ${isOn ? 'off' : 'on'}`, set(api, flag, !isOn))],
    };
  }
}
