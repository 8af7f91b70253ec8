/**
 * Messages as text: as they go over the wire, and their bodies laid out for a reader.
 */
import type { GatewayRequest, GatewayResponse, Header, UpstreamRequest } from '../../../gateway/outcome';
import { isCleanJson } from '../../../workspace/json-edit';
import { prettyJson } from '../../../workspace/pretty-json';

/** Names of statuses as Go's server writes them (RFC 9110 §15 and the registry); the gateway, and the upstreams that are made up here, use no others by themselves. */
const phrases: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Requested Range Not Satisfiable',
  417: 'Expectation Failed',
  418: "I'm a teapot",
  421: 'Misdirected Request',
  422: 'Unprocessable Entity',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  511: 'Network Authentication Required',
};

/** The status line: `HTTP/1.1 401 Unauthorized`. A status without a name stands alone. */
export function statusLine(status: number): string {
  return ['HTTP/1.1', String(status), phrases[status] ?? ''].join(' ').trimEnd();
}

function headerLines(headers: readonly Header[]): readonly string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

/** The response as it goes over the wire. */
export function responseText({ status, headers, body }: GatewayResponse): string {
  return [statusLine(status), ...headerLines(headers), '', body].join('\n');
}

/** The request as it goes over the wire. */
export function requestText({ method, path, headers, body }: GatewayRequest | UpstreamRequest): string {
  return [`${method} ${path} HTTP/1.1`, ...headerLines(headers), '', body ?? ''].join('\n').trimEnd();
}

/** A body laid out for a reader. */
export interface Rendered {
  /** What it was taken for; `text` where it cannot be read as what it says it is. */
  readonly kind: 'JSON' | 'XML' | 'text' | 'nothing';
  readonly text: string;
}

/** Lays a body out by its Content-Type: JSON and XML over several lines, all else as it is. */
export function renderedBody(headers: readonly Header[], body: string): Rendered {
  if (body === '') return { kind: 'nothing', text: '' };
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/\bjson\b/i.test(type))
    return isCleanJson(body) ? { kind: 'JSON', text: prettyJson(body).trimEnd() } : plain(body);
  if (/\bxml\b/i.test(type)) return { kind: 'XML', text: prettyXml(body) };
  return plain(body);
}

function plain(text: string): Rendered {
  return { kind: 'text', text };
}

/** XML with each element on a line of its own, as deep as it stands; an element with nothing but text stays on one line. */
export function prettyXml(text: string): string {
  const parts = text.trim().match(/<[^>]*>?|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length; at++) {
    const part = (parts[at] ?? '').trim();
    if (part === '') continue;
    const closes = part.startsWith('</');
    const opens = /^<[^!?/]/.test(part) && !part.endsWith('/>');
    if (closes) depth = Math.max(0, depth - 1);
    const [inner = '', end = ''] = parts.slice(at + 1, at + 3);
    const alone = opens && !inner.startsWith('<') && end.startsWith('</');
    const empty = opens && inner.startsWith('</');
    lines.push('  '.repeat(depth) + part + (alone ? inner.trim() + end : empty ? inner : ''));
    if (alone) at += 2;
    else if (empty) at += 1;
    else if (opens) depth++;
  }
  return lines.join('\n');
}
