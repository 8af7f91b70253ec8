/**
 * Context variables and session meta data in the texts of a definition: `$tyk_context.…`, `$tyk_meta.…` (behaviour 7.9).
 */
import { readCookies } from '../go/cookies';
import { isObject, type JsonValue } from '../go/json';
import { formatFixed } from '../go/print';
import { parseQuery, queryEscape } from '../go/url';
import type { ContextValue, Journey } from './journey';
import type { LogWriter } from './log';

const texts = (values: readonly string[]): ContextValue => ({ kind: 'texts', values });
const json = (value: JsonValue): ContextValue => ({ kind: 'json', value });

/** The request's own variables, set before authentication. */
export function requestVariables(journey: Journey): Map<string, ContextValue> {
  const { request, world } = journey;
  const form = new Map(request.queryValues());
  if (
    request.header('Content-Type') === 'application/x-www-form-urlencoded' &&
    ['POST', 'PUT', 'PATCH'].includes(request.method)
  ) {
    // What the body says comes before what the query says.
    for (const [name, values] of parseQuery(request.body ?? '')) form.set(name, [...values, ...(form.get(name) ?? [])]);
  }
  const variables = new Map<string, ContextValue>([
    ['request_data', { kind: 'form', values: form }],
    ['headers', { kind: 'other', goType: 'map[string][]string' }],
    ['headers_Host', json(request.host)],
    ['path_parts', texts(request.path.split('/'))],
    ['path', json(request.path)],
    ['remote_addr', json(request.origin)],
    ['request_id', json(uuid(world.surroundings.random(16)))],
  ]);
  for (const [name, values] of request.headers)
    variables.set(`headers_${name.replaceAll('-', '_')}`, json(values[0] ?? ''));
  for (const { name, value } of readCookies(request.headers.get('Cookie') ?? []))
    variables.set(`cookies_${name.replaceAll('-', '_')}`, json(value));
  for (const [name, values] of form) variables.set(`request_data_${name.replaceAll('-', '_')}`, json(values[0] ?? ''));
  return variables;
}

/** A version 4 UUID (RFC 9562 §5.4) of 16 random bytes. */
function uuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, at) => (at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** The token's variables: header members, then claims, which win; and the session id. */
export function setTokenVariables(journey: Journey, sessionId: string): void {
  const { contextVariables } = journey;
  if (contextVariables === null) return;
  const { header, claims } = journey.get('token');
  for (const [name, value] of Object.entries(header)) contextVariables.set(`jwt_claims_${name}`, json(value));
  for (const [name, value] of Object.entries(claims)) contextVariables.set(`jwt_claims_${name}`, json(value));
  contextVariables.set('token', json(sessionId));
}

/** A variable as text. Some types have none: that is an error in the log, and nothing in the text. */
function asText(value: ContextValue, log: LogWriter): string {
  const unsupported = (goType: string): string => {
    log.bare('error', `Context variable type is not supported: ${goType}`);
    return '';
  };
  switch (value.kind) {
    case 'texts':
      return value.values.join(',').replace(/^,/, '');
    case 'form':
      return [...value.values].map(([name, values]) => `${name}:${values.join(',')}`).join(';');
    case 'other':
      return unsupported(value.goType);
    case 'json':
      return jsonText(value.value, unsupported);
  }
}

function jsonText(value: JsonValue, unsupported: (goType: string) => string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatFixed(value);
  if (value === null) return unsupported('<nil>');
  if (typeof value === 'boolean') return unsupported('bool');
  if (isObject(value)) return unsupported('map[string]interface {}');
  return value
    .map((item) => jsonText(item, unsupported))
    .filter((text) => text !== '')
    .map(queryEscape)
    .join(',');
}

const secretPatterns: readonly (readonly [label: string, pattern: RegExp])[] = [
  ['$secret_conf.', /\$secret_conf.([A-Za-z0-9[._-]+)/g],
  ['$secret_env.', /\$secret_env.([A-Za-z0-9_\-.]+)/g],
  ['$secret_vault.', /\$secret_vault.([A-Za-z0-9_/\-.]+)/g],
  ['$secret_consul.', /\$secret_consul.([A-Za-z0-9_/\-.]+)/g],
  ['$secret_file.', /\$secret_file\.([A-Za-z0-9_/\-.]+)/g],
];

/** Replaces every variable in a text; unknown ones become nothing. */
export function replaceVariables(journey: Journey, text: string): string {
  const { contextVariables, logWriter } = journey;
  let replaced = text;
  const replaceAll = (label: string, pattern: RegExp, valueOf: (name: string) => ContextValue | undefined): void => {
    if (!replaced.includes(label)) return;
    for (const [found] of replaced.matchAll(pattern)) {
      const value = valueOf(found.replace(label, ''));
      replaced = replaced.replaceAll(found, () => (value === undefined ? '' : asText(value, logWriter)));
    }
  };
  // The recorded gateway keeps no secrets: these become nothing.
  for (const [label, pattern] of secretPatterns) replaceAll(label, pattern, () => undefined);
  replaceAll('$tyk_context.', /\$tyk_context.([A-Za-z0-9_\-.]+)/g, (name) => contextVariables?.get(name));
  replaceAll('$tyk_meta.', /\$tyk_meta.([A-Za-z0-9_\-.]+)/g, (name) => {
    const meta = journey.maybeSession?.state.meta_data ?? null;
    return meta !== null && Object.hasOwn(meta, name) ? json(meta[name] ?? null) : undefined;
  });
  return replaced;
}
