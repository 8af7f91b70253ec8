/**
 * An upstream under any host name, with the endpoints of httpbin.org that the guide and the lessons use: its paths, its
 * JSON (names sorted, two blanks), its statuses. Any other path answers with what it received.
 */
import type { GatewayResponse, Header, UpstreamAnswer, UpstreamRequest } from '../gateway/outcome';
import { type JsonObject, type JsonValue, unmarshal } from '../go/json';
import type { Delayed } from '../workspace/network';

/** The longest delay that httpbin gives, in seconds. */
const longestDelay = 10;

const utf8 = new TextEncoder();

/** What the upstream at a URL answers, after how many milliseconds; or the text of Go's HTTP client. */
export function answerUpstream(
  url: string,
  request: UpstreamRequest,
  random: (bytes: number) => Uint8Array,
): Delayed<UpstreamAnswer> {
  const at = new URL(url);
  const problem = connectionProblem(at);
  if (problem !== null) return { answer: { kind: 'failed', error: problem }, after: 0 };
  const { response, seconds } = respond(at, request, random);
  const shown = request.method === 'HEAD' ? { ...response, body: '' } : response;
  return { answer: { kind: 'answer', response: shown }, after: seconds * 1000 };
}

/** Two places where nobody is: names that end in `.invalid` (RFC 6761 §6.4), and port 9 of this machine. */
function connectionProblem({ hostname, port }: URL): string | null {
  if (/(^|\.)invalid$/.test(hostname)) return `dial tcp: lookup ${hostname} on 127.0.0.11:53: no such host`;
  const here = hostname === '127.0.0.1' || hostname === 'localhost';
  return here && port === '9' ? 'dial tcp 127.0.0.1:9: connect: connection refused' : null;
}

interface Answered {
  readonly response: GatewayResponse;
  readonly seconds: number;
}

const atOnce = (response: GatewayResponse): Answered => ({ response, seconds: 0 });

function respond(url: URL, request: UpstreamRequest, random: (bytes: number) => Uint8Array): Answered {
  const [, first = '', second] = url.pathname.split('/');
  const { method } = request;
  switch (second === undefined ? first : `${first}/`) {
    case 'get':
      return atOnce(allowed(['GET', 'HEAD'], method) ?? json(pick(url, request, ['args', 'headers', 'origin', 'url'])));
    case 'post':
    case 'put':
    case 'patch':
    case 'delete':
      return atOnce(allowed([first.toUpperCase()], method) ?? json(pick(url, request, withBody)));
    case 'headers':
      return atOnce(allowed(['GET', 'HEAD'], method) ?? json(pick(url, request, ['headers'])));
    case 'ip':
      return atOnce(allowed(['GET', 'HEAD'], method) ?? json(pick(url, request, ['origin'])));
    case 'user-agent':
      return atOnce(allowed(['GET', 'HEAD'], method) ?? json({ 'user-agent': agentOf(request) }));
    case 'bearer':
      return atOnce(allowed(['GET', 'HEAD'], method) ?? bearer(request));
    case 'anything':
    case 'anything/':
      return atOnce(json(pick(url, request, [...withBody, 'method'])));
    case 'status/':
      return atOnce(status(second ?? '', random));
    case 'delay/':
      return delayed(second ?? '', url, request);
    default:
      return atOnce(json(echoOf(url, request)));
  }
}

type Part = 'args' | 'data' | 'files' | 'form' | 'headers' | 'json' | 'method' | 'origin' | 'url';

const withBody: readonly Part[] = ['args', 'data', 'files', 'form', 'headers', 'json', 'origin', 'url'];

function pick(url: URL, request: UpstreamRequest, parts: readonly Part[]): JsonObject {
  const all: Record<Part, JsonValue> = {
    args: grouped(url.searchParams),
    ...bodyOf(request),
    headers: headersOf(request),
    method: request.method,
    origin: originOf(request),
    url: url.href,
  };
  const sorted = [...parts].sort();
  return Object.fromEntries(sorted.map((part) => [part, all[part]]));
}

