/**
 * The client's request while the gateway works on it: Go's view of its URL and headers.
 */
import { canonicalHeaderName, isToken } from '../go/header';
import { escapePath, parseQuery, parseTarget, type Target } from '../go/url';
import type { GatewayRequest, Header } from './outcome';
import { settings } from './settings';

export class RequestInProgress {
  readonly method: string;
  readonly host: string;
  /** The path as it was when the request came in, decoded. */
  readonly originalPath: string;
  /** The decoded path; steps may shorten it. */
  path: string;
  /** The path as sent, where its encoding is not the usual one; else empty. */
  rawPath: string;
  /** The query as sent, without its `?`. */
  query: string;
  /** A `?` with nothing behind it. */
  readonly emptyQuery: boolean;
  /** By canonical name, in the order of their first appearance. */
  readonly headers: Map<string, readonly string[]>;
  readonly body: string | undefined;
  /** The client's address as the log and the context variables have it: the proxy headers are believed (`RealIP`). */
  readonly origin: string;

  private constructor(request: GatewayRequest, target: Target) {
    this.method = request.method;
    this.originalPath = target.path;
    this.path = target.path;
    this.rawPath = target.rawPath;
    this.query = target.query;
    this.emptyQuery = target.forceQuery;
    this.body = request.body;
    this.headers = new Map();
    let host = '';
    for (const [name, value] of request.headers) {
      const canonical = canonicalHeaderName(name);
      if (canonical === 'Host') {
        if (host === '') host = value;
        continue;
      }
      const trimmed = trimBlanks(value);
      const before = this.headers.get(canonical);
      this.headers.set(canonical, before === undefined ? [trimmed] : [...before, trimmed]);
    }
    this.host = host;
    this.origin =
      address(this.header('X-Real-Ip')) ??
      address((this.header('X-Forwarded-For').split(',', 1)[0] ?? '').trim()) ??
      settings.clientAddress;
  }

  /** Reads a request; one that Go's server answers 400 gives what that answer says after `400 Bad Request`. */
  static read(request: GatewayRequest): RequestInProgress | { readonly problem: string } {
    const target = parseTarget(request.path);
    if (!target.ok || request.path.includes(' ') || !isToken(request.method)) return { problem: '' };
    for (const [name, value] of request.headers) {
      if (!isToken(name)) return { problem: ': invalid header name' };
      if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return { problem: ': invalid header value' };
    }
    return new RequestInProgress(request, target.value);
  }

  /** The first value of a header by its canonical name; empty when there is none. */
  header(canonical: string): string {
    return this.headers.get(canonical)?.[0] ?? '';
  }

  /** The query's values by name; pairs that cannot be read are left out. */
  queryValues(): Map<string, string[]> {
    return parseQuery(this.query);
  }

  /** The path as it goes out: as it came, if it still stands for the decoded one. */
  escapedPath(): string {
    return escapePath(this.path, this.rawPath);
  }

  /** The query with its `?`, as sent; nothing if there was none. */
  queryPart(): string {
    return this.query !== '' ? `?${this.query}` : this.emptyQuery ? '?' : '';
  }

  /** Bytes of the headers and the request line, roughly as the server counts them. */
  static headerBytes(request: GatewayRequest): number {
    const count = (total: number, [name, value]: Header): number => total + name.length + value.length + 4;
    return request.headers.reduce(count, request.method.length + request.path.length + 12);
  }
}

/** A header value without blanks and tabs at its ends. */
export function trimBlanks(value: string): string {
  return /^[ \t]|[ \t]$/.test(value) ? value.replace(/^[ \t]+|[ \t]+$/g, '') : value;
}

/** An IP address as Go prints it; `null` for any other text. */
function address(text: string): string | null {
  if (text === '') return null;
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4 !== null) {
    const parts = v4.slice(1);
    return parts.every((part) => Number(part) <= 255 && (part === '0' || !part.startsWith('0'))) ? text : null;
  }
  if (!text.includes(':') || !URL.canParse(`http://[${text}]/`)) return null;
  const printed = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(printed);
  if (mapped === null) return printed;
  const [high, low] = [parseInt(mapped[1] ?? '0', 16), parseInt(mapped[2] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
