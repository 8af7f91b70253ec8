import { expect, test } from 'vitest';
import { errorResponse } from '../../../src/gateway/error-response';
import { isLogged, jsonLine, textLine } from '../../../src/gateway/log-format';
import { readMessage } from '../../../src/repair/causes/read-message';
import { recordedCases } from '../../gateway/recorded';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln';

/** As `curl -i` prints it. */
function transcript(status: string, headers: readonly string[], body: string): string {
  return [`HTTP/1.1 ${status}`, ...headers, '', body].join('\r\n');
}

const verbose = `* Host localhost:8080 was resolved.
*   Trying 127.0.0.1:8080...
* Connected to localhost (127.0.0.1) port 8080
> GET /orders/get?page=2 HTTP/1.1
> Host: localhost:8080
> User-Agent: curl/8.5.0
> Accept: */*
> Authorization: Bearer ${token}
> Cookie: theme=dark; lang=en
>
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0
< HTTP/1.1 401 Unauthorized
< Content-Type: application/json
< X-Generator: tyk.io
< Date: Fri, 21 Aug 2026 12:00:00 GMT
< Content-Length: 57
<
{ [57 bytes data]
{
    "error": "Key not authorized: token has expired"
}* Connection #0 to host localhost left intact`;

test('reads every recorded error body, JSON or XML, with its escapes undone', () => {
  let bodies = 0;
  let escaped = 0;
  for (const file of ['01-guide', '02-token-shape', '06-request', '07-oas', '12-more']) {
    for (const { exchanges } of recordedCases(file)) {
      for (const { request, response, logs } of exchanges) {
        const told = logs?.findLast(({ message }) => message === 'Finished')?.['error'];
        const { body = '' } = response;
        if (request === undefined || typeof told !== 'string' || body === '') continue;
        bodies++;
        if (body.includes('\\')) escaped++;
        // A line of Windows ends as any other.
        expect(readMessage(body).error, body).toBe(
          body.trimStart().startsWith('<') ? told.replaceAll('\r\n', '\n') : told,
        );
      }
    }
  }
  expect(bodies).toBeGreaterThan(200);
  expect(escaped).toBeGreaterThan(10);
});

test.each(['{"error":"quota"}', 'plain'])('reads whatever the gateway puts into a body: %s', (message) => {
  for (const text of [message, `o'brien "x" \\ <b>&=`, 'a\nb\tc', 'ünïcode 🦊 \u2028']) {
    for (const contentType of ['application/json', 'application/xml']) {
      const { body } = errorResponse(
        { code: 'issuer_refused', status: 401, message: text },
        { method: 'GET', contentType, headers: [] },
      );
      expect(readMessage(body).error).toBe(text);
    }
  }
});

test('reads every recorded log line in both formats, with level, message, error and time', () => {
  let lines = 0;
  for (const file of ['01-guide', '03-keys', '05-policies', '09-traps']) {
    for (const { exchanges } of recordedCases(file)) {
      for (const { logs = [], at } of exchanges) {
        for (const line of logs.filter((one) => isLogged(one, 'info') && one.level !== 'panic')) {
          lines++;
          for (const text of [jsonLine(line, at * 1000), textLine(line, at * 1000)]) {
            const read = readMessage(text);
            const [found] = read.log;
            expect(read.log.length, text).toBe(1);
            expect(found?.level, text).toBe(line.level);
            expect(found?.message, text).toBe(line.message);
            expect(found?.fields.get('error'), text).toBe(line['error']);
            expect(found?.fields.get('mw'), text).toBe(line['mw']);
            expect(read.at, text).toBe(at * 1000);
            expect(read.body, text).toBeNull();
          }
        }
      }
    }
  }
  expect(lines).toBeGreaterThan(300);
});

test('reads a log that a container runtime, Docker’s files, jq or a terminal wrote', () => {
  const line = { level: 'error', message: 'JWT validation error', error: 'signature is invalid' } as const;
  const json = jsonLine(line, 0);
  const wrapped = [
    `gateway-1  | ${json}`,
    `2026-08-21T12:00:00.000000000Z stderr F ${json}`,
    `tyk-1  | ${textLine(line, 0)}`,
    `Aug 21 12:00:00 host tyk[77]: ${textLine(line, 0)}`,
    JSON.stringify({ log: `${json}\n`, stream: 'stderr', time: '2026-08-21T12:00:00Z' }),
    JSON.stringify(JSON.parse(json), null, 2),
    textLine(line, 0).replace('message=', 'msg='),
    '\u001b[31m[Aug 21 12:00:00] ERROR\u001b[0m jwt: JWT validation error  error="signature is invalid" mw=JWTMiddleware',
  ];
  for (const text of [...wrapped, wrapped.join('\n')]) {
    const { log } = readMessage(text);
    expect(log.length, text).toBe(text.includes('\n{') || text === wrapped.join('\n') ? wrapped.length : 1);
    for (const { level, message, fields } of log) {
      expect([level, message, fields.get('error')]).toEqual(['error', 'JWT validation error', 'signature is invalid']);
    }
  }
});

