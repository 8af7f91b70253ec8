/**
 * One client's connection: a request after the other, each answered before the next is read.
 */
import type { Socket } from 'node:net';
import { decodeKeepingBytes } from '../../go/utf8';
import type { Exchange, GatewayRequest, GatewayResponse } from '../../gateway/outcome';
import { ByteSource } from './byte-source';
import { readBody } from './read-body';
import { type BadRequest, readHead, type RequestHead } from './read-head';
import { wireContinue, wireExpectationFailed, wireRefusal, wireResponse } from './write-response';

/** What answers the requests of a server. */
export interface Answering {
  /** The time in milliseconds since 1970. */
  now(): number;
  answer(request: GatewayRequest): Promise<Exchange>;
}

/** How long a client that still sends may take to read that it was refused, in milliseconds. */
const patience = 500;

/** Serves a connection to its end. Rejects when it breaks, or when answering fails. */
export async function serveConnection(socket: Socket, answering: Answering): Promise<void> {
  const source = new ByteSource(socket.iterator({ destroyOnReturn: false }));
  for (let before = ''; ;) {
    if (before !== '' && !(await hasMore(source, before))) break;
    const read = await readHead(source);
    if (read.kind === 'gone') break;
    if (read.kind === 'bad') return refuse(socket, source, read.bad);
    if (!(await serveRequest(socket, source, read.head, answering))) return;
    before = read.head.method;
  }
  socket.end();
}

/** Whether another request begins; Go's server wants four bytes to believe it, and forgives empty lines after a POST. */
async function hasMore(source: ByteSource, before: string): Promise<boolean> {
  const next = await source.peek(4);
  if (next.length < 4) return false;
  if (before === 'POST') await source.take(/^[\r\n]*/.exec(next.toString('latin1'))?.[0].length ?? 0);
  return true;
}

/** Answers a request whose head is read; gives whether the connection goes on. */
async function serveRequest(
  socket: Socket,
  source: ByteSource,
  head: RequestHead,
  answering: Answering,
): Promise<boolean> {
  if (head.expects === 'other') return end(socket, wireExpectationFailed(answering.now()));
  if (head.expects === 'continue') socket.write(wireContinue);
  const body = await readBody(source, head.bodyLength);
  if (body.kind === 'gone') return end(socket);
  if (body.kind === 'bad') return end(socket, wireRefusal({ status: '400 Bad Request', text: '400 Bad Request' }));

  const { method, path, headers } = head;
  if (method === 'OPTIONS' && path === '*') return respond(socket, head, noResource, answering);
  const text = decodeKeepingBytes(body.bytes);
  const exchange = await answering.answer({ method, path, headers, ...(text === '' ? {} : { body: text }) });
  const { response, upstream } = exchange;
  if (response === null) {
    socket.destroy();
    return false;
  }
  const bad = badRequestOf(exchange);
  if (bad !== null) {
    await refuse(socket, source, bad);
    return false;
  }
  return respond(socket, head, { response, upstream }, answering);
}

/** What Go's server says of itself as a whole (RFC 9110 9.3.7); no API is asked. */
const noResource = { response: { status: 200, headers: [['Content-Length', '0']], body: '' }, upstream: {} } as const;

/** Sends a response; gives whether the connection goes on. */
function respond(
  socket: Socket,
  request: RequestHead,
  { response, upstream }: { readonly response: GatewayResponse; readonly upstream: object | null },
  answering: Answering,
): boolean {
  const circumstances = { request, fromUpstream: upstream !== null, now: answering.now() };
  const { bytes, closes } = wireResponse(response, circumstances);
  if (closes) return end(socket, bytes);
  socket.write(bytes);
  return true;
}

/** What the gateway core says in the place of Go's server, before any handler; `null`: the answer is a handler's. */
function badRequestOf({ response, trace }: Exchange): BadRequest | null {
  const code = trace[0]?.refusal?.code;
  if (response === null || (code !== 'request_malformed' && code !== 'headers_too_large')) return null;
  return { status: response.body, text: response.body };
}

function end(socket: Socket, last?: Buffer): false {
  if (last !== undefined) socket.write(last);
  socket.destroySoon();
  return false;
}

/** Says no, and listens a little longer to a client that is still sending: a closed door would cost it the answer. */
async function refuse(socket: Socket, source: ByteSource, bad: BadRequest): Promise<void> {
  socket.end(wireRefusal(bad));
  const timer = setTimeout(() => socket.destroy(), patience);
  try {
    await source.discard();
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
