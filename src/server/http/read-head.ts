/**
 * Reads the head of a request as Go's HTTP server does, and refuses what it refuses, with its texts. Node's own parser is
 * not used: it knows only some methods, and hides the order of headers and the target as it was sent.
 */
import { canonicalHeaderName, isToken } from '../../go/header';
import { parseTarget } from '../../go/url';
import { decodeKeepingBytes } from '../../go/utf8';
import type { Header } from '../../gateway/outcome';
import { trimBlanks } from '../../gateway/request';
import { settings } from '../../gateway/settings';
import type { ByteSource } from './byte-source';

/** How long the body is: `null` bytes stand for a body in chunks. */
export type BodyLength = number | null;

/** A request before its body. */
export interface RequestHead {
  readonly method: string;
  /** The target as sent; of one with a scheme and a host (RFC 9112 3.2.2), only what comes after them. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly bodyLength: BodyLength;
  /** Whether the request is HTTP/1.1 (or a later HTTP/1). */
  readonly is11: boolean;
  /** Whether the client wants the connection closed; `keep`: an HTTP/1.0 client wants it kept. */
  readonly connection: 'usual' | 'close' | 'keep';
  /** What the client waits for before it sends the body; `other`: what no server knows. */
  readonly expects: 'nothing' | 'continue' | 'other';
}

/** What the server says, before any handler, to a request that it cannot read. `status` is what stands in the status line. */
export interface BadRequest {
  readonly status: string;
  readonly text: string;
}

/** `gone`: the connection ended before there was anything to answer. */
export type ReadHead =
  | { readonly kind: 'head'; readonly head: RequestHead }
  | { readonly kind: 'bad'; readonly bad: BadRequest }
  | { readonly kind: 'gone' };

/** The server reads a little more than its limit before it gives up. */
const maxHeadBytes = settings.maxHeaderBytes + 4096;

/** Thrown inside this module: the request is refused. */
class Refused extends Error {
  readonly bad: BadRequest;

  constructor(status: string, text = status) {
    super(status);
    this.bad = { status, text };
  }
}

function badRequest(reason = ''): Refused {
  return new Refused(`400 Bad Request${reason === '' ? '' : `: ${reason}`}`);
}

/** Reads the next head. Rejects when the connection breaks. */
export async function readHead(source: ByteSource): Promise<ReadHead> {
  source.allow(maxHeadBytes);
  try {
    const first = await source.line();
    if (first.kind === 'ended') return { kind: 'gone' };
    const line = readRequestLine(textOf(first));
    return { kind: 'head', head: headOf(line, await readHeaders(source)) };
  } catch (reason) {
    if (reason instanceof Refused) return { kind: 'bad', bad: reason.bad };
    throw reason;
  } finally {
    source.allow(Infinity);
  }
}

function textOf(line: Awaited<ReturnType<ByteSource['line']>>): string {
  if (line.kind === 'too long') throw new Refused('431 Request Header Fields Too Large');
  if (line.kind === 'ended') throw badRequest();
  return decodeKeepingBytes(line.bytes);
}

interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly major: number;
  readonly minor: number;
  /** The host in the target; empty if it has none. */
  readonly host: string;
}

function readRequestLine(line: string): RequestLine {
  const parts = /^([^ ]*) ([^ ]*) (.*)$/s.exec(line);
  const [, method = '', target = '', version = ''] = parts ?? [];
  const [, major = '', minor = ''] = /^HTTP\/(\d)\.(\d)$/.exec(version) ?? [];
  if (!isToken(method) || major === '') throw badRequest();
  const absolute = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)(.*)$/s.exec(target);
  const [, host = '', rest = target] = absolute ?? [];
  const path = absolute === null || rest.startsWith('/') ? rest : `/${rest}`;
  if (!parseTarget(path).ok) throw badRequest();
  return { method, path, major: Number(major), minor: Number(minor), host };
}

