/** The path lists of a classic version, written into an OAS document as operations. */
import type { JsonObject, JsonValue } from '../../../go/json';
import { get, isObject } from '../../../go/json';
import type { GoMap } from '../../../go/struct';
import { emptyMap, lookup } from '../../../go/struct';
import type { VersionInfo } from '../classic';
import type { Operation } from './extension';
import { blank } from './extension';
import { fillHeaders } from './fill-headers';

type EndPoint = NonNullable<VersionInfo['extended_paths']['ignored']>[number];

interface Segment {
  readonly name: string;
  readonly value: string;
  readonly isPattern: boolean;
}

/** The segments of a path; `{name}` and what is no plain word become path parameters, the latter numbered, with a pattern. */
function split(path: string): readonly Segment[] {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  let count = 0;
  return (trimmed === '' ? [] : trimmed.split('/')).map((segment) => {
    const plain = /^[a-zA-Z0-9._-]+$/;
    if (plain.test(segment)) return { name: segment, value: segment, isPattern: false };
    if (segment.startsWith('{') && segment.endsWith('}')) {
      const [name = '', pattern] = segment.replace(/^[{}]+|[{}]+$/g, '').split(':', 2);
      if (pattern !== undefined || plain.test(name)) return { name, value: '', isPattern: true };
      count++;
      return { name: `customRegex${count}`, value: '', isPattern: true };
    }
    count++;
    return { name: `customRegex${count}`, value: segment, isPattern: true };
  });
}

/** Gives the id of the operation for a path and method; it, its path and its parameters are made in the document's root when they are not there. */
export function operationIds(root: JsonObject): (path: string, method: string) => string {
  let own: JsonObject | null = null;
  return (path, method) => {
    // The paths are another document's too: they are copied once.
    own ??= Object.assign(emptyMap<JsonValue>(), isObject(root['paths']) ? root['paths'] : {});
    root['paths'] = own;
    return operationId(own, path, method);
  };
}

function operationId(paths: JsonObject, path: string, method: string): string {
  const segments = split(path);
  const hasPattern = segments.some(({ isPattern }) => isPattern);
  const named = segments.map(({ name, value, isPattern }) => `/${isPattern ? `{${name}}` : value}`).join('');
  const key = hasPattern ? named + (path.endsWith('/') ? '/' : '') : path;
  const item: JsonObject = Object.assign(emptyMap<JsonValue>(), get(paths, key));
  if (hasPattern) {
    const parameters = Array.isArray(item['parameters']) ? [...item['parameters']] : [];
    const known = new Set(parameters.map((parameter) => (isObject(parameter) ? parameter['name'] : null)));
    for (const { name, value, isPattern } of segments) {
      if (!isPattern || known.has(name)) continue;
      const schema: JsonObject = value === '' ? { type: 'string' } : { pattern: value, type: 'string' };
      parameters.push({ in: 'path', name, required: true, schema });
    }
    item['parameters'] = parameters;
  }
  const entry = get(item, method.toLowerCase());
  const operation: JsonObject = isObject(entry) ? { ...entry } : { responses: { default: { description: '' } } };
  operation['operationId'] ??= path.replace(/^\//, '') + method;
  item[method.toLowerCase()] = operation;
  paths[key] = item;
  return typeof operation['operationId'] === 'string' ? operation['operationId'] : '';
}

/** Writes the lists into the document's paths and gives the operations of the extension. */
export function fillPaths(
  root: JsonObject,
  before: GoMap<Operation | null> | null,
  paths: VersionInfo['extended_paths'],
): GoMap<Operation | null> | null {
  if (!isObject(root['paths'])) root['paths'] = {};
  const operations: Record<string, Operation | null> = emptyMap();
  Object.assign(operations, before);
  const idOf = operationIds(root);
  const change = (path: string, method: string, changed: Partial<Operation>): void => {
    const id = idOf(path, method);
    operations[id] = { ...(lookup(operations, id) ?? blank.operation()), ...changed };
  };
  const allowance = ({ disabled, ignore_case }: EndPoint) => ({ enabled: !disabled, ignoreCase: ignore_case });
  const answers = (entry: EndPoint): boolean =>
    Object.values(entry.method_actions ?? {}).some(({ action }) => action === 'reply');
  for (const entry of paths.white_list ?? []) {
    if (!answers(entry)) change(entry.path, entry.method, { allow: allowance(entry) });
  }
  for (const entry of paths.black_list ?? []) change(entry.path, entry.method, { block: allowance(entry) });
  for (const entry of paths.ignored ?? []) change(entry.path, entry.method, { ignoreAuthentication: allowance(entry) });
  for (const { path, method, disabled, add_headers, delete_headers } of paths.transform_headers ?? []) {
    change(path, method, { transformRequestHeaders: fillHeaders(disabled, add_headers, delete_headers) });
  }
  for (const { path, method, disabled, add_headers, delete_headers } of paths.transform_response_headers ?? []) {
    change(path, method, { transformResponseHeaders: fillHeaders(disabled, add_headers, delete_headers) });
  }
  return before === null && Object.keys(operations).length === 0 ? null : operations;
}
