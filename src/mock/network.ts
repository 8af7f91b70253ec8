import type { KeySetAnswer, UpstreamAnswer, UpstreamRequest } from '../gateway/outcome';
import type { Network } from '../workspace/evaluate';

const utf8 = new TextEncoder();

/** What the page's gateways have around them: this machine's randomness, and networks that are made up. */
export const network: Network = {
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  fetchKeySet: (url) => Promise.resolve(unresolved(url)),
  upstream: (url, request) => Promise.resolve(echo(url, request)),
};

/** What Go's HTTP client says of a name that its resolver does not know. */
function unresolved(url: string): KeySetAnswer {
  const name = URL.canParse(url) ? new URL(url).hostname : url;
  return { kind: 'failed', error: `dial tcp: lookup ${name} on 127.0.0.11:53: no such host` };
}

/** The upstream answers every request with what it received. */
function echo(url: string, { method, headers, body }: UpstreamRequest): UpstreamAnswer {
  const received = { method, url, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) };
  const text = `${JSON.stringify(received, null, 2)}\n`;
  const length = String(utf8.encode(text).length);
  return {
    kind: 'answer',
    response: {
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Length', length],
      ],
      body: text,
    },
  };
}
