/**
 * Auth0's token endpoint, `/oauth/token`. Statuses are those of the table of errors in Auth0's Authentication API
 * reference. The texts are those that its users report: `Unauthorized`, `Wrong email or password.`, `Grant type … not
 * allowed for the client.`, `Service not enabled within domain: …`, `Client is not authorized to access …` and
 * `Non-global clients …`. Those without such a report are marked.
 */
import type { GatewayResponse } from '../../gateway/outcome';
import { encodeRawUrl } from '../../go/base64';
import type { JsonObject } from '../../go/json';
import type { Provider, ProviderUser } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';
import type { ProviderRequest } from './answer';
import { issue, ownClaims, words, type Moment, type Subject } from './issue';
import { json, notStored, tokenError } from './responses';
import { checkClient, mediaTypeOf, parameter, readForm, readJson, type TokenRequest } from './token-request';

/** Grants that Auth0 knows; a client of a provider here can be allowed two of them. */
const knownGrants: ReadonlySet<string> = new Set([
  'authorization_code',
  'client_credentials',
  'http://auth0.com/oauth/grant-type/mfa-oob',
  'http://auth0.com/oauth/grant-type/mfa-otp',
  'http://auth0.com/oauth/grant-type/mfa-recovery-code',
  'http://auth0.com/oauth/grant-type/password-realm',
  'http://auth0.com/oauth/grant-type/passwordless/otp',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]);

const openIdScopes: readonly string[] = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** Answers a request for a token. */
export async function answerAuth0Token(
  provider: Provider,
  request: ProviderRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  // The text is not reported.
  if (request.method !== 'POST') return tokenError(405, 'method_not_allowed', 'Method not allowed');
  const read = mediaTypeOf(request) === 'application/json' ? readJson(request) : readForm(request);
  // The text is not reported.
  if (read === null) return tokenError(400, 'invalid_request', 'The body is not valid JSON.');

  const checked = checkClient(provider, read);
  if (checked.kind !== 'known') return tokenError(401, 'access_denied', 'Unauthorized');
  const { client } = checked;

  const grant = parameter(read, 'grant_type');
  if (grant === undefined) return missing('grant_type');
  // The reference has 501 for it; the text is not reported.
  if (!knownGrants.has(grant)) return tokenError(501, 'unsupported_grant_type', `Unsupported grant type: ${grant}`);
  const allowed = client.grants.find((each) => each === grant);
  switch (allowed) {
    case undefined:
      return tokenError(403, 'unauthorized_client', `Grant type '${grant}' not allowed for the client.`, {
        error_uri: 'https://auth0.com/docs/clients/client-grant-types',
      });
    case 'client_credentials':
      return forClient(provider, { client, user: null }, read, moment);
    case 'password':
      return forUser(provider, client, read, moment);
  }
}

/** The text is not reported. */
function missing(name: string): GatewayResponse {
  return tokenError(400, 'invalid_request', `Missing required parameter: ${name}`);
}

/** What is wrong with the API that a token is wanted for. */
function audienceProblem(provider: Provider, audience: string): GatewayResponse | null {
  const known = provider.clients.some((client) => client.audience === audience);
  return known ? null : tokenError(403, 'access_denied', `Service not enabled within domain: ${audience}`);
}

async function forClient(
  provider: Provider,
  subject: Subject,
  request: TokenRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  const { client } = subject;
  const audience = parameter(request, 'audience') ?? '';
  if (audience === '') {
    return tokenError(403, 'access_denied', 'Non-global clients are not allowed access to APIv1');
  }
  const problem = audienceProblem(provider, audience);
  if (problem !== null) return problem;
  if (client.audience !== audience) {
    const text = `Client is not authorized to access "${audience}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`;
    return tokenError(403, 'access_denied', text);
  }
  const granted = words(client.scope);
  const asked = words(parameter(request, 'scope') ?? '');
  const beyond = asked.filter((scope) => !granted.includes(scope));
  if (beyond.length > 0) {
    // The text is not reported.
    return tokenError(403, 'access_denied', `Client has not been granted scopes: ${beyond.join(', ')}`);
  }
  const scopes = asked.length > 0 ? asked : granted;
  const now = Math.floor(moment.now / 1000);
  const claims: JsonObject = {
    iss: addressesOf(provider).issuer,
    sub: `${client.clientId}@clients`,
    aud: audience,
    iat: now,
    exp: now + provider.tokenSeconds,
    ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}),
    gty: 'client-credentials',
    azp: client.clientId,
    ...(scopes.length > 0 ? { permissions: scopes } : {}),
  };
  const issued = await issue(provider, { ...ownClaims(subject), ...claims });
  return issued.ok
    ? json(200, answerOf(provider, issued.token, scopes), notStored)
    : tokenError(500, 'server_error', issued.problem);
}

async function forUser(
  provider: Provider,
  client: Subject['client'],
  request: TokenRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  const username = parameter(request, 'username');
  const password = parameter(request, 'password');
  if (username === undefined) return missing('username');
  if (password === undefined) return missing('password');
  const audience = parameter(request, 'audience') ?? '';
  const problem = audience === '' ? null : audienceProblem(provider, audience);
  if (problem !== null) return problem;
  const user = provider.users.find((each) => each.username === username || each.email === username);
  if (user?.password !== password) return tokenError(403, 'invalid_grant', 'Wrong email or password.');

  const scopes = userScopes(words(parameter(request, 'scope') ?? ''), client.scope, user);
  // Without an API the token is for Auth0 alone, and no JWT.
  if (audience === '') {
    return json(200, answerOf(provider, encodeRawUrl(moment.random(24)), scopes.openId), notStored);
  }
  const issuer = addressesOf(provider).issuer;
  const now = Math.floor(moment.now / 1000);
  const all = [...scopes.openId, ...scopes.api];
  const claims: JsonObject = {
    iss: issuer,
    sub: user.sub,
    aud: scopes.openId.includes('openid') ? [audience, `${issuer}userinfo`] : audience,
    iat: now,
    exp: now + provider.tokenSeconds,
    ...(all.length > 0 ? { scope: all.join(' ') } : {}),
    gty: 'password',
    azp: client.clientId,
    ...(scopes.api.length > 0 ? { permissions: [...scopes.api] } : {}),
  };
  const issued = await issue(provider, { ...ownClaims({ client, user }), ...claims });
  return issued.ok
    ? json(200, answerOf(provider, issued.token, all), notStored)
    : tokenError(500, 'server_error', issued.problem);
}

/**
 * The scopes of a user's token, as Auth0's guide to the password grant has them: all of the API's that the user has when
 * none is asked for, and all of OpenID Connect's when `openid` is asked for alone.
 */
function userScopes(
  asked: readonly string[],
  allowed: string,
  user: ProviderUser,
): { readonly openId: readonly string[]; readonly api: readonly string[] } {
  const openId = asked.filter((scope) => openIdScopes.includes(scope));
  const has = words(user.scope).filter((scope) => words(allowed).includes(scope));
  const api = asked.filter((scope) => !openIdScopes.includes(scope));
  return {
    openId: asked.length === 1 && asked[0] === 'openid' ? ['openid', 'profile', 'email', 'address', 'phone'] : openId,
    api: api.length === 0 ? has : has.filter((scope) => api.includes(scope)),
  };
}

function answerOf(provider: Provider, token: string, scopes: readonly string[]): JsonObject {
  const scope = scopes.length > 0 ? { scope: scopes.join(' ') } : {};
  return { access_token: token, ...scope, expires_in: provider.tokenSeconds, token_type: 'Bearer' };
}
