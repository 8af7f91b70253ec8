/**
 * Keycloak's token endpoint, `/realms/<realm>/protocol/openid-connect/token`. Statuses, texts and the order of the checks
 * are those of its sources: TokenEndpoint, ClientIdAndSecretAuthenticator, ClientCredentialsGrantType,
 * ResourceOwnerPasswordCredentialsGrantType, ValidateUsername, ValidatePassword. It issues no refresh and no ID tokens.
 */
import type { GatewayResponse } from '../../gateway/outcome';
import type { JsonObject } from '../../go/json';
import type { Provider } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';
import type { ProviderRequest } from './answer';
import { issue, ownClaims, randomUuid, words, type Moment, type Subject } from './issue';
import { json, notStored, tokenError } from './responses';
import { checkClient, mediaTypeOf, parameter, readForm, type TokenRequest } from './token-request';

type Keycloak = Extract<Provider, { shape: 'keycloak' }>;

/** Grants of a server with its optional features off; a client of a provider here can be allowed two of them. */
const knownGrants: ReadonlySet<string> = new Set([
  'authorization_code',
  'client_credentials',
  'password',
  'refresh_token',
]);

/** Scopes that every token has, and those that each client of a new realm may ask for. */
const defaultScopes: readonly string[] = ['email', 'profile'];
const optionalScopes: readonly string[] = ['openid', 'address', 'phone', 'offline_access', 'microprofile-jwt'];

const clientAddress = '127.0.0.1';

/** Answers a request for a token. */
export async function answerKeycloakToken(
  provider: Keycloak,
  request: ProviderRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  // Both from JAX-RS, which Keycloak stands on.
  if (request.method !== 'POST') return json(405, { error: 'HTTP 405 Method Not Allowed' });
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') {
    return json(415, { error: 'HTTP 415 Unsupported Media Type' });
  }
  const form = readForm(request);
  const grant = parameter(form, 'grant_type');
  if (grant === undefined) return tokenError(400, 'invalid_request', 'Missing form parameter: grant_type');
  if (!knownGrants.has(grant)) return tokenError(400, 'unsupported_grant_type', 'Unsupported grant_type');

  const checked = checkClient(provider, form);
  const notThisClient = 'Invalid client or Invalid client credentials';
  if (checked.kind === 'unknown') return tokenError(401, 'invalid_client', notThisClient);
  if (checked.kind === 'wrong secret') return tokenError(401, 'unauthorized_client', notThisClient);
  const { client } = checked;
  const names = form.parameters.map(([name]) => name);
  if (new Set(names).size < names.length) return tokenError(400, 'invalid_request', 'duplicated parameter');

  switch (grant) {
    case 'client_credentials':
      return forClient(provider, { client, user: null }, form, moment);
    case 'password':
      return forUser(provider, client, form, moment);
    default: {
      // The other grants need what nobody was given here.
      const [name, none, wrong] =
        grant === 'refresh_token'
          ? ['refresh_token', 'No refresh token', 'Invalid refresh token']
          : ['code', 'Missing parameter: code', 'Code not valid'];
      const sent = parameter(form, name) !== undefined;
      return sent ? tokenError(400, 'invalid_grant', wrong) : tokenError(400, 'invalid_request', none);
    }
  }
}

async function forClient(
  provider: Keycloak,
  subject: Subject,
  form: TokenRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  const { client } = subject;
  if (client.clientSecret === '') {
    return tokenError(401, 'unauthorized_client', 'Public client not allowed to retrieve service account');
  }
  if (!client.grants.includes('client_credentials')) {
    return tokenError(401, 'unauthorized_client', 'Client not enabled to retrieve service account');
  }
  return respond(provider, subject, form, moment, {
    ...common(provider, subject, client.id, moment),
    clientHost: clientAddress,
    email_verified: false,
    preferred_username: `service-account-${client.clientId}`,
    clientAddress,
    client_id: client.clientId,
  });
}

async function forUser(
  provider: Keycloak,
  client: Subject['client'],
  form: TokenRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  if (!client.grants.includes('password')) {
    return tokenError(400, 'unauthorized_client', 'Client not allowed for direct access grants');
  }
  const refused = scopeProblem(client, form);
  if (refused !== null) return refused;
  const username = parameter(form, 'username');
  if (username === undefined) return tokenError(401, 'invalid_request', 'Missing parameter: username');
  const name = username.toLowerCase();
  const user = provider.users.find((each) => [each.username, each.email].some((text) => text.toLowerCase() === name));
  if (user === undefined || user.password !== parameter(form, 'password')) {
    return tokenError(401, 'invalid_grant', 'Invalid user credentials');
  }
  const [givenName = '', ...family] = words(user.name);
  return respond(provider, { client, user }, form, moment, {
    ...common(provider, { client, user }, user.sub, moment),
    sid: randomUuid(moment),
    email_verified: true,
    name: user.name,
    preferred_username: user.username,
    given_name: givenName,
    family_name: family.join(' '),
    email: user.email,
  });
}

/** The claims that all access tokens of a realm have beside times and scope. */
function common(provider: Keycloak, { client }: Subject, sub: string, moment: Moment): JsonObject {
  return {
    jti: randomUuid(moment),
    iss: addressesOf(provider).issuer,
    aud: client.audience === '' ? 'account' : [client.audience, 'account'],
    sub,
    typ: 'Bearer',
    azp: client.clientId,
    acr: '1',
    'allowed-origins': ['/*'],
    realm_access: { roles: ['offline_access', 'uma_authorization', `default-roles-${provider.realm.toLowerCase()}`] },
    resource_access: { account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] } },
  };
}

function scopeProblem(client: Subject['client'], form: TokenRequest): GatewayResponse | null {
  const scope = parameter(form, 'scope') ?? '';
  const valid = [...defaultScopes, ...optionalScopes, ...words(client.scope)];
  const fits = words(scope).every((each) => valid.includes(each));
  return fits ? null : tokenError(400, 'invalid_scope', `Invalid scopes: ${scope}`);
}

async function respond(
  provider: Keycloak,
  subject: Subject,
  form: TokenRequest,
  moment: Moment,
  claims: JsonObject,
): Promise<GatewayResponse> {
  const refused = scopeProblem(subject.client, form);
  if (refused !== null) return refused;
  const scope = [...new Set([...words(parameter(form, 'scope') ?? ''), ...defaultScopes])].join(' ');
  const now = Math.floor(moment.now / 1000);
  const times = { exp: now + provider.tokenSeconds, iat: now };
  const issued = await issue(provider, { ...times, ...claims, scope, ...ownClaims(subject) });
  if (!issued.ok) return tokenError(500, 'unknown_error', issued.problem);
  const { sid } = claims;
  return json(
    200,
    {
      access_token: issued.token,
      expires_in: provider.tokenSeconds,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      ...(sid === undefined ? {} : { session_state: sid }),
      scope,
    },
    notStored,
  );
}
