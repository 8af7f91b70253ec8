import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation, LoggedLine } from './explanation';

function proxyError(error: string): readonly LoggedLine[] {
  return [{ level: 'error', message: `http: proxy error: ${error}` }];
}

const fromThere = 'Call the target with `curl` on the gateway’s machine or in its container.';

/** The request passed, and the upstream could not be reached (behaviour 7.7). An answer of the upstream is no refusal, whatever its status. */
export const upstreamRefusals = {
  upstream_failed: {
    title: 'The upstream cannot be reached',
    steps: ['upstream'],
    met: 'often',
    means:
      'The gateway let the request through and could not send it on. The token was accepted. Rate and quota were used.',
    log: proxyError('…'),
    tell: 'The text is this refusal’s own; the reason stands in the log after `http: proxy error:`.',
    causes: [
      {
        what: 'Nothing listens at the target. In a container, `localhost` is the container itself.',
        check: fromThere,
        lines: ['http: proxy error: …connection refused'],
      },
      {
        what: 'The target’s certificate is not trusted, is over, or is for another name.',
        check: 'The log says `certificate`.',
        lines: ['http: proxy error: …certificate…', 'http: proxy error: …handshake failure…'],
      },
      {
        what: 'The connection broke off.',
        check: 'The log says `connection reset` or `broken pipe`.',
        lines: ['http: proxy error: …connection reset…', 'http: proxy error: …broken pipe…'],
      },
      {
        what: 'A header that the gateway adds has a line end in it, taken from a claim.',
        check: 'The log names the header.',
        lines: ['http: proxy error: net/http: invalid header field value for …'],
      },
      {
        what: 'The target URL is no URL.',
        check: 'Look at `proxy.target_url` (Tyk OAS: `upstream.url`).',
        lines: ['http: proxy error: unsupported protocol scheme …'],
      },
    ],
    fixes: ['Correct the target URL.', 'Start the upstream, and open the way to it.'],
  },

  upstream_timeout: {
    title: 'The upstream took too long',
    steps: ['upstream'],
    met: 'seldom',
    means: 'The gateway let the request through, and the upstream did not begin to answer in time.',
    log: proxyError('…timeout awaiting response headers'),
    tell: 'The status is 504.',
    causes: [
      { what: 'The upstream is slow, or hangs.', check: `${fromThere} Measure the time.` },
      { what: 'A hard timeout is set for the path.', check: 'Look for `hard_timeouts` in the definition.' },
    ],
    fixes: ['Make the upstream faster, or the timeout longer.'],
  },

  upstream_unresolved: {
    title: 'Nobody knows the upstream’s host',
    steps: ['upstream'],
    met: 'sometimes',
    means: 'The gateway let the request through, and the host of the target URL has no address where the gateway runs.',
    log: proxyError('…no such host'),
    tell: 'The text is this refusal’s own; the log has `no such host`.',
    causes: [
      { what: 'The host name is misspelled.', check: 'Look at `proxy.target_url` (Tyk OAS: `upstream.url`).' },
      {
        what: 'The name is only known elsewhere, such as on your machine or in another network.',
        check: fromThere,
      },
    ],
    fixes: ['Correct the host name.', 'Give the gateway a DNS server that knows it.'],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
