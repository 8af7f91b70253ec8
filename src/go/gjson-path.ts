/** How gjson takes its paths apart. */
import { closingQuote, squashAny, unescape } from './gjson-text';
import type { Condition } from './gjson-match';

/** The names of gjson's modifiers. */
export const MODIFIERS: ReadonlySet<string> = new Set(
  'pretty ugly reverse this flatten join valid keys values tostr fromstr group dig'.split(' '),
);

/** The first part of a path, and where it goes on: deeper in the same search, or with a new one in its result. */
export interface Step {
  readonly part: string;
  /** The rest after a dot; `null` if there is none. */
  readonly rest: string | null;
  /** The path of the new search after a pipe, or after a dot before a modifier or selector; `null` if there is none. */
  readonly pipe: string | null;
}

/** The first part for a search among names; escapes are undone. `wild` if it has `*` or `?` that are not escaped. */
export function nameStep(path: string): Step & { readonly wild: boolean } {
  let part = '';
  let wild = false;
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return { part, wild, rest: null, pipe: path.slice(at + 1) };
    if (character === '.') return { part, wild, ...afterDot(path.slice(at + 1), true) };
    if (character === '\\') {
      part += path.charAt(++at);
    } else {
      wild ||= character === '*' || character === '?';
      part += character;
    }
  }
  return { part, wild, rest: null, pipe: null };
}

function afterDot(rest: string, mayPipe: boolean): { rest: string | null; pipe: string | null } {
  return mayPipe && startsNewSearch(rest) ? { rest: null, pipe: rest } : { rest, pipe: null };
}

/** Whether a path starts with a selector or the name of a known modifier. */
function startsNewSearch(path: string): boolean {
  if (/^[[{]/.test(path)) return true;
  const [, name] = /^@([^.|:]*)/.exec(path) ?? [];
  return name !== undefined && MODIFIERS.has(name);
}

/** A condition on the items of an array, and what is asked of each. */
export interface Query extends Condition {
  readonly path: string;
  /** Whether all items that meet it are wanted: `#(...)#`. */
  readonly all: boolean;
}

/** The first part for a search among items. */
export interface ItemStep extends Step {
  /** The index; -1 if the part is none. */
  readonly index: number;
  /** Whether a `#` is in it: then no single item is meant. */
  readonly counts: boolean;
  /** The path in each item of `#.path`; `null` if it is none. */
  readonly each: string | null;
  readonly query: Query | null;
}

export function itemStep(path: string): ItemStep {
  let counts = false;
  let each: string | null = null;
  let query: Query | null = null;
  const step = (part: string, next: { rest: string | null; pipe: string | null }): ItemStep => ({
    part,
    ...next,
    index: counts || !/^\d+$/.test(part) ? -1 : Number(BigInt.asIntN(64, BigInt(part))),
    counts,
    each,
    query,
  });
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return step(path.slice(0, at), { rest: null, pipe: path.slice(at + 1) });
    if (character === '.') return step(path.slice(0, at), afterDot(path.slice(at + 1), !counts));
    if (character !== '#') continue;
    counts = true;
    if (at > 0) continue;
    if (path.startsWith('#.')) each = path.slice(2);
    if (!/^#[[(]/.test(path)) continue;
    const read = readQuery(path);
    if (read === null) {
      query = { path: '', operator: '', value: '', all: false };
      break;
    }
    at = read.end - 1;
    query = { ...read.query, all: path.charAt(read.end) === '#' };
  }
  return step(path, { rest: null, pipe: null });
}

/** Reads `#(path operator value)` or the same in square brackets; `null` if it does not end. */
function readQuery(text: string): { query: Omit<Query, 'all'>; end: number } | null {
  let depth = 1;
  let operatorAt = 0;
  let escaped = false;
  let at = 2;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (depth === 1 && operatorAt === 0 && /^[!=<>%]$/.test(character)) {
      operatorAt = at;
    } else if (character === '\\') {
      at++;
    } else if (character === '[' || character === '(') {
      depth++;
    } else if (character === ']' || character === ')') {
      depth--;
      if (depth === 0) break;
    } else if (character === '"') {
      const close = closingQuote(text, at + 1);
      escaped ||= text.slice(at, close < 0 ? undefined : close).includes('\\');
      at = close < 0 ? text.length : close;
    }
  }
  if (depth > 0) return null;
  const end = at + 1;
  if (operatorAt === 0) return { query: { path: trim(text.slice(2, at)), operator: '', value: '' }, end };
  const condition = trim(text.slice(operatorAt, at));
  const [operator = ''] = /^(?:[!<>]=|!%|==?|[<>%]|!$)/.exec(condition) ?? [];
  const value = unquote(trim(condition.slice(operator.length)), escaped);
  return { query: { path: trim(text.slice(2, operatorAt)), operator: operator === '==' ? '=' : operator, value }, end };
}

function unquote(value: string, escaped: boolean): string {
  if (!/^"[^]*"$/.test(value)) return value;
  return escaped ? unescape(value.slice(1, -1)) : value.slice(1, -1);
}

/** Without blanks and control characters at both ends. */
export function trim(text: string): string {
  return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
}

/** Splits the path for each of several items at the pipe that ends it; `null` if there is none. */
export function splitAtPipe(path: string): readonly [each: string, pipe: string] | null {
  if (!path.includes('|')) return null;
  if (path.startsWith('{')) {
    const selector = path.slice(0, squashAny(path.slice(1)).length + 1);
    return path.charAt(selector.length) === '|' ? [selector, path.slice(selector.length + 1)] : null;
  }
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return [path.slice(0, at), path.slice(at + 1)];
    if (character === '\\') {
      at++;
    } else if (character === '.') {
      if (at === path.length - 1) return null;
      if (path.charAt(at + 1) !== '#') continue;
      at += 2;
      if (at === path.length) return null;
      const open = path.charAt(at);
      if (open === '[' || open === '(') at = selectorEnd(path, at);
    }
  }
  return null;
}