/** The headers up to the empty line; a line that begins with a blank goes on with the one before it. */
async function readHeaders(source: ByteSource): Promise<Header[]> {
  const headers: Header[] = [];
  let open: string | null = null;
  for (;;) {
    const line = textOf(await source.line());
    if (/^[ \t]/.test(line)) {
      if (open === null) throw badRequest();
      open = `${open} ${trimBlanks(line)}`;
      continue;
    }
    if (open !== null) headers.push(readHeader(open));
    if (line === '') return headers;
    if (!line.includes(':')) throw badRequest();
    open = trimBlanks(line);
  }
}

function readHeader(line: string): Header {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  const value = line.slice(colon + 1);
  // A blank in a name is complained of later, with other words.
  if (!isToken(name.replaceAll(' ', ''))) throw badRequest();
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw badRequest();
  return [name, trimBlanks(value)];
}

/** The values of a header, by its canonical name. */
function valuesOf(headers: readonly Header[], wanted: string): string[] {
  return headers.filter(([name]) => canonicalHeaderName(name) === wanted).map(([, value]) => value);
}

/** Whether a list header names a token, in any case (RFC 9110 5.6.1). */
function names(values: readonly string[], token: string): boolean {
  return values.some((value) => value.split(',').some((part) => trimBlanks(part).toLowerCase() === token));
}

function headOf({ method, path, major, minor, host }: RequestLine, sent: readonly Header[]): RequestHead {
  const is11 = minor >= 1;
  const hosts = valuesOf(sent, 'Host');
  if (hosts.length > 1) throw badRequest();
  const bodyLength = bodyLengthOf(sent, is11);
  if (major !== 1) throw new Refused('505 HTTP Version Not Supported: unsupported protocol version');
  if (is11 && hosts.length === 0 && method !== 'CONNECT') throw badRequest('missing required Host header');
  if (!/^[A-Za-z0-9!$%&()*+,.:;=[\]'_~-]*$/.test(hosts[0] ?? '')) throw badRequest('malformed Host header');
  if (sent.some(([name]) => !isToken(name))) throw badRequest('invalid header name');

  const connection = valuesOf(sent, 'Connection');
  const close = names(connection, 'close') || (!is11 && !names(connection, 'keep-alive'));
  const keep = !close && !is11;
  const [expected = ''] = valuesOf(sent, 'Expect');
  const isExpectation = names([expected], '100-continue');
  return {
    method,
    path,
    headers: withoutFraming(host === '' ? sent : withHost(sent, host), is11),
    bodyLength,
    is11,
    connection: close ? 'close' : keep ? 'keep' : 'usual',
    expects: isExpectation
      ? is11 && bodyLength !== 0
        ? 'continue'
        : 'nothing'
      : expected === ''
        ? 'nothing'
        : 'other',
  };
}

/** A host in the target counts, whatever the header says. */
function withHost(headers: readonly Header[], host: string): readonly Header[] {
  return [['Host', host], ...headers.filter(([name]) => canonicalHeaderName(name) !== 'Host')];
}

/** HTTP/1.0 has no transfer encodings: the header says nothing there. */
function withoutFraming(headers: readonly Header[], is11: boolean): readonly Header[] {
  return is11 ? headers : headers.filter(([name]) => canonicalHeaderName(name) !== 'Transfer-Encoding');
}

function bodyLengthOf(headers: readonly Header[], is11: boolean): BodyLength {
  const encodings = is11 ? valuesOf(headers, 'Transfer-Encoding') : [];
  const chunked = encodings.length === 1 && encodings[0]?.toLowerCase() === 'chunked';
  if (encodings.length > 0 && !chunked) throw new Refused('501 Not Implemented', 'Unsupported transfer encoding');
  const lengths = new Set(valuesOf(headers, 'Content-Length'));
  const [length] = lengths;
  if (lengths.size > 1 || (length !== undefined && !(/^\d+$/.test(length) && BigInt(length) < 2n ** 63n))) {
    throw badRequest();
  }
  const trailers = valuesOf(headers, 'Trailer');
  if (chunked && ['transfer-encoding', 'trailer', 'content-length'].some((name) => names(trailers, name))) {
    throw badRequest();
  }
  return chunked ? null : Number(length ?? 0);
}
