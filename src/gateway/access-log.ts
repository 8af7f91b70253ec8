/**
 * The access log: one line for each request that an API has answered (behaviour 8.4).
 */
import { escapePath } from '../go/url';
import { urlText } from '../go/whole-url';
import type { Journey } from './journey';
import type { Refusal } from './outcome';
import { forwardedFor, hostSent } from './proxy';
import { type RefusalCode, classification } from './refusals';
import { keyHash, obfuscated } from './session-id';
import { upstreamFailure } from './upstream-failure';

type Fields = Readonly<Record<string, unknown>>;

/** What every line has. `upstream` is the URL that the request was sent to; for a refusal, the request's own path. */
function common({ api, request, maybeSession }: Journey, status: number, upstream: string): Record<string, unknown> {
  const { api_id, api_name, org_id } = api.log;
  const line: Record<string, unknown> = {
    prefix: 'access-log',
    api_id,
    api_name,
    org_id,
    api_key: keyHash(maybeSession?.keyId ?? ''),
    api_type: api.definition.is_oas ? 'oas' : 'classic',
    client_ip: request.origin,
    host: request.host,
    method: request.method,
    original_path: request.originalPath,
    path: request.path,
    protocol: 'HTTP/1.1',
    status,
    upstream_addr: upstream,
    user_agent: request.header('User-Agent'),
  };
  if (api_id === '') delete line['api_id'];
  if (api_name === '') delete line['api_name'];
  if (org_id === '') delete line['org_id'];
  return line;
}

function classified(code: RefusalCode, source: string): Fields {
  const found = classification(code);
  return found === undefined
    ? {}
    : { response_flag: found.flag, response_code_details: found.detail, error_source: source };
}

/** A refusal's line, of the middleware that refused. An API that is not tracked has none. */
export function logRefusal(journey: Journey, { code, status }: Refusal): void {
  const { api, log, request } = journey;
  if (api.definition.do_not_track) return;
  log.write('info', '', { ...common(journey, status, escapePath(request.path)), ...classified(code, log.mw) });
}

/** The URL that the request was sent to, without its query. */
function sentTo({ api, request }: Journey): string {
  const { scheme, host } = api.target;
  return urlText({ scheme, host, path: request.path });
}

/** The line of a request that the upstream has answered. A throttled one keeps what was said of it before (behaviour 7.5). */
export function logSuccess(journey: Journey, status: number): void {
  const { api, logWriter, throttled } = journey;
  const line = common(journey, status, sentTo(journey));
  const { api_id, api_name, org_id } = api.log;
  Object.assign(line, { type: 'request', api_id, api_name, org_id });
  if (throttled) Object.assign(line, classified('rate_exceeded', 'RateLimitAndQuotaCheck'));
  else if (status >= 500 && status <= 599) {
    Object.assign(line, {
      response_flag: 'URS',
      response_code_details: 'upstream_response_5xx',
      error_source: 'Upstream',
      error_target: api.target.host,
      upstream_status: status,
    });
  }
  logWriter.bare('info', '', line);
}

/** The lines of an upstream that could not be reached: the error, and the access log's. */
export function logFailedUpstream(journey: Journey, status: number, error: string): void {
  const { api, logWriter, maybeSession, request } = journey;
  logWriter.bare('error', `http: proxy error: ${error}`, {
    mw: 'ReverseProxy',
    type: 'request',
    ...api.log,
    prefix: 'proxy',
    server_name: hostSent(journey),
    user_id: obfuscated(maybeSession?.keyId ?? ''),
    user_ip: forwardedFor(request),
    user_name: maybeSession?.state.alias ?? '',
  });
  if (api.definition.do_not_track) return;
  const { flag, detail } = upstreamFailure(error);
  const target = `${api.target.host}${request.path}`;
  logWriter.bare('info', '', {
    ...common(journey, status, sentTo(journey)),
    response_flag: flag,
    response_code_details: detail,
    error_source: 'ReverseProxy',
    ...(target === '' ? {} : { error_target: target }),
  });
}
