/**
 * Syntax trees of documents that the core wrote or read: what says nothing is taken out, and what differs is found.
 */
import { parseNode, type JsonNode } from '../../go/json';
import { parseDuration } from '../../gateway/definition/duration';
import type { JsonPath } from '../json-edit';

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

const utf8 = new TextEncoder();

/** The tree of a text that is known to be JSON. */
export function nodeOf(text: string): JsonNode {
  const parsed = parseNode(utf8.encode(text), 'whole');
  if (!parsed.ok) throw new Error(`not JSON: ${parsed.error}`);
  return parsed.node;
}

/** The text of a tree without blanks. Numbers keep their digits; letters that need no escape have none. */
export function textOf(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.literal;
    case 'array':
      return `[${node.items.map(textOf).join()}]`;
    case 'object':
      return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${textOf(value)}`).join()}}`;
  }
}

/** Whether a value says nothing: null, false, 0, "", a duration of 0s, and what holds nothing else. */
export function isBlank(node: JsonNode): boolean {
  switch (node.kind) {
    case 'null':
      return true;
    case 'boolean':
      return !node.value;
    case 'number':
      return Number(node.literal) === 0;
    case 'string':
      return node.value === '' || node.value === '0s';
    case 'array':
      return node.items.length === 0;
    case 'object':
      return node.members.every(({ value }) => isBlank(value));
  }
}

/** What becomes of a member when a tree is pruned: it stays; goes when it says nothing; or, a map, goes without entries and else keeps all. */
export type Keeping = 'member' | 'map' | 'if it says something';

/** The tree without members that say nothing. Entries of lists stay. */
export function pruned(node: JsonNode, keeping: (path: JsonPath) => Keeping, path: JsonPath = []): JsonNode {
  if (node.kind === 'array') {
    return { ...node, items: node.items.map((item, index) => pruned(item, keeping, [...path, index])) };
  }
  if (node.kind !== 'object') return node;
  const members = node.members.flatMap((member) => {
    const at = [...path, member.name];
    const kept = keeping(at);
    if (kept === 'map') return hasEntries(member.value) ? [member] : [];
    const value = pruned(member.value, keeping, at);
    return kept === 'if it says something' && isBlank(value) ? [] : [{ ...member, value }];
  });
  return { ...node, members };
}

function hasEntries(node: JsonNode): boolean {
  return node.kind === 'object' && node.members.length > 0;
}

/** The object with these members first, in this order, and the others behind them as they stood. */
export function ordered(node: JsonNode, first: readonly string[]): JsonNode {
  if (node.kind !== 'object') return node;
  const rank = ({ name }: { name: string }): number => {
    const at = first.indexOf(name);
    return at === -1 ? first.length : at;
  };
  return { ...node, members: [...node.members].sort((a, b) => rank(a) - rank(b)) };
}

/** A member of an object by its name, the last of several; names that differ only in case are one name to the gateway. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  const folded = name.toLowerCase();
  return (
    node.members.findLast((member) => member.name === name) ??
    node.members.findLast((member) => member.name.toLowerCase() === folded)
  )?.value;
}

/**
 * The paths of what `from` says and `to` does not: the shortest path that is missing altogether, else that of the value
 * that differs. Lists of unlike length differ as a whole. `stop` names subtrees that are not looked into.
 */
export function missingIn(
  from: JsonNode,
  to: JsonNode | undefined,
  stop: (path: JsonPath) => boolean = () => false,
  path: JsonPath = [],
): readonly JsonPath[] {
  if (isBlank(from) || stop(path)) return [];
  if (from.kind === 'object' && to?.kind === 'object') {
    const find = membersByName(to);
    return lastOfEach(from).flatMap(({ name, value }) => missingIn(value, find(name), stop, [...path, name]));
  }
  if (from.kind === 'array' && to?.kind === 'array' && from.items.length === to.items.length) {
    return from.items.flatMap((item, index) => missingIn(item, to.items[index], stop, [...path, index]));
  }
  return to !== undefined && isSame(from, to) ? [] : [path];
}

/** `memberOf` for many names of one object. */
function membersByName({ members }: ObjectNode): (name: string) => JsonNode | undefined {
  const exact = new Map(members.map(({ name, value }) => [name, value]));
  const folded = new Map(members.map(({ name, value }) => [name.toLowerCase(), value]));
  return (name) => exact.get(name) ?? folded.get(name.toLowerCase());
}

function lastOfEach({ members }: ObjectNode): ObjectNode['members'] {
  const last = new Map(members.map(({ name }, index) => [name, index]));
  return members.filter(({ name }, index) => last.get(name) === index);
}

function isSame(a: JsonNode, b: JsonNode): boolean {
  if (a.kind === 'number' && b.kind === 'number') return Number(a.literal) === Number(b.literal);
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value || isSameDuration(a.value, b.value);
  return textOf(a) === textOf(b);
}

/** `60s` and `1m0s` are one duration. */
function isSameDuration(a: string, b: string): boolean {
  const [first, second] = [parseDuration(a), parseDuration(b)];
  return first !== null && first === second && /[a-z]$/.test(a) && /[a-z]$/.test(b);
}
