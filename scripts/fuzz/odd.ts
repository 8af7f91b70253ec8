/** Values that nobody expects in a document, and ways to put them there. */
import { isObject, type JsonObject, type JsonValue, set } from '../../src/go/json';
import type { Chance } from './chance';

const deep = (levels: number): JsonValue => {
  let value: JsonValue = {};
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

export const oddTexts: readonly string[] = [
  '',
  ' ',
  'a',
  'gold',
  'sub',
  '__proto__',
  'constructor',
  'toString',
  'a.b',
  'a..b',
  '.',
  '*',
  '$',
  '$.a',
  '#',
  'a.#.b',
  '@this',
  '%',
  '%zz',
  '%2F',
  '/*',
  '/{a',
  '{a:(}',
  '{}',
  '(',
  '(a+)+$',
  '(?i)a{1,1000}',
  '[',
  '\\',
  '\u0000',
  '\n',
  '\r\nX: y',
  '\u202e',
  '\ud800',
  '😀',
  '<img src=x onerror=alert(1)>',
  'Bearer ',
  'http://',
  'http://[',
  'http://idp.test/jwks.json',
  'aHR0cDovL2lkcC50ZXN0L2p3a3MuanNvbg==',
  '2020-01-01 00:00',
  '9999999999999999999',
  '1h30m',
  '$tyk_context.jwt_claims_sub',
  'x'.repeat(3000),
];

export const oddValues: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1e308,
  2 ** 63,
  -(2 ** 63),
  2 ** 53,
  1_790_000_000,
  ...oddTexts,
  [],
  {},
  [[]],
  [null],
  ['gold', 'gold'],
  ['', null, 5],
  { '': '' },
  { a: { b: { c: null } } },
  { constructor: 'x', toString: 1 },
  { ['__proto__']: { sub: 'x' } },
  deep(40),
];

/** A path to some place in the value; empty for the value itself. */
function somePlace(value: JsonValue, chance: Chance): readonly string[] {
  const path: string[] = [];
  let at = value;
  while (typeof at === 'object' && at !== null) {
    const names = Object.keys(at);
    if (names.length === 0 || (path.length > 0 && chance.oneIn(5))) break;
    const name = chance.pick(names);
    path.push(name);
    at = Array.isArray(at) ? (at[Number(name)] ?? null) : (at[name] ?? null);
  }
  return path;
}

function put(value: JsonValue, path: readonly string[], odd: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return odd;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? put(item, rest, odd) : item));
  if (typeof value !== 'object' || value === null) return value;
  const copy: JsonObject = {};
  for (const [one, inner] of Object.entries(value)) set(copy, one, one === name ? put(inner, rest, odd) : inner);
  return copy;
}

/** The document with odd values in up to so many places. */
export function disturbed(document: JsonObject, chance: Chance, most: number): JsonObject {
  let changed: JsonValue = document;
  for (let changes = chance.below(most + 1); changes > 0; changes--) {
    const path = somePlace(changed, chance);
    if (path.length > 0) changed = put(changed, path, chance.pick(oddValues));
  }
  return isObject(changed) ? changed : document;
}

/** The text with a few characters changed, taken away or put in: no JSON any more, most of the time. */
export function torn(text: string, chance: Chance): string {
  let changed = text;
  for (let changes = 1 + chance.below(3); changes > 0; changes--) {
    const at = chance.below(changed.length + 1);
    const put = chance.pick(['', '"', '{', '}', ',', ':', '\\', '0', '\u0000', '1e999', '[[[[', 'é']);
    changed = changed.slice(0, at) + put + changed.slice(at + chance.below(3));
  }
  return changed;
}
