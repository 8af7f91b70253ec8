/**
 * How an error of the HTTP client is taken: by what stands in its text (behaviour 7.7, 8.4).
 */
import type { RefusalCode } from './refusals';

interface UpstreamFailure {
  /** What the client is told. */
  readonly code: Extract<RefusalCode, `upstream_${string}`>;
  /** `response_flag` and `response_code_details` of the access log. */
  readonly flag: string;
  readonly detail: string;
}

// prettier-ignore
const failures: readonly (UpstreamFailure & { readonly text: string })[] = [
  { text: 'certificate has expired',                 code: 'upstream_failed',     flag: 'TLE', detail: 'tls_certificate_expired' },
  { text: 'certificate is valid for ',               code: 'upstream_failed',     flag: 'TLM', detail: 'tls_hostname_mismatch' },
  { text: 'certificate signed by unknown authority', code: 'upstream_failed',     flag: 'TLN', detail: 'tls_unknown_authority' },
  { text: 'timeout awaiting response headers',       code: 'upstream_timeout',    flag: 'URT', detail: 'response_headers_timeout' },
  { text: 'no such host',                            code: 'upstream_unresolved', flag: 'DNS', detail: 'dns_not_found' },
  { text: 'connection refused',                      code: 'upstream_failed',     flag: 'UCF', detail: 'connection_refused' },
  { text: 'connection reset',                        code: 'upstream_failed',     flag: 'URR', detail: 'connection_reset' },
  { text: 'broken pipe',                             code: 'upstream_failed',     flag: 'EPI', detail: 'broken_pipe' },
  { text: 'handshake failure',                       code: 'upstream_failed',     flag: 'TLH', detail: 'tls_handshake_failure' },
];

const other: UpstreamFailure = { code: 'upstream_failed', flag: 'UPE', detail: 'upstream_error' };

/** The first row whose text is in the error. */
export function upstreamFailure(error: string): UpstreamFailure {
  return failures.find(({ text }) => error.includes(text)) ?? other;
}
