/**
 * The gateway's log while a request runs.
 * Lines with a middleware carry the request's fields; bare lines carry only their own.
 */
import type { LogLine } from './outcome';

type Level = LogLine['level'];
type Fields = Readonly<Record<string, unknown>>;

/** Gathers the lines of one request, in order. */
export class LogWriter {
  readonly lines: LogLine[] = [];

  /** A line without a middleware. */
  bare(level: Level, message: string, fields?: Fields): void {
    this.lines.push(fields === undefined ? { level, message } : { level, message, ...fields });
  }
}

/** What every line of a middleware at level info and above carries. */
export interface RequestFields {
  readonly api_id: string;
  readonly api_name: string;
  readonly org_id: string;
}

/** A middleware's own view of the log. */
export class MiddlewareLog {
  readonly #log: LogWriter;
  readonly mw: string;
  readonly #request: RequestFields;
  readonly #path: string;
  readonly #origin: string;
  readonly #key: string | undefined;

  /** `key` is the obfuscated session id that the middleware's logger carries, if any. */
  constructor(
    log: LogWriter,
    mw: string,
    request: RequestFields,
    path: string,
    origin: string,
    key: string | undefined,
  ) {
    this.#log = log;
    this.mw = mw;
    this.#key = key;
    this.#request = request;
    this.#path = path;
    this.#origin = origin;
  }

  /** A line at level debug: message, middleware, and the key that its logger carries. */
  debug(message: string): void {
    const { mw } = this;
    const key = this.#key;
    this.#log.lines.push(key === undefined ? { level: 'debug', message, mw } : { level: 'debug', message, mw, key });
  }

  /** The last line of a middleware: the status that it ended with, and the error if it refused. */
  finished(code: number, error?: string): void {
    const { mw } = this;
    const key = this.#key;
    const message = 'Finished';
    const level = 'debug';
    const line: LogLine = key === undefined ? { level, message, mw, code } : { level, message, mw, code, key };
    this.#log.lines.push(error === undefined ? line : { ...line, error });
  }

  /** A line that an operator sees at level info. */
  write(level: Exclude<Level, 'debug'>, message: string, fields?: Fields): void {
    const { mw } = this;
    const { api_id, api_name, org_id } = this.#request;
    const key = this.#key === undefined ? undefined : { key: this.#key };
    const own = { api_id, api_name, org_id, type: 'request', mw, origin: this.#origin, path: this.#path };
    this.#log.lines.push({ level, message, ...own, ...key, ...fields });
  }

  /** A line without the middleware, in its place. */
  bare(level: Level, message: string, fields?: Fields): void {
    this.#log.bare(level, message, fields);
  }
}
