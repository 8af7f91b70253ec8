/**
 * What Go's HTTP client says where Node's could not reach a server, or could not trust it (behaviour 5.5, 7.7).
 */
import { getServers } from 'node:dns';
import { TLSSocket } from 'node:tls';

/** What Node tells of a failed connection, as far as it does. */
interface NodeError {
  readonly code: string;
  readonly message: string;
  readonly address?: string;
  readonly port?: number;
}

const dialing: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  EADDRNOTAVAIL: 'connect: cannot assign requested address',
  EACCES: 'connect: permission denied',
  ETIMEDOUT: 'i/o timeout',
};

const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What a server that does not speak TLS makes of a client that does. */
const notTls = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Go's text for an error of Node's HTTP client, asked for a host; `socket` is the connection, if it came to one. */
export function goNetworkError(reason: unknown, host: string, socket: unknown = null): string {
  const { code, message, address, port } = nodeError(reason);
  const dialed = dialing[code];
  if (dialed !== undefined && address !== undefined) return `dial tcp ${endpoint(address, port)}: ${dialed}`;
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${host} on ${resolver()}: no such host`;
  if (code === 'EAI_AGAIN') return `dial tcp: lookup ${host} on ${resolver()}: server misbehaving`;
  if (code === 'ECONNRESET') return message === 'socket hang up' ? 'EOF' : 'read: connection reset by peer';
  if (code === 'EPIPE') return 'write: broken pipe';
  if (code.startsWith('HPE_')) return `net/http: HTTP/1.x transport connection broken: malformed HTTP response`;
  if (message.includes('wrong version number') || notTls.has(code)) {
    return message.includes('handshake failure')
      ? 'remote error: tls: handshake failure'
      : 'http: server gave HTTP response to HTTPS client';
  }
  if (message.includes('handshake failure')) return 'remote error: tls: handshake failure';
  const untrusted = certificateError(code, reason, host, socket);
  return untrusted === null ? message : `tls: failed to verify certificate: x509: ${untrusted}`;
}

/** The first address that was tried is the one that is told of. */
function nodeError(reason: unknown): NodeError {
  if (reason instanceof AggregateError && reason.errors.length > 0) return nodeError(reason.errors[0]);
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: text(reason, 'code'), message, ...where(reason) };
}

function where(reason: unknown): Pick<NodeError, 'address' | 'port'> {
  if (typeof reason !== 'object' || reason === null || !('address' in reason) || !('port' in reason)) return {};
  const { address, port } = reason;
  return typeof address === 'string' && typeof port === 'number' ? { address, port } : {};
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
}

function endpoint(address: string, port = 0): string {
  return `${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
}

/** The name server that is asked first. */
function resolver(): string {
  const [first = '127.0.0.1'] = getServers();
  return /^\[|^[^:]*:\d+$/.test(first) ? first : endpoint(first, 53);
}

function certificateError(code: string, reason: unknown, host: string, socket: unknown): string | null {
  if (unknownAuthority.has(code)) return 'certificate signed by unknown authority';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return `certificate has expired or is not yet valid${validity(code, socket)}`;
  }
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID') return null;
  const names = alternativeNames(reason);
  const isAddress = /^[\d.]+$|:/.test(host);
  const fitting = names.filter(({ kind }) => kind === (isAddress ? 'IP Address' : 'DNS')).map(({ name }) => name);
  if (fitting.length > 0) return `certificate is valid for ${fitting.join(', ')}, not ${host}`;
  return isAddress
    ? `cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `certificate is not valid for any names, but wanted to match ${host}`;
}

function alternativeNames(reason: unknown): readonly { readonly kind: string; readonly name: string }[] {
  const certificate: unknown = typeof reason === 'object' && reason !== null ? Reflect.get(reason, 'cert') : null;
  return text(certificate, 'subjectaltname')
    .split(', ')
    .map((entry) => {
      const colon = entry.indexOf(':');
      return { kind: entry.slice(0, colon), name: entry.slice(colon + 1) };
    });
}

function validity(code: string, socket: unknown): string {
  if (!(socket instanceof TLSSocket)) return '';
  const { valid_from: from, valid_to: to } = socket.getPeerCertificate();
  const bound = code === 'CERT_HAS_EXPIRED' ? to : from;
  const time = Date.parse(bound);
  if (Number.isNaN(time)) return '';
  const relation = code === 'CERT_HAS_EXPIRED' ? 'after' : 'before';
  return `: current time ${seconds(Date.now())} is ${relation} ${seconds(time)}`;
}

function seconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
