/**
 * Paths that are let through without a token, alone allowed, or forbidden (behaviour.md 3): in a classic API lists of each
 * version, in a Tyk OAS API a mark on an operation.
 */
import type { Node } from 'jsonc-parser';
import type { JsonValue } from '../../go/json';
import { memberAt, type JsonPath } from '../json-edit';
import { KeptByText } from '../kept-by-text';
import { append, isOn, lengthAt, namesAt, nodeAt, put, spelled, textAt } from './member';
import { readVersions, versionsPath, type Version } from './versions';

/** The three lists, in the order in which they win. */
export const pathLists = [
  { list: 'ignored', title: 'Ignored', means: 'answered without any check' },
  { list: 'white_list', title: 'White list', means: 'where it has entries, all other paths are forbidden' },
  { list: 'black_list', title: 'Black list', means: 'forbidden' },
] as const;
export type PathList = (typeof pathLists)[number]['list'];

/** An entry of a list. `method` is empty where the entry is for every method. */
export interface ListedPath {
  readonly list: PathList;
  readonly path: string;
  readonly method: string;
  /** Where it stands. */
  readonly at: JsonPath;
  /** Whether it is switched off, which only the JSON can do. */
  readonly off: boolean;
}

/** Whether the lists of a classic version name a method for each path. */
export function namesMethods(text: string, version: Version): boolean {
  return isOn(text, [...version.path, 'use_extended_paths']);
}

function listPath(text: string, version: Version, list: PathList): JsonPath {
  return spelled(text, [namesMethods(text, version) ? 'extended_paths' : 'paths', list], version.path);
}

/** Where in a version the lists stand that count, and whether they name methods. */
function listsIn(version: Node): { readonly lists: JsonPath; readonly methods: boolean } {
  const methods = isOn(version, ['use_extended_paths']);
  return { methods, lists: spelled(version, [methods ? 'extended_paths' : 'paths']) };
}

/** The lists of a classic version that count. */
export function readPathLists(text: string, version: Version): readonly ListedPath[] {
  const node = nodeAt(text, version.path);
  if (node === undefined) return [];
  const { lists, methods } = listsIn(node);
  const found: ListedPath[] = [];
  for (const { list } of pathLists) {
    const base = spelled(node, [list], lists);
    const length = lengthAt(node, base);
    for (let index = 0; index < length; index++) {
      const at = [...base, index];
      found.push({
        list,
        at: [...version.path, ...at],
        path: methods ? textAt(node, [...at, 'path']) : textAt(node, at),
        method: methods ? textAt(node, [...at, 'method']) : '',
        off: methods && isOn(node, [...at, 'disabled']),
      });
    }
  }
  return found;
}

/** How many entries the lists of all versions of a classic API have together. Counted anew only when something in the versions has changed. */
export function countPathLists(text: string): number {
  const all = nodeAt(text, versionsPath(text));
  if (all === undefined) return 0;
  const own = text.slice(all.offset, all.offset + all.length);
  let count = counts.get(own);
  if (count === undefined) {
    count = readVersions(text).reduce((sum, version) => sum + countIn(nodeAt(text, version.path)), 0);
    counts.set(own, count);
  }
  return count;
}

const counts = new KeptByText<number>();

function countIn(version: Node | undefined): number {
  if (version === undefined) return 0;
  const { lists } = listsIn(version);
  return pathLists.reduce((sum, { list }) => sum + lengthAt(version, spelled(version, [list], lists)), 0);
}

/** The definition with an entry more. */
export function addListedPath(text: string, version: Version, list: PathList, path: string): string {
  const entry: JsonValue = namesMethods(text, version) ? { path, method: 'GET', ignore_case: false } : path;
  return append(text, listPath(text, version, list), entry);
}

/** The definition with an entry for another path. */
export function setListedPath(text: string, version: Version, { at }: ListedPath, path: string): string {
  return put(text, namesMethods(text, version) ? [...at, 'path'] : at, path);
}

const tyk = 'x-tyk-api-gateway';
const operations: JsonPath = [tyk, 'middleware', 'operations'];
const marks = { ignored: 'ignoreAuthentication', white_list: 'allow', black_list: 'block' } as const;
const httpMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The marked operations of a Tyk OAS document. */
export function readMarkedOperations(text: string): readonly ListedPath[] {
  const found: ListedPath[] = [];
  for (const path of namesAt(text, ['paths'])) {
    for (const method of namesAt(text, ['paths', path])) {
      const id = memberAt(text, ['paths', path, method, 'operationId']);
      if (typeof id !== 'string') continue;
      for (const { list } of pathLists) {
        const at = [...operations, id, marks[list]];
        if (memberAt(text, at) === undefined) continue;
        found.push({ list, at, path, method: method.toUpperCase(), off: !isOn(text, [...at, 'enabled']) });
      }
    }
  }
  return found;
}

/** The document with an operation marked; where it has no such operation, one is made. A method that OpenAPI has not is GET. */
export function markOperation(text: string, list: PathList, path: string, method: string): string {
  const lower = method.toLowerCase();
  const verb = httpMethods.includes(lower) ? lower : 'get';
  const operation = ['paths', path, verb];
  const known = memberAt(text, [...operation, 'operationId']);
  const id = typeof known === 'string' ? known : `${path.replace(/^\//, '')}${verb}`;
  let next = text;
  if (typeof known !== 'string') {
    const isThere = memberAt(next, operation) !== undefined;
    next = isThere
      ? put(next, [...operation, 'operationId'], id)
      : put(next, operation, { operationId: id, responses: { '200': { description: '' } } });
  }
  return put(next, [...operations, id, marks[list]], { enabled: true });
}

/** The document without an entry of a list, or without an operation's mark. */
export function removeListedPath(text: string, { at }: ListedPath): string {
  return put(text, at, undefined);
}
