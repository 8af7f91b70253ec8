/**
 * The body and headers of a refusal (behaviour 7.8).
 */
import { jsEscape } from '../go/escape';
import type { GatewayResponse, Header, Refusal } from './outcome';

const xmlTypes = new Set(['application/soap+xml', 'application/xml', 'text/xml']);
const utf8 = new TextEncoder();

/** Go's server knows the length of a body that fits its buffer, and sends a longer one in chunks. */
const bufferedBytes = 2048;

/** What goes with the answer: the request's method and Content-Type, and headers that are set already. */
interface Circumstances {
  readonly method: string;
  readonly contentType: string;
  readonly headers: readonly Header[];
}

/**
 * The answer to a refused request. The request's Content-Type chooses XML or JSON; the message is escaped as a JavaScript
 * string in JSON (`09-traps / oas: issuer with a quote in the message`) and not at all in XML. HEAD has no body.
 */
export function errorResponse(
  { status, message }: Refusal,
  { method, contentType, headers }: Circumstances,
): GatewayResponse {
  const type = contentType.split(';', 1)[0] ?? '';
  const xml = xmlTypes.has(type);
  const body = xml
    ? `<?xml version = "1.0" encoding = "UTF-8"?>\n<error>${message}</error>\n`
    : `{\n    "error": "${jsEscape(message)}"\n}`;
  const answer: Header[] = [...headers, ['Content-Type', xml ? type : 'application/json'], ['X-Generator', 'tyk.io']];
  const length = utf8.encode(body).length;
  if (length <= bufferedBytes) answer.push(['Content-Length', String(length)]);
  return { status, headers: answer, body: method === 'HEAD' ? '' : body };
}

const plain: Header = ['Content-Type', 'text/plain; charset=utf-8'];

/** The router's answer where no API is: plain text, nothing of Tyk's. The type is Go's guess, which stands last (behaviour 2). */
export function notFoundResponse({ status, message }: Refusal, method: string): GatewayResponse {
  return {
    status,
    headers: [['Content-Length', String(message.length)], plain],
    body: method === 'HEAD' ? '' : message,
  };
}

/** The answer of Go's server to a request that it cannot read: it ends with the connection, and so has no length. */
export function serverResponse({ status, message }: Refusal): GatewayResponse {
  return { status, headers: [plain], body: message };
}

/** A redirect to another path. To HEAD Go writes no body, and so no length. */
export function movedResponse(location: string, method: string): GatewayResponse {
  const to: Header = ['Location', location];
  return { status: 301, headers: method === 'HEAD' ? [to] : [to, ['Content-Length', '0']], body: '' };
}
