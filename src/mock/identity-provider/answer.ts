/**
 * An identity provider's side of a request: which endpoint is asked, and what is wrong with the provider on purpose.
 */
import type { GatewayResponse, Header, UpstreamAnswer } from '../../gateway/outcome';
import type { Delayed } from '../../workspace/network';
import type { Provider } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';
import { answerAuth0Token } from './auth0-token';
import { discoveryOf } from './discovery';
import type { Moment } from './issue';
import { answerKeycloakToken } from './keycloak-token';
import { answerKeySet } from './key-set-answer';
import { answerPlainToken } from './plain-token';
import { addressOf } from './provider-at';
import { json, notFound, redirect } from './responses';

/** A request to a provider; `url` is absolute. */
export interface ProviderRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

/** What a provider answers, after how many milliseconds; or the text of Go's HTTP client when it is unreachable. */
export async function answerProvider(
  provider: Provider,
  request: ProviderRequest,
  moment: Moment,
): Promise<Delayed<UpstreamAnswer>> {
  const { behaviour } = provider;
  if (behaviour.kind === 'unreachable') {
    const port = request.url.startsWith('http:') ? '80' : '443';
    const error = `dial tcp ${addressOf(provider)}:${port}: connect: connection refused`;
    return { answer: { kind: 'failed', error }, after: 0 };
  }
  const response = await respond(provider, request, moment);
  const shown = request.method === 'HEAD' ? { ...response, body: '' } : response;
  return {
    answer: { kind: 'answer', response: shown },
    after: behaviour.kind === 'slow' ? behaviour.milliseconds : 0,
  };
}

async function respond(provider: Provider, request: ProviderRequest, moment: Moment): Promise<GatewayResponse> {
  const url = new URL(request.url);
  if (url.protocol === 'http:') return redirect(`https://${url.hostname}${url.pathname}${url.search}`);
  const addresses = addressesOf(provider);
  const at = (address: string): boolean => new URL(address).pathname === url.pathname;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && at(addresses.discovery)) return json(200, discoveryOf(provider));
  if (reads && at(addresses.keySet)) return answerKeySet(provider);
  if (at(addresses.token)) return answerToken(provider, request, moment);
  return notFound(provider, url.pathname);
}

function answerToken(provider: Provider, request: ProviderRequest, moment: Moment): Promise<GatewayResponse> {
  switch (provider.shape) {
    case 'auth0':
      return answerAuth0Token(provider, request, moment);
    case 'keycloak':
      return answerKeycloakToken(provider, request, moment);
    case 'plain':
      return answerPlainToken(provider, request, moment);
  }
}
