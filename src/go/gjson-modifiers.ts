/** The modifiers of gjson's paths: they turn one JSON text into another. */
import { marshal } from './json-marshal';
import { parse, forEach, isList, isMap, exists, squashAny, toText, type Found } from './gjson-text';
import { MODIFIERS, trim } from './gjson-path';

/** gjson.Get, which `@dig` needs. */
export type Get = (json: string, path: string) => Found;

/** A modifier with its argument, and the path behind it. */
export interface ModifierCall {
  readonly name: string;
  readonly argument: string;
  readonly rest: string;
}

/** Reads `@name` or `@name:argument` at the start of a path; `null` if no modifier has that name. */
export function readModifier(path: string): ModifierCall | null {
  const [head = '', name = ''] = /^@([^.|:]*)/.exec(path) ?? [];
  if (!MODIFIERS.has(name)) return null;
  const rest = path.slice(head.length);
  if (!rest.startsWith(':')) return { name, argument: '', rest };
  const length = argumentLength(rest.slice(1));
  return { name, argument: rest.slice(1, 1 + length), rest: rest.slice(1 + length) };
}

/** An argument is one JSON value, or all up to a pipe that stands in no brackets. */
function argumentLength(text: string): number {
  if (/^[{["]/.test(text) && exists(parse(text))) return squashAny(text).length;
  let at = 0;
  for (; at < text.length && text.charAt(at) !== '|'; at++) {
    if (/^[{["(]$/.test(text.charAt(at))) at += squashAny(text.slice(at)).length - 1;
  }
  return at;
}

/** The JSON text that a modifier makes. */
export function modify(json: string, { name, argument }: ModifierCall, get: Get): string {
  switch (name) {
    case 'reverse':
      return reverse(json);
    case 'flatten':
      return flatten(json, option(argument, 'deep'));
    case 'join':
      return join(json, option(argument, 'preserve'));
    case 'valid':
      return isValid(json) ? json : '';
    case 'keys':
      return keys(json);
    case 'values':
      return values(json);
    case 'tostr':
      return marshal(json);
    case 'fromstr':
      return isValid(json) ? toText(parse(json)) : '';
    case 'group':
      return group(json);
    case 'dig':
      return `[${dig(parse(json), argument, get).join()}]`;
    case 'ugly':
      return json.replace(/"(?:[^"\\]|\\[^])*"?|[\u0000-\u0020]+/g, (part) => (part.startsWith('"') ? part : ''));
    default:
      // @this, and @pretty: the layout that it makes says nothing about a value.
      return json;
  }
}

/** Whether a text is one JSON value. */
export function isValid(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function option(argument: string, name: string): boolean {
  let on = false;
  forEach(parse(argument), (key, value) => {
    if (toText(key) === name) on = isTrue(value);
  });
  return on;
}

function isTrue(found: Found): boolean {
  if (found.type === 'string') return /^(?:1|t|true)$/.test(found.text.toLowerCase());
  return found.type === 'true' || (found.type === 'number' && found.number !== 0);
}

function reverse(json: string): string {
  const found = parse(json);
  const parts: string[] = [];
  forEach(found, (key, value) => parts.unshift(isMap(found) ? `${key.raw}:${value.raw}` : value.raw));
  return isMap(found) ? `{${parts.join()}}` : isList(found) ? `[${parts.join()}]` : json;
}

function flatten(json: string, deep: boolean): string {
  const found = parse(json);
  if (!isList(found)) return json;
  const parts: string[] = [];
  forEach(found, (_, value) => {
    const raw = isList(value) ? unwrap(deep ? flatten(value.raw, deep) : value.raw) : value.raw;
    if (raw.trim() !== '') parts.push(raw.trim());
  });
  return `[${parts.join()}]`;
}

function unwrap(json: string): string {
  const bare = trim(json);
  return bare.length >= 2 && /^[[{]/.test(bare) ? bare.slice(1, -1) : bare;
}

function join(json: string, preserve: boolean): string {
  const found = parse(json);
  if (!isList(found)) return json;
  const all: string[] = [];
  const members = new Map<string, { readonly key: string; value: string }>();
  forEach(found, (_, item) => {
    if (!isMap(item)) return;
    all.push(unwrap(item.raw));
    forEach(item, (key, value) => {
      const before = members.get(key.text);
      if (before === undefined) members.set(key.text, { key: key.raw, value: value.raw });
      else before.value = value.raw;
    });
  });
  return `{${preserve ? all.join() : Array.from(members.values(), ({ key, value }) => `${key}:${value}`).join()}}`;
}

function keys(json: string): string {
  const found = parse(json);
  const names: string[] = [];
  forEach(found, (key) => names.push(isMap(found) ? key.raw : 'null'));
  return `[${names.join()}]`;
}

function values(json: string): string {
  const found = parse(json);
  if (isList(found)) return json;
  const raws: string[] = [];
  forEach(found, (_, value) => raws.push(value.raw));
  return `[${raws.join()}]`;
}

function group(json: string): string {
  const found = parse(json);
  if (!isMap(found)) return '';
  const rows: string[][] = [];
  forEach(found, (key, list) => {
    if (!isList(list)) return;
    let index = 0;
    forEach(list, (_, value) => {
      const row = (rows[index++] ??= []);
      row.push(`${key.raw}:${value.raw}`);
    });
  });
  return `[${rows.map((row) => `{${row.join()}}`).join()}]`;
}

/** The values that a path finds in a value and, level by level, in everything in it. */
function dig(parent: Found, path: string, get: Get): string[] {
  const found = get(parent.raw, path);
  const raws = exists(found) ? [found.raw] : [];
  if (isList(parent) || isMap(parent)) forEach(parent, (_, value) => raws.push(...dig(value, path, get)));
  return raws;
}
