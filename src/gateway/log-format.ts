/**
 * Lines of the gateway's log as it writes them: as text, its default, or as JSON (behaviour 8.1, 8.4).
 */
import { marshal, type JsonObject, type JsonValue, sortTexts } from '../go/json';
import { quote } from '../go/print';
import type { LogLine } from './outcome';

/** Whether lines of a level are written when the log is set to another (`log_level`): info has all but debug. */
export function isLogged({ level }: LogLine, setTo: 'debug' | 'info'): boolean {
  return setTo === 'debug' || level !== 'debug';
}

/**
 * A line as text, without its line feed: time, level and message first, then the fields by name. An empty message is left
 * out. `at` is in milliseconds since 1970; the line has whole seconds, UTC.
 */
export function textLine(line: LogLine, at: number): string {
  const { level, message, ...fields } = line;
  const pairs = [`time="${time(at)}"`, `level=${level}`];
  if (message !== '') pairs.push(`message=${quoted(message)}`);
  for (const name of sortTexts(Object.keys(fields))) pairs.push(`${name}=${quoted(printed(fields[name]))}`);
  return pairs.join(' ');
}

/**
 * A line as JSON, without its line feed: members by name, an error under both its names (behaviour 8.1). `at` is in
 * milliseconds since 1970; the line has whole seconds, UTC.
 */
export function jsonLine(line: LogLine, at: number): string {
  const members: JsonObject = { time: time(at) };
  for (const [name, value] of Object.entries(line)) members[name] = jsonValue(value);
  if (line['error'] !== undefined) members['logrus_error'] = jsonValue(line['error']);
  return marshal(members);
}

function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A text as it stands if it is plain, else in quotes. */
function quoted(text: string): string {
  return /^[A-Za-z0-9\-._/@^+]*$/.test(text) ? text : quote(text);
}

/** A field's value as Go's `%v` prints it. Numbers in the log are whole ones. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`;
  return typeof value === 'string' ? value : marshal(jsonValue(value));
}

function jsonValue(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
