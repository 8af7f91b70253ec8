import { expect, test } from 'vitest';
import { isLogged, jsonLine, textLine } from '../../src/gateway/log-format';
import type { LogLine } from '../../src/gateway/outcome';
import { recordedCases } from './recorded';

const at = Date.UTC(2026, 7, 21, 12, 0, 0, 999);
const line: LogLine = {
  level: 'error',
  message: 'JWT validation error',
  mw: 'JWTMiddleware',
  api_id: 'orders',
  error: 'signature is invalid',
  path: '/orders/get',
  status: 1_000_000,
  match: false,
  paths: ['/get', '/orders/get'],
};

test('a text line has time, level and message first, then the fields by name', () => {
  expect(textLine(line, at)).toBe(
    'time="2026-08-21T12:00:00Z" level=error message="JWT validation error" api_id=orders error="signature is invalid" ' +
      'match=false mw=JWTMiddleware path=/orders/get paths="[/get /orders/get]" status=1000000',
  );
});

test('a text line leaves an empty message out and keeps empty fields', () => {
  expect(textLine({ level: 'info', message: '', prefix: 'access-log', user_agent: '' }, at)).toBe(
    'time="2026-08-21T12:00:00Z" level=info prefix=access-log user_agent=',
  );
});

test('a text line quotes what is not plain, so that a claim cannot write a line of its own', () => {
  expect(textLine({ level: 'info', message: 'a\nlevel=info "b" \u001b[31m é', key: 'a=b' }, at)).toBe(
    String.raw`time="2026-08-21T12:00:00Z" level=info message="a\nlevel=info \"b\" \x1b[31m é" key="a=b"`,
  );
});

test('a JSON line has its members by name, and an error under both names', () => {
  expect(jsonLine(line, at)).toBe(
    '{"api_id":"orders","error":"signature is invalid","level":"error","logrus_error":"signature is invalid",' +
      '"match":false,"message":"JWT validation error","mw":"JWTMiddleware","path":"/orders/get",' +
      '"paths":["/get","/orders/get"],"status":1000000,"time":"2026-08-21T12:00:00Z"}',
  );
});

test('every recorded line is read back from its JSON as it was', () => {
  let lines = 0;
  for (const { exchanges } of recordedCases('12-more')) {
    for (const recorded of exchanges.flatMap(({ logs }) => logs ?? [])) {
      lines++;
      const { error } = recorded;
      const twice = error === undefined ? {} : { logrus_error: error };
      expect(JSON.parse(jsonLine(recorded, at))).toEqual({ ...recorded, ...twice, time: '2026-08-21T12:00:00Z' });
    }
  }
  expect(lines).toBeGreaterThan(5000);
});

test('a log at info has everything but the debug lines', () => {
  const levels = ['debug', 'info', 'warning', 'error', 'panic'] as const;
  const logged = (setTo: 'debug' | 'info') => levels.filter((level) => isLogged({ level, message: '' }, setTo));
  expect(logged('info')).toEqual(['info', 'warning', 'error', 'panic']);
  expect(logged('debug')).toEqual(levels);
});
