/**
 * Sends one request and reads its answer, as the HTTP client of Go does it: without following redirects, with the bytes
 * and the order of headers as given.
 */
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { canonicalHeaderName } from '../go/header';
import { decodeKeepingBytes, encodeUtf8 } from '../go/utf8';
import type { Header, UpstreamAnswer } from '../gateway/outcome';
import { goNetworkError } from './go-network-error';

/** A request as it goes out; with `gunzips` the client has asked for gzip itself, and unpacks what comes. */
export interface Outgoing {
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly gunzips: boolean;
}

/** How long a server may take to begin its answer, in milliseconds. */
const timeout = 30_000;

const unpack = promisify(gunzip);

/** Sends to an absolute http(s) URL. Failures have the texts of Go's client, without the method and URL before them. */
export async function send(url: string, outgoing: Outgoing): Promise<UpstreamAnswer> {
  const [, scheme = '', authority = '', target = ''] = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const origin = `${scheme}://${authority}/`;
  if (!URL.canParse(origin)) return failed(`dial tcp: lookup ${authority}: no such host`);
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  const path = target.startsWith('/') ? target : `/${target}`;

  let sent: ClientRequest | null = null;
  try {
    sent = (protocol === 'https:' ? tlsRequest : plainRequest)({
      method: outgoing.method,
      host,
      port,
      path: onWire(path),
      agent: false,
      setHost: false,
      insecureHTTPParser: true,
      maxHeaderSize: 10 << 20,
    });
    const answer = await exchange(sent, outgoing);
    const body = await bodyOf(answer);
    return { kind: 'answer', response: await unpacked(answer, body, outgoing) };
  } catch (reason) {
    return failed(reason instanceof TimeoutError ? reason.message : goNetworkError(reason, host, sent?.socket));
  }
}

function failed(error: string): UpstreamAnswer {
  return { kind: 'failed', error };
}

class TimeoutError extends Error {}

/** A text as Node wants it: a character for each byte. */
function onWire(text: string): string {
  return Buffer.from(encodeUtf8(text)).toString('latin1');
}

function exchange(sent: ClientRequest, { headers, body }: Outgoing): Promise<IncomingMessage> {
  // What Node would add by itself.
  for (const name of ['Connection', 'Content-Length', 'Transfer-Encoding']) sent.removeHeader(name);
  for (const name of new Set(headers.map(([each]) => each))) {
    const values = headers.filter(([each]) => each === name).map(([, value]) => onWire(value));
    sent.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TimeoutError('net/http: timeout awaiting response headers'));
      sent.destroy();
    }, timeout);
    sent.on('response', (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    sent.on('error', (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
    sent.end(body);
  });
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The answer with Go's names of headers, by name as Go keeps them; unpacked where the client had asked for it by itself. */
async function unpacked(answer: IncomingMessage, body: Buffer, { gunzips }: Outgoing) {
  const { rawHeaders, statusCode = 0 } = answer;
  const headers: Header[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const value = Buffer.from(rawHeaders[at + 1] ?? '', 'latin1');
    headers.push([canonicalHeaderName(rawHeaders[at] ?? ''), decodeKeepingBytes(value)]);
  }
  headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const packed = gunzips && headers.some(([name, value]) => name === 'Content-Encoding' && /^gzip$/i.test(value));
  if (!packed) return { status: statusCode, headers, body: decodeKeepingBytes(body) };
  const left = headers.filter(([name]) => name !== 'Content-Encoding' && name !== 'Content-Length');
  return { status: statusCode, headers: left, body: decodeKeepingBytes(await unpack(body)) };
}
