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

/** A request that was sent, and what came of it. */
export interface Sent {
  readonly exchange: Exchange;
  /** `null`: status and body came back through the service worker; else, in a sentence, why they did not. */
  readonly withoutWorker: string | null;
}

/** What the gateway makes of a request that has come to it. */
interface Arrival {
  readonly exchange: Promise<Exchange>;
}

/** A request on its way to the gateway. */
interface Underway {
  /** As it was written: fetch drops or changes some methods, paths and headers. */
  readonly written: GatewayRequest;
  readonly arrive: (exchange: Promise<Exchange>) => void;
}

/** How long a request may take through the worker, and its answer back, in milliseconds: a worker may have to start for it. */
const patience = 5000;

export class GatewayHost {
  readonly #gateway: Answering;
  readonly #underway = new Map<string, Underway>();

  constructor(gateway: Answering) {
    this.#gateway = gateway;
  }

  /**
   * Sends a request by fetch, and gives everything that the gateway made of it; status and body are those that came back.
   * The gateway answers once, and in any case: where the worker is stopped or stuck with the request, it is asked directly;
   * where it is with the answer, that is taken as it was given. Rejects when the gateway failed.
   */
  async send(written: GatewayRequest): Promise<Sent> {
    const name = crypto.randomUUID();
    const abort = new AbortController();
    const arrived = new Promise<Arrival>((resolve) => {
      this.#underway.set(name, { written, arrive: (exchange) => resolve({ exchange }) });
    });
    const fetched = fetchAnswer(written, name, abort.signal);
    const arrival = await inTime(Promise.race([arrived, fetched.then(() => null)]));
    this.#underway.delete(name);
    if (arrival !== null) return asFetched(await arrival.exchange, fetched);
    abort.abort();
    return { exchange: await this.#gateway.handle(written), withoutWorker: 'The service worker did not hand it on.' };
  }

  /** Whether a URL is the gateway's. */
  takes({ origin }: URL): boolean {
    return origin === gatewayOrigin;
  }

  /** Answers a request that came through the service worker. */
  async answer(request: Request): Promise<Response> {
    const name = request.headers.get(nameHeader);
    if (name === null) return toResponse((await this.#gateway.handle(await fromFetch(request))).response);
    const underway = this.#underway.get(name);
    // It comes too late: the gateway has been asked already.
    if (underway === undefined) return Response.error();
    const exchange = this.#gateway.handle(underway.written);
    underway.arrive(exchange);
    return toResponse((await exchange).response);
  }
}

/** What came back through the worker; `null`: the fetch failed. */
type Fetched = { readonly isRedirect: boolean; readonly status: number; readonly body: string } | null;

async function fetchAnswer(written: GatewayRequest, name: string, signal: AbortSignal): Promise<Fetched> {
  try {
    const response = await fetch(toFetch(written, name), { signal });
    const { type, status } = response;
    return { isRedirect: type === 'opaqueredirect', status, body: await response.text() };
  } catch {
    return null;
  }
}

/** A promise's value, or `null` when it takes too long. */
async function inTime<T>(promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    clearTimeout(timer);
  }
}

/** Header names keep the gateway's spelling, which fetch does not tell; of a redirect it tells nothing at all. */
async function asFetched(exchange: Exchange, fetching: Promise<Fetched>): Promise<Sent> {
  const { response } = exchange;
  const fetched = await inTime(fetching);
  if (!canBeFetched(response)) return { exchange, withoutWorker: null };
  if (fetched === null) return { exchange, withoutWorker: 'The service worker stopped before it brought the answer.' };
  if (fetched.isRedirect) return { exchange, withoutWorker: null };
  const { status, body } = fetched;
  return { exchange: { ...exchange, response: { ...response, status, body } }, withoutWorker: null };
}

const withoutBody = new Set(['GET', 'HEAD']);
const refusedByFetch = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * The nearest request that fetch sends: what it cannot carry is left out, since the worker's other end knows the written one.
 * It goes past no cache, as no answer of a worker is in one: without a network Firefox would refuse such a request itself.
 */
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
