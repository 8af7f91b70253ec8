import { expect, test } from 'vitest';
import { readMessage } from '../../../src/repair/causes/read-message';

const answer = (headers: readonly string[], body: string): string =>
  ['HTTP/1.1 401 Unauthorized', ...headers, '', body].join('\n');

const nginx =
  '<html>\n<head><title>401 Authorization Required</title></head>\n<body>\n<center><h1>401</h1></center>\n<hr><center>nginx/1.25.3</center>\n</body>\n</html>';

test.each([
  ['nginx', nginx],
  ['nginx', answer(['Server: nginx', 'Content-Type: text/html'], 'denied')],
  [
    'the upstream',
    answer(['X-Ratelimit-Limit: -1', 'X-Ratelimit-Remaining: 0', 'Content-Type: application/json'], '{"error":"nope"}'),
  ],
  ['Envoy (Istio)', 'Jwt is expired'],
  ['Envoy (Istio)', answer(['server: istio-envoy'], 'RBAC: access denied')],
  ['Kong', '{"message":"No API key found in request"}'],
  ['AWS', '{"message":"Unauthorized"}'],
  ['AWS', answer(['x-amzn-RequestId: 1'], '{}')],
  ['Cloudflare', 'error code: 1020'],
  ['HAProxy', '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>'],
  ['Apache', '<html><body><h1>Forbidden</h1><address>Apache/2.4 Server</address></body></html>'],
  ['a Go server', '404 page not found'],
  ['an OAuth server or resource', '{"error":"invalid_token","error_description":"The token expired"}'],
  [
    'a service in Java (Spring)',
    '{"timestamp":"2026-08-21T12:00:00Z","status":401,"error":"Unauthorized","path":"/x"}',
  ],
  ['a service in Node', '{"message":"jwt expired"}'],
  ['something that asks with `WWW-Authenticate`', answer(['WWW-Authenticate: Bearer realm="x"'], 'no')],
  ['Tyk’s admin API', '{"status":"error","message":"Key not found"}'],
  ['the Tyk Dashboard', '{"Status":"Error","Message":"Not authorised","Meta":null}'],
  ['something else', '<!DOCTYPE html><html><body>Oops</body></html>'],
  ['curl', 'curl: (7) Failed to connect to localhost port 8080: Connection refused'],
  ['curl', 'curl: (60) SSL certificate problem: self-signed certificate'],
])('%s is told: %s', (who, text) => {
  const { foreign } = readMessage(text);
  expect(foreign?.who).toBe(who);
  expect(foreign?.says).toMatch(/\.$/);
});

test.each([
  [
    'a refusal behind a proxy that names itself',
    answer(['Server: nginx', 'X-Generator: tyk.io'], '{"error": "Quota exceeded"}'),
  ],
  ['one whose X-Generator is hidden', answer(['Server: nginx'], '{"error": "Quota exceeded"}')],
  ['an issuer with another’s words in it', '{"error": "Key not authorized: invalid issuer claim: jwt expired"}'],
  ['the router’s plain text', 'Not Found'],
  ['XML', '<?xml version = "1.0" encoding = "UTF-8"?>\n<error>Key not authorized</error>\n'],
])('%s is the gateway’s', (_, text) => {
  expect(readMessage(text).foreign).toBeNull();
});
