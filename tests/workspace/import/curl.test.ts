import { expect, test } from 'vitest';
import { recognise } from '../../../src/workspace/import/recognise';
import type { RequestDraft } from '../../../src/workspace/workspace';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl';

/** What the command says: the request in short, the token, and what was not understood. */
async function read(command: string) {
  const { parts, notUnderstood } = await recognise(command);
  const request = parts.find((part) => part.kind === 'request')?.request;
  const found = parts.find((part) => part.kind === 'token');
  return { request, token: found?.token, problems: notUnderstood.map(({ what }) => what) };
}

async function requestOf(command: string): Promise<RequestDraft> {
  const { request, problems } = await read(command);
  expect(problems).toEqual([]);
  if (request === undefined) throw new Error('no request');
  return request;
}

const pairs = (list: RequestDraft['headers']): readonly string[] => list.map(({ name, value }) => `${name}: ${value}`);

test('reads the guide’s command, and takes its placeholder for no token', async () => {
  const command = `curl http://your-tyk-gateway/your-api-endpoint \\
  --header "Authorization: Bearer YOUR_JWT_TOKEN"`;
  const { request, token: found, problems } = await read(command);
  expect(request).toEqual({
    method: 'GET',
    path: '/your-api-endpoint',
    headers: [],
    cookies: [],
    body: '',
    token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
  });
  expect([found, problems]).toEqual([undefined, ['YOUR_JWT_TOKEN']]);
});

test('takes the token out of its header, and keeps the other headers', async () => {
  const command = `curl -sSk -X PUT 'https://gw.example/orders/1?x=1&y=%20' -H 'authorization: bearer ${token}' -H "X-A:  b c "`;
  const { request, token: found } = await read(command);
  expect(found).toBe(token);
  expect(request?.token).toEqual({ in: 'header', name: 'authorization', prefix: 'bearer ' });
  expect([request?.method, request?.path]).toEqual(['PUT', '/orders/1?x=1&y=%20']);
  expect(pairs(request?.headers ?? [])).toEqual(['X-A: b c']);
});

test('takes a token from another header, and none where there is none', async () => {
  const { request, token: found } = await read(`curl gw/a -H 'X-Token: ${token}'`);
  expect([found, request?.token]).toEqual([token, { in: 'header', name: 'X-Token', prefix: '' }]);
  expect((await requestOf('curl gw/a')).token).toEqual({ in: 'nowhere' });
  const basic = await requestOf('curl -u user:pass gw/a');
  expect([pairs(basic.headers), basic.token]).toEqual([['Authorization: Basic dXNlcjpwYXNz'], { in: 'nowhere' }]);
  expect((await read(`curl --oauth2-bearer ${token} gw/a`)).token).toBe(token);
});

test.each([
  ['curl gw', 'GET', '/', ''],
  ['curl localhost:8080/a?b', 'GET', '/a?b', ''],
  ['curl "http://gw?x=1"', 'GET', '/?x=1', ''],
  ['curl http://gw/a#part', 'GET', '/a', ''],
  ['curl --url http://gw/a', 'GET', '/a', ''],
  ['curl -I gw/a', 'HEAD', '/a', ''],
  ['curl -iXDELETE gw/a', 'DELETE', '/a', ''],
  ['curl gw/a -d x=1 -d y=2', 'POST', '/a', 'x=1&y=2'],
  ['curl gw/a --data-raw @not-a-file', 'POST', '/a', '@not-a-file'],
  ['curl gw/a --json \'{"a":1}\'', 'POST', '/a', '{"a":1}'],
  ['curl gw/a -d ""', 'POST', '/a', ''],
  ['curl -G gw/a -d x=1 --data-urlencode "y=a b&"', 'GET', '/a?x=1&y=a%20b%26', ''],
  ['curl gw/a --data-urlencode "=ü"', 'POST', '/a', '%C3%BC'],
  ['curl gw/a --url-query x=1', 'GET', '/a?x=1', ''],
  ['curl gw/a/../b/./c/', 'GET', '/b/c/', ''],
  ['curl --path-as-is gw/a/../b', 'GET', '/a/../b', ''],
  ['curl gw/a//b', 'GET', '/a//b', ''],
  ['curl -X PATCH -d x gw/a', 'PATCH', '/a', 'x'],
  ['$ curl -s gw/a', 'GET', '/a', ''],
  ['/usr/bin/curl gw/a', 'GET', '/a', ''],
  ["curl $'gw/a' --data-raw $'it\\'s\\n\\x41\\u00e9\\ud83d\\ude00'", 'POST', '/a', "it's\nAé😀"],
  ['curl gw/a -d \'a\'"b"c\\ d', 'POST', '/a', 'abc d'],
  ['curl gw/a -d "a\\"b\\\\c\\n"', 'POST', '/a', 'a"b\\c\\n'],
  ['curl \\\n  gw/a \\\r\n  -d x', 'POST', '/a', 'x'],
  ['curl -g "gw/{a,b}"', 'GET', '/{a,b}', ''],
])('reads %s', async (command, method, path, body) => {
  const request = await requestOf(command);
  expect([request.method, request.path, request.body]).toEqual([method, path, body]);
});

