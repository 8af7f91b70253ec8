/**
 * The request that goes to the upstream, and its answer (behaviour 7.7).
 */
import { sortTexts } from '../go/json';
import { quote } from '../go/print';
import type { Journey } from './journey';
import type { GatewayResponse, Header, UpstreamRequest } from './outcome';
import { type RequestInProgress, trimBlanks } from './request';
import { quotaShown } from './session';
import { settings } from './settings';

const hopByHop = [
  'Connection',
  'Proxy-Connection',
  'Keep-Alive',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'Te',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
];

const utf8 = new TextEncoder();

function joinedPath(target: string, rest: string, keepTarget: boolean): string {
  if (keepTarget && (rest === '' || rest === '/')) return target;
  const base = target.replace(/\/+$/, '');
  const path = rest.replace(/^\/+/, '');
  return path === '' ? base : `${base}/${path}`;
}

/** Points the request at the upstream: listen path off, target path and query on. */
export function retarget({ api, request }: Journey): void {
  const { proxy } = api.definition;
  if (proxy.strip_listen_path) {
    request.path = api.listen.strip(request.path);
    if (request.rawPath !== '') request.rawPath = api.listen.strip(request.rawPath);
  }
  const { path, query } = api.target;
  request.path = joinedPath(path, request.path, proxy.disable_strip_slash);
  if (request.rawPath !== '') request.rawPath = joinedPath(path, request.rawPath, proxy.disable_strip_slash);
  // A path that was sent with nothing escaped is escaped anew.
  if (request.rawPath === request.path) request.rawPath = '';
  if (query !== '') request.query = request.query === '' ? query : `${query}&${request.query}`;
}

/** The client's address behind those that it has named itself. */
export function forwardedFor({ headers }: RequestInProgress): string {
  return [...(headers.get('X-Forwarded-For') ?? []), settings.clientAddress].join(', ');
}

function outgoingHeaders(request: RequestInProgress): Map<string, readonly string[]> {
  const headers = new Map(request.headers);
  const connection = headers.get('Connection')?.[0] ?? '';
  for (const name of connection.split(','))
    headers.delete(name.trim().replace(/(^|-)([a-z])/g, (part) => part.toUpperCase()));
  for (const name of hopByHop) {
    const value = headers.get(name)?.[0] ?? '';
    if (value !== '' && !(name === 'Te' && value === 'trailers')) headers.delete(name);
  }
  headers.set('X-Forwarded-For', [forwardedFor(request)]);
  return headers;
}

/** The first header whose value the HTTP client would not send: control characters other than a tab. */
function unsendable(headers: Map<string, readonly string[]>): string | undefined {
  for (const [name, values] of headers) {
    if (values.some((value) => /[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))) return name;
  }
  return undefined;
}

/** The host that the upstream is called by: its own, or the client's where the API keeps that. */
export function hostSent({ api, request }: Journey): string {
  return api.definition.proxy.preserve_host_header ? request.host : api.target.host;
}

/** The request as it is written to the upstream: Host, User-Agent and length first, the rest by name. */
export function upstreamRequest(
  journey: Journey,
):
  | { readonly ok: true; readonly url: string; readonly request: UpstreamRequest }
  | { readonly ok: false; readonly error: string } {
  const { api, request } = journey;
  const { target } = api;
  const headers = outgoingHeaders(request);
  const bad = unsendable(headers);
  if (bad !== undefined) return { ok: false, error: `net/http: invalid header field value for ${quote(bad)}` };
  if (target.scheme !== 'http' && target.scheme !== 'https' && target.scheme !== 'ws' && target.scheme !== 'wss') {
    return { ok: false, error: `unsupported protocol scheme ${quote(target.scheme)}` };
  }
  if (target.host === '') return { ok: false, error: 'http: no Host in request URL' };

  const written: Header[] = [['Host', hostSent(journey)]];
  const agent = headers.get('User-Agent')?.[0];
  if (agent !== '') written.push(['User-Agent', agent ?? `Tyk/v${settings.version}`]);
  const chunked = (request.headers.get('Transfer-Encoding') ?? []).some((value) => value.toLowerCase() === 'chunked');
  const length = request.body === undefined ? 0 : utf8.encode(request.body).length;
  if (chunked) written.push(['Transfer-Encoding', 'chunked']);
  else if (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method))
    written.push(['Content-Length', String(length)]);
  for (const name of sortTexts([...headers.keys()])) {
    if (['User-Agent', 'Content-Length', 'Transfer-Encoding', 'Trailer', 'Host'].includes(name)) continue;
    for (const value of headers.get(name) ?? []) written.push([name, trimBlanks(value)]);
  }
  if (!headers.has('Accept-Encoding') && !headers.has('Range') && request.method !== 'HEAD')
    written.push(['Accept-Encoding', 'gzip']);

  const path = (request.escapedPath() || '/') + request.queryPart();
  const body = length > 0 ? { body: request.body ?? '' } : {};
  const url = `${target.scheme.replace('ws', 'http')}://${target.host}${path}`;
  return { ok: true, url, request: { method: request.method, path, headers: written, ...body } };
}

/** What an answer of the upstream does not bring to the client. */
const notPassedOn = new Set(
  ['X-Ratelimit-Limit', 'X-Ratelimit-Remaining', 'X-Ratelimit-Reset', ...hopByHop].map((name) => name.toLowerCase()),
);

/** The upstream's answer as the client gets it, with what is left of the quota. */
export function proxiedResponse(journey: Journey, answer: GatewayResponse): GatewayResponse {
  const session = journey.maybeSession;
  const { max, remaining, renews } =
    session === undefined
      ? { max: 0, remaining: 0, renews: 0 }
      : quotaShown(session.state, journey.api.definition.api_id);
  return {
    status: answer.status,
    headers: [
      ...journey.answerHeaders,
      ...answer.headers.filter(([name]) => !notPassedOn.has(name.toLowerCase())),
      ['X-Ratelimit-Limit', String(max)],
      ['X-Ratelimit-Remaining', String(remaining)],
      ['X-Ratelimit-Reset', String(renews)],
    ],
    body: answer.body,
  };
}
