/**
 * Answers that are not the gateway's: of something before it, of the upstream behind it, or of another part of Tyk.
 */
import type { Header } from '../../gateway/outcome';
import { type Foreign, headerOf, memberOf, parsedJson } from './message';

interface Answer {
  readonly headers: readonly Header[];
  readonly body: string;
  /** The body as JSON; undefined: it is none. */
  readonly json: unknown;
}

interface Sign extends Foreign {
  readonly shows: (answer: Answer) => boolean;
}

const before = 'The request did not get as far as the gateway, or its answer was replaced.';
const notTyk = 'The gateway writes no such answer.';

const body =
  (...parts: readonly RegExp[]): Sign['shows'] =>
  (answer) =>
    parts.some((part) => part.test(answer.body));

const server =
  (name: RegExp): Sign['shows'] =>
  ({ headers }) =>
    name.test(headerOf(headers, 'server') ?? '');

const text =
  (member: string, value: RegExp): Sign['shows'] =>
  ({ json }) => {
    const found = memberOf(json, member);
    return typeof found === 'string' && value.test(found);
  };

const either =
  (...signs: readonly Sign['shows'][]): Sign['shows'] =>
  (answer) =>
    signs.some((sign) => sign(answer));

const both =
  (...signs: readonly Sign['shows'][]): Sign['shows'] =>
  (answer) =>
    signs.every((sign) => sign(answer));

/** What is said of an answer that came from behind the gateway. */
export const upstream = 'the upstream';

/** What others are known by, the surest first. */
const signs: readonly Sign[] = [
  {
    who: upstream,
    says: 'The answer has `X-Ratelimit-…` headers, which the gateway puts on answers of the upstream alone. It let the request through; the upstream refused it.',
    shows: ({ headers }) =>
      headerOf(headers, 'x-generator') === undefined &&
      headers.some(([name]) => name.toLowerCase().startsWith('x-ratelimit-')),
  },
  {
    who: 'Tyk’s admin API',
    says: 'This is an answer of `/tyk/…`, to an administrator. No request of a client gets it.',
    shows: both(text('status', /^error$/), ({ json }) => typeof memberOf(json, 'message') === 'string'),
  },
  {
    who: 'the Tyk Dashboard',
    says: 'This is an answer of the Dashboard’s API, not of the gateway.',
    shows: both(text('Status', /^Error$/), ({ json }) => typeof memberOf(json, 'Message') === 'string'),
  },
  {
    who: 'nginx',
    says: `An nginx answered. ${before}`,
    shows: either(body(/<center>(?:openresty|nginx)/), server(/nginx|openresty/i)),
  },
  {
    who: 'Envoy (Istio)',
    says: `An Envoy proxy judged the request or the token by itself. ${before}`,
    shows: either(
      body(
        /^(?:Jwt |Jwks |RBAC: access denied|Audiences in Jwt|no healthy upstream|upstream connect error|upstream request timeout)/,
      ),
      server(/^(?:istio-)?envoy/i),
    ),
  },
  {
    who: 'Kong',
    says: 'Another gateway answered.',
    shows: either(body(/No API key found in request|no Route matched with those values/), server(/kong/i)),
  },
  {
    who: 'AWS',
    says: `A gateway or load balancer of AWS answered. ${before}`,
    shows: either(
      server(/awselb|cloudfront/i),
      ({ headers }) => headers.some(([name]) => name.toLowerCase().startsWith('x-amzn-')),
      text('message', /^(?:Unauthorized|Forbidden|Missing Authentication Token|User is not authorized)/),
    ),
  },
  {
    who: 'Cloudflare',
    says: `Cloudflare answered. ${before}`,
    shows: either(body(/<title>[^<]*Cloudflare/i, /^error code: \d{3,4}$/), both(server(/cloudflare/i), body(/^\s*</))),
  },
  { who: 'Azure', says: `A gateway of Azure answered. ${before}`, shows: server(/microsoft-azure/i) },
  {
    who: 'HAProxy',
    says: `A HAProxy answered. ${before}`,
    shows: body(/^<html><body><h1>\d{3} /),
  },
  {
    who: 'Apache',
    says: `An Apache server answered. ${before}`,
    shows: either(body(/<address>Apache/), server(/^apache/i)),
  },
  {
    who: 'a Go server',
    says: '`404 page not found` is what programs in Go say by themselves: Traefik, a service behind the gateway, or Tyk’s admin API under a wrong path. For a client the gateway says `Not Found`.',
    shows: body(/^404 page not found$/),
  },
  {
    who: 'an OAuth server or resource',
    says: `\`error\` with a word of OAuth, such as \`invalid_token\`, is how authorisation servers and protected services answer (RFC 6749, RFC 6750). ${notTyk}`,
    shows: either(
      text(
        'error',
        /^(?:invalid_(?:token|grant|client|request|scope)|unauthorized_client|access_denied|insufficient_scope|unsupported_grant_type)$/,
      ),
      ({ json }) => memberOf(json, 'error_description') !== undefined,
    ),
  },
  {
    who: 'a service in Java (Spring)',
    says: `\`timestamp\`, \`status\`, \`error\` and \`path\` are Spring’s. ${notTyk}`,
    shows: ({ json }) => ['timestamp', 'status', 'error', 'path'].every((name) => memberOf(json, name) !== undefined),
  },
  {
    who: 'a service in Node',
    says: `These are words of the libraries jsonwebtoken, express-jwt or Express. ${notTyk}`,
    shows: body(
      /\b(?:jwt expired|jwt malformed|jwt not active|invalid signature|UnauthorizedError|No authorization token was found)\b/,
      /Cannot (?:GET|POST|PUT|PATCH|DELETE) \//,
    ),
  },
  {
    who: 'something that asks with `WWW-Authenticate`',
    says: 'The gateway sends no `WWW-Authenticate` with its refusals. The upstream does, or something before the gateway.',
    shows: ({ headers }) =>
      headerOf(headers, 'www-authenticate') !== undefined && headerOf(headers, 'x-generator') === undefined,
  },
  {
    who: 'something else',
    says: `This is a page for a browser. ${notTyk} ${before}`,
    shows: body(/^\s*<(?:!doctype html|html)\b/i),
  },
];

