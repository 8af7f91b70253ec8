import { expect, test } from 'vitest';
import { guideHmac } from '../../../src/scenarios/guide-hmac';
import { isMessage } from '../../../src/ui/explain/is-message';

test.each([
  '{\n    "error": "Key not authorized"\n}',
  '<?xml version = "1.0" encoding = "UTF-8"?>\n<error>Key not authorized</error>',
  'HTTP/1.1 403 Forbidden\nX-Generator: tyk.io',
  '> GET /a/ HTTP/1.1\n< HTTP/1.1 401 Unauthorized',
  'curl: (52) Empty reply from server',
  'time="2026-08-21T12:00:00Z" level=info msg="Attempted access from expired key."',
  'gateway-1 | {"api_id":"a","level":"error","message":"JWT validation error"}',
])('a text that tells of an answer is one: %s', (text) => {
  expect(isMessage(text)).toBe(true);
});

test.each([
  guideHmac.definition,
  guideHmac.policy,
  guideHmac.payload,
  'eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
  "curl http://gateway.test/orders/get -H 'Authorization: Bearer x'",
  '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
  'just words',
  '',
])('what the workspace takes is none: %s', (text) => {
  expect(isMessage(text)).toBe(false);
});