/** Names with one value, and with a list of them where there are several. */
function grouped(pairs: URLSearchParams): JsonObject {
  const names = [...new Set(pairs.keys())].sort();
  return Object.fromEntries(
    names.map((name): [string, JsonValue] => {
      const values = pairs.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function bodyOf({ headers, body = '' }: UpstreamRequest): Record<'data' | 'files' | 'form' | 'json', JsonValue> {
  const type = valueOf(headers, 'content-type') ?? '';
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    return { data: '', files: {}, form: grouped(new URLSearchParams(body)), json: null };
  }
  return { data: body, files: {}, form: {}, json: parsed(body) };
}

function parsed(body: string): JsonValue {
  const read = unmarshal(utf8.encode(body));
  return read.ok ? read.value : null;
}

/** The headers with their names as httpbin writes them; several of one name are joined. */
function headersOf({ headers }: UpstreamRequest): JsonObject {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const written = name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
    const before = values.get(written);
    values.set(written, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function valueOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

function originOf({ headers }: UpstreamRequest): string {
  return valueOf(headers, 'x-forwarded-for') ?? '127.0.0.1';
}

function agentOf({ headers }: UpstreamRequest): string | null {
  return valueOf(headers, 'user-agent') ?? null;
}

/** What httpbin says of a bearer token: that there is one. It looks at nothing in it. */
function bearer({ headers }: UpstreamRequest): GatewayResponse {
  const sent = /^Bearer (.*)$/s.exec(valueOf(headers, 'authorization') ?? '')?.[1];
  if (sent === undefined) return text(401, '', [['WWW-Authenticate', 'Bearer']]);
  return json({ authenticated: true, token: sent });
}

/** One of the statuses that are listed, by chance. */
function status(codes: string, random: (bytes: number) => Uint8Array): GatewayResponse {
  const known = codes.split(',').map(Number);
  const fit = known.every((code) => Number.isInteger(code) && code >= 200 && code <= 599);
  if (!fit) return text(400, 'Invalid status code');
  const code = known[(random(1)[0] ?? 0) % known.length] ?? 200;
  const redirects = [301, 302, 303, 305, 307].includes(code);
  if (redirects) return text(code, '', [['Location', '/redirect/1']]);
  return text(code, '', code === 401 ? [['WWW-Authenticate', 'Basic realm="Fake Realm"']] : []);
}

function delayed(wanted: string, url: URL, request: UpstreamRequest): Answered {
  const seconds = Number(wanted);
  if (wanted === '' || !Number.isFinite(seconds) || seconds < 0) return atOnce(json(echoOf(url, request)));
  const parts = withBody.filter((part) => part !== 'json');
  return { response: json(pick(url, request, parts)), seconds: Math.min(seconds, longestDelay) };
}

function echoOf(url: URL, { method, headers, body }: UpstreamRequest): JsonObject {
  return { method, url: url.href, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) };
}

/** The refusal of a method that an endpoint has not; `null` when it has it. */
function allowed(methods: readonly string[], method: string): GatewayResponse | null {
  if (methods.includes(method)) return null;
  const page =
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>405 Method Not Allowed</title>\n' +
    '<h1>Method Not Allowed</h1>\n<p>The method is not allowed for the requested URL.</p>\n';
  return text(405, page, [['Allow', [...methods, 'OPTIONS'].join(', ')]]);
}

function json(value: JsonObject): GatewayResponse {
  return respondWith(200, 'application/json', `${JSON.stringify(value, null, 2)}\n`, []);
}

function text(code: number, body: string, headers: readonly Header[] = []): GatewayResponse {
  return respondWith(code, 'text/html; charset=utf-8', body, headers);
}

function respondWith(code: number, type: string, body: string, headers: readonly Header[]): GatewayResponse {
  const length = String(utf8.encode(body).length);
  return {
    status: code,
    headers: [
      ['Content-Type', type],
      ['Content-Length', length],
      ['Server', 'gunicorn/19.9.0'],
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Credentials', 'true'],
      ...headers,
    ],
    body,
  };
}
