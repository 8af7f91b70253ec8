/**
 * What stood around the recorded gateway: an upstream, a provider of key sets, and names that do not resolve.
 */
import type { Header, KeySetAnswer, Surroundings, UpstreamAnswer, UpstreamRequest } from '../gateway/outcome';
import type { RecordedKeySet } from './recording';

const notFound: KeySetAnswer = {
  kind: 'answer',
  status: 404,
  headers: [['Content-Type', 'application/json']],
  body: '{"error":"not found"}',
};

const otherCertificate =
  'tls: failed to verify certificate: x509: certificate is valid for idp.test, not upstream.test';

function connects(host: string): string | null {
  const [name = '', port] = host.split(':');
  if (name === '127.0.0.1' || port === '9') return `dial tcp 127.0.0.1:${port ?? '80'}: connect: connection refused`;
  if (name === 'idp.test' || name === 'upstream.test') return null;
  return `dial tcp: lookup ${name} on 127.0.0.11:53: no such host`;
}

function headersOf(set: RecordedKeySet): readonly Header[] {
  const { headers } = set;
  if (headers === undefined) return [];
  return isList(headers) ? headers : Object.entries(headers);
}

function isList(headers: NonNullable<RecordedKeySet['headers']>): headers is readonly Header[] {
  return Array.isArray(headers);
}

/** The recorded world, with a clock that stands where the recording says. */
export class RecordedWorld implements Surroundings {
  #now = 0;
  readonly keySets = new Map<string, RecordedKeySet>();

  /** Puts the clock to a time in milliseconds. */
  setClock(milliseconds: number): void {
    this.#now = milliseconds;
  }

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    return Promise.resolve();
  }

  random(bytes: number): Uint8Array {
    return new Uint8Array(bytes);
  }

  fetchKeySet(url: string): Promise<KeySetAnswer> {
    const { host, hostname, protocol } = new URL(url);
    const problem = connects(host);
    if (problem !== null) return Promise.resolve({ kind: 'failed', error: problem });
    if (hostname === 'upstream.test' && protocol === 'https:') {
      return Promise.resolve({ kind: 'failed', error: otherCertificate });
    }
    if (protocol === 'https:' && url.includes(`${hostname}:80/`)) {
      return Promise.resolve({ kind: 'failed', error: 'http: server gave HTTP response to HTTPS client' });
    }
    if (hostname === 'upstream.test') {
      return Promise.resolve({ kind: 'answer', status: 200, headers: [], body: '{"upstream":"reached"}' });
    }
    const set = this.keySets.get(url) ?? this.keySets.get(new URL(url).href);
    if (set === undefined) return Promise.resolve(notFound);
    return Promise.resolve({ kind: 'answer', status: set.status, headers: headersOf(set), body: set.body });
  }

  upstream(url: string, request: UpstreamRequest): Promise<UpstreamAnswer> {
    const { host, hostname, protocol } = new URL(url);
    const problem = connects(host) ?? (protocol === 'https:' && hostname === 'upstream.test' ? otherCertificate : null);
    if (problem !== null) return Promise.resolve({ kind: 'failed', error: problem });
    const body = request.method === 'HEAD' ? '' : '{"upstream":"reached"}';
    return Promise.resolve({
      kind: 'answer',
      response: { status: 200, headers: [['Content-Type', 'application/json']], body },
    });
  }
}
