/**
 * The versions of a classic API (behaviour.md 3). A Tyk OAS API has one, without a name.
 */
import type { JsonValue } from '../../go/json';
import { memberAt, type JsonPath } from '../json-edit';
import { KeptByText } from '../kept-by-text';
import type { Choice } from './field';
import { namesAt, nodeAt, put, rename, spelled, textAt } from './member';

/** A version as it stands in the document. */
export interface Version {
  /** The member's name; the gateway goes by the `name` in it. */
  readonly key: string;
  readonly name: string;
  /** Such as `2030-12-31 23:59`; empty: never. */
  readonly expires: string;
  readonly path: JsonPath;
}

/** Where a request names its version. */
export const versionLocations: readonly Choice[] = [
  { value: 'header', label: 'Header' },
  { value: 'url-param', label: 'Query parameter' },
  { value: 'url', label: 'First segment of the path' },
];

/** Where the versions stand. */
export function versionsPath(text: string): JsonPath {
  return spelled(text, ['version_data', 'versions']);
}

/** The versions, in the order of the text. */
export function readVersions(text: string): readonly Version[] {
  const before = kept.get(text);
  if (before !== undefined) return before;
  const base = versionsPath(text);
  const all = nodeAt(text, base);
  const versions: Version[] = [];
  for (const key of namesAt(text, base)) {
    const version = all === undefined ? undefined : nodeAt(all, [key]);
    if (version === undefined) continue;
    versions.push({
      key,
      name: textAt(version, ['name']),
      expires: textAt(version, ['expires']),
      path: [...base, key],
    });
  }
  kept.set(text, versions);
  return versions;
}

const kept = new KeptByText<readonly Version[]>();

/** Whether requests name a version. */
export function isVersioned(text: string): boolean {
  return memberAt(text, spelled(text, ['version_data', 'not_versioned'])) !== true;
}

/** The definition with versions, or without; one that begins to have them reads their name from the header `version`. */
export function withVersioning(text: string, versioned: boolean): string {
  const next = put(text, spelled(text, ['version_data', 'not_versioned']), !versioned);
  const location = spelled(next, ['definition', 'location']);
  if (!versioned || textAt(next, location) !== '') return next;
  return put(put(next, location, 'header'), spelled(next, ['definition', 'key']), 'version');
}

/** The definition with one version more, under a name that none has. */
export function addVersion(text: string): string {
  const taken = readVersions(text).flatMap(({ key, name }) => [key, name]);
  let number = taken.length === 0 ? 1 : 2;
  while (taken.includes(`v${number}`)) number++;
  const version: JsonValue = { name: `v${number}`, use_extended_paths: true };
  return put(text, [...versionsPath(text), `v${number}`], version);
}

/** The definition with a version of another name, which is its member's name too. The text itself when one has that name. */
export function renameVersion(text: string, version: Version, name: string): string {
  if (readVersions(text).some((other) => other.key !== version.key && (other.key === name || other.name === name))) {
    return text;
  }
  const isDefault =
    memberAt(text, spelled(text, ['version_data', 'default_version'])) === (version.name || version.key);
  const named = put(text, [...version.path, 'name'], name);
  const next = rename(named, version.path, name);
  return isDefault ? put(next, spelled(next, ['version_data', 'default_version']), name) : next;
}
