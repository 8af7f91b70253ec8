/**
 * A response as Go's HTTP server puts it on the wire (behaviour 7.7, 7.8).
 */
import { STATUS_CODES } from 'node:http';
import { isToken } from '../../go/header';
import { encodeUtf8 } from '../../go/utf8';
import type { GatewayResponse, Header } from '../../gateway/outcome';
import { trimBlanks } from '../../gateway/request';
import type { BadRequest, RequestHead } from './read-head';

/** What goes with an answer: the request that it is for, and the time in milliseconds since 1970. */
export interface Circumstances {
  readonly request: Pick<RequestHead, 'method' | 'is11' | 'connection'>;
  /** Whether the upstream's headers are among those of the response. */
  readonly fromUpstream: boolean;
  readonly now: number;
}

/** The bytes to send, and whether the connection ends with them. */
export interface WireResponse {
  readonly bytes: Buffer;
  readonly closes: boolean;
}

/** A response: what a handler has set by name, then what the server adds: date, length of an own answer, connection, coding. */
export function wireResponse(response: GatewayResponse, { request, fromUpstream, now }: Circumstances): WireResponse {
  const { status } = response;
  const { is11, connection } = request;
  const bodiless = request.method === 'HEAD' || hasNoBody(status);
  const headers = response.headers.filter(([name]) => isToken(name) && !isSuppressed(name.toLowerCase(), status));
  const length = headers.findIndex(([name]) => name.toLowerCase() === 'content-length');
  const chunked = !bodiless && length === -1 && is11;
  const keep = connection === 'keep' && (bodiless || length !== -1);
  const closes = connection === 'close' || (!is11 && !keep);

  // An upstream's length is a header like others; the length of the gateway's own answer is counted last.
  const own = fromUpstream || length === -1 ? headers.length : length;
  const sent = headers.slice(0, own).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  if (!sent.some(([name]) => name.toLowerCase() === 'date')) sent.push(['Date', new Date(now).toUTCString()]);
  sent.push(...headers.slice(own));
  if (keep) sent.push(['Connection', 'keep-alive']);
  else if (closes && is11) sent.push(['Connection', 'close']);
  if (chunked) sent.push(['Transfer-Encoding', 'chunked']);

  const head = [`HTTP/1.${is11 ? '1' : '0'} ${statusText(status)}`, ...sent.map(headerLine), '', ''].join('\r\n');
  const body = bodiless ? Buffer.alloc(0) : Buffer.from(encodeUtf8(response.body));
  return { bytes: Buffer.concat([encodeUtf8(head), ...(chunked ? inChunks(body) : [body])]), closes };
}

/** Statuses whose answers end with their head (RFC 9110 6.4.1). */
function hasNoBody(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

function isSuppressed(name: string, status: number): boolean {
  if (name === 'transfer-encoding') return true;
  return (name === 'content-length' && hasNoBody(status)) || (name === 'content-type' && status === 304);
}

/** What the server itself says to a request that it cannot read: the connection ends with it. */
export function wireRefusal({ status, text }: BadRequest): Buffer {
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: text/plain; charset=utf-8', 'Connection: close', '', ''];
  return Buffer.from(head.join('\r\n') + text);
}

/** The answer to an expectation that no server knows. */
export function wireExpectationFailed(now: number): Buffer {
  const date = new Date(now).toUTCString();
  const head = ['HTTP/1.1 417 Expectation Failed', 'Connection: close', `Date: ${date}`, 'Content-Length: 0', '', ''];
  return Buffer.from(head.join('\r\n'));
}

/** Tells a client that waits for it to send its body. */
export const wireContinue = 'HTTP/1.1 100 Continue\r\n\r\n';

/** No value can begin a line of its own. */
function headerLine([name, value]: Header): string {
  return `${name}: ${trimBlanks(value.replace(/[\r\n]/g, ' '))}`;
}

function inChunks(body: Buffer): readonly Buffer[] {
  const end = Buffer.from('0\r\n\r\n');
  return body.length === 0 ? [end] : [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n'), end];
}

/** Where Go's names of statuses are not Node's. */
const goStatusText: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  416: 'Requested Range Not Satisfiable',
  418: "I'm a teapot",
  425: 'Too Early',
  509: '',
};

function statusText(status: number): string {
  const text = goStatusText[status] ?? STATUS_CODES[status] ?? '';
  return `${String(status)} ${text === '' ? `status code ${String(status)}` : text}`;
}
