/**
 * The gateway under its host name: a fetch to it goes through the service worker and comes out here, in the page.
 */
import type { Exchange, GatewayRequest, GatewayResponse, Header } from '../gateway/outcome';
import { gatewayName } from '../workspace/request';

/** It is https, since a page on https may fetch nothing else. */
export const gatewayOrigin = `https://${gatewayName}`;

/** Names a request of the page on its way through the worker; the gateway never sees it. */
const nameHeader = 'x-playground-request';

/** Whatever answers requests: the gateway. */
export interface Answering {
  handle(request: GatewayRequest): Promise<Exchange>;
}

export class GatewayHost {
  readonly #gateway: Answering;
  /** Requests under way, as they were written: fetch drops or changes some methods, paths and headers. */
  readonly #written = new Map<string, GatewayRequest>();
  readonly #answered = new Map<string, Exchange>();

  constructor(gateway: Answering) {
    this.#gateway = gateway;
  }

  /**
   * Sends a request by fetch, and gives everything that the gateway made of it; status and body are those that came back.
   * Rejects when the request did not reach this host, or the gateway failed.
   */
  async send(written: GatewayRequest): Promise<Exchange> {
    const name = crypto.randomUUID();
    this.#written.set(name, written);
    try {
      const fetched = await fetch(toFetch(written, name)).catch((reason: unknown) => {
        const exchange = this.#answered.get(name);
        if (exchange === undefined || canBeFetched(exchange.response)) throw reason;
        return null;
      });
      const exchange = this.#answered.get(name);
      if (exchange === undefined) throw new Error('The request did not reach the gateway.');
      return fetched === null ? exchange : await asFetched(fetched, exchange);
    } finally {
      this.#written.delete(name);
      this.#answered.delete(name);
    }
  }

  /** Whether a URL is the gateway's. */
  takes({ origin }: URL): boolean {
    return origin === gatewayOrigin;
  }

  /** Answers a request that came through the service worker. */
  async answer(request: Request): Promise<Response> {
    const name = request.headers.get(nameHeader);
    const written = name === null ? undefined : this.#written.get(name);
    const exchange = await this.#gateway.handle(written ?? (await fromFetch(request)));
    if (name !== null) this.#answered.set(name, exchange);
    return toResponse(exchange.response);
  }
}

const withoutBody = new Set(['GET', 'HEAD']);
const refusedByFetch = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The nearest request that fetch sends: what it cannot carry is left out, since the worker's other end knows the written one. */
function toFetch({ method, path, headers, body }: GatewayRequest, name: string): Request {
  const url = new URL(gatewayOrigin);
  const query = path.indexOf('?');
  url.pathname = query === -1 ? path : path.slice(0, query);
  url.search = query === -1 ? '' : path.slice(query);
  const carried = new Headers([[nameHeader, name]]);
  for (const [header, value] of headers) {
    try {
      carried.append(header, value);
    } catch {
      // Not a header by the rules of fetch.
    }
  }
  const sendable = /^[A-Za-z]+$/.test(method) && !refusedByFetch.has(method.toUpperCase()) ? method : 'POST';
  return new Request(url, {
    method: sendable,
    headers: carried,
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    ...(body === undefined || withoutBody.has(sendable.toUpperCase()) ? {} : { body }),
  });
}

/** A request that something else than this class sent, such as a fetch typed into the console. */
async function fromFetch(request: Request): Promise<GatewayRequest> {
  const { host, pathname, search } = new URL(request.url);
  const headers: Header[] = [['Host', host], ...request.headers];
  const body = await request.text();
  return {
    method: request.method,
    path: pathname + search,
    headers: headers.filter(([name]) => name !== nameHeader),
    ...(body === '' ? {} : { body }),
  };
}

const nullBody = new Set([204, 205, 304]);

/** Whether a fetch can give this response: a cut connection, and a status that no Response can have, fail in fetch. */
function canBeFetched(response: GatewayResponse | null): response is GatewayResponse {
  return response !== null && response.status >= 200 && response.status <= 599;
}

/** The gateway's response for the worker. */
function toResponse(response: GatewayResponse | null): Response {
  if (!canBeFetched(response)) return Response.error();
  const headers = new Headers();
  for (const [name, value] of response.headers) {
    try {
      headers.append(name, value);
    } catch {
      // The page shows it all the same; only the browser cannot carry it.
    }
  }
  return new Response(nullBody.has(response.status) ? null : response.body, { status: response.status, headers });
}

/** Header names keep the gateway's spelling, which fetch does not tell; of a redirect it tells nothing at all. */
async function asFetched(fetched: Response, exchange: Exchange): Promise<Exchange> {
  const { response } = exchange;
  if (response === null || fetched.type === 'opaqueredirect') return exchange;
  return { ...exchange, response: { ...response, status: fetched.status, body: await fetched.text() } };
}
