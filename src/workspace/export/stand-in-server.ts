/**
 * The program that answers beside an exported gateway as the page's made-up world does: every upstream, and the key sets.
 */
import { keySetPort, upstreamPort } from './stand-in-address';

/** The text of `stand-in/server.mjs`, for Node without packages. */
export const standInServer = String.raw`// Stands in for the upstreams and the key sets of the playground.
// node server.mjs [PORT OF UPSTREAMS] [PORT OF KEY SETS]; reads key-sets.json beside it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [upstreams = ${String(upstreamPort)}, keySets = ${String(keySetPort)}] = process.argv.slice(2).map(Number);
const answers = JSON.parse(readFileSync(new URL('key-sets.json', import.meta.url), 'utf8'));

// /http/HOST/PATH stands for http://HOST/PATH.
function addressOf(target) {
  const [, scheme, rest] = /^\/(https?)\/(.*)$/is.exec(target) ?? [];
  const address = scheme + '://' + rest;
  return rest !== undefined && URL.canParse(address) ? new URL(address) : new URL('http://stand-in' + target);
}

function grouped(pairs) {
  const names = [...new Set(pairs.keys())].sort();
  return Object.fromEntries(names.map((name) => {
    const values = pairs.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  }));
}

function pairsOf(raw) {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[at * 2], raw[at * 2 + 1]]);
}

function headersOf(pairs) {
  const values = new Map();
  for (const [name, value] of pairs) {
    const written = name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
    values.set(written, values.has(written) ? values.get(written) + ',' + value : value);
  }
  return Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function bodyOf(type, body) {
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    return { data: '', files: {}, form: grouped(new URLSearchParams(body)), json: null };
  }
  return { data: body, files: {}, form: {}, json: parsed(body) };
}

const withBody = ['args', 'data', 'files', 'form', 'headers', 'json', 'origin', 'url'];
const reading = {
  get: ['args', 'headers', 'origin', 'url'],
  headers: ['headers'],
  ip: ['origin'],
  'user-agent': ['user-agent'],
};

// [status, body, type or null, more headers, seconds]
function answerOf(method, url, headers, pairs, body) {
  const parts = {
    args: grouped(url.searchParams),
    ...bodyOf(headers['Content-Type'] ?? '', body),
    headers,
    method,
    origin: headers['X-Forwarded-For'] ?? '127.0.0.1',
    url: url.href,
    'user-agent': headers['User-Agent'] ?? null,
  };
  const some = (names) => [200, Object.fromEntries([...names].sort().map((name) => [name, parts[name]])), {}, 0];
  const allowed = (names) => names.includes(method)
    ? null
    : [405, '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<title>405 Method Not Allowed</title>\n<h1>Method Not Allowed</h1>\n<p>The method is not allowed for the requested URL.</p>\n', { Allow: [...names, 'OPTIONS'].join(', ') }, 0];
  const echo = () => [200, { method, url: url.href, headers: Object.fromEntries(pairs), ...(body === '' ? {} : { body }) }, {}, 0];
  const [, first, second] = url.pathname.split('/');
  if (second === undefined && Object.hasOwn(reading, first)) return allowed(['GET', 'HEAD']) ?? some(reading[first]);
  if (second === undefined && ['post', 'put', 'patch', 'delete'].includes(first)) {
    return allowed([first.toUpperCase()]) ?? some(withBody);
  }
  if (second === undefined && first === 'bearer') {
    const [, token] = /^Bearer (.*)$/s.exec(headers.Authorization ?? '') ?? [];
    const none = [401, '', { 'WWW-Authenticate': 'Bearer' }, 0];
    return allowed(['GET', 'HEAD']) ?? (token === undefined ? none : [200, { authenticated: true, token }, {}, 0]);
  }
  if (first === 'anything') return some([...withBody, 'method']);
  if (first === 'status' && second !== undefined) {
    const codes = second.split(',').map(Number);
    if (!codes.every((code) => Number.isInteger(code) && code >= 200 && code <= 599)) return [400, 'Invalid status code', {}, 0];
    const code = codes[Math.floor(Math.random() * codes.length)];
    if ([301, 302, 303, 305, 307].includes(code)) return [code, '', { Location: '/redirect/1' }, 0];
    return [code, '', code === 401 ? { 'WWW-Authenticate': 'Basic realm="Fake Realm"' } : {}, 0];
  }
  if (first === 'delay' && second !== undefined) {
    const seconds = Number(second);
    if (second === '' || !Number.isFinite(seconds) || seconds < 0) return echo();
    const [status, content] = some(withBody.filter((part) => part !== 'json'));
    return [status, content, {}, Math.min(seconds, 10)];
  }
  return echo();
}

const usual = { Server: 'gunicorn/19.9.0', 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' };

async function upstream(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const pairs = pairsOf(request.rawHeaders);
  const url = addressOf(request.url);
  const [status, content, more, seconds] = answerOf(request.method, url, headersOf(pairs), pairs, Buffer.concat(chunks).toString());
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const isText = typeof content === 'string';
  const body = isText ? content : JSON.stringify(content, null, 2) + '\n';
  const type = isText ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...usual, ...more });
  response.end(request.method === 'HEAD' ? '' : body);
}

async function keySet(request, response) {
  const answer = Object.hasOwn(answers, request.url) ? answers[request.url] : null;
  if (answer === null) return response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":"not found"}');
  await new Promise((resolve) => setTimeout(resolve, answer.delay));
  if (answer.cut) return request.socket.destroy();
  response.writeHead(answer.status, answer.headers.flat()).end(answer.body);
}

const listen = (name, port, answer) => {
  const server = createServer({ insecureHTTPParser: true }, (request, response) => {
    answer(request, response).catch((reason) => response.destroy(reason));
  });
  server.listen(port, '127.0.0.1', () => console.log(name + ' on 127.0.0.1:' + server.address().port));
};
listen('upstreams', upstreams, upstream);
listen('key sets', keySets, keySet);
`;
