/**
 * What the server answers: the admin API under its paths, everything else through the gateway.
 */
import { answerAdmin } from '../gateway/admin/admin';
import { type Catalogue, sourcesOf } from '../gateway/admin/catalogue';
import type { Gateway, SkippedApi } from '../gateway/gateway';
import type { Exchange, GatewayRequest } from '../gateway/outcome';
import { settings } from '../gateway/settings';
import { parseTarget } from '../go/url';
import type { Answering } from './http/connection';

/** A gateway, and the files that it loads from. */
export interface Emulation {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  /** Takes what is saved into force. */
  reload(): void;
  /** Something may have been saved. */
  saved(): void;
}

/** A request with all that it gave; `at`: when it came, in milliseconds since 1970. */
export interface Answered {
  readonly request: GatewayRequest;
  readonly at: number;
  readonly exchange: Exchange;
}

export class Site implements Answering {
  readonly #emulation: Emulation;
  readonly #secret: string;
  readonly #told: (answered: Answered) => void;

  /** `secret`: what the admin API wants in `X-Tyk-Authorization`. `told` hears of every request before its client does. */
  constructor(emulation: Emulation, secret: string, told: (answered: Answered) => void) {
    this.#emulation = emulation;
    this.#secret = secret;
    this.#told = told;
  }

  now(): number {
    return this.#emulation.gateway.world.surroundings.now();
  }

  async answer(request: GatewayRequest): Promise<Exchange> {
    const at = this.now();
    const exchange = isAdminPath(request.path) ? this.#admin(request) : await this.#emulation.gateway.handle(request);
    this.#told({ request, at, exchange });
    return exchange;
  }

  /** A reload that is asked for happens at once, where the real gateway lets a moment pass. */
  #admin({ method, path, headers, body = '' }: GatewayRequest): Exchange {
    const { gateway, catalogue } = this.#emulation;
    const sent = headers.find(([name]) => name.toLowerCase() === 'x-tyk-authorization')?.[1] ?? '';
    const secret = sent === this.#secret ? settings.secret : '';
    const { response, log, reload } = answerAdmin(gateway, catalogue, { method, path, body, secret });
    if (method !== 'GET') this.#emulation.saved();
    if (reload) this.#emulation.reload();
    return { response, upstream: null, log, trace: [] };
  }
}

/** `/hello`, and all below `/tyk/`: no API can have these paths. */
function isAdminPath(target: string): boolean {
  const parsed = parseTarget(target);
  return parsed.ok && (parsed.value.path === '/hello' || parsed.value.path.startsWith('/tyk/'));
}

/** Loads a catalogue into its gateway; gives the APIs that no request reaches. */
export function loadCatalogue(gateway: Gateway, catalogue: Catalogue): readonly SkippedApi[] {
  const { apis, policies } = sourcesOf(catalogue);
  return gateway.load(apis, policies);
}
