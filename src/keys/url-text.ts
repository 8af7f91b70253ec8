/**
 * Whether Go's net/url can read a text as a URL, and its host: for the URLs that stand in keys and certificates.
 * Texts are given as a character a byte.
 */
import { parseAddress } from './ip-address';
import { quoteBytes } from './quote-bytes';

/** The host with its port, unescaped, empty where there is none; or the error text of url.Parse. */
export type UrlReading = { readonly ok: true; readonly host: string } | { readonly ok: false; readonly error: string };

type Problem = string | null;

/** Reads a URL as Go's url.Parse does, with the gateway's leave for several colons in a host (urlstrictcolons=0). */
export function readUrl(text: string): UrlReading {
  const hash = text.indexOf('#');
  const main = hash < 0 ? text : text.slice(0, hash);
  const read = readMain(main);
  if ('problem' in read) return refusal(main, read.problem);
  const fragment = hash < 0 ? null : escapeProblem(text.slice(hash + 1));
  return fragment === null ? { ok: true, host: read.host } : refusal(text, fragment);
}

function refusal(text: string, problem: string): UrlReading {
  return { ok: false, error: `parse ${quoteBytes(text)}: ${problem}` };
}

function readMain(text: string): { readonly host: string } | { readonly problem: string } {
  if (/[\x00-\x1f\x7f]/.test(text)) return { problem: 'net/url: invalid control character in URL' };
  if (text.startsWith(':')) return { problem: 'missing protocol scheme' };
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? '';
  const [rest = ''] = text.slice(scheme.length).split('?', 1);
  if (!rest.startsWith('/')) {
    if (scheme !== '' || rest === '*') return { host: '' };
    if (rest.split('/', 1)[0]?.includes(':') === true) {
      return { problem: 'first path segment in URL cannot contain colon' };
    }
  }

  let path = rest;
  let authority = '';
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const end = rest.indexOf('/', 2);
    authority = end < 0 ? rest.slice(2) : rest.slice(2, end);
    path = end < 0 ? '' : rest.slice(end);
  }
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = hostProblem(host) ?? (at < 0 ? null : userProblem(authority.slice(0, at))) ?? escapeProblem(path);
  return problem === null ? { host: unescape(host) } : { problem };
}

/** A `%` without two hexadecimal digits after it. */
function escapeProblem(text: string): Problem {
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(text);
  return bad === null ? null : `invalid URL escape ${quoteBytes(text.slice(bad.index, bad.index + 3))}`;
}

function userProblem(user: string): Problem {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return 'net/url: invalid userinfo';
  const [name = ''] = user.split(':', 1);
  return escapeProblem(name) ?? escapeProblem(user.slice(name.length));
}

function hostProblem(host: string): Problem {
  const open = host.lastIndexOf('[');
  if (open > 0) return 'invalid IP-literal';
  if (open === 0) return literalProblem(host);
  const colon = host.lastIndexOf(':');
  return (colon < 0 ? null : portProblem(host.slice(colon))) ?? hostTextProblem(host, false);
}

/** `[address]` or `[address%25zone]`, and a port. */
function literalProblem(host: string): Problem {
  const close = host.lastIndexOf(']');
  if (close < 0) return "missing ']' in host";
  const port = portProblem(host.slice(close + 1));
  if (port !== null) return port;
  const name = host.slice(1, close);
  const zone = name.indexOf('%25');
  const problem =
    zone < 0
      ? hostTextProblem(name, false)
      : (hostTextProblem(name.slice(0, zone), false) ?? hostTextProblem(name.slice(zone), true));
  if (problem !== null) return problem;
  const address = parseAddress(unescape(name));
  if (!address.ok) return `invalid host: ${address.error}`;
  return address.version === 4 ? 'invalid IP-literal' : null;
}

function portProblem(port: string): Problem {
  return /^(:[0-9]*)?$/.test(port) ? null : `invalid port ${quoteBytes(port)} after host`;
}

const hostCharacter = /[A-Za-z0-9\-._~!$&'()*+,;=:[\]<>"\x80-\xff]/;

/** Escapes in a host stand for bytes above ASCII or for `%`; in a zone also for what a host may hold, or a blank. */
function hostTextProblem(text: string, zone: boolean): Problem {
  for (const [piece] of text.matchAll(/%.{0,2}|[^%]/gs)) {
    if (!piece.startsWith('%')) {
      if (!hostCharacter.test(piece)) return `invalid character ${quoteBytes(piece)} in host name`;
      continue;
    }
    const problem = escapeProblem(piece);
    if (problem !== null) return problem;
    const character = unescape(piece);
    const allowed = piece === '%25' || (zone ? character === ' ' || isZoneByte(character) : character >= '\x80');
    if (!allowed) return `invalid URL escape ${quoteBytes(piece)}`;
  }
  return null;
}

function isZoneByte(character: string): boolean {
  return character < '\x80' && hostCharacter.test(character);
}

function unescape(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
