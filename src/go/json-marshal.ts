/** JSON text as Go's json.Marshal writes it. */
import { sortedNames, get, type JsonObject, type JsonValue } from './json-value';

/** What is being written: an array, or an object with its names in order; `next` counts what is done. */
interface Open {
  readonly of: JsonValue[] | JsonObject;
  readonly names: string[] | null;
  next: number;
}

/** Writes a value: names sorted, `< > &` and U+2028/9 escaped, no blanks. Does not recurse, so depth is no limit. */
export function marshal(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return writeScalar(value);
  const open: Open[] = [enter(value)];
  let text = open[0]?.names === null ? '[' : '{';
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { of, names } = top;
    const at = top.next++;
    let item: JsonValue | undefined;
    if (Array.isArray(of)) item = of[at];
    else {
      const name = names?.[at];
      item = name === undefined ? undefined : get(of, name);
      if (name !== undefined) text += `${at > 0 ? ',' : ''}${writeString(name)}:`;
    }
    if (item === undefined) {
      text += names === null ? ']' : '}';
      open.pop();
      continue;
    }
    if (names === null && at > 0) text += ',';
    if (typeof item !== 'object' || item === null) {
      text += writeScalar(item);
    } else {
      const entered = enter(item);
      text += entered.names === null ? '[' : '{';
      open.push(entered);
    }
  }
  return text;
}

function enter(of: JsonValue[] | JsonObject): Open {
  return { of, names: Array.isArray(of) ? null : sortedNames(of), next: 0 };
}

function writeScalar(value: null | boolean | number | string): string {
  if (typeof value === 'string') return writeString(value);
  // Go's way of writing numbers is that of JavaScript, but for the sign of zero.
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return String(value);
}

// A lone surrogate cannot come from Go; it is written as Go writes a byte that is no UTF-8.
const ODD = /[\u0000-\u001f"\\<>&\u2028\u2029]|\p{Surrogate}/gu;
const PLAIN = /^[^\u0000-\u001f"\\<>&\u2028\u2029\ud800-\udfff]*$/;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function writeString(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : `"${value.replace(ODD, escapeOdd)}"`;
}

function escapeOdd(unit: string): string {
  const code = unit.charCodeAt(0);
  return SHORT[unit] ?? `\\u${(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code).toString(16).padStart(4, '0')}`;
}