test('reads what curl -i prints: status, headers and body', () => {
  const headers = ['Content-Type: application/json', 'X-Generator: tyk.io', 'Date: Fri, 21 Aug 2026 12:00:00 GMT'];
  const message = readMessage(transcript('403 Forbidden', headers, '{\n    "error": "Key not authorized"\n}'));
  expect(message).toMatchObject({
    status: 403,
    error: 'Key not authorized',
    request: [],
    at: Date.UTC(2026, 7, 21, 12),
    foreign: null,
    cut: false,
  });
  expect(message.headers).toContainEqual(['X-Generator', 'tyk.io']);
});

test('reads what curl -v prints: the request with its token, and the answer', () => {
  const message = readMessage(verbose);
  expect(message).toMatchObject({ status: 401, error: 'Key not authorized: token has expired', foreign: null });
  expect(message.body).toBe('{\n    "error": "Key not authorized: token has expired"\n}');
  expect(message.request).toMatchObject([
    {
      kind: 'request',
      request: {
        method: 'GET',
        path: '/orders/get?page=2',
        token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
        cookies: [
          { name: 'theme', value: 'dark' },
          { name: 'lang', value: 'en' },
        ],
      },
    },
    { kind: 'token', token },
  ]);
});

test('reads the command above a transcript, with a prompt, over several lines, and piped into jq', () => {
  const command = `user@host:~$ curl -s http://localhost:8080/orders/get \\\n  -H 'Authorization: Bearer ${token}' | jq .`;
  const message = readMessage(`${command}\n{\n  "error": "Quota exceeded"\n}`);
  expect(message).toMatchObject({
    error: 'Quota exceeded',
    request: [
      { kind: 'request', request: { path: '/orders/get' } },
      { kind: 'token', token },
    ],
  });
});

test('takes the last of several answers', () => {
  const text = `${transcript('301 Moved Permanently', ['Location: /a/'], '')}\n${transcript('404 Not Found', [], 'Not Found')}`;
  expect(readMessage(text)).toMatchObject({ status: 404, error: 'Not Found' });
});

test.each([
  ['403', 403, null],
  ['HTTP 403', 403, null],
  ['403 Forbidden', 403, null],
  ['HTTP/1.1 401 Unauthorized', 401, null],
  ['Status: 429 Too Many Requests', 429, null],
  ['Request failed with status code 401', 401, 'Request failed with status code 401'],
  ['401: Key not authorized: token has expired', 401, 'Key not authorized: token has expired'],
  ['403 Quota exceeded', 403, 'Quota exceeded'],
  ['"Key not authorized"', null, 'Key not authorized'],
  ['“no matching policy”', null, 'no matching policy'],
  ['431 Request Header Fields Too Large', 431, '431 Request Header Fields Too Large'],
  ['400 Bad Request: invalid header name', 400, '400 Bad Request: invalid header name'],
  ['400 Bad Request', 400, null],
  ['{"message": "Unauthorized"}', null, null],
])('%s is status %s and text %s', (text, status, error) => {
  expect(readMessage(text)).toMatchObject({ status, error });
});

test('knows a connection that was cut, by curl’s error and by Go’s panic', () => {
  expect(readMessage('curl: (52) Empty reply from server')).toMatchObject({ cut: true, foreign: null, status: null });
  const panic = `2026/08/21 12:00:00 http: panic serving 127.0.0.1:50000: interface conversion: interface {} is float64, not string
goroutine 51 [running]:
net/http.(*conn).serve.func1()
	/usr/local/go/src/net/http/server.go:1947 +0xb0`;
  expect(readMessage(panic)).toMatchObject({
    cut: true,
    body: null,
    log: [{ level: 'panic', message: 'interface conversion: interface {} is float64, not string' }],
  });
});

test('takes the status from the access line when the answer is not there', () => {
  const line = { level: 'info', message: '', prefix: 'access-log', status: 403, mw: 'JWTMiddleware' } as const;
  expect(readMessage(textLine(line, 0)).status).toBe(403);
  expect(readMessage(jsonLine(line, 0)).status).toBe(403);
});

test('reads nothing out of nothing', () => {
  for (const text of ['', '   \n\t', '\ufeff']) {
    expect(readMessage(text)).toEqual({
      status: null,
      headers: [],
      body: null,
      error: null,
      log: [],
      request: [],
      at: null,
      cut: false,
      foreign: null,
    });
  }
});

test('stays quick and calm with hostile texts', () => {
  const hostile = [
    '<error>'.repeat(60_000),
    '{'.repeat(300_000),
    '"error": "'.repeat(40_000),
    `time="${'\\"'.repeat(100_000)}`,
    'level='.repeat(60_000),
    `HTTP/1.1 200 ${'a'.repeat(300_000)}`,
    '{\n'.repeat(3_000),
    `curl ${"'".repeat(99_999)}`,
    '> '.repeat(100_000),
  ];
  for (const text of hostile) {
    const start = performance.now();
    readMessage(text);
    expect(performance.now() - start, text.slice(0, 20)).toBeLessThan(1500);
  }
});
