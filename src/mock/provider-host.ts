/**
 * The identity providers under their host names: a fetch to one of them, from the page or from the console, goes through
 * the service worker and comes out here.
 */
import type { GatewayResponse, Header } from '../gateway/outcome';
import type { ProviderRequest } from './identity-provider/answer';
import { providerAt } from './identity-provider/provider-at';
import type { World } from './network';

/** What somebody who asks a provider gets: a response, or the reason why there is none. */
export type ProviderReply =
  { readonly ok: true; readonly response: GatewayResponse } | { readonly ok: false; readonly problem: string };

/** How long a provider may take beyond the delay that it is set to, in milliseconds: a worker may have to start for it. */
const patience = 10_000;

export class ProviderHost {
  readonly #world: () => World;
  readonly #now: () => number;

  /** `now`: the providers' clock, in milliseconds. */
  constructor(world: () => World, now: () => number) {
    this.#world = world;
    this.#now = now;
  }

  /** Whether a URL is that of a provider, by https. */
  takes({ protocol, hostname }: URL): boolean {
    return protocol === 'https:' && providerAt(this.#world().providers, hostname) !== undefined;
  }

  /** Answers a request that came through the service worker, after the time that the provider takes. */
  async answer(request: Request): Promise<Response> {
    const body = await request.text();
    const asked = {
      method: request.method,
      url: request.url,
      headers: [...request.headers],
      ...(body === '' ? {} : { body }),
    };
    const reply = await this.#reply(asked);
    if (!reply.ok) return Response.error();
    const { status, headers, body: text } = reply.response;
    return new Response(text, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) });
  }

  /**
   * Asks a provider: by fetch where there is a service worker, and without the way through it where there is none. It is
   * waited for only so long: a worker may be stopped with the request.
   */
  async ask(request: ProviderRequest, throughWorker: boolean): Promise<ProviderReply> {
    if (!throughWorker) return this.#reply(request);
    const { method, url, headers, body } = request;
    const limit = patience + this.#delayOf(url);
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), limit);
    try {
      const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
      const fetched = await fetch(url, {
        ...init,
        credentials: 'omit',
        signal: ending.signal,
        ...(body === undefined ? {} : { body }),
      });
      const received: readonly Header[] = [...fetched.headers];
      return { ok: true, response: { status: fetched.status, headers: received, body: await fetched.text() } };
    } catch (reason) {
      if (ending.signal.aborted) return { ok: false, problem: tooLate(limit) };
      return { ok: false, problem: reason instanceof Error ? reason.message : String(reason) };
    } finally {
      clearTimeout(timer);
    }
  }

  #delayOf(url: string): number {
    const behaviour = providerAt(this.#world().providers, new URL(url).hostname)?.behaviour;
    return behaviour?.kind === 'slow' ? behaviour.milliseconds : 0;
  }

  async #reply(request: ProviderRequest): Promise<ProviderReply> {
    const provider = providerAt(this.#world().providers, new URL(request.url).hostname);
    if (provider === undefined) return { ok: false, problem: 'No provider has this host name.' };
    const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
    const { answerProvider } = await import('./identity-provider/answer');
    const { answer, after } = await answerProvider(provider, request, { now: this.#now(), random });
    if (after > 0) await new Promise((resolve) => setTimeout(resolve, after));
    return answer.kind === 'failed' ? { ok: false, problem: answer.error } : { ok: true, response: answer.response };
  }
}

function tooLate(limit: number): string {
  return `nothing came back within ${String(Math.round(limit / 1000))} s; the service worker may have been stopped with the request. Ask once more`;
}