/** Who else wrote an answer; `null`: nothing speaks against the gateway. */
export function foreignAnswer(headers: readonly Header[], written: string | null): Foreign | null {
  if (headerOf(headers, 'x-generator') === 'tyk.io') return null;
  const answer: Answer = { headers, body: written ?? '', json: parsedJson(written ?? '') };
  const found = signs.find(({ shows }) => shows(answer));
  return found === undefined ? null : { who: found.who, says: found.says };
}

/** What curl says when there is no answer at all. */
const curlErrors: Readonly<Record<number, string>> = {
  3: 'curl could not read the URL, so nothing was sent.',
  5: 'curl could not find the proxy, so nothing was sent.',
  6: 'The host’s name is not known here, so nothing was sent.',
  7: 'Nothing listens at that host and port, or a firewall is in between. The gateway did not see the request.',
  28: 'There was no answer in time. The gateway or the upstream is slow, or a firewall drops the packets.',
  35: 'TLS could not be agreed upon. The gateway did not see the request; it may speak plain HTTP on that port.',
  51: 'The server’s certificate is for another name. The request was not sent.',
  60: 'curl does not trust the server’s certificate. The request was not sent.',
};

/** Numbers that curl gives a connection that was cut while it waited for an answer. */
const cutErrors: ReadonlySet<number> = new Set([52, 56]);

/** What curl's own error means. */
export function curlFailure(number: number): { readonly cut: boolean; readonly foreign: Foreign | null } {
  if (cutErrors.has(number)) return { cut: true, foreign: null };
  const says = curlErrors[number];
  return { cut: false, foreign: says === undefined ? null : { who: 'curl', says } };
}
