/** Short ways to ask a provider, and to look at what it issued. */
import { expect } from 'vitest';
import type { GatewayResponse, Header } from '../../../src/gateway/outcome';
import { isObject, type JsonObject, unmarshal } from '../../../src/go/json';
import { answerProvider } from '../../../src/mock/identity-provider/answer';
import type { Provider } from '../../../src/workspace/providers';
import { addressesOf } from '../../../src/workspace/providers/addresses';
import { decodeParts } from '../../../src/workspace/token';
import { clientOf, now, userOf } from '../../workspace/providers/build';

const form: Header = ['Content-Type', 'application/x-www-form-urlencoded'];

/** Asks for an address of the provider at the tests' second. */
export async function ask(
  provider: Provider,
  url: string,
  more: { readonly method?: string; readonly headers?: readonly Header[]; readonly body?: string } = {},
): Promise<GatewayResponse> {
  const request = { method: 'GET', url, headers: [], ...more };
  const random = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, at) => at);
  const { answer } = await answerProvider(provider, request, { now: now * 1000, random });
  if (answer.kind === 'failed') throw new Error(answer.error);
  return answer.response;
}

/** Posts a form to the token endpoint. */
export function askForToken(
  provider: Provider,
  parameters: Readonly<Record<string, string>>,
  headers: readonly Header[] = [form],
): Promise<GatewayResponse> {
  const body = new URLSearchParams(parameters).toString();
  return ask(provider, addressesOf(provider).token, { method: 'POST', headers, body });
}

/** The parameters with which a provider's client gets a token for itself. */
export function clientParameters(provider: Provider): Record<string, string> {
  const { clientId, clientSecret, audience } = clientOf(provider, 'client_credentials');
  const forApi = provider.shape === 'auth0' ? { audience } : {};
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...forApi };
}

/** The parameters with which a provider's client gets a token for its user. */
export function userParameters(provider: Provider): Record<string, string> {
  const { clientId, clientSecret, audience } = clientOf(provider, 'password');
  const { username, password } = userOf(provider);
  const forApi = provider.shape === 'auth0' ? { audience } : {};
  return { grant_type: 'password', client_id: clientId, client_secret: clientSecret, username, password, ...forApi };
}

/** The parameters without one of them. */
export function without(parameters: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([each]) => each !== name));
}

/** Stands for any text that matches. */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** A JSON object in a text. */
export function objectIn(text: string | null): JsonObject {
  const read = unmarshal(new TextEncoder().encode(text ?? ''));
  if (!read.ok || !isObject(read.value)) throw new Error(`no JSON object: ${String(text)}`);
  return read.value;
}

/** The token in a response. */
export function tokenIn({ body }: GatewayResponse): string {
  const { access_token: token } = objectIn(body);
  if (typeof token !== 'string') throw new Error(`no token: ${body}`);
  return token;
}

/** The claims of the token in a response, in their order. */
export function claimsIn(response: GatewayResponse): JsonObject {
  return objectIn(decodeParts(tokenIn(response)).payload);
}

/** Status, `error` and `error_description` of a refusal. */
export function refusal({ status, body }: GatewayResponse): [status: number, error: unknown, description: unknown] {
  const { error, error_description: description } = objectIn(body);
  return [status, error, description];
}

/** `Authorization: Basic` for an id and a secret. */
export function basic(id: string, secret: string): readonly Header[] {
  const encoded = btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
  return [form, ['Authorization', `Basic ${encoded}`]];
}
