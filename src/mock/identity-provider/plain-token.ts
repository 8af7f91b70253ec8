/** The token endpoint of a server that follows the standards: errors of RFC 6749 §5.2, claims of RFC 9068 §2.2. */
import type { GatewayResponse } from '../../gateway/outcome';
import type { Provider } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';
import type { ProviderRequest } from './answer';
import { issue, ownClaims, randomUuid, words, type Moment, type Subject } from './issue';
import { json, notStored, tokenError } from './responses';
import { checkClient, mediaTypeOf, parameter, readForm, type TokenRequest } from './token-request';

/** Answers a request for a token. */
export async function answerPlainToken(
  provider: Provider,
  request: ProviderRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  if (request.method !== 'POST') return tokenError(405, 'invalid_request', 'A token is asked for with POST.');
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') {
    return tokenError(400, 'invalid_request', 'The body must be a form.');
  }
  const form = readForm(request);
  const grant = parameter(form, 'grant_type');
  if (grant === undefined) return tokenError(400, 'invalid_request', 'The parameter grant_type is missing.');

  const checked = checkClient(provider, form);
  if (checked.kind !== 'known') {
    return tokenError(401, 'invalid_client', 'The client is not known, or its secret is another.', {}, [
      ['WWW-Authenticate', `Basic realm="${provider.host}"`],
    ]);
  }
  const { client } = checked;
  if (grant !== 'client_credentials' && grant !== 'password') {
    return tokenError(400, 'unsupported_grant_type', 'The server knows client_credentials and password.');
  }
  if (!client.grants.includes(grant)) {
    return tokenError(400, 'unauthorized_client', `The client may not use the grant ${grant}.`);
  }
  if (grant === 'client_credentials') return forSubject(provider, { client, user: null }, form, moment);

  const username = parameter(form, 'username');
  const password = parameter(form, 'password');
  if (username === undefined || password === undefined) {
    return tokenError(400, 'invalid_request', 'The parameters username and password are needed.');
  }
  const user = provider.users.find((each) => each.username === username);
  if (user?.password !== password) return tokenError(400, 'invalid_grant', 'The user or the password is wrong.');
  return forSubject(provider, { client, user }, form, moment);
}

async function forSubject(
  provider: Provider,
  subject: Subject,
  form: TokenRequest,
  moment: Moment,
): Promise<GatewayResponse> {
  const { client, user } = subject;
  const has = words(client.scope).filter((scope) => user === null || words(user.scope).includes(scope));
  const asked = words(parameter(form, 'scope') ?? '');
  const beyond = asked.filter((scope) => scope !== 'openid' && !has.includes(scope));
  if (beyond.length > 0) return tokenError(400, 'invalid_scope', `There is no scope ${beyond.join(' ')} for it.`);
  const scope = (asked.length > 0 ? asked : has).join(' ');
  const { issuer } = addressesOf(provider);
  const now = Math.floor(moment.now / 1000);
  const issued = await issue(provider, {
    iss: issuer,
    sub: user?.sub ?? client.clientId,
    aud: client.audience === '' ? issuer : client.audience,
    exp: now + provider.tokenSeconds,
    iat: now,
    jti: randomUuid(moment),
    client_id: client.clientId,
    ...(scope === '' ? {} : { scope }),
    ...ownClaims(subject),
  });
  if (!issued.ok) return tokenError(500, 'server_error', issued.problem);
  return json(
    200,
    {
      access_token: issued.token,
      token_type: 'Bearer',
      expires_in: provider.tokenSeconds,
      ...(scope === '' ? {} : { scope }),
    },
    notStored,
  );
}
