/**
 * JSON text as tidwall/gjson reads it: without a check, from token to token. What is not well formed (text inside of
 * strings, results put together) is read too, so the leniency counts.
 */
import { set, type JsonObject, type JsonValue } from './json-value';
import { unmarshal } from './json';
import { formatFixed } from './print';
import { encodeUtf8 } from './utf8';

/** What gjson finds. `raw` is the text it was written as; empty with type `null` means: nothing. */
export interface Found {
  readonly type: 'null' | 'false' | 'true' | 'number' | 'string' | 'json';
  readonly raw: string;
  /** Of a string, without quotes and escapes. */
  readonly text: string;
  /** Of a number. */
  readonly number: number;
}

export const NOTHING: Found = { type: 'null', raw: '', text: '', number: 0 };

/** A value, and the place after it. */
export interface Read {
  readonly found: Found;
  readonly end: number;
}

export function exists(found: Found): boolean {
  return found.type !== 'null' || found.raw !== '';
}

export function isList(found: Found): boolean {
  return found.type === 'json' && found.raw.startsWith('[');
}

export function isMap(found: Found): boolean {
  return found.type === 'json' && found.raw.startsWith('{');
}

/** An array, object or other text as it stands. */
export function jsonFound(raw: string): Found {
  return { type: 'json', raw, text: '', number: 0 };
}

/** Reads the value that starts at a place, by its first character; `null` if none can start so. */
export function readValue(text: string, at: number): Read | null {
  const first = text.charAt(at);
  if (first === '{' || first === '[') {
    const raw = squash(text, at);
    return { found: jsonFound(raw), end: at + raw.length };
  }
  if (first === '"') return readString(text, at);
  const isWord = first === 't' || first === 'f' || (first === 'n' && (text.charAt(at + 1) || 'u') === 'u');
  if (isWord) {
    const raw = readWord(text, at);
    const type = first === 't' ? 'true' : first === 'f' ? 'false' : 'null';
    return { found: { type, raw, text: '', number: 0 }, end: at + raw.length };
  }
  return /^[-+0-9iInN]$/.test(first) ? readNumber(text, at) : null;
}

/** The first value at a place or behind it; characters that start none are passed over. */
export function nextValue(text: string, from: number): Read | null {
  for (let at = from; at < text.length; at++) {
    const read = readValue(text, at);
    // A string without an end is no value, and ends the search.
    if (read !== null) return read.end < 0 ? null : read;
  }
  return null;
}

/** A string with its quotes. One without an end has the end -1. */
function readString(text: string, at: number): Read {
  const close = closingQuote(text, at + 1);
  const raw = close < 0 ? text.slice(at) : text.slice(at, close + 1);
  const inner = close < 0 ? raw.slice(1) : raw.slice(1, -1);
  const plain = inner.includes('\\') ? unescape(inner) : inner;
  return { found: { type: 'string', raw, text: plain, number: 0 }, end: close < 0 ? -1 : close + 1 };
}

/** Where the string ends that is open at a place; -1 if nowhere. */
export function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') return at;
    if (character === '\\') at++;
  }
  return -1;
}

function readWord(text: string, at: number): string {
  let end = at + 1;
  while (/^[a-z]$/.test(text.charAt(end))) end++;
  return text.slice(at, end);
}

function readNumber(text: string, at: number): Read {
  let end = at + 1;
  while (end < text.length && !/^[\u0000-\u0020,\]}]$/.test(text.charAt(end))) end++;
  const raw = text.slice(at, end);
  return { found: { type: 'number', raw, text: '', number: parseFloat64(raw) }, end };
}

/** strconv.ParseFloat whose error is not looked at: 0 for what is no number. Without hexadecimal floats. */
export function parseFloat64(text: string): number {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const [, sign, word] = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(text) ?? [];
  if (word === undefined) return 0;
  if (/^nan$/i.test(word)) return sign === '' ? NaN : 0;
  return sign === '-' ? -Infinity : Infinity;
}

/** The text from an opening bracket to the one that closes it, whatever their shapes; to the end if none does. */
export function squash(text: string, start: number): string {
  let depth = 1;
  for (let at = start + 1; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '"':
        at = closingQuote(text, at + 1);
        if (at < 0) return text.slice(start);
        break;
      case '{':
      case '[':
      case '(':
        depth++;
        break;
      case '}':
      case ']':
      case ')':
        depth--;
        if (depth === 0) return text.slice(start, at + 1);
        break;
    }
  }
  return text.slice(start);
}

/** The same for a text that may also start with a string. */
export function squashAny(text: string): string {
  if (!text.startsWith('"')) return squash(text, 0);
  const close = closingQuote(text, 1);
  return close < 0 ? text : text.slice(0, close + 1);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
};

