/**
 * Changes one member of a JSON text and leaves the rest as it was typed: order, blanks, unknown members, large numbers.
 * The form and the raw text are two views of one text because every change of the form is such an edit.
 */
import { applyEdits, findNodeAtOffset, getNodePath, modify, type Node, parseTree, type ParseError } from 'jsonc-parser';
import type { JsonValue } from '../go/json';
import { isUnwalked } from './json-depth';
import { KeptByText } from './kept-by-text';

/** A path from the document's root: names of members and indices of lists. */
export type JsonPath = readonly (string | number)[];

/** A stretch of a text, in UTF-16 units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const longLine = /[^\n]{20000}/;
const strict = { disallowComments: true, allowTrailingComma: false } as const;

/**
 * The JSON text with the member at a path set; `undefined` takes it away. Missing parents are made, and one that can hold no
 * member, such as a number, gives way to one that can. A text that is too long or too deep to be walked stays as it is.
 */
export function setMember(text: string, path: JsonPath, value: JsonValue | undefined): string {
  if (isUnwalked(text)) return text;
  const base = text.trim() === '' ? '{}' : text;
  const tree = treeOf(base);
  // A text such as `5` or `hello` holds no member and cannot be given one.
  if (tree === undefined || (tree.type !== 'object' && tree.type !== 'array')) return text;
  const before = nodeAt(tree, path);
  if (before === undefined && value === undefined) return text;
  // In place of a value stands another, and nothing around it has to be laid out.
  if (before !== undefined && value !== undefined && typeof value !== 'object') {
    return base.slice(0, before.offset) + JSON.stringify(value) + base.slice(before.offset + before.length);
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const layout = { insertSpaces: !text.includes('\n\t'), tabSize: indentOf(text), eol };
  const [at, put] = placeFor(tree, path, value);
  // The whole line of the edit is laid out anew, and what is put there, which takes too long for a long one.
  const isLong = longLine.test(text) || (typeof put === 'object' && longLine.test(JSON.stringify(put)));
  const options = isLong ? {} : { formattingOptions: layout };
  return applyEdits(base, modify(base, segments(tree, at), put, options));
}

/** The path that can be set, and the value to set there: above a parent that is no object and no list, the whole of what is missing. */
function placeFor(tree: Node, path: JsonPath, value: JsonValue | undefined): [JsonPath, JsonValue | undefined] {
  for (let length = 1; length < path.length; length++) {
    const parent = nodeAt(tree, path.slice(0, length));
    if (parent === undefined) break;
    if (parent.type === 'object' || parent.type === 'array') continue;
    const nested = path.slice(length).reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value ?? null);
    return [path.slice(0, length), nested];
  }
  return [path, value];
}

function indentOf(text: string): number {
  const first = /\n( +)\S/.exec(text)?.[1];
  return first === undefined ? 2 : first.length;
}

/** The syntax tree of a text, as far as it can be read; none of one that is too long or too deep. The last trees are kept. */
export function treeOf(text: string): Node | undefined {
  const known = trees.get(text);
  if (known !== undefined) return known.tree;
  if (isUnwalked(text)) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, strict);
  trees.set(text, { tree, clean: errors.length === 0 });
  return tree;
}

const trees = new KeptByText<{ readonly tree: Node | undefined; readonly clean: boolean }>();

/** Whether a text is one JSON value without errors, and not too long or too deep to be walked. */
export function isCleanJson(text: string): boolean {
  treeOf(text);
  return trees.get(text)?.clean ?? false;
}

/** The value at a path; undefined when the text has none there, or cannot be read so far. */
export function memberAt(text: string, path: JsonPath): JsonValue | undefined {
  const tree = treeOf(text);
  if (tree === undefined) return undefined;
  const node = nodeAt(tree, path);
  return node === undefined ? undefined : valueOf(node);
}

/** The value that a node stands for. Of two members of one name it has the last. */
export function valueOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type === 'object') {
    const members: [string, JsonValue][] = [];
    for (const { children } of node.children ?? []) {
      const [name, value] = children ?? [];
      if (name !== undefined && value !== undefined) members.push([String(name.value), valueOf(value)]);
    }
    return Object.fromEntries(members);
  }
  const value: unknown = node.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/**
 * Where the member at a path stands: its value, or with `whole` name and value. Where the text has no such member, the
 * nearest parent that is there; the whole text where it has nothing of it.
 */
export function rangeOf(text: string, path: JsonPath, part: 'value' | 'whole' = 'value'): Range {
  const tree = treeOf(text);
  if (tree === undefined) return { from: 0, to: text.length };
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(tree, path.slice(0, length));
    if (node === undefined) continue;
    const shown = part === 'whole' && node.parent?.type === 'property' ? node.parent : node;
    return { from: shown.offset, to: shown.offset + shown.length };
  }
  return { from: tree.offset, to: tree.offset + tree.length };
}

/** The path of the member that stands at an offset of the text. */
export function pathAt(text: string, offset: number): JsonPath {
  const tree = treeOf(text);
  const node = tree === undefined ? undefined : findNodeAtOffset(tree, offset, true);
  return node === undefined ? [] : getNodePath(node);
}

/** Paths of the gateway have indices as texts; in the tree a list wants a number. */
function segments(tree: Node, path: JsonPath): (string | number)[] {
  let at: Node | undefined = tree;
  return path.map((segment) => {
    const own =
      at?.type === 'array' && typeof segment === 'string' && /^\d+$/.test(segment) ? Number(segment) : segment;
    at = at === undefined ? undefined : childOf(at, own);
    return own;
  });
}

/** The node at a path: as jsonc-parser's findNodeAtLocation, also with indices as texts, and as quick in an object of many members. */
export function nodeAt(tree: Node, path: JsonPath): Node | undefined {
  let at: Node | undefined = tree;
  for (const segment of path) {
    if (at === undefined) return undefined;
    at = childOf(at, at.type === 'array' && /^\d+$/.test(String(segment)) ? Number(segment) : segment);
  }
  return at;
}

function childOf({ type, children = [] }: Node, segment: string | number): Node | undefined {
  if (typeof segment === 'number') return type === 'array' ? children[segment] : undefined;
  if (type !== 'object') return undefined;
  if (children.length < 16) return valueNode(children.find((property) => isNamed(property, segment)));
  let index = indices.get(children);
  if (index === undefined) {
    // Of two members of one name the first, since it comes last.
    index = new Map(
      children
        .filter(isWhole)
        .map((property) => [nameOf(property), property] as const)
        .toReversed(),
    );
    indices.set(children, index);
  }
  return valueNode(index.get(segment));
}

const indices = new WeakMap<readonly Node[], ReadonlyMap<unknown, Node>>();

const isWhole = ({ children = [] }: Node): boolean => children.length === 2;
const nameOf = ({ children = [] }: Node): unknown => children[0]?.value;
const isNamed = (property: Node, name: string): boolean => isWhole(property) && nameOf(property) === name;
const valueNode = (property: Node | undefined): Node | undefined => property?.children?.[1];
