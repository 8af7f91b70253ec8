import { describe, expect, test } from 'vitest';
import { accessTokenIn, tokenRequest, usualQuestion } from '../../../src/workspace/providers/ask-token';
import { ask, refusal, tokenIn } from '../../mock/identity-provider/ask';
import { auth0, clientOf, keycloak, plain, providers, userOf } from './build';

const answerTo = (provider: (typeof providers)[number], question: Parameters<typeof tokenRequest>[1]) => {
  const { url, ...more } = tokenRequest(provider, question);
  return ask(provider, url, more);
};

describe.each(providers.map((provider) => [provider.name, provider] as const))('%s', (_, provider) => {
  test.each(['client_credentials', 'password'] as const)('the usual question for %s gets a token', async (grant) => {
    const question = usualQuestion(provider, grant, clientOf(provider, grant), userOf(provider));
    expect((await answerTo(provider, question)).status).toBe(200);
  });

  test('the client may show its secret in the header', async () => {
    const usual = usualQuestion(provider, 'client_credentials', clientOf(provider, 'client_credentials'), undefined);
    const asked = tokenRequest(provider, { ...usual, authentication: 'client_secret_basic' });
    expect(asked.body).not.toContain('client_secret');
    expect(asked.headers.map(([name]) => name)).toEqual(['Content-Type', 'Authorization']);
    const { url, ...more } = asked;
    expect(tokenIn(await ask(provider, url, more))).toMatch(/^eyJ/);
  });
});

test('a secret with signs in it comes through header and form', async () => {
  const client = { ...clientOf(plain), clientSecret: 'a b+c:%ü' };
  const changed = { ...plain, clients: [client] };
  const usual = usualQuestion(changed, 'client_credentials', client, undefined);
  for (const authentication of ['client_secret_post', 'client_secret_basic'] as const) {
    expect((await answerTo(changed, { ...usual, authentication })).status).toBe(200);
  }
});

test('Auth0 reads JSON, Keycloak does not', async () => {
  const usual = usualQuestion(auth0, 'client_credentials', clientOf(auth0), undefined);
  expect((await answerTo(auth0, { ...usual, body: 'json' })).status).toBe(200);
  const other = usualQuestion(keycloak, 'client_credentials', clientOf(keycloak), undefined);
  expect((await answerTo(keycloak, { ...other, body: 'json' })).status).toBe(415);
});

test('an empty field is not sent', async () => {
  const usual = usualQuestion(keycloak, 'password', clientOf(keycloak, 'password'), userOf(keycloak));
  const response = await answerTo(keycloak, { ...usual, username: '' });
  expect(refusal(response)).toEqual([401, 'invalid_request', 'Missing parameter: username']);
});

test('reads the token out of an answer, and none out of anything else', () => {
  expect(accessTokenIn('{"access_token":"a.b.c"}')).toBe('a.b.c');
  for (const body of ['', 'Not found.', '[]', 'null', '{"access_token":1}']) expect(accessTokenIn(body)).toBeNull();
});