/** Undoes the escapes of a string; a bad one, or a control character, ends it. */
export function unescape(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character < ' ') return plain;
    if (character !== '\\') {
      plain += character;
      continue;
    }
    const escape = text.charAt(++at);
    const short = ESCAPES[escape];
    if (short !== undefined) {
      plain += short;
    } else if (escape === 'u' && at + 5 <= text.length) {
      const unit = hexUnit(text, at + 1);
      at += 4;
      let low = -1;
      if (unit >= 0xd800 && unit <= 0xdfff && text.startsWith('\\u', at + 1) && at + 7 <= text.length) {
        low = hexUnit(text, at + 3);
        at += 6;
      }
      plain += joinUnits(unit, low);
    } else {
      return plain;
    }
  }
  return plain;
}

function hexUnit(text: string, at: number): number {
  const digits = text.slice(at, at + 4);
  return /^[\da-fA-F]{4}$/.test(digits) ? parseInt(digits, 16) : 0;
}

function joinUnits(unit: number, low: number): string {
  if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
  return unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff ? String.fromCharCode(unit, low) : '\ufffd';
}

/** The value that a whole text starts with; an array or object reaches to the text's end. */
export function parse(text: string): Found {
  const start = text.search(/[^\u0000-\u0020]/);
  if (start < 0) return NOTHING;
  if (/^[[{]/.test(text.charAt(start))) return jsonFound(text.slice(start));
  return readValue(text, start)?.found ?? NOTHING;
}

/** Calls for every member (its name with quotes as `key.raw`) or item of an array or object, and once for any other value. */
export function forEach(found: Found, call: (key: Found, value: Found) => void): void {
  if (!exists(found)) return;
  if (found.type !== 'json') {
    call(NOTHING, found);
    return;
  }
  const text = found.raw;
  const start = text.search(/[^\u0000-\u0020]/);
  const isObject = text.charAt(start) === '{';
  if (!isObject && text.charAt(start) !== '[') return;
  for (let at = start + 1; at < text.length; at++) {
    let key = NOTHING;
    if (isObject) {
      at = text.indexOf('"', at);
      if (at < 0) return;
      const read = readString(text, at);
      if (read.end < 0) return;
      key = read.found;
      at = read.end;
    }
    const read = nextValue(text, at);
    if (read === null) return;
    call(key, read.found);
    at = read.end;
  }
}

/** The Go value: of repeated names the first counts. */
export function toValue(found: Found): JsonValue {
  switch (found.type) {
    case 'null':
      return null;
    case 'false':
    case 'true':
      return found.type === 'true';
    case 'number':
      return found.number;
    case 'string':
      return found.text;
    case 'json':
      return containerValue(found.raw);
  }
}

/** From this many brackets on, a value may be nested too deeply for a function that calls itself. */
const MANY_BRACKETS = 1000;

function containerValue(text: string): JsonValue {
  if (text.length > MANY_BRACKETS && text.split(/[[{]/, MANY_BRACKETS).length === MANY_BRACKETS) {
    const decoded = unmarshal(encodeUtf8(text));
    if (decoded.ok) return decoded.value;
  }
  const start = text.search(/[^\u0000-\u0020]/);
  const first = text.charAt(start);
  if (first === '{') {
    const object: JsonObject = {};
    let name: string | null = null;
    for (const value of valuesIn(text, start + 1)) {
      if (name === null) name = value.text;
      else {
        if (!Object.hasOwn(object, name)) set(object, name, toValue(value));
        name = null;
      }
    }
    return object;
  }
  return first === '[' ? Array.from(valuesIn(text, start + 1), toValue) : null;
}

/** All values up to a closing bracket, names among them. */
function* valuesIn(text: string, from: number): Generator<Found> {
  for (let at = from; at < text.length; at++) {
    const first = text.charAt(at);
    if (first === ']' || first === '}') return;
    if (/^[-0-9{["tf]$/.test(first)) {
      const found = readValue(text, at)?.found ?? NOTHING;
      yield found;
      at += found.raw.length - 1;
    } else if (first === 'n') {
      const raw = readWord(text, at);
      yield { ...NOTHING, raw };
      at += raw.length - 1;
    }
  }
}

/** The value as text: strings without quotes, nothing for null. */
export function toText(found: Found): string {
  switch (found.type) {
    case 'null':
      return '';
    case 'number':
      return /^-?\d+$/.test(found.raw) ? found.raw : formatFixed(found.number);
    case 'string':
      return found.text;
    case 'json':
      return found.raw;
    case 'false':
    case 'true':
      return found.type;
  }
}
