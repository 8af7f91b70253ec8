/** A server that answers with what it has read, as one line of JSON: method, path, headers, body. */
import type { Exchange, GatewayRequest, GatewayResponse } from '../../../src/gateway/outcome';
import { listen, type Listening } from '../../../src/server/http/listen';

/** The second that the server's clock shows: 2026-09-21T14:13:20Z. */
const now = 1_790_000_000_000;

export const date = 'Mon, 21 Sep 2026 14:13:20 GMT';

export interface EchoServer extends Listening {
  readonly asked: readonly GatewayRequest[];
}

function echo({ method, path, headers, body = '' }: GatewayRequest): GatewayResponse {
  const text = JSON.stringify([method, path, headers, body]);
  const length = Buffer.byteLength(text);
  return { status: 200, headers: [['X-Generator', 'echo'], ['Content-Length', String(length)]], body: method === 'HEAD' ? '' : text }; // prettier-ignore
}

/** Starts a server; `respond` takes the place of the echo, and its `null` cuts the connection. */
export async function echoServer(
  respond: (request: GatewayRequest) => Partial<Exchange> & Pick<Exchange, 'response'> = (request) => ({
    response: echo(request),
  }),
): Promise<EchoServer> {
  const asked: GatewayRequest[] = [];
  const answer = (request: GatewayRequest): Promise<Exchange> => {
    asked.push(request);
    return Promise.resolve({ upstream: null, log: [], trace: [], ...respond(request) });
  };
  const listening = await listen(0, { now: () => now, answer }, (reason) => {
    throw reason;
  });
  return { ...listening, asked };
}
