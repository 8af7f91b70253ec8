import { expect, test } from 'vitest';
import { refusal, refusalCodes } from '../../../../src/gateway/refusals';
import {
  prettyXml,
  renderedBody,
  requestText,
  responseText,
  statusLine,
} from '../../../../src/ui/answer/response/message-text';

test('names every status that the gateway refuses with', () => {
  for (const code of refusalCodes) {
    const { status } = refusal(code);
    if (status !== 0) expect(statusLine(status)).toMatch(/^HTTP\/1\.1 \d{3} [A-Z][A-Za-z ]+$/);
  }
});

test('leaves a status without a name alone', () => {
  expect(statusLine(299)).toBe('HTTP/1.1 299');
});

test('writes a response as it goes over the wire', () => {
  const headers = [['Content-Type', 'text/plain']] as const;
  expect(responseText({ status: 404, headers, body: 'Not Found' })).toBe(
    'HTTP/1.1 404 Not Found\nContent-Type: text/plain\n\nNot Found',
  );
});

test('writes a request as it goes over the wire, with and without a body', () => {
  const request = { method: 'POST', path: '/a?b=1', headers: [['Host', 'x']] as const };
  expect(requestText({ ...request, body: 'hello' })).toBe('POST /a?b=1 HTTP/1.1\nHost: x\n\nhello');
  expect(requestText(request)).toBe('POST /a?b=1 HTTP/1.1\nHost: x');
});

test('lays JSON out and keeps its numbers and escapes', () => {
  const headers = [['content-type', 'application/json']] as const;
  expect(renderedBody(headers, '{"a":1e400,"b":"\\u0041"}')).toEqual({
    kind: 'JSON',
    text: '{\n  "a": 1e400,\n  "b": "\\u0041"\n}',
  });
});

test('shows what says it is JSON and is not as the text that it is, such as the gateway’s escaped quotes', () => {
  const body = '{\n    "error": "it\\\'s"\n}';
  expect(renderedBody([['Content-Type', 'application/json']], body)).toEqual({ kind: 'text', text: body });
});

test('lays XML out, one element a line', () => {
  const body = '<?xml version = "1.0" encoding = "UTF-8"?>\n<error>Key not authorized</error>\n';
  expect(renderedBody([['Content-Type', 'application/xml']], body)).toEqual({
    kind: 'XML',
    text: '<?xml version = "1.0" encoding = "UTF-8"?>\n<error>Key not authorized</error>',
  });
  expect(prettyXml('<a><b>1</b><c/><d></d><e>x<f>2</f></e></a>')).toBe(
    '<a>\n  <b>1</b>\n  <c/>\n  <d></d>\n  <e>\n    x\n    <f>2</f>\n  </e>\n</a>',
  );
});

test('lays broken XML out without losing any of it', () => {
  const all = (text: string): string => text.replace(/\s/g, '');
  for (const broken of ['</a></b>', '<a', 'x < y', '<a><b></a>', '<!-- > -->', '']) {
    expect(all(prettyXml(broken))).toBe(all(broken));
  }
});

test('knows that there is no body', () => {
  expect(renderedBody([['Content-Type', 'application/json']], '')).toEqual({ kind: 'nothing', text: '' });
  expect(renderedBody([], 'plain')).toEqual({ kind: 'text', text: 'plain' });
});
