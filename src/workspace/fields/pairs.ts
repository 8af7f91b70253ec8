/**
 * Rows of a name and a value: an object's members, or a list of objects that hold both.
 */
import type { JsonValue } from '../../go/json';
import { memberAt, type JsonPath } from '../json-edit';
import type { Pairs } from './field';
import { append, lengthAt, namesAt, put, rename, textAt } from './member';

/** A row as it stands in the document. */
export interface Pair {
  readonly name: string;
  /** A text; of a value that is none, its JSON. */
  readonly value: string;
  readonly path: JsonPath;
}

/** The rows at a path, in the order of the text. */
export function readPairs(text: string, path: JsonPath, pairs: Pairs): readonly Pair[] {
  const { as } = pairs;
  if (as === 'members') {
    return namesAt(text, path).map((name) => ({
      name,
      value: written(text, [...path, name], pairs),
      path: [...path, name],
    }));
  }
  return Array.from({ length: lengthAt(text, path) }, (_, index) => {
    const item = [...path, index];
    return { name: textAt(text, [...item, as.name]), value: written(text, [...item, as.value], pairs), path: item };
  });
}

function written(text: string, path: JsonPath, { holds }: Pairs): string {
  return holds === 'json' ? typedJson(memberAt(text, path)) : textAt(text, path);
}

/** The document with a row more. */
export function addPair(text: string, path: JsonPath, pairs: Pairs, name: string): string {
  const { as } = pairs;
  return as === 'members' ? put(text, [...path, name], '') : append(text, path, { [as.name]: name, [as.value]: '' });
}

/** The document with a row of another name; the text itself when an object has that name already. */
export function renamePair(text: string, pair: Pair, { as }: Pairs, name: string): string {
  return as === 'members' ? rename(text, pair.path, name) : put(text, [...pair.path, as.name], name);
}

/** The document with a row of another value, as typed. */
export function setPairValue(text: string, pair: Pair, { as, holds }: Pairs, typed: string): string {
  const path = as === 'members' ? pair.path : [...pair.path, as.value];
  return put(text, path, holds === 'json' ? valueOfTyped(typed) : typed);
}

/** The JSON value that a person means: what reads as JSON is that, all else is a text. */
export function valueOfTyped(typed: string): JsonValue {
  try {
    const value: unknown = JSON.parse(typed);
    return isJson(value) ? value : typed;
  } catch {
    return typed;
  }
}

/** What a person types to mean a value: a text stands without quotes where it would not be taken for something else. */
export function typedJson(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return valueOfTyped(value) === value ? value : JSON.stringify(value);
}

function isJson(value: unknown): value is JsonValue {
  if (value === null || value === undefined) return value === null;
  if (['string', 'number', 'boolean'].includes(typeof value)) return true;
  return typeof value === 'object' && Object.values(value).every(isJson);
}
