/**
 * Whether a replayed exchange equals the recorded one, in the five parts of tests/recordings/README.md.
 */
import { isObject, type JsonObject, type JsonValue, unmarshal } from '../go/json';
import { type SessionState, writeSession } from '../gateway/definition/session';
import type { Exchange, GatewayResponse, Header, LogLine, UpstreamRequest } from '../gateway/outcome';
import type { RecordedExchange, RecordedResponse } from './recording';

export const parts = ['response', 'upstream', 'session', 'logs', 'debug'] as const;

export type Part = (typeof parts)[number];

/** A part that differs: what the recording has, and what came instead. */
export interface Difference {
  readonly part: Part;
  readonly wanted: unknown;
  readonly got: unknown;
}

/** A value in a form in which equal values have equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function equal(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

const unheeded = new Set(['date', 'transfer-encoding', 'connection']);

function headersOf(headers: readonly Header[]): string[] {
  return headers
    .filter(([name]) => !unheeded.has(name.toLowerCase()))
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .sort();
}

/** The parts of a response that the recording holds. */
function responseLike(wanted: RecordedResponse, got: GatewayResponse | null): { wanted: unknown; got: unknown } {
  if (wanted.failed !== undefined) return { wanted: 'connection cut', got: got ?? 'connection cut' };
  return {
    wanted: {
      status: wanted.status,
      ...(wanted.headers === undefined ? {} : { headers: headersOf(wanted.headers) }),
      ...(wanted.body === undefined ? {} : { body: wanted.body }),
    },
    got:
      got === null
        ? 'connection cut'
        : {
            status: got.status,
            ...(wanted.headers === undefined ? {} : { headers: headersOf(got.headers) }),
            ...(wanted.body === undefined ? {} : { body: got.body }),
          },
  };
}

/** A header value as the recordings show it: its UTF-8 bytes, each as a character. */
function asLatin1(value: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(value)) text += String.fromCharCode(byte);
  return text;
}

function upstreamLike(request: UpstreamRequest | null, shown: (value: string) => string): unknown {
  if (request === null) return null;
  const { method, path, headers, body = '' } = request;
  return { method, path: shown(path), body, headers: headers.map(([name, value]) => [name, shown(value)]) };
}

function sorted(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? value.map(String).sort() : value;
}

/** A session as the admin API writes it. */
function written(session: SessionState | null): JsonObject | null {
  if (session === null) return null;
  const json = unmarshal(new TextEncoder().encode(writeSession(session)));
  return json.ok && isObject(json.value) ? json.value : null;
}

/** A session with what has no order sorted, and without what a recording leaves out. */
function sessionLike(session: JsonObject | null): unknown {
  if (session === null) return null;
  const { apply_policies, tags } = session;
  return {
    ...session,
    date_created: null,
    last_updated: null,
    apply_policies: sorted(apply_policies),
    tags: sorted(tags),
  };
}

function isDebug({ level }: LogLine): boolean {
  return level === 'debug';
}

const debugFields = ['level', 'mw', 'message', 'code', 'error', 'key'];

function debugLine(line: LogLine): unknown {
  return Object.fromEntries(debugFields.filter((name) => line[name] !== undefined).map((name) => [name, line[name]]));
}

/** Compares one exchange, part by part. Where a recording varies, one of the answers seen is enough. */
export function differences(recorded: RecordedExchange, exchange: Exchange): readonly Difference[] {
  const found: Difference[] = [];
  const check = (part: Part, wanted: unknown, got: unknown): void => {
    if (!equal(wanted, got)) found.push({ part, wanted, got });
  };
  const varies = new Set(recorded.varies ?? []);

  const seen = [recorded.response, ...(varies.has('response') ? (recorded.also ?? []) : [])];
  const pairs = seen.map((response) => responseLike(response, exchange.response));
  const [first] = pairs;
  if (first !== undefined && !pairs.some(({ wanted, got }) => equal(wanted, got))) {
    found.push({ part: 'response', wanted: first.wanted, got: first.got });
  }

  if (recorded.upstream !== undefined && !varies.has('upstream')) {
    const { upstream } = exchange;
    check(
      'upstream',
      upstreamLike(recorded.upstream, (value) => value),
      upstreamLike(upstream, asLatin1),
    );
  } else if (recorded.reached !== undefined) check('upstream', recorded.reached, exchange.upstream !== null);

  if (recorded.session !== undefined && !varies.has('session')) {
    check('session', sessionLike(recorded.session), sessionLike(written(exchange.session ?? null)));
  }
  if (recorded.logs !== undefined && !varies.has('logs')) {
    check(
      'logs',
      recorded.logs.filter((line) => !isDebug(line)),
      exchange.log.filter((line) => !isDebug(line)),
    );
    check('debug', recorded.logs.filter(isDebug).map(debugLine), exchange.log.filter(isDebug).map(debugLine));
  }
  return found;
}
