/** Values as Go's fmt and strconv print them. */
import { sortedNames, get, type JsonValue } from './json-value';
import { PRINTABLE } from './print-table';
import { isKeptByte } from './utf8';

/** Where printable characters begin and end, by turns. */
const EDGES = edgesOf(PRINTABLE);

function edgesOf(table: string): Uint32Array {
  const runs = table.split(' ');
  const edges = new Uint32Array(runs.length);
  let edge = 0;
  for (const [index, run] of runs.entries()) {
    edge += parseInt(run, 36);
    edges[index] = edge;
  }
  return edges;
}

/** unicode.IsPrint of a code point. */
export function isPrint(codePoint: number): boolean {
  if (codePoint < 0x7f) return codePoint >= 0x20;
  let low = 0;
  let high = EDGES.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((EDGES[middle] ?? 0) <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** A text in double quotes with Go's escapes, as `%q` and strconv.Quote write it. */
export function quote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const character of text) quoted += escapeCharacter(character.codePointAt(0) ?? 0, 0x22);
  return `${quoted}"`;
}

/** A byte in single quotes, as encoding/json names it in its errors: as the Latin-1 character of that number. */
export function quoteByte(byte: number): string {
  return byte === 0x22 ? `'"'` : `'${escapeCharacter(byte, 0x27)}'`;
}

const SHORT_ESCAPES = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x0c, '\\f'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
  [0x0b, '\\v'],
]);

function escapeCharacter(codePoint: number, quoteMark: number): string {
  if (isKeptByte(codePoint)) return `\\x${hex(codePoint & 0xff, 2)}`;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
  if (codePoint === quoteMark || codePoint === 0x5c) return `\\${String.fromCodePoint(codePoint)}`;
  if (isPrint(codePoint)) return String.fromCodePoint(codePoint);
  const short = SHORT_ESCAPES.get(codePoint);
  if (short !== undefined) return short;
  if (codePoint < 0x80) return `\\x${hex(codePoint, 2)}`;
  return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`;
}

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}

/** A float64 as `%v` prints it: the fewest digits, with an exponent of two digits or more below 1e-4 and from 1e6 up: `1e+06`, `999999`. */
export function formatFloat(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatSpecial(value);
  const { sign, digits, exponent } = decimalOf(value);
  if (exponent >= -4 && exponent < 6) return placePoint(sign, digits, exponent);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
}

/** A float64 with the fewest digits and never an exponent: strconv.FormatFloat(value, 'f', -1, 64). */
export function formatFixed(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return formatSpecial(value);
  const { sign, digits, exponent } = decimalOf(value);
  return placePoint(sign, digits, exponent);
}

function formatSpecial(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

/** The fewest decimal digits that give the number; the point stands behind the first of them, times ten to the exponent. */
function decimalOf(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return { sign: value < 0 ? '-' : '', digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function placePoint(sign: string, digits: string, exponent: number): string {
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** What is still to be printed, last first: text, or a value. */
type Pending = { readonly text: string } | { readonly value: JsonValue };

/** A decoded JSON value as `%v` prints it: `map[a:1 b:[x y]]` with sorted names, `<nil>`. */
export function printValue(root: JsonValue): string {
  let printed = '';
  const todo: Pending[] = [{ value: root }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('text' in next) {
      printed += next.text;
      continue;
    }
    const { value } = next;
    if (value === null) printed += '<nil>';
    else if (typeof value === 'number') printed += formatFloat(value);
    else if (typeof value !== 'object') printed += String(value);
    else {
      const parts: Pending[] = [];
      if (Array.isArray(value)) {
        for (const item of value) parts.push({ text: parts.length > 0 ? ' ' : '[' }, { value: item });
        parts.push({ text: parts.length > 0 ? ']' : '[]' });
      } else {
        for (const name of sortedNames(value)) {
          parts.push({ text: `${parts.length > 0 ? ' ' : 'map['}${name}:` }, { value: get(value, name) ?? null });
        }
        parts.push({ text: parts.length > 0 ? ']' : 'map[]' });
      }
      for (const part of parts.toReversed()) todo.push(part);
    }
  }
  return printed;
}
