/**
 * Members of a document's text, read and written as the form needs it: what is in the way of a member is replaced, names
 * are found as the gateway finds them, and numbers keep their digits.
 */
import type { Node } from 'jsonc-parser';
import type { JsonValue } from '../../go/json';
import { memberAt, nodeAt as nodeIn, setMember, treeOf, valueOf, type JsonPath } from '../json-edit';

/** A document's text; or a node of its, with paths that go on from there: each of ten thousand would else be looked up from the top. */
type Within = string | Node;

/** The node at a path. */
export function nodeAt(within: Within, path: JsonPath): Node | undefined {
  const tree = typeof within === 'string' ? treeOf(within) : within;
  return tree === undefined ? undefined : nodeIn(tree, path);
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

/**
 * The path with each name as the text spells it: to the gateway, names that differ only in case are one. With `base` the path
 * from there, whose own names are known to be the text's.
 */
export function spelled(within: Within, path: JsonPath, base: JsonPath = []): JsonPath {
  let parent = nodeAt(within, base);
  const names = path.map((segment) => {
    const own = parent === undefined ? undefined : nodeIn(parent, [segment]);
    const found = own === undefined ? (likeNamed(parent, segment) ?? segment) : segment;
    parent = own ?? (parent === undefined ? undefined : nodeIn(parent, [found]));
    return found;
  });
  return [...base, ...names];
}

/** The first member whose name differs from this one in case alone, unless one has it exactly. */
function likeNamed(parent: Node | undefined, segment: string | number): string | undefined {
  const names = parent?.type === 'object' ? (parent.children ?? []).map(nameOf) : [];
  const folded = String(segment).toLowerCase();
  return names.includes(String(segment)) ? undefined : names.find((name) => name.toLowerCase() === folded);
}

/**
 * The text with the member at a path set, or taken away with `undefined`. A value on the way there that can hold no member,
 * such as null, gives way to one that can.
 */
export function put(text: string, path: JsonPath, value: JsonValue | undefined): string {
  let ready = text;
  for (let length = 0; length < path.length; length++) {
    const node = nodeAt(ready, path.slice(0, length));
    if (node === undefined) break;
    const wanted = typeof path[length] === 'number' ? 'array' : 'object';
    if (node.type === wanted) continue;
    if (value === undefined) return text;
    ready = length === 0 ? '{}' : setMember(ready, path.slice(0, length), wanted === 'array' ? [] : {});
    break;
  }
  return setMember(ready, path, value);
}

/** A text at a path; of another kind of value its JSON; empty where there is none. */
export function textAt(within: Within, path: JsonPath): string {
  const node = nodeAt(within, path);
  const value = node === undefined ? null : valueOf(node);
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Sets a text. An empty one is not added where there is none. */
export function setText(text: string, path: JsonPath, value: string): string {
  return value === '' && memberAt(text, path) === undefined ? text : put(text, path, value);
}

/** A number at a path with its digits as written; empty where there is none. Of another kind of value its JSON. */
export function numberAt(text: string, path: JsonPath): string {
  const node = nodeAt(text, path);
  if (node === undefined || node.type === 'null') return '';
  return text.slice(node.offset, node.offset + node.length);
}

/** What JSON takes for a number (RFC 8259 §6). */
export function isNumber(written: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(written);
}

/** Sets a number, digit for digit; `written` is one as JSON has them. */
export function setNumber(text: string, path: JsonPath, written: string): string {
  const ready = put(text, path, 0);
  const node = nodeAt(ready, path);
  if (node === undefined) return text;
  return ready.slice(0, node.offset) + written + ready.slice(node.offset + node.length);
}

/** Whether the member is `true`. */
export function isOn(within: Within, path: JsonPath): boolean {
  return nodeAt(within, path)?.value === true;
}

/** The names of an object's members, in the order of the text; none where there is no object. */
export function namesAt(within: Within, path: JsonPath): readonly string[] {
  const node = nodeAt(within, path);
  return node?.type === 'object' ? (node.children ?? []).map(nameOf) : [];
}

/** How many items a list has; 0 where there is none. */
export function lengthAt(within: Within, path: JsonPath): number {
  const node = nodeAt(within, path);
  return node?.type === 'array' ? (node.children ?? []).length : 0;
}

/** Gives a member another name, where it stands; the text itself when there is no such member, or one of the new name. */
export function rename(text: string, path: JsonPath, name: string): string {
  const key = nodeAt(text, path)?.parent?.children?.[0];
  if (key === undefined || namesAt(text, path.slice(0, -1)).includes(name)) return text;
  return text.slice(0, key.offset) + JSON.stringify(name) + text.slice(key.offset + key.length);
}

/** Adds an item at the end of a list, which is made where there is none. */
export function append(text: string, path: JsonPath, item: JsonValue): string {
  const length = lengthAt(text, path);
  const isList = nodeAt(text, path)?.type === 'array';
  return isList ? setMember(text, [...path, length], item) : put(text, path, [item]);
}
