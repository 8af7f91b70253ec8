/**
 * The path lists of a classic version, as a Tyk OAS document can hold them: each entry for one method.
 */
import { versionInfo } from '../../gateway/definition/classic/version';
import type { ClassicDefinition, VersionInfo } from '../../gateway/definition/classic';
import { sortTexts } from '../../go/json';
import { emptyMap, lookup } from '../../go/struct';

/** The lists by which a version lets paths through or keeps them out (behaviour 3). */
export const pathLists = ['ignored', 'white_list', 'black_list'] as const;

/** The methods that OpenAPI 3.0 knows. */
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** The version that is converted: the default one, else `Default`, else the first by name. */
export function versionInForce({ version_data }: ClassicDefinition): {
  readonly key: string;
  readonly info: VersionInfo | undefined;
} {
  const { default_version, versions } = version_data;
  for (const key of [default_version, 'Default', ...sortTexts(Object.keys(versions ?? {}))]) {
    const info = lookup(versions, key);
    if (info !== undefined) return { key, info };
  }
  return { key: '', info: undefined };
}

/** The definition with entries for every method written out for each that OpenAPI knows. */
export function withMethods(classic: ClassicDefinition): ClassicDefinition {
  const { key, info } = versionInForce(classic);
  if (info === undefined) return classic;
  const versions: Record<string, VersionInfo> = Object.assign(emptyMap<VersionInfo>(), classic.version_data.versions);
  versions[key] = { ...info, use_extended_paths: true, extended_paths: extendedPaths(info) };
  return { ...classic, version_data: { ...classic.version_data, versions } };
}

type EndPoint = NonNullable<VersionInfo['extended_paths']['ignored']>[number];

function extendedPaths(info: VersionInfo): VersionInfo['extended_paths'] {
  const base = info.use_extended_paths ? info.extended_paths : versionInfo.zero().extended_paths;
  const listOf = (list: (typeof pathLists)[number]): readonly EndPoint[] | null => {
    if (info.use_extended_paths) return (base[list] ?? []).flatMap(forEachMethod);
    return (info.paths[list] ?? []).flatMap((path) => forEachMethod(plainEntry(path)));
  };
  return { ...base, ignored: listOf('ignored'), white_list: listOf('white_list'), black_list: listOf('black_list') };
}

function plainEntry(path: string): EndPoint {
  return { disabled: false, path, method: '', ignore_case: false, method_actions: null };
}

function forEachMethod(entry: EndPoint): readonly EndPoint[] {
  if (entry.method !== '' || entry.method_actions !== null) return [entry];
  return methods.map((method) => ({ ...entry, method }));
}
