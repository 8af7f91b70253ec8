import { expect, test } from 'vitest';
import { errorResponse, notFoundResponse, serverResponse } from '../../src/gateway/error-response';
import { refusal } from '../../src/gateway/refusals';
import { Scene, claims, headerOf, oas } from './build';

const plain = { method: 'GET', contentType: '', headers: [] };

function bodyOf(message: string, contentType = ''): string {
  return errorResponse({ code: 'issuer_refused', status: 401, message }, { ...plain, contentType }).body;
}

test('a refusal is JSON with four blanks, in the order of the real headers', () => {
  expect(errorResponse(refusal('signature_invalid'), plain)).toEqual({
    status: 403,
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Generator', 'tyk.io'],
      ['Content-Length', '37'],
    ],
    body: '{\n    "error": "Key not authorized"\n}',
  });
});

test.each(['application/xml', 'text/xml', 'application/soap+xml', 'application/xml; charset=utf-8'])(
  'a request of type %s is refused in XML',
  (contentType) => {
    const { headers, body } = errorResponse(refusal('signature_invalid'), { ...plain, contentType });
    expect(body).toBe('<?xml version = "1.0" encoding = "UTF-8"?>\n<error>Key not authorized</error>\n');
    expect(headers).toEqual([
      ['Content-Type', contentType.split(';')[0]],
      ['X-Generator', 'tyk.io'],
      ['Content-Length', '77'],
    ]);
  },
);

test.each(['application/xml ; q=1', 'APPLICATION/XML', 'application/problem+xml', 'text/html', ''])(
  'a request of type %j is refused in JSON',
  (contentType) => {
    expect(bodyOf('x', contentType)).toBe('{\n    "error": "x"\n}');
  },
);

test.each([
  ["'", "\\'"],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['<>&=', '\\u003C\\u003E\\u0026\\u003D'],
  ['\n\t\u0000', '\\u000A\\u0009\\u0000'],
  ['\u007f', '\u007f'],
  ['äλ😀', 'äλ😀'],
  ['\u2028\u2029\u200d\u0085\u00ad\ufeff', '\\u2028\\u2029\\u200D\\u0085\\u00AD\\uFEFF'],
  ['👩‍👧', '👩\\u200D👧'],
  ['/+%{`', '/+%{`'],
])('in JSON %j is written %s', (message, written) => {
  expect(bodyOf(message)).toBe(`{\n    "error": "${written}"\n}`);
});

test('in XML nothing is escaped', () => {
  const message = `<a b="c">&'\n`;
  expect(bodyOf(message, 'text/xml')).toBe(`<?xml version = "1.0" encoding = "UTF-8"?>\n<error>${message}</error>\n`);
});

test('HEAD has the headers of the whole answer and no body', () => {
  const { headers, body } = errorResponse(refusal('signature_invalid'), { ...plain, method: 'HEAD' });
  expect(body).toBe('');
  expect(headerOf(headers, 'Content-Length')).toBe('37');
});

test('the length counts bytes, and a body that Go sends in chunks has none', () => {
  const answer = (message: string) => errorResponse({ code: 'issuer_refused', status: 401, message }, plain);
  expect(headerOf(answer('ä').headers, 'Content-Length')).toBe('21');
  expect(headerOf(answer('x'.repeat(2048 - 19)).headers, 'Content-Length')).toBe('2048');
  expect(headerOf(answer('x'.repeat(2049 - 19)).headers, 'Content-Length')).toBeUndefined();
});

test('headers that were set before come first', () => {
  const { headers } = errorResponse(refusal('quota_exceeded'), { ...plain, headers: [['X-Own', '1']] });
  expect(headers[0]).toEqual(['X-Own', '1']);
});

test('the router answers in plain text without a line feed', () => {
  expect(notFoundResponse(refusal('route_not_found'), 'GET').body).toBe('Not Found');
  expect(notFoundResponse(refusal('route_not_found'), 'HEAD')).toEqual({
    status: 404,
    headers: [
      ['Content-Length', '9'],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ],
    body: '',
  });
});

test('the server itself answers without a length', () => {
  expect(serverResponse(refusal('request_malformed', ': invalid header name'))).toEqual({
    status: 400,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: '400 Bad Request: invalid header name',
  });
});

test('a claim in a message is escaped as in a script, which is no valid JSON', async () => {
  const scene = new Scene([oas({ allowedIssuers: ['a'] })]);
  const { response } = await scene.askAs(claims({ iss: "it's <b>" }));
  expect(response?.body).toBe(`{\n    "error": "Key not authorized: invalid issuer claim: it\\'s \\u003Cb\\u003E"\n}`);
});

test('a claim in a message is left as it is in XML', async () => {
  const scene = new Scene([oas({ allowedIssuers: ['a'] })]);
  const { response } = await scene.askAs(claims({ iss: "it's <b>" }), '/a/', {
    headers: [['Content-Type', 'text/xml']],
  });
  expect(response?.body).toContain("<error>Key not authorized: invalid issuer claim: it's <b></error>");
});
