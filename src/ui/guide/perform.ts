import { loadParts } from '../../go/late';
import { untilFetched } from '../kit/late-trouble.svelte';
import type { Action, Edit } from '../../guide/lessons/lesson';
import { tokenRequest, usualQuestion } from '../../workspace/providers/ask-token';
import { providersViewOf } from '../gateway/providers/providers-view.svelte';
import type { Playground } from '../state/playground.svelte';

/** Does the actions of a lesson in the page, one after the other. Gives what kept one from being done, in a sentence; `null`: all were done. */
export async function perform(playground: Playground, actions: readonly Action[]): Promise<string | null> {
  await untilFetched(loadParts);
  for (const action of actions) {
    switch (action.do) {
      case 'edit':
        change(playground, action.edit);
        break;
      case 'make':
        try {
          change(playground, await action.make(playground.clock.exactly()));
        } catch (reason) {
          return reason instanceof Error ? reason.message : String(reason);
        }
        break;
      case 'update':
        if (!(await playground.saveAll())) return 'The gateway did not take it; its answer stands above Update.';
        break;
      case 'send':
        await playground.send();
        if (playground.failure !== null) return `The playground failed, not the gateway: ${playground.failure}`;
        break;
      case 'get token': {
        const problem = await getToken(playground, action);
        if (problem !== null) return problem;
        break;
      }
    }
  }
  return null;
}

/** Changes the workspace; a document that is new in it is opened. */
function change(playground: Playground, edit: Edit): void {
  const before = playground.workspace;
  playground.update(edit);
  for (const kind of ['apis', 'policies'] as const) {
    const added = playground.workspace[kind].find(({ id }) => !before[kind].some((document) => document.id === id));
    if (added !== undefined) playground.view.document = { kind, id: added.id };
  }
}

async function getToken(
  playground: Playground,
  { from, grant }: Extract<Action, { do: 'get token' }>,
): Promise<string | null> {
  const provider = playground.workspace.providers.find(({ shape }) => shape === from);
  if (provider === undefined) return 'There is no such provider yet.';
  const client = provider.clients.find(({ grants }) => grants.includes(grant));
  const { asking } = providersViewOf(playground);
  await asking.ask(provider.id, tokenRequest(provider, usualQuestion(provider, grant, client, provider.users[0])));
  return (asking.answerOf(provider.id)?.token ?? null) === null ? `${provider.name} issued no token.` : null;
}
