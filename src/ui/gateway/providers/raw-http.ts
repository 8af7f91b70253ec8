import type { GatewayResponse } from '../../../gateway/outcome';
import type { TokenRequest } from '../../../workspace/providers/ask-token';

/** A request as HTTP/1.1 has it. */
export function rawRequest({ method, url, headers, body }: TokenRequest): string {
  const { host, pathname, search } = new URL(url);
  const lines = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`];
  return [...lines, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n');
}

const phrases: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [301, 'Moved Permanently'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [415, 'Unsupported Media Type'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
]);

/** A status with its words (RFC 9110 §15), such as `401 Unauthorized`. */
export function statusText(status: number): string {
  const phrase = phrases.get(status);
  return phrase === undefined ? String(status) : `${String(status)} ${phrase}`;
}

/** A response's status line and headers, as HTTP/1.1 has them. */
export function rawHead({ status, headers }: GatewayResponse): string {
  return [`HTTP/1.1 ${statusText(status)}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
}
