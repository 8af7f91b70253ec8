import { expect, test } from 'vitest';
import { keyHash, sessionId } from '../../src/gateway/session-id';
import { Scene, accessLine, classic, keySetUrl, oas, orgId } from './build';

const common = {
  level: 'info',
  message: '',
  prefix: 'access-log',
  api_id: 'api1',
  api_name: 'Test',
  org_id: 'org1',
  api_type: 'classic',
  client_ip: '127.0.0.1',
  host: 'gateway.test',
  method: 'GET',
  original_path: '/a/get',
  protocol: 'HTTP/1.1',
  type: 'request',
  user_agent: '',
};

test('the line of a request that passed has the path and the address of the upstream, and no query', async () => {
  const exchange = await new Scene([
    classic({ proxy: { listen_path: '/a/', strip_listen_path: true, target_url: 'http://upstream.test/base' } }),
  ]).askAs(undefined, '/a/get?x=1');
  expect(accessLine(exchange)).toEqual({
    ...common,
    api_key: keyHash(sessionId(orgId, 'ann')),
    path: '/base/get',
    status: 200,
    upstream_addr: 'http://upstream.test/base/get',
  });
});

test('the line of a refusal has the path of the request three times, the middleware, and the class', async () => {
  expect(accessLine(await new Scene().ask('bad', '/a/get?x=1'))).toEqual({
    ...common,
    api_key: '00000000',
    path: '/a/get',
    status: 403,
    upstream_addr: '/a/get',
    mw: 'JWTMiddleware',
    origin: '127.0.0.1',
    response_flag: 'TKI',
    response_code_details: 'jwt_token_invalid',
    error_source: 'JWTMiddleware',
  });
});

test('an OAS API writes lines for refusals only where traffic logs are on', async () => {
  const quiet = oas({}, {}, { trafficLogs: { enabled: false } });
  expect(accessLine(await new Scene([quiet]).ask('bad'))).toBeUndefined();
  expect(accessLine(await new Scene([oas()]).ask('bad'))).toMatchObject({ api_type: 'oas', status: 403 });
  expect(accessLine(await new Scene([quiet]).askAs())).toMatchObject({ api_type: 'oas', status: 200 });
});

test.each([
  [false, 'upstream.test'],
  [true, 'gateway.test'],
])('the line of an upstream that cannot be reached names the host that was called (kept: %s)', async (kept, named) => {
  const proxy = { listen_path: '/a/', target_url: 'https://upstream.test', preserve_host_header: kept };
  const scene = new Scene([classic({ proxy })]);
  scene.world.reply = { kind: 'failed', error: 'EOF' };
  const { log } = await scene.askAs();
  expect(log.find(({ prefix }) => prefix === 'proxy')?.['server_name']).toBe(named);
  // What failed is the upstream, whatever it was called.
  expect(log.find(({ prefix }) => prefix === 'access-log')?.['error_target']).toBe('upstream.test/a/get');
});

test.each([
  ['httpbin.org/base', '/a/get', 'httpbin.org/base/get', 'httpbin.org/base/get'],
  ['localhost:8080', '/a/get', 'localhost:///get', '/get'],
  ['localhost:8080', '/a/', 'localhost:', undefined],
  ['//upstream.test/', '/a/get', '//upstream.test/get', 'upstream.test/get'],
  ['', '/a/', '', undefined],
])('with the upstream %j the line of %s says where it was sent: %s', async (target_url, path, address, target) => {
  const proxy = { listen_path: '/a/', strip_listen_path: true, target_url };
  const line = accessLine(await new Scene([classic({ proxy })]).askAs(undefined, path));
  expect(line).toMatchObject({ status: 500, upstream_addr: address, response_flag: 'UPE' });
  expect(line?.['error_target']).toBe(target);
});

test('an answer of the upstream with 5xx is classified as its own', async () => {
  const scene = new Scene();
  scene.world.reply = { kind: 'answer', response: { status: 503, headers: [], body: '' } };
  expect(accessLine(await scene.askAs())).toMatchObject({
    status: 503,
    response_flag: 'URS',
    error_source: 'Upstream',
    error_target: 'upstream.test',
    upstream_status: 503,
  });
});

test.each([
  ['dial tcp 127.0.0.1:9: connect: connection refused', 'UCF', 'connection_refused', 500],
  ['dial tcp: lookup x: no such host', 'DNS', 'dns_not_found', 500],
  ['net/http: timeout awaiting response headers', 'URT', 'response_headers_timeout', 504],
  ['tls: failed to verify certificate: x509: certificate is valid for a, not b', 'TLM', 'tls_hostname_mismatch', 500],
  ['anything else', 'UPE', 'upstream_error', 500],
])('an upstream that fails with %j is %s', async (error, response_flag, response_code_details, status) => {
  const scene = new Scene();
  scene.world.reply = { kind: 'failed', error };
  const line = accessLine(await scene.askAs());
  expect(line).toMatchObject({
    response_flag,
    response_code_details,
    status,
    error_source: 'ReverseProxy',
    error_target: 'upstream.test/get',
  });
  expect(line).not.toHaveProperty('mw');
});

test('the address that the client names is believed', async () => {
  const exchange = await new Scene().ask('bad', '/a/get', {
    headers: [
      ['X-Real-Ip', '10.1.2.3'],
      ['User-Agent', keySetUrl],
    ],
  });
  expect(accessLine(exchange)).toMatchObject({ client_ip: '10.1.2.3', origin: '10.1.2.3', user_agent: keySetUrl });
});
