/** Every recorded exchange, asked of the server over HTTP with the bytes that the recorded client sent. */
import { expect, test } from 'vitest';
import { canonicalHeaderName, isToken } from '../../src/go/header';
import type { Exchange, Header, UpstreamRequest } from '../../src/gateway/outcome';
import { settings } from '../../src/gateway/settings';
import { differences } from '../../src/recordings/compare';
import type { RecordedCase, RecordedExchange } from '../../src/recordings/recording';
import { RecordedGateway } from '../../src/recordings/replay';
import { listen } from '../../src/server/http/listen';
import { type Answered, Site } from '../../src/server/site';
import { recordedCases } from '../gateway/recorded';
import { RawConnection, type RawResponse } from './raw-client';

const files = [
  '01-guide',
  '02-token-shape',
  '03-keys',
  '04-claims',
  '05-policies',
  '06-request',
  '07-oas',
  '08-random',
  '09-traps',
  '10-admin',
  '12-more',
  '13-slow',
];

interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** What the recorded client sent; header values have a character for each byte. */
function sentBy({ request, admin }: RecordedExchange): WireRequest {
  if (admin !== undefined) {
    const { method, path, body = '', secret = settings.secret } = admin;
    return { method, path, headers: [['Host', 'gateway.test'], ['X-Tyk-Authorization', secret]], body }; // prettier-ignore
  }
  if (request === undefined) throw new Error('an exchange asks for something');
  const { method = 'GET', path, headers, body = '' } = request;
  return { method, path, headers, body };
}

/** Whether HTTP/1.1 has a way to say it: a request line of three words, and headers that are names and lines. */
function canBeSent({ method, path, headers }: WireRequest): boolean {
  const line = /^[!-~\u0080-\u00ff]+$/.test(path) && isToken(method);
  return line && headers.every(([name, value]) => isToken(name) && /^[\t -~\u0080-\u00ff]*$/.test(value));
}

/** The bytes of a request; one whose headers do not tell the length of its body is given that. */
function wire({ method, path, headers, body }: WireRequest): Buffer {
  const has = (wanted: string): boolean => headers.some(([name]) => canonicalHeaderName(name) === wanted);
  const bytes = Buffer.from(body);
  const framed = has('Content-Length') || has('Transfer-Encoding') || bytes.length === 0;
  const sent: readonly Header[] = framed ? headers : [...headers, ['Content-Length', String(bytes.length)]];
  const head = [`${method} ${path} HTTP/1.1`, ...sent.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  const chunks = has('Transfer-Encoding')
    ? [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]
    : [bytes];
  return Buffer.concat([Buffer.from(head, 'latin1'), ...chunks]);
}

/** The gateway of a case behind a server of its own, and one connection to it that is kept as long as it can be. */
class Served {
  readonly #recorded: RecordedGateway;
  readonly #port: number;
  readonly close: () => Promise<void>;
  #connection: RawConnection | null = null;
  #upstream: UpstreamRequest | null = null;
  readonly #answered: Answered[] = [];

  private constructor(recorded: RecordedGateway, port: number, close: () => Promise<void>) {
    this.#recorded = recorded;
    this.#port = port;
    this.close = close;
  }

  static async start(recordedCase: RecordedCase): Promise<Served> {
    const recorded = new RecordedGateway(recordedCase);
    const { gateway, catalogue, world } = recorded;
    const emulation = { gateway, catalogue, reload: () => recorded.reload(), saved: () => undefined };
    const site = new Site(emulation, settings.secret, (answered) => served.#answered.push(answered));
    const listening = await listen(0, site, (reason) => {
      throw reason;
    });
    const served = new Served(recorded, listening.port, () => listening.close());
    const reach = world.upstream.bind(world);
    world.upstream = async (url, request) => {
      const answer = await reach(url, request);
      if (answer.kind === 'answer') served.#upstream = request;
      return answer;
    };
    return served;
  }

  /** What came back over the wire, what the upstream received, and what the server logged and kept beside it. */
  async ask(
    exchange: RecordedExchange,
    request: WireRequest,
  ): Promise<{ exchange: Exchange; wire: RawResponse | null }> {
    this.#recorded.prepare(exchange);
    this.#upstream = null;
    this.#answered.length = 0;
    if (this.#connection === null || this.#connection.ended) this.#connection = new RawConnection(this.#port);
    this.#connection.send(wire(request));
    const response = await this.#connection.response(request.method);
    const { log = [], session, trace = [] } = this.#answered.at(-1)?.exchange ?? {};
    const kept = session === undefined ? {} : { session };
    return { exchange: { response, upstream: this.#upstream, log, trace, ...kept }, wire: response };
  }
}

const beside = new Set(['date', 'transfer-encoding', 'connection']);

function namesInOrder(headers: readonly Header[]): readonly string[] {
  return headers.map(([name]) => name).filter((name) => !beside.has(name.toLowerCase()));
}

test('knows what HTTP has no way to say', () => {
  const fine: WireRequest = { method: 'PROPFIND', path: '/a?b=%20', headers: [['X-Name', 'a\tb \u00e9']], body: '' };
  expect(canBeSent(fine)).toBe(true);
  expect(canBeSent({ ...fine, path: '/a b' })).toBe(false);
  expect(canBeSent({ ...fine, method: 'G T' })).toBe(false);
  expect(canBeSent({ ...fine, headers: [['X Name', 'a']] })).toBe(false);
  expect(canBeSent({ ...fine, headers: [['X-Name', 'a\nb']] })).toBe(false);
});

test.each(files)(
  'answers over HTTP as the real gateway has: %s',
  async (file) => {
    const cases = recordedCases(file);
    let asked = 0;
    const unequal: unknown[] = [];
    for (const recordedCase of cases) {
      const served = await Served.start(recordedCase);
      for (const [index, recorded] of recordedCase.exchanges.entries()) {
        const request = sentBy(recorded);
        if (!canBeSent(request)) continue;
        asked++;
        const { exchange, wire } = await served.ask(recorded, request);
        const found: unknown[] = [...differences(recorded, exchange)];
        const wanted = namesInOrder(recorded.response.headers ?? []);
        const got = namesInOrder(wire?.headers ?? []);
        if (wanted.join() !== got.join()) found.push({ part: 'order of headers', wanted, got });
        if (found.length > 0) unequal.push({ case: recordedCase.name, index, found });
      }
      await served.close();
    }
    expect(unequal).toEqual([]);
    // Whatever a client has sent to the recorded gateway can be sent again.
    expect(asked).toBe(cases.reduce((sum, { exchanges }) => sum + exchanges.length, 0));
  },
  120_000,
);
