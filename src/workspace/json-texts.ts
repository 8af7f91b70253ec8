/**
 * The texts that stand as values in a JSON text, changed where they stand; all else stays as it is written.
 */
import type { Node } from 'jsonc-parser';
import { isCleanJson, treeOf } from './json-edit';

/** A text among the values. */
export interface JsonTextValue {
  readonly value: string;
  /** The names of the members that lead to it, in small letters, since Go finds members whatever their case; of lists nothing. */
  readonly path: readonly string[];
  readonly node: Node;
}

/** The JSON text with each text value replaced by what `change` gives for it. `null`: it is not JSON. */
export function withTexts(text: string, change: (found: JsonTextValue) => string): string | null {
  const root = isCleanJson(text) ? treeOf(text) : undefined;
  if (root === undefined) return null;
  const found: JsonTextValue[] = [];
  collect(root, [], found);
  // By place, since of two members of one name each is a member.
  let made = '';
  let at = 0;
  for (const each of found) {
    const instead = change(each);
    if (instead === each.value) continue;
    made += text.slice(at, each.node.offset) + JSON.stringify(instead);
    at = each.node.offset + each.node.length;
  }
  return made + text.slice(at);
}

function collect(node: Node, path: readonly string[], found: JsonTextValue[]): void {
  const value: unknown = node.value;
  if (node.type === 'string' && typeof value === 'string') found.push({ value, path, node });
  for (const child of node.children ?? []) {
    if (child.type !== 'property') collect(child, path, found);
    const [name, inside] = child.type === 'property' ? (child.children ?? []) : [];
    if (name !== undefined && inside !== undefined) collect(inside, [...path, String(name.value).toLowerCase()], found);
  }
}
