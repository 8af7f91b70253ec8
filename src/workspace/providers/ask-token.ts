/**
 * Asking a provider's token endpoint, as a client does it (RFC 6749 §2.3.1, §4.3.2, §4.4.2).
 */
import type { Header } from '../../gateway/outcome';
import { encodeStd } from '../../go/base64';
import type { Grant, Provider, ProviderClient, ProviderUser } from '../providers';
import { addressesOf } from './addresses';

/** How a client shows who it is, by the names of OpenID Connect Discovery 1.0 §3. */
export type ClientAuthentication = 'client_secret_post' | 'client_secret_basic';

/** What is sent. An empty text is left out. */
export interface TokenQuestion {
  readonly grant: Grant;
  readonly authentication: ClientAuthentication;
  /** A form, or a JSON object, which of the products Auth0 alone reads. */
  readonly body: 'form' | 'json';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  readonly scope: string;
  readonly username: string;
  readonly password: string;
}

/** What a client that has everything right asks with. Auth0 wants to know for which API; of a user no scope need be named. */
export function usualQuestion(
  { shape }: Provider,
  grant: Grant,
  client: ProviderClient | undefined,
  user: ProviderUser | undefined,
): TokenQuestion {
  return {
    grant,
    authentication: 'client_secret_post',
    body: 'form',
    clientId: client?.clientId ?? '',
    clientSecret: client?.clientSecret ?? '',
    audience: shape === 'auth0' ? (client?.audience ?? '') : '',
    scope: '',
    username: grant === 'password' ? (user?.username ?? '') : '',
    password: grant === 'password' ? (user?.password ?? '') : '',
  };
}

/** A request to a token endpoint. */
export interface TokenRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** The request that asks this. */
export function tokenRequest(provider: Provider, question: TokenQuestion): TokenRequest {
  const { grant, authentication, body, clientId, clientSecret, audience, scope, username, password } = question;
  const inBody = authentication === 'client_secret_post';
  const parameters = [
    ['grant_type', grant],
    ...(inBody ? [['client_id', clientId] as const, ['client_secret', clientSecret] as const] : []),
    ['audience', audience],
    ['scope', scope],
    ...(grant === 'password' ? [['username', username] as const, ['password', password] as const] : []),
  ] satisfies readonly (readonly [string, string])[];
  const sent = parameters.filter(([, value]) => value !== '');
  const basic: Header = ['Authorization', `Basic ${credentials(clientId, clientSecret)}`];
  return {
    method: 'POST',
    url: addressesOf(provider).token,
    headers: [
      ['Content-Type', body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'],
      ...(inBody ? [] : [basic]),
    ],
    body: body === 'json' ? JSON.stringify(Object.fromEntries(sent)) : formOf(sent),
  };
}

/** Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
function credentials(id: string, secret: string): string {
  return encodeStd(new TextEncoder().encode(`${formEncoded(id)}:${formEncoded(secret)}`));
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function formOf(parameters: readonly (readonly [name: string, value: string])[]): string {
  return new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
}

/** The access token in a token endpoint's answer; `null` when there is none. */
export function accessTokenIn(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) return null;
    return typeof answer.access_token === 'string' ? answer.access_token : null;
  } catch {
    return null;
  }
}
