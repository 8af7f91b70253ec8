/**
 * The made-up world around the page's gateways: identity providers under their host names, and an upstream under every
 * other. Failures have the words of Go's HTTP client, as in the recordings.
 */
import type { KeySetAnswer, UpstreamAnswer } from '../gateway/outcome';
import { Late } from '../go/late';
import type { Delayed, Network } from '../workspace/network';
import type { Provider } from '../workspace/providers';
import type { ProviderRequest } from './identity-provider/answer';
import type { Moment } from './identity-provider/issue';
import { addressOf, providerAt } from './identity-provider/provider-at';
import { answerUpstream } from './upstream';

/** What stands in the world. */
export interface World {
  readonly providers: readonly Provider[];
}

const atOnce = <T>(answer: T): Delayed<T> => ({ answer, after: 0 });
const failed = (error: string) => atOnce({ kind: 'failed', error } as const);

/** The network of a world; `world` is asked anew for each request. */
export function makeNetwork(world: () => World): Network {
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  return {
    random,
    fetchKeySet: (url) => getKeySet(world(), url, random),
    upstream: async (url, request, now) => {
      const { providers } = world();
      const reached = reach(providers, url);
      if (reached.kind !== 'provider') return answerUpstream(url, request, random);
      const { method, headers, body } = request;
      const asked = { method, url, headers, ...(body === undefined ? {} : { body }) };
      return askProvider(reached.provider, asked, { now, random });
    },
  };
}

async function getKeySet(
  { providers }: World,
  url: string,
  random: (bytes: number) => Uint8Array,
): Promise<Delayed<KeySetAnswer>> {
  const reached = reach(providers, url);
  if (reached.kind === 'failed') return failed(reached.error);
  const { answer, after } = await askProvider(
    reached.provider,
    { method: 'GET', url, headers: [] },
    { now: 0, random },
  );
  return { after, answer: answer.kind === 'failed' ? answer : { kind: 'answer', ...answer.response } };
}

/** What providers do; it is loaded with the first request to one. */
const answering = new Late(() => import('./identity-provider/answer'));

async function askProvider(
  provider: Provider,
  request: ProviderRequest,
  moment: Moment,
): Promise<Delayed<UpstreamAnswer>> {
  const { answerProvider } = await answering.load();
  return answerProvider(provider, request, moment);
}

type Reached =
  { readonly kind: 'provider'; readonly provider: Provider } | { readonly kind: 'failed'; readonly error: string };

/** The provider that listens at a URL, or why there is no connection. */
function reach(providers: readonly Provider[], url: string): Reached {
  const nobody = (name: string): Reached => ({
    kind: 'failed',
    error: `dial tcp: lookup ${name} on 127.0.0.11:53: no such host`,
  });
  if (!URL.canParse(url)) return nobody(url);
  const { hostname, protocol, port } = new URL(url);
  const provider = providerAt(providers, hostname);
  const address = provider === undefined ? literalAddress(hostname) : addressOf(provider);
  if (address === null) return nobody(hostname);
  const wanted = port === '' ? (protocol === 'http:' ? '80' : '443') : port;
  if (provider === undefined || (wanted !== '443' && wanted !== '80')) {
    return { kind: 'failed', error: `dial tcp ${address}:${wanted}: connect: connection refused` };
  }
  if (protocol === 'https:' && wanted === '80') {
    return { kind: 'failed', error: 'http: server gave HTTP response to HTTPS client' };
  }
  return { kind: 'provider', provider };
}

/** The address of a host that is one itself, or this machine; `null`: a name that has to be looked up. */
function literalAddress(hostname: string): string | null {
  if (hostname === 'localhost') return '127.0.0.1';
  return /^(\d+\.){3}\d+$/.test(hostname) || hostname.startsWith('[') ? hostname : null;
}