/** Where the bracket at a place is closed by one of its own shape, strings and escapes passed over; the text's end if nowhere. */
function selectorEnd(path: string, start: number): number {
  const open = path.charAt(start);
  const close = open === '[' ? ']' : ')';
  let depth = 1;
  let at = start + 1;
  for (; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '\\') at++;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) break;
    else if (character === '"') {
      const quote = closingQuote(path, at + 1);
      at = quote < 0 ? path.length : quote;
    }
  }
  return at;
}

/** One path of a selector `{name:path,path}`; the name is empty where none is given. */
export interface Selected {
  readonly name: string;
  readonly path: string;
}

/** The paths of a selector, and what follows its closing bracket; `null` if it has none. */
export function readSelector(path: string): { readonly selected: readonly Selected[]; readonly rest: string } | null {
  const selected: Selected[] = [];
  let depth = 1;
  let start = 1;
  let colon = 0;
  let inModifier = false;
  const push = (end: number): void => {
    selected.push({
      name: colon === 0 ? '' : path.slice(start, colon),
      path: path.slice(colon === 0 ? start : colon + 1, end),
    });
    colon = 0;
    inModifier = false;
    start = end + 1;
  };
  for (let at = 1; at < path.length; at++) {
    switch (path.charAt(at)) {
      case '\\':
        at++;
        break;
      case '@':
        inModifier ||= /^[.|]$/.test(path.charAt(at - 1));
        break;
      case ':':
        if (!inModifier && colon === 0 && depth === 1) colon = at;
        break;
      case ',':
        if (depth === 1) push(at);
        break;
      case '"':
        at = closingQuote(path, at + 1);
        if (at < 0) return null;
        break;
      case '[':
      case '(':
      case '{':
        depth++;
        break;
      case ']':
      case ')':
      case '}':
        depth--;
        if (depth > 0) break;
        push(at);
        return { selected, rest: path.slice(at + 1) };
    }
  }
  return null;
}

/** The name that a selector gives the value of a path without one: its last part if that is simple. */
export function lastName(path: string): string {
  let name = path;
  for (let at = path.length - 1; at >= 0; at--) {
    if (!/^[.|]$/.test(path.charAt(at)) || (at > 0 && path.charAt(at - 1) === '\\')) continue;
    name = path.slice(at + 1);
    break;
  }
  return /[\u0000-\u001f[\]{}()#|!]/.test(name) ? '_' : name;
}
