/**
 * Lines of the gateway's log as people copy them: JSON or text, with what a container runtime puts before them.
 */
import { memberOf, parsedJson, type ReadLine } from './message';

/** Reads a line; `null`: it is no line of a log. */
export function readLogLine(line: string): ReadLine | null {
  const brace = line.indexOf('{');
  if (brace !== -1 && line.trimEnd().endsWith('}')) {
    const read = readLogObject(parsedJson(line.slice(brace)));
    if (read !== null) return read;
  }
  return readPairs(line) ?? readConsole(line) ?? readPanic(line);
}

/** A line as an object: the gateway's own, or the wrapping of Docker's log files around one. */
export function readLogObject(value: unknown): ReadLine | null {
  const wrapped = memberOf(value, 'log');
  if (typeof wrapped === 'string') return readLogLine(wrapped.trimEnd());
  const level = memberOf(value, 'level');
  const message = memberOf(value, 'message') ?? memberOf(value, 'msg');
  if (typeof level !== 'string' || typeof message !== 'string') return null;
  const fields = new Map<string, string>();
  if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      if (!own.has(name)) fields.set(name, typeof field === 'string' ? field : JSON.stringify(field));
    }
  }
  return { level, message, fields };
}

const own: ReadonlySet<string> = new Set(['level', 'message', 'msg']);

const pair = /(?<name>[A-Za-z_][\w ]*?)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s"]*))(?=\s|$)/gy;

/** `time="…" level=info message="…" api_id=…`: the gateway's usual format. */
function readPairs(line: string): ReadLine | null {
  const start = /(?:^|\s)(?:time="|level=)/.exec(line);
  if (start === null) return null;
  const fields = new Map<string, string>();
  let at = start.index;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? '')) {
      at++;
      continue;
    }
    pair.lastIndex = at;
    const found = pair.exec(line);
    if (found?.groups === undefined) break;
    const { name = '', quoted, plain = '' } = found.groups;
    fields.set(name, quoted === undefined ? plain : unquote(quoted));
    at += found[0].length;
  }
  const level = fields.get('level');
  if (level === undefined) return null;
  const message = fields.get('message') ?? fields.get('msg') ?? '';
  for (const name of own) fields.delete(name);
  return { level, message, fields };
}

/** `[Aug 21 12:00:00]  INFO main: …  api_id=…`: the same on a terminal. */
function readConsole(line: string): ReadLine | null {
  const found = /^.{0,80}?\[[^\]]{8,30}\]\s+(DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|PANIC)\s+([^]*)$/.exec(line);
  if (found === null) return null;
  const [, level = '', rest = ''] = found;
  const fieldsAt = /\s+\w+=/.exec(rest)?.index ?? rest.length;
  const message = rest
    .slice(0, fieldsAt)
    .replace(/^[\w-]+: /, '')
    .trim();
  const pairs = readPairs(`level=${level.toLowerCase()} ${rest.slice(fieldsAt)}`);
  return { level: level.toLowerCase().replace(/^warn$/, 'warning'), message, fields: pairs?.fields ?? new Map() };
}

/** Go's own line, before its trace. */
function readPanic(line: string): ReadLine | null {
  const message = /http: panic serving \S+ (interface conversion: [^"]*)/.exec(line)?.[1];
  return message === undefined ? null : { level: 'panic', message: message.trim(), fields: new Map() };
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What stands between the quotes of a Go string. */
function unquote(quoted: string): string {
  return quoted.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g,
    (_, byte: string | undefined, short: string | undefined, long: string | undefined, letter: string | undefined) => {
      const hex = byte ?? short ?? long;
      if (hex === undefined) return letters[letter ?? ''] ?? letter ?? '';
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    },
  );
}
