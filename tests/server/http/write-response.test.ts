import { expect, test } from 'vitest';
import type { GatewayResponse } from '../../../src/gateway/outcome';
import { type Circumstances, wireResponse } from '../../../src/server/http/write-response';
import { date } from './echo-server';

const get: Circumstances = {
  request: { method: 'GET', is11: true, connection: 'usual' },
  fromUpstream: false,
  now: 1_790_000_000_000,
};

/** The bytes, a character each. */
function sent(response: Partial<GatewayResponse>, changes: Partial<Circumstances> = {}): string {
  const whole = { status: 200, headers: [], body: '', ...response };
  return wireResponse(whole, { ...get, ...changes }).bytes.toString('latin1');
}

test('an answer of the gateway: what was set by name, the date, the length', () => {
  expect(
    sent({
      status: 403,
      headers: [
        ['X-Generator', 'tyk.io'],
        ['Content-Type', 'application/json'],
        ['Content-Length', '2'],
      ],
      body: '{}',
    }),
  ).toBe(
    `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nX-Generator: tyk.io\r\nDate: ${date}\r\nContent-Length: 2\r\n\r\n{}`,
  );
});

test('an answer of the upstream: its date and length are headers like others', () => {
  const headers = [
    ['Date', 'its own'],
    ['Content-Length', '2'],
    ['X-Ratelimit-Limit', '-1'],
    ['Set-Cookie', 'b'],
    ['Set-Cookie', 'a'],
  ] as const;
  expect(sent({ headers, body: 'ok' }, { fromUpstream: true })).toBe(
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nDate: its own\r\nSet-Cookie: b\r\nSet-Cookie: a\r\nX-Ratelimit-Limit: -1\r\n\r\nok',
  );
});

test('a body of unknown length is sent in chunks, to HTTP/1.0 until the end of the connection', () => {
  expect(sent({ body: 'é' })).toBe(
    `HTTP/1.1 200 OK\r\nDate: ${date}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\u00c3\u00a9\r\n0\r\n\r\n`,
  );
  expect(sent({})).toBe(`HTTP/1.1 200 OK\r\nDate: ${date}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
  const old = { method: 'GET', is11: false, connection: 'keep' } as const;
  expect(sent({ body: 'é' }, { request: old })).toBe(`HTTP/1.0 200 OK\r\nDate: ${date}\r\n\r\n\u00c3\u00a9`);
});

test('bytes that are no UTF-8 go out as they came', () => {
  expect(sent({ headers: [['X-Name', '\udcff'], ['Content-Length', '1']], body: '\udcfe' })).toBe(`HTTP/1.1 200 OK\r\nX-Name: \u00ff\r\nDate: ${date}\r\nContent-Length: 1\r\n\r\n\u00fe`); // prettier-ignore
});

test('HEAD has the headers alone', () => {
  const head = { method: 'HEAD', is11: true, connection: 'usual' } as const;
  expect(sent({ headers: [['Content-Length', '7']] }, { request: head })).toBe(
    `HTTP/1.1 200 OK\r\nDate: ${date}\r\nContent-Length: 7\r\n\r\n`,
  );
  expect(sent({}, { request: head })).toBe(`HTTP/1.1 200 OK\r\nDate: ${date}\r\n\r\n`);
});

test('204 and 304 have no body and no length', () => {
  const headers = [
    ['Content-Type', 'text/plain'],
    ['Content-Length', '0'],
  ] as const;
  expect(sent({ status: 204, headers, body: 'x' })).toBe(
    `HTTP/1.1 204 No Content\r\nContent-Type: text/plain\r\nDate: ${date}\r\n\r\n`,
  );
  expect(sent({ status: 304, headers })).toBe(`HTTP/1.1 304 Not Modified\r\nDate: ${date}\r\n\r\n`);
});

test('no value can begin a header or a body of its own', () => {
  const headers = [
    ['Location', '/a\r\nX-Evil: 1\r\n\r\nbody'],
    ['Bad Name', '1'],
    ['Content-Length', '0'],
  ] as const;
  expect(sent({ status: 301, headers })).toBe(
    `HTTP/1.1 301 Moved Permanently\r\nLocation: /a  X-Evil: 1    body\r\nDate: ${date}\r\nContent-Length: 0\r\n\r\n`,
  );
});

test('statuses have Go’s names', () => {
  const line = (status: number): string => sent({ status }).split('\r\n')[0] ?? '';
  expect([413, 416, 418, 429, 509, 599].map(line)).toEqual([
    'HTTP/1.1 413 Request Entity Too Large',
    'HTTP/1.1 416 Requested Range Not Satisfiable',
    "HTTP/1.1 418 I'm a teapot",
    'HTTP/1.1 429 Too Many Requests',
    'HTTP/1.1 509 status code 509',
    'HTTP/1.1 599 status code 599',
  ]);
});