test('gives a body its type, unless the command does', async () => {
  expect(pairs((await requestOf('curl gw/a -d x')).headers)).toEqual([
    'Content-Type: application/x-www-form-urlencoded',
  ]);
  expect(pairs((await requestOf('curl gw/a -d x -H content-type:text/plain')).headers)).toEqual([
    'content-type: text/plain',
  ]);
  expect(pairs((await requestOf("curl gw/a --json '{}' -H 'Accept: text/html'")).headers)).toEqual([
    'Accept: text/html',
    'Content-Type: application/json',
  ]);
  expect(pairs((await requestOf('curl gw/a -d x -H Content-Type:')).headers)).toEqual([]);
});

test('reads headers without a value, cookies and the short options that stand for headers', async () => {
  const request = await requestOf("curl gw/a -H 'X-Empty;' -b 'a=1; b=x=y' -H 'Cookie: c=3' -A me -e http://r/ -r 0-9");
  expect(pairs(request.headers)).toEqual(['X-Empty: ', 'User-Agent: me', 'Referer: http://r/', 'Range: bytes=0-9']);
  expect(request.cookies.map(({ name, value }) => [name, value])).toEqual([
    ['a', '1'],
    ['b', 'x=y'],
    ['c', '3'],
  ]);
});

test.each([
  ['curl gw/a -d @body.json', ['--data @body.json']],
  ['curl gw/a -F file=@x', ['--form']],
  ['curl gw/a -T x', ['--upload-file']],
  ['curl gw/a -b jar.txt', ['--cookie jar.txt']],
  ['curl gw/a -H @headers', ['--header @headers']],
  ["curl gw/a -H 'Host: other'", ['--header Host: other']],
  ['curl gw/a gw/b', ['gw/b']],
  ['curl gw/a --next gw/b', ['--next', 'gw/b']],
  ['curl gw/[1-3]', ['gw/[1-3]']],
  ['curl gw/a | jq .', ['| jq .']],
  ['curl gw/a?b=1&c=2', ['&c=2']],
  ['curl gw/a --brand-new', ['--brand-new']],
  ['curl gw/$ID', ['$ID']],
  ['curl gw/a -d "$(cat x) \\$y"', ['$(cat x)']],
  ['curl -K more gw/a', ['--config']],
])('takes what it can of %s, and tells the rest', async (command, what) => {
  const { request, problems } = await read(command);
  expect(request).toBeDefined();
  expect(problems).toEqual(what);
});

test('keeps the workspace’s token where the command has a variable for it', async () => {
  const { request, token: found, problems } = await read('curl gw/a -H "Authorization: Bearer $TOKEN"');
  expect(found).toBeUndefined();
  expect(request?.token).toEqual({ in: 'header', name: 'Authorization', prefix: 'Bearer ' });
  expect(problems).toContain('$TOKEN');
});

test.each([
  ["curl 'gw/a", "A quote (') has no end."],
  ['curl -H', '-H has no value.'],
  ['curl --data', '--data has no value.'],
  ['curl -s', 'It has no URL.'],
  ['curl ^"http://gw^"', 'It is quoted for the command prompt of Windows; copy it for bash (“Copy as cURL (bash)”).'],
])('says what is wrong with %s', async (command, why) => {
  expect((await recognise(command)).notUnderstood).toEqual([{ what: 'curl command', why }]);
});

test('reads a large body in a moment', async () => {
  const body = JSON.stringify({ text: 'x y "z" $'.repeat(20_000) });
  const begin = performance.now();
  const request = await requestOf(`curl gw/a --data-raw '${body}'`);
  expect(request.body).toBe(body);
  expect(performance.now() - begin).toBeLessThan(5000);
});
