/** Claims by path as tidwall/gjson finds them; the gateway looks up custom claim rules so. */
import { isValid, modify, readModifier, type Get } from './gjson-modifiers';
import { matches, meets } from './gjson-match';
import { itemStep, lastName, nameStep, readSelector, splitAtPipe, type ItemStep, type Selected } from './gjson-path';
import {
  closingQuote,
  exists,
  jsonFound,
  NOTHING,
  parse,
  readValue,
  nextValue,
  squash,
  toText,
  toValue,
  unescape,
  type Found,
} from './gjson-text';
import { marshal } from './json-marshal';
import { get as getMember, type JsonObject, type JsonValue } from './json-value';

/** What stands at a path: `isNull` if it is JSON's null or nothing at all, `value` as Go's `Result.Value()`. */
export interface Lookup {
  readonly exists: boolean;
  readonly isNull: boolean;
  readonly value: JsonValue;
}

/** A path that is one name and nothing else to gjson. */
const PLAIN_NAME = /^[\w:;^~%-]+$/;

// gjson has no limits of its own; these keep a page alive. Every part of a path takes a call, and `@dig` in `@dig` many searches.
const MAX_PATH_LENGTH = 2000;
const MAX_SEARCHES = 50_000;
let searches = 0;

/** `gjson.Get` of a path in the claims written as JSON with sorted names. */
export function lookup(claims: JsonObject, path: string): Lookup {
  if (PLAIN_NAME.test(path)) {
    const value = getMember(claims, path);
    return { exists: value !== undefined, isNull: (value ?? null) === null, value: value ?? null };
  }
  searches = 0;
  const found = path.length > MAX_PATH_LENGTH ? NOTHING : search(marshal(claims), path);
  return { exists: exists(found), isNull: found.type === 'null', value: toValue(found) };
}

