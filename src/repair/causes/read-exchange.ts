/**
 * Takes a text apart, line by line: what was sent, what came back, what was logged.
 */
import type { Header } from '../../gateway/outcome';
import { parsedJson, type ReadLine } from './message';
import { readLogLine, readLogObject } from './read-log-line';

/** The parts of a text. Of several answers the last one counts: what comes before are redirects. */
export interface Parts {
  readonly status: number | null;
  readonly headers: readonly Header[];
  readonly body: string | null;
  readonly log: readonly ReadLine[];
  /** The head of the request as curl shows it. */
  readonly sent: { readonly method: string; readonly target: string; readonly headers: readonly Header[] } | null;
  /** curl's own message, without its number. */
  readonly curlError: { readonly number: number; readonly text: string } | null;
}

const statusLine = /^HTTP\/[\d.]+ (\d{3})(?: .*)?$/;
const requestLine = /^([A-Z]+) (\S+) HTTP\/[\d.]+$/;
const headerLine = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/;
const curlMessage = /^curl: \((\d+)\) (.*)$/;

/** What curl prints about itself between the lines of an exchange. */
const chatter = /^(?:\* |\*$|[{}] \[\d+ bytes data\]|\s*% Total\b|\s*Dload\s+Upload|\s*\d+\s+\d+\s+\d+.*--:--)/;

type Mode = 'free' | 'answer head' | 'request head' | 'body';

export function readExchange(text: string): Parts {
  const lines = text.split('\n');
  const isVerbose = lines.some((line) => /^[<>] (?:HTTP\/|[A-Z]+ \S+ HTTP\/)/.test(line));
  const reader = new Reader();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const object = objectFrom(lines, at);
    if (object !== null) {
      reader.take(object.line);
      at = object.end;
    } else if (isVerbose) reader.verbose(line);
    else reader.plain(line);
  }
  return reader.parts();
}

/** A log line that was laid out over several lines, as jq does; its body is an object that nothing else is. */
function objectFrom(lines: readonly string[], at: number): { readonly line: ReadLine; readonly end: number } | null {
  if (lines[at]?.trim() !== '{') return null;
  const end = lines.findIndex((line, index) => index > at && line.trimEnd() === '}');
  if (end === -1) return null;
  const line = readLogObject(parsedJson(lines.slice(at, end + 1).join('\n')));
  return line === null ? null : { line, end };
}

class Reader {
  #mode: Mode = 'free';
  #status: number | null = null;
  #headers: Header[] = [];
  #body: string[] = [];
  readonly #log: ReadLine[] = [];
  #sent: { method: string; target: string; headers: Header[] } | null = null;
  #curlError: Parts['curlError'] = null;

  parts(): Parts {
    const body = this.#body.join('\n').trim();
    return {
      status: this.#status,
      headers: this.#headers,
      body: body === '' ? null : body,
      log: this.#log,
      sent: this.#sent,
      curlError: this.#curlError,
    };
  }

  take(line: ReadLine): void {
    this.#log.push(line);
  }

  /** A line of `curl -v`: `>` was sent, `<` came back, `*` is curl's own. */
  verbose(line: string): void {
    const [, side, rest = ''] = /^([<>])(?: (.*))?$/.exec(line) ?? [];
    if (side === '>') {
      if (this.#mode !== 'request head') this.#mode = 'request head';
      this.#head(rest);
    } else if (side === '<') {
      if (this.#mode !== 'answer head') this.#mode = 'answer head';
      this.#head(rest);
      if (rest === '') this.#mode = 'body';
    } else if (!chatter.test(line)) this.#other(line);
  }

  plain(line: string): void {
    const isHead = this.#mode === 'answer head' || this.#mode === 'request head';
    if (isHead && line.trim() === '') this.#mode = 'body';
    else if (!this.#head(line) && !chatter.test(line)) this.#other(line);
  }

  /** A line of a head; false: it is none. */
  #head(line: string): boolean {
    const status = statusLine.exec(line)?.[1];
    if (status !== undefined) {
      this.#status = Number(status);
      this.#headers = [];
      this.#body = [];
      this.#mode = 'answer head';
      return true;
    }
    const [, method, target] = requestLine.exec(line) ?? [];
    if (method !== undefined && target !== undefined) {
      this.#sent = { method, target, headers: [] };
      this.#mode = 'request head';
      return true;
    }
    if (this.#mode !== 'answer head' && this.#mode !== 'request head') return false;
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    if (name === undefined) return false;
    if (this.#mode === 'answer head') this.#headers.push([name, value]);
    else this.#sent?.headers.push([name, value]);
    return true;
  }

  #other(written: string): void {
    // The gateway's bodies end without a line feed, and curl goes on in the same line.
    const line = written.replace(/(?<=\S)\* (?:Connection #\d+ |Closing connection|shutting down ).*$/, '');
    const [, number, text = ''] = curlMessage.exec(line) ?? [];
    if (number !== undefined) {
      this.#curlError = { number: Number(number), text };
      return;
    }
    const logged = readLogLine(line);
    if (logged !== null) this.#log.push(logged);
    else {
      if (this.#mode !== 'free') this.#mode = 'body';
      this.#body.push(line);
    }
  }
}
