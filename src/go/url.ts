/** Paths and queries as Go's net/url and routers read and write them. Bytes that are no UTF-8 are kept as utf8.ts says. */
import { sortTexts, type Decoded } from './json-value';
import { quote } from './print';
import { decodeKeepingBytes, encodeUtf8 } from './utf8';

/** Query values by name, names in the order they first came (Go's map has none). */
export type Query = ReadonlyMap<string, readonly string[]>;

/** What net/url holds of a request target. */
export interface Target {
  /** Decoded. */
  readonly path: string;
  /** The path as sent, if that is not how Go would write `path`; else empty. */
  readonly rawPath: string;
  /** As sent, without its `?`. */
  readonly query: string;
  /** Whether the target ends in its only `?`. */
  readonly forceQuery: boolean;
}

const UNRESERVED = /^[A-Za-z0-9_.~-]$/;
const PATH = unescapedBytes('$&+,/:;=@');
const PATH_SEGMENT = unescapedBytes('$&+:=@');
const QUERY = unescapedBytes('');

/** Bytes that stand as they are: RFC 3986's unreserved ones, and those given. */
function unescapedBytes(others: string): readonly boolean[] {
  return Array.from({ length: 256 }, (_, byte) => {
    const character = String.fromCharCode(byte);
    return UNRESERVED.test(character) || others.includes(character);
  });
}

function escape(text: string, plain: readonly boolean[], blank: string): string {
  if ((plain === PATH ? PLAIN_PATH : UNRESERVED_TEXT).test(text)) return text;
  let escaped = '';
  for (const byte of encodeUtf8(text)) {
    if (plain[byte] === true) escaped += String.fromCharCode(byte);
    else escaped += byte === 0x20 ? blank : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

const UNRESERVED_TEXT = /^[A-Za-z0-9_.~-]*$/;
const PLAIN_PATH = /^[A-Za-z0-9_.~$&+,/:;=@-]*$/;

/** url.QueryEscape: a blank becomes `+`. */
export function queryEscape(text: string): string {
  return escape(text, QUERY, '+');
}

/** url.PathEscape: for one segment, a slash is escaped too. */
export function pathSegmentEscape(text: string): string {
  return escape(text, PATH_SEGMENT, '%20');
}

/** url.PathUnescape. Error: `invalid URL escape "%zz"`. */
export function pathUnescape(text: string): Decoded<string> {
  return unescape(text);
}

/** url.QueryUnescape: `+` is a blank. Error: `invalid URL escape "%zz"`. */
export function queryUnescape(text: string): Decoded<string> {
  return unescape(text.replaceAll('+', ' '), text);
}

/** Undoes `%XX`; errors show the text as it was given. */
function unescape(text: string, given = text): Decoded<string> {
  if (!text.includes('%')) return { ok: true, value: text };
  const source = encodeUtf8(text);
  const bytes = new Uint8Array(source.length);
  let written = 0;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    if (byte === 0x25) {
      const value = hexPair(source, at + 1);
      if (value < 0) {
        const shown = encodeUtf8(given).subarray(at, at + 3);
        return { ok: false, error: `invalid URL escape ${quote(decodeKeepingBytes(shown))}` };
      }
      bytes[written++] = value;
      at += 2;
    } else {
      bytes[written++] = byte;
    }
  }
  return { ok: true, value: decodeKeepingBytes(bytes.subarray(0, written)) };
}

/** The value of two hexadecimal digits, -1 if they are none. */
function hexPair(bytes: Uint8Array, at: number): number {
  const digits = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? parseInt(digits, 16) : -1;
}

const MAX_QUERY_PARAMETERS = 10000;

/** url.ParseQuery: a pair with `;` or a broken escape is skipped; more than 10000 pairs give none. */
export function parseQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const pairs = query.split('&');
  if (pairs.length > MAX_QUERY_PARAMETERS) return values;
  for (const pair of pairs) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const name = queryUnescape(equals < 0 ? pair : pair.slice(0, equals));
    const value = queryUnescape(equals < 0 ? '' : pair.slice(equals + 1));
    if (!name.ok || !value.ok) continue;
    const before = values.get(name.value);
    if (before === undefined) values.set(name.value, [value.value]);
    else before.push(value.value);
  }
  return values;
}

/** url.Values.Encode: sorted by name, `name=value` joined by `&`. */
export function encodeQuery(values: Query): string {
  const pairs: string[] = [];
  for (const name of sortTexts([...values.keys()])) {
    for (const value of values.get(name) ?? []) pairs.push(`${queryEscape(name)}=${queryEscape(value)}`);
  }
  return pairs.join('&');
}

/** How Go writes a path on the wire (URL.EscapedPath): the raw one as long as it is valid and says the same, else its own escaping. */
export function escapePath(path: string, rawPath = ''): string {
  if (rawPath !== '' && VALID_RAW_PATH.test(rawPath)) {
    const unescaped = unescape(rawPath);
    if (unescaped.ok && unescaped.value === path) return rawPath;
  }
  return path === '*' ? path : escape(path, PATH, '%20');
}

const VALID_RAW_PATH = /^[A-Za-z0-9_.~!$&'()*+,;=:@[\]%/-]*$/;

/** url.ParseRequestURI of a target in origin form (`/path?query`). Errors: Go's texts, without `parse "...": ` before them. */
export function parseTarget(target: string): Decoded<Target> {
  // Control bytes; the scheme and host forms of a target never get here.
  if (/[\u0000-\u001f\u007f]/.test(target)) return { ok: false, error: 'net/url: invalid control character in URL' };
  if (target === '') return { ok: false, error: 'empty url' };
  if (target === '*') return { ok: true, value: { path: '*', rawPath: '', query: '', forceQuery: false } };
  if (!target.startsWith('/')) return { ok: false, error: 'invalid URI for request' };
  const mark = target.indexOf('?');
  const sent = mark < 0 ? target : target.slice(0, mark);
  const path = unescape(sent);
  if (!path.ok) return path;
  return {
    ok: true,
    value: {
      path: path.value,
      rawPath: escape(path.value, PATH, '%20') === sent ? '' : sent,
      query: mark < 0 ? '' : target.slice(mark + 1),
      forceQuery: mark >= 0 && mark === target.length - 1,
    },
  };
}

/** The clean form of a path, as net/http and gorilla/mux redirect to: rooted, no `//`, `.` or `..`, a slash at the end kept. */
export function cleanPath(path: string): string {
  if (path.startsWith('/') && !path.includes('//') && !path.includes('/.')) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return kept.length === 0 ? '/' : `/${kept.join('/')}${path.endsWith('/') ? '/' : ''}`;
}
