/**
 * The request as it is sent: the draft with the token put where it belongs.
 */
import type { GatewayRequest, Header } from '../gateway/outcome';
import { urlComponent } from './url-component';
import type { NameValue, RequestDraft } from './workspace';

/** The gateway's host name: reserved (RFC 6761), so nobody on any network has it. */
export const gatewayName = 'gateway.test';

/** The request with a token; `null`: there is none to carry. The path is the draft's, with the token in its query if that is its place. */
export function buildRequest(draft: RequestDraft, token: string | null): GatewayRequest {
  const { method, body } = draft;
  const headers: Header[] = [['Host', gatewayName]];
  const placed = token === null ? ({ in: 'nowhere' } as const) : draft.token;
  for (const { name, value } of draft.headers.filter(isOn)) headers.push([name, value]);
  if (placed.in === 'header') headers.push([placed.name, `${placed.prefix}${token ?? ''}`]);
  const cookies = draft.cookies.filter(isOn).map(({ name, value }) => `${name}=${value}`);
  if (placed.in === 'cookie') cookies.push(`${placed.name}=${token ?? ''}`);
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const path = placed.in === 'query' ? withQuery(draft.path, placed.name, token ?? '') : draft.path;
  return { method, path, headers, ...(body === '' ? {} : { body }) };
}

function isOn({ on, name }: NameValue): boolean {
  return on && name !== '';
}

function withQuery(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${urlComponent(name)}=${urlComponent(value)}`;
}

/** A parameter of a query, encoded as it stands in the path. */
export interface QueryPair {
  readonly name: string;
  readonly value: string;
}

/** The path without its query, and the query's pairs as they stand, undecoded. */
export function splitTarget(target: string): { readonly path: string; readonly pairs: readonly QueryPair[] } {
  const at = target.indexOf('?');
  if (at === -1) return { path: target, pairs: [] };
  const pairs = target
    .slice(at + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1 ? { name: pair, value: '' } : { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
    });
  return { path: target.slice(0, at), pairs };
}

/** The request target of a path and pairs. */
export function joinTarget(path: string, pairs: readonly QueryPair[]): string {
  return pairs.length === 0 ? path : `${path}?${pairs.map(({ name, value }) => `${name}=${value}`).join('&')}`;
}
