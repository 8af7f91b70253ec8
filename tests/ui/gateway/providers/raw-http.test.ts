import { expect, test } from 'vitest';
import { rawHead, rawRequest, statusText } from '../../../../src/ui/gateway/providers/raw-http';

test('writes a request as HTTP/1.1 has it', () => {
  const headers = [['Content-Type', 'application/json']] as const;
  expect(rawRequest({ method: 'POST', url: 'https://id.test/token?a=1', headers, body: '{}' })).toBe(
    'POST /token?a=1 HTTP/1.1\nHost: id.test\nContent-Type: application/json\n\n{}',
  );
});

test('writes a response’s first lines, with the words of its status where it has some', () => {
  expect(rawHead({ status: 415, headers: [['A', 'b']], body: '' })).toBe('HTTP/1.1 415 Unsupported Media Type\nA: b');
  expect(statusText(599)).toBe('599');
});
