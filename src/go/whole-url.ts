/** URLs as Go's net/url reads and writes them, for where a gateway sends requests. */
import type { Decoded } from './json-value';
import { quote } from './print';
import { escapePath, pathUnescape } from './url';

/** What net/url holds of a URL, but for its user, which is not used, and its fragment. */
export interface WholeUrl {
  /** In small letters; empty: none. */
  readonly scheme: string;
  /** What follows a scheme without a slash, as in `localhost:8080`; such a URL has neither host nor path. */
  readonly opaque: string;
  /** With its port. */
  readonly host: string;
  /** Decoded. */
  readonly path: string;
  /** Without its `?`. */
  readonly query: string;
}

/** What stands before the first of a sign, and after it. */
function cut(text: string, sign: string): readonly [before: string, after: string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + sign.length)];
}

function failed(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

/** Below 0x80 only these may stand in a host, and none of them by its code. */
const hostText = /^[^\u0000-\u0020#%/?@\\^`{|}\u007f]*$/;

/** A host with its port; in brackets it looks like an IPv6 address. */
function readHost(authority: string): Decoded<string> {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return failed('invalid IP-literal');
  const end = host.lastIndexOf(']');
  if (bracket === 0 && end < 0) return failed("missing ']' in host");
  const colon = bracket === 0 ? end + 1 : host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!/^(?::\d*)?$/.test(port)) return failed(`invalid port ${quote(port)} after host`);
  if (bracket === 0) {
    const address = host.slice(1, end);
    return /^[0-9a-f:.]*:[0-9a-f:.]*(?:%25.+)?$/i.test(address)
      ? { ok: true, value: host.replace('%25', '%') }
      : failed('invalid IP-literal');
  }
  const escape = /%(?![89a-f][0-9a-f]).{0,2}/i.exec(host)?.[0];
  if (escape !== undefined) return failed(`invalid URL escape ${quote(escape)}`);
  if (!hostText.test(host.replaceAll('%', ''))) {
    const wrong = [...host].find((character) => character !== '%' && !hostText.test(character)) ?? '';
    return failed(`invalid character ${quote(wrong)} in host name`);
  }
  return pathUnescape(host);
}

/** url.Parse. Errors: Go's texts, without `parse "...": ` before them. */
export function parseUrl(text: string): Decoded<WholeUrl> {
  const [written, fragment] = cut(text, '#');
  if (/[\u0000-\u001f\u007f]/.test(written)) return failed('net/url: invalid control character in URL');
  const none = { scheme: '', opaque: '', host: '', path: '', query: '' };
  if (written === '*') return { ok: true, value: { ...none, path: '*' } };
  if (written.startsWith(':')) return failed('missing protocol scheme');
  const named = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(written)?.[1];
  const scheme = named?.toLowerCase() ?? '';
  const [hierarchy, query] = cut(named === undefined ? written : written.slice(named.length + 1), '?');

  if (!hierarchy.startsWith('/')) {
    if (named !== undefined) return { ok: true, value: { ...none, scheme, opaque: hierarchy, query } };
    if (cut(hierarchy, '/')[0].includes(':')) return failed('first path segment in URL cannot contain colon');
  }
  const hasHost = hierarchy.startsWith('//') && (named !== undefined || !hierarchy.startsWith('///'));
  const slash = hasHost ? hierarchy.indexOf('/', 2) : 0;
  const authority = hasHost ? hierarchy.slice(2, slash < 0 ? undefined : slash) : '';
  const host = readHost(authority);
  if (!host.ok) return host;
  const path = pathUnescape(slash < 0 ? '' : hierarchy.slice(slash));
  if (!path.ok) return path;
  const end = pathUnescape(fragment);
  if (!end.ok) return end;
  return { ok: true, value: { ...none, scheme, host: host.value, path: path.value, query } };
}

/** URL.String of a URL with a scheme, a host and a path, each of which may be empty. */
export function urlText({ scheme, host, path }: Pick<WholeUrl, 'scheme' | 'host' | 'path'>): string {
  const start = scheme === '' ? '' : `${scheme}:`;
  const needsSlashes = host !== '' || (scheme !== '' && path !== '');
  const escaped = escapePath(path);
  const joint = escaped !== '' && !escaped.startsWith('/') && host !== '' ? '/' : '';
  const authority = host.replace(/[^\u0000-\u007f]+/g, (text) => escapePath(text));
  const all = `${start}${needsSlashes ? '//' : ''}${authority}${joint}${escaped}`;
  // Else the first part would be read as a scheme.
  return start === '' && host === '' && cut(all, '/')[0].includes(':') ? `./${all}` : all;
}
