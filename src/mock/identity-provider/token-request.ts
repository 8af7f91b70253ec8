/** Reads what was sent to a token endpoint (RFC 6749 §2.3.1, §4). */
import { decodeStd } from '../../go/base64';
import { isObject, unmarshal } from '../../go/json';
import { decodeUtf8 } from '../../go/utf8';
import type { Provider, ProviderClient } from '../../workspace/providers';
import type { ProviderRequest } from './answer';

/** The parameters, in their order; one that was sent twice stands there twice. */
export interface TokenRequest {
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** From `Authorization: Basic`; `null`: not sent, or not readable. */
  readonly basic: { readonly id: string; readonly secret: string } | null;
}

/** The body's media type, in small letters without parameters; empty when none was sent. */
export function mediaTypeOf({ headers }: ProviderRequest): string {
  return (headerOf(headers, 'content-type') ?? '').replace(/;.*$/s, '').trim().toLowerCase();
}

function headerOf(headers: ProviderRequest['headers'], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

/** Reads a form. */
export function readForm(request: ProviderRequest): TokenRequest {
  return { parameters: [...new URLSearchParams(request.body ?? '')], basic: readBasic(request) };
}

/** Reads a JSON object, whose texts are the parameters; `null` when the body is none. */
export function readJson(request: ProviderRequest): TokenRequest | null {
  const read = unmarshal(new TextEncoder().encode(request.body ?? ''));
  if (!read.ok || !isObject(read.value)) return null;
  const parameters = Object.entries(read.value).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { parameters, basic: readBasic(request) };
}

function readBasic({ headers }: ProviderRequest): TokenRequest['basic'] {
  const encoded = /^basic +(\S+)$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  const decoded = encoded === undefined ? undefined : decodeStd(encoded);
  if (decoded?.ok !== true) return null;
  const text = decodeUtf8(decoded.bytes);
  const colon = text.indexOf(':');
  return colon === -1 ? null : { id: unescapeForm(text.slice(0, colon)), secret: unescapeForm(text.slice(colon + 1)) };
}

/** Both halves are form-encoded before they are joined. */
function unescapeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A parameter's first value; undefined when it was not sent. */
export function parameter({ parameters }: TokenRequest, name: string): string | undefined {
  return parameters.find(([each]) => each === name)?.[1];
}

/** What came of a client that shows who it is. */
export type ClientCheck =
  | { readonly kind: 'known'; readonly client: ProviderClient }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong secret' };

/** Looks for the client, and at its secret; what the body says counts before the header. A public client shows none. */
export function checkClient({ clients }: Provider, request: TokenRequest): ClientCheck {
  const id = parameter(request, 'client_id') ?? request.basic?.id;
  const secret = parameter(request, 'client_secret') ?? request.basic?.secret;
  const client = clients.find(({ clientId }) => clientId === id);
  if (client === undefined) return { kind: 'unknown' };
  const shown = client.clientSecret === '' || secret === client.clientSecret;
  return shown ? { kind: 'known', client } : { kind: 'wrong secret' };
}
