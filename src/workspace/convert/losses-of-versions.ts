/**
 * What becomes of a classic API's versions and path lists in a Tyk OAS document, which has one version.
 */
import type { ClassicDefinition, VersionInfo } from '../../gateway/definition/classic';
import { lookup } from '../../go/struct';
import type { JsonPath } from '../json-edit';
import { isBlank, missingIn, nodeOf } from './json-node';
import { differs, type Loss, named, unnoticed } from './loss';
import { pathLists, versionInForce } from './path-lists';

/** The losses. `made`: the classic definition that the gateway makes of the document. */
export function lossesOfVersions(classic: ClassicDefinition, made: ClassicDefinition): readonly Loss[] {
  const { version_data: data, definition } = classic;
  const { key, info } = versionInForce(classic);
  const after = lookup(made.version_data.versions, '');
  const at = ['version_data', 'versions', key];
  const losses: Loss[] = [];
  for (const name of Object.keys(data.versions ?? {})) {
    if (name === key) continue;
    const path = ['version_data', 'versions', name];
    const message = `A Tyk OAS document has one version: ${name} needs a document of its own.`;
    losses.push(data.not_versioned ? unnoticed(path, message) : differs(path, message));
  }
  if (!data.not_versioned) {
    const message = `As a Tyk OAS API it is version ${key} alone: other versions are answered 404, and the versions in a policy are no longer compared.`;
    losses.push(differs(['version_data', 'not_versioned'], message));
  } else losses.push(...lossOfDefinition(definition, hasLists(info)));
  if (info === undefined || after === undefined) return losses;
  return [
    ...losses,
    ...lossesOfExpiry(data.not_versioned, info, at),
    ...lossesOfPaths(info, after, at),
    ...others(info, after, at),
  ];
}

function hasLists(info: VersionInfo | undefined): boolean {
  return (
    info !== undefined && pathLists.some((list) => (info.extended_paths[list] ?? info.paths[list] ?? []).length > 0)
  );
}

function lossOfDefinition(definition: ClassicDefinition['definition'], listsPaths: boolean): readonly Loss[] {
  if (isBlank(nodeOf(JSON.stringify(definition)))) return [];
  const path = ['definition'];
  if (definition.enabled)
    return [differs(path, 'definition names versions that are APIs of their own; this is not converted.')];
  const strips = listsPaths && (definition.strip_path || definition.strip_versioning_data);
  return strips
    ? [differs(path, 'The path lists are no longer compared with the path without its first segment.')]
    : [unnoticed(path, 'definition says where a version is asked for; the API has no versions, so it is left out.')];
}

function lossesOfExpiry(notVersioned: boolean, { expires }: VersionInfo, at: JsonPath): readonly Loss[] {
  if (expires === '' || expires === '-1') return [];
  const path = [...at, 'expires'];
  return notVersioned
    ? [differs(path, 'The answer no longer has the header X-Tyk-Api-Expires: expires of a version is not converted.')]
    : [differs(path, 'The API expires instead of the version, with other words for it.')];
}

function lossesOfPaths(info: VersionInfo, after: VersionInfo, at: JsonPath): readonly Loss[] {
  const losses: Loss[] = [];
  for (const list of pathLists) {
    const kept = new Set((after.extended_paths[list] ?? []).map(({ path }) => path));
    if (!info.use_extended_paths) {
      for (const [index, path] of (info.paths[list] ?? []).entries()) {
        const here = [...at, 'paths', list, index];
        losses.push(kept.has(path) ? anyMethod(here, path) : changedPattern(here, path));
      }
      if (info.ignore_endpoint_case && (info.paths[list] ?? []).length > 0) {
        const message = `ignore_endpoint_case has no effect on paths.${list}; in Tyk OAS it has.`;
        losses.push(differs([...at, 'ignore_endpoint_case'], message));
      }
      losses.push(...idle(info.extended_paths[list], [...at, 'extended_paths', list]));
      continue;
    }
    losses.push(...idle(info.paths[list], [...at, 'paths', list]));
    for (const [index, entry] of (info.extended_paths[list] ?? []).entries()) {
      const here = [...at, 'extended_paths', list, index];
      const actions = Object.values(entry.method_actions ?? {});
      if (actions.some(({ action }) => action !== 'no_action'))
        losses.push(
          differs(
            [...here, 'method_actions'],
            `An answer or a refusal in method_actions is not converted: ${entry.path} is no longer answered by the definition.`,
          ),
        );
      else if (entry.method_actions !== null && actions.length === 0)
        losses.push(
          differs(
            [...here, 'method_actions'],
            `${entry.path} has method_actions without a method, so it fits no request; the Tyk OAS document has it for ${entry.method}.`,
          ),
        );
      else if (!kept.has(entry.path)) losses.push(changedPattern(here, entry.path));
      else if (entry.method === '' && entry.method_actions === null) losses.push(anyMethod(here, entry.path));
    }
  }
  return losses;
}

function anyMethod(at: JsonPath, path: string): Loss {
  const message = `${path} holds for every method; in Tyk OAS it holds for the eight of OpenAPI, not for CONNECT or PROPFIND.`;
  return differs(at, message);
}

function changedPattern(at: JsonPath, path: string): Loss {
  return differs(at, `The pattern ${path} becomes a path parameter: it fits any text in its segment.`);
}

function idle(list: readonly unknown[] | null, path: JsonPath): readonly Loss[] {
  if ((list ?? []).length === 0) return [];
  return [unnoticed(path, `${named(path)} is not in use, by use_extended_paths, and is left out.`)];
}

const told = new Set(['name', 'expires', 'paths', 'use_extended_paths', 'override_target']);

/** Other settings of the version: header changes and limits are converted, further lists of paths are not. */
function others(info: VersionInfo, after: VersionInfo, at: JsonPath): readonly Loss[] {
  const skip = ([first, second]: JsonPath): boolean =>
    typeof first === 'string' &&
    (told.has(first) ||
      first.endsWith('_disabled') ||
      (first === 'extended_paths' && (!info.use_extended_paths || pathLists.some((list) => list === second))));
  const paths = missingIn(nodeOf(JSON.stringify(info)), nodeOf(JSON.stringify(after)), skip);
  const found = new Map<string, JsonPath>();
  for (const path of paths) found.set(named(path.slice(0, 2)), path.slice(0, 2));
  return [...found.values()].map((path) =>
    differs([...at, ...path], `${named(path)} of version ${String(at.at(-1))} is not converted.`),
  );
}
