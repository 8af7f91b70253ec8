import { expect, test } from 'vitest';
import { goNetworkError } from '../../src/server/go-network-error';

/** An error as Node makes it. */
function nodeError(message: string, fields: object): Error {
  return Object.assign(new Error(message), fields);
}

test('addresses that nobody answers at; of several the first', () => {
  const refused = nodeError('connect ECONNREFUSED', { code: 'ECONNREFUSED', address: '::1', port: 9 });
  const other = nodeError('connect ECONNREFUSED', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 });
  expect(goNetworkError(refused, 'localhost')).toBe('dial tcp [::1]:9: connect: connection refused');
  expect(goNetworkError(new AggregateError([other, refused]), 'localhost')).toBe(
    'dial tcp 127.0.0.1:9: connect: connection refused',
  );
});

test('names that do not resolve', () => {
  expect(goNetworkError(nodeError('x', { code: 'ENOTFOUND' }), 'idp.test')).toMatch(
    /^dial tcp: lookup idp\.test on (\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]):\d+: no such host$/,
  );
  expect(goNetworkError(nodeError('x', { code: 'EAI_AGAIN' }), 'idp.test')).toMatch(/: server misbehaving$/);
});

test('certificates for somebody else', () => {
  const wrong = (subjectaltname?: string): Error =>
    nodeError('x', { code: 'ERR_TLS_CERT_ALTNAME_INVALID', cert: { subjectaltname } });
  const told = (names: string | undefined, host: string): string =>
    goNetworkError(wrong(names), host).replace('tls: failed to verify certificate: x509: ', '');
  expect(told('DNS:idp.test, DNS:*.idp.test, IP Address:127.0.0.1', 'upstream.test')).toBe(
    'certificate is valid for idp.test, *.idp.test, not upstream.test',
  );
  expect(told('DNS:idp.test, IP Address:127.0.0.1', '10.0.0.1')).toBe(
    'certificate is valid for 127.0.0.1, not 10.0.0.1',
  );
  expect(told('DNS:idp.test', '10.0.0.1')).toBe(
    "cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs",
  );
  expect(told(undefined, 'idp.test')).toBe('certificate is not valid for any names, but wanted to match idp.test');
});

test('certificates that nobody vouches for, or whose time is over', () => {
  const untrusted = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
  expect(goNetworkError(nodeError('x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'a')).toBe(untrusted);
  expect(goNetworkError(nodeError('x', { code: 'CERT_HAS_EXPIRED' }), 'a')).toBe(
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
  );
});

test('connections that break', () => {
  expect(goNetworkError(nodeError('socket hang up', { code: 'ECONNRESET' }), 'a')).toBe('EOF');
  expect(goNetworkError(nodeError('read ECONNRESET', { code: 'ECONNRESET' }), 'a')).toBe(
    'read: connection reset by peer',
  );
  expect(goNetworkError(nodeError('write EPIPE', { code: 'EPIPE' }), 'a')).toBe('write: broken pipe');
  expect(goNetworkError(nodeError('sslv3 alert handshake failure', { code: 'EPROTO' }), 'a')).toBe(
    'remote error: tls: handshake failure',
  );
});

test('what has no text of Go’s keeps its own', () => {
  expect(goNetworkError(new Error('something else'), 'a')).toBe('something else');
  expect(goNetworkError('a text', 'a')).toBe('a text');
});
