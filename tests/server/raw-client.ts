/** A client that sends bytes as they are given, and shows an answer as it came. */
import { connect, type Socket } from 'node:net';
import type { Header } from '../../src/gateway/outcome';

export interface RawResponse {
  readonly statusLine: string;
  readonly status: number;
  /** In the order of the wire. */
  readonly headers: readonly Header[];
  readonly body: string;
}

/** A response, and the bytes behind it; `null`: there is not enough yet. */
interface Split {
  readonly response: RawResponse;
  readonly rest: Buffer;
}

export class RawConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    const ended = (): void => {
      this.#ended = true;
      this.#wake();
    };
    this.#socket.on('end', ended);
    this.#socket.on('close', ended);
    this.#socket.on('error', ended);
  }

  /** Whether the server has ended the connection. */
  get ended(): boolean {
    return this.#ended;
  }

  send(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  /** Sends no more. */
  finish(): void {
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The next response to a request of this method; `null`: the connection ended without one. */
  async response(method = 'GET'): Promise<RawResponse | null> {
    for (;;) {
      const split = splitResponse(this.#received, method, this.#ended);
      if (split !== null) {
        this.#received = split.rest;
        return split.response;
      }
      if (this.#ended) return null;
      await this.#more();
    }
  }

  /** Everything that comes until the server ends the connection. */
  async everything(): Promise<string> {
    while (!this.#ended) await this.#more();
    return this.#received.toString('latin1');
  }

  #more(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

function splitResponse(bytes: Buffer, method: string, ended: boolean): Split | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('utf8').split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const body = splitBody(bytes.subarray(headEnd + 4), headers, method === 'HEAD' || status < 200, ended);
  return body === null
    ? null
    : { response: { statusLine, status, headers, body: body.bytes.toString('utf8') }, rest: body.rest };
}

interface Body {
  readonly bytes: Buffer;
  readonly rest: Buffer;
}

function splitBody(bytes: Buffer, headers: readonly Header[], bodiless: boolean, ended: boolean): Body | null {
  const value = (wanted: string): string | undefined => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (bodiless) return { bytes: Buffer.alloc(0), rest: bytes };
  if (value('transfer-encoding') === 'chunked') return splitChunks(bytes);
  const length = value('content-length');
  if (length === undefined) return ended ? { bytes, rest: Buffer.alloc(0) } : null;
  const count = Number(length);
  return bytes.length < count ? null : { bytes: bytes.subarray(0, count), rest: bytes.subarray(count) };
}

function splitChunks(bytes: Buffer): Body | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line === -1) return null;
    const size = parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return null;
    chunks.push(bytes.subarray(line + 2, next - 2));
    at = next;
    if (size === 0) return { bytes: Buffer.concat(chunks), rest: bytes.subarray(at) };
  }
}
