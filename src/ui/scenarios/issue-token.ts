import type { IssueToken } from '../../scenarios/open-scenario';
import { accessTokenIn, tokenRequest, usualQuestion } from '../../workspace/providers/ask-token';

/**
 * A token of a provider for the first of its clients that may have one, and its first user. `now`: the provider's clock, in
 * milliseconds. The provider is asked directly, since it need not be in the open workspace yet. Rejects when it issues none.
 */
export async function issueToken(
  provider: Parameters<IssueToken>[0],
  grant: Parameters<IssueToken>[1],
  now: number,
): Promise<string> {
  const client = provider.clients.find(({ grants }) => grants.includes(grant));
  const question = usualQuestion(provider, grant, client, provider.users[0]);
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  const { answerProvider } = await import('../../mock/identity-provider/answer');
  const { answer } = await answerProvider(provider, tokenRequest(provider, question), { now, random });
  const token = answer.kind === 'answer' ? accessTokenIn(answer.response.body) : null;
  if (token === null) throw new Error(`${provider.name} issued no token.`);
  return token;
}