/** gjson.Get. */
const search: Get = (json, path) => {
  if (++searches > MAX_SEARCHES) return NOTHING;
  if (path.length < 2) return searchIn(json, path);
  const made = /^[@!]/.test(path) ? make(json, path) : null;
  if (made !== null) return goOn(made.json, made.rest) ?? parse(made.json);
  if (!/^[[{]/.test(path)) return searchIn(json, path);
  const selector = readSelector(path);
  if (selector === null) return searchIn(json, '');
  const { selected, rest } = selector;
  if (rest !== '' && !/^[.|]/.test(rest)) return searchIn(json, rest);
  const raw = path.startsWith('{') ? `{${select(json, selected, true)}}` : `[${select(json, selected, false)}]`;
  return goOn(raw, rest) ?? jsonFound(raw);
};

/** The search that a path behind a dot or pipe asks for; `null` if there is no such path. */
function goOn(json: string, rest: string): Found | null {
  return /^[.|]/.test(rest) ? search(json, rest.slice(1)) : null;
}

/** The JSON text of a modifier or a literal (`!5`, `!true`) at the path's start; `null` if it is neither. */
function make(json: string, path: string): { json: string; rest: string } | null {
  if (path.startsWith('@')) {
    const call = readModifier(path);
    return call === null ? null : { json: modify(json, call, search), rest: call.rest };
  }
  const literal = path.slice(1);
  if (/^[-+0-9{["]/.test(literal)) {
    const raw = squash(literal, 0);
    return { json: raw, rest: literal.slice(raw.length) };
  }
  const [word = ''] = /^[^.|]*/.exec(literal) ?? [];
  return /^(?:true|false|null|nan|inf)$/i.test(word) ? { json: word, rest: literal.slice(word.length) } : null;
}

/** What the paths of a selector find, as the inside of an object or array. */
function select(json: string, selected: readonly Selected[], named: boolean): string {
  const parts: string[] = [];
  for (const { name, path } of selected) {
    const found = search(json, path);
    if (!exists(found)) continue;
    const raw = found.raw || toText(found) || 'null';
    parts.push(named ? `${memberName(name, path)}:${raw}` : raw);
  }
  return parts.join();
}

function memberName(name: string, path: string): string {
  if (name === '') return marshal(lastName(path));
  return name.startsWith('"') && isValid(name) ? name : marshal(name);
}

/** A search under way: the path of the search that is to follow in its result, once one is met, and the result so far. */
interface Search {
  readonly json: string;
  pipe: string | null;
  found: Found;
}

/** Whether the search is over, and the place after what was read. */
interface Passed {
  readonly done: boolean;
  readonly end: number;
}

function searchIn(json: string, path: string): Found {
  const state: Search = { json, pipe: null, found: NOTHING };
  if (path.startsWith('..')) {
    searchItems(state, 0, path.slice(2));
  } else {
    const start = json.search(/[{[]/);
    if (start >= 0) searchInside(state, start, path);
  }
  return state.pipe === null ? state.found : search(state.found.raw, state.pipe);
}

function searchInside(state: Search, start: number, path: string): Passed {
  return state.json.charAt(start) === '{' ? searchMembers(state, start + 1, path) : searchItems(state, start + 1, path);
}

/** Goes through an object from behind its bracket. */
function searchMembers(state: Search, start: number, path: string): Passed {
  const { json } = state;
  const step = nameStep(path);
  if (step.pipe !== null) state.pipe = step.pipe;
  let at = start;
  while (at < json.length) {
    while (at < json.length && json.charAt(at) !== '"' && json.charAt(at) !== '}') at++;
    if (json.charAt(at) !== '"') return { done: false, end: at + 1 };
    const close = closingQuote(json, at + 1);
    if (close < 0) return { done: false, end: json.length };
    const written = json.slice(at + 1, close);
    const name = written.includes('\\') ? unescape(written) : written;
    const fits = step.wild ? matches(name, step.part) : name === step.part;
    at = valueStart(json, close + 1);
    if (fits && step.rest !== null && /^[[{]/.test(json.charAt(at))) {
      const inside = searchInside(state, at, step.rest);
      if (inside.done) return inside;
      at = inside.end;
      continue;
    }
    const read = readValue(json, at);
    if (read === null || read.end < 0) return { done: false, end: json.length };
    if (fits && step.rest === null) return done(state, read.found, read.end);
    at = read.end;
  }
  return { done: false, end: at };
}

/** Where the next value starts, whatever else stands before it. */
function valueStart(json: string, from: number): number {
  let at = from;
  while (at < json.length && !/^["{[\-+0-9tfniIN]$/.test(json.charAt(at))) at++;
  return at;
}

function done(state: Search, found: Found, end: number): Passed {
  state.found = found;
  return { done: true, end };
}

/** Goes through an array from behind its bracket; the end of the text ends it too. */
function searchItems(state: Search, start: number, path: string): Passed {
  const { json } = state;
  const step = itemStep(path);
  if (step.pipe !== null) state.pipe = step.pipe;
  const collected: string[] = [];
  const starts: number[] = [];
  const query = step.query === null ? null : new ItemQuery(state, step);
  let at = start;
  for (let index = 0; ; index++) {
    starts.push(at);
    while (at < json.length && !/^["{[\-+0-9tfniIN\]]$/.test(json.charAt(at))) at++;
    if (at >= json.length || json.charAt(at) === ']') {
      return endItems(state, step, starts, query?.all === true ? collected : null, at + 1);
    }
    const fits = step.index === index;
    if (fits && step.rest !== null && /^[[{]/.test(json.charAt(at))) {
      const inside = searchInside(state, at, step.rest);
      if (inside.done) return inside;
      at = inside.end;
      continue;
    }
    const read = readValue(json, at);
    if (read === null || read.end < 0) return { done: false, end: json.length };
    if (query !== null) {
      const answer = query.ask(read.found);
      if (answer !== null) {
        if (!query.all) return done(state, answer, read.end);
        const raw = answer.raw || toText(answer);
        if (raw !== '') collected.push(raw);
      }
    } else if (fits && step.rest === null) {
      return done(state, read.found, read.end);
    }
    at = read.end;
  }
}

/** What an array gives when it is read to its end: its length, the list of `#.path`, or what a query collected. */
function endItems(
  state: Search,
  step: ItemStep,
  starts: readonly number[],
  collected: readonly string[] | null,
  end: number,
): Passed {
  if (step.part === '#') {
    if (step.each === null) {
      const count = starts.length - 1;
      return done(state, { type: 'number', raw: String(count), text: '', number: count }, end);
    }
    return done(state, jsonFound(`[${collectEach(state, step.each, starts).join()}]`), end);
  }
  if (collected !== null && !exists(state.found)) state.found = jsonFound(`[${collected.join()}]`);
  return { done: false, end };
}

function collectEach(state: Search, path: string, starts: readonly number[]): string[] {
  const { json } = state;
  const split = splitAtPipe(path);
  if (split !== null) state.pipe = split[1];
  const raws: string[] = [];
  for (const start of starts) {
    let at = start;
    while (/^[ \t\r\n]$/.test(json.charAt(at))) at++;
    const item = json.charAt(at) === ']' ? null : nextValue(json, at);
    if (item === null) continue;
    const found = search(item.found.raw, split?.[0] ?? path);
    if (exists(found)) raws.push(found.raw || toText(found));
  }
  return raws;
}

/** A query `#(path operator value).rest`, asked of one item after the other. */
class ItemQuery {
  readonly all: boolean;
  readonly #state: Search;
  readonly #step: ItemStep;
  #rest: string | null;

  constructor(state: Search, step: ItemStep) {
    this.#state = state;
    this.#step = step;
    this.#rest = step.rest;
    this.all = step.query?.all ?? false;
  }

  /** The item, or what the rest of the path finds in it; `null` if it does not meet the condition. */
  ask(item: Found): Found | null {
    const { query } = this.#step;
    if (query === null || (item.type !== 'json' && query.path !== '')) return null;
    if (!meets(item.type === 'json' ? search(item.raw, query.path) : item, query)) return null;
    if (this.#rest === null) return item;
    const split = splitAtPipe(this.#rest);
    if (split !== null) [this.#rest, this.#state.pipe] = split;
    return search(item.raw, this.#rest);
  }
}
