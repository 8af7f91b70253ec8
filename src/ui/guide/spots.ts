import type { Spot } from '../../guide/lessons/lesson';
import { isUnsaved, type DocumentKind } from '../../workspace/workspace';
import { providersViewOf } from '../gateway/providers/providers-view.svelte';
import type { Playground } from '../state/playground.svelte';
import type { AnswerTab } from '../state/view.svelte';

/** How a spot is brought onto the screen, and what is then looked for: the first of these selectors that finds something visible. */
export interface SpotOnScreen {
  readonly bring: (playground: Playground) => void;
  readonly find: readonly string[];
}

function inAnswer(selector: string): SpotOnScreen {
  return {
    bring: ({ view }) => {
      view.column = 'answer';
    },
    find: [selector],
  };
}

function inToken(selector: string): SpotOnScreen {
  return {
    bring: ({ view }) => {
      view.column = 'token';
    },
    find: [selector],
  };
}

function answerTab(name: AnswerTab): SpotOnScreen {
  return {
    bring: ({ view }) => {
      view.column = 'answer';
      view.answerTab = name;
    },
    find: ['#column-answer [role="tabpanel"]'],
  };
}

const addButton = '#column-gateway button[aria-label="Add"]';

/** A document is added by the button of the empty list, else from the menu; while the form for it is open, there. */
function adding(kind: DocumentKind): SpotOnScreen {
  const [form, empty] = kind === 'apis' ? (['new api', 'add api'] as const) : (['new policy', 'add policy'] as const);
  return {
    bring: ({ view, workspace }) => {
      view.column = 'gateway';
      if (workspace[kind].length === 0 && view.gatewayTab !== form) view.openGateway(kind);
    },
    find: [`[data-spot="${form}"]`, `[data-spot="${empty}"]`, addButton],
  };
}

function inProviders(...find: readonly string[]): SpotOnScreen {
  return {
    bring: (playground) => {
      playground.view.openGateway('providers');
      providersViewOf(playground).opened.set('token', true);
    },
    find,
  };
}

/** The document that is open stays if it is unsaved; else one that is. */
function showUnsaved({ view, workspace, unsaved }: Playground): void {
  view.column = 'gateway';
  const { document } = view;
  const open = document === null ? undefined : workspace[document.kind].find(({ id }) => id === document.id);
  const [first] = unsaved;
  if (open !== undefined && (first === undefined || isUnsaved(open))) return;
  const [api] = workspace.apis;
  if (first !== undefined) view.document = { kind: first.kind, id: first.document.id };
  else if (api !== undefined) view.document = { kind: 'apis', id: api.id };
}

export const spots: Readonly<Record<Spot, SpotOnScreen>> = {
  'add api': adding('apis'),
  'add policy': adding('policies'),
  update: { bring: showUnsaved, find: ['[data-spot="update"]'] },
  path: inAnswer('form[aria-label="Request"] input[aria-label="Path"]'),
  send: inAnswer('form[aria-label="Request"] button[type="submit"]'),
  'new key': inToken('#column-token button[aria-label="New key"]'),
  'signing key': inToken('[data-spot="signing key"]'),
  keys: inToken('#column-token .keys summary'),
  'make it bad': inToken('#column-token button[aria-label^="Make it bad"]'),
  providers: inProviders(
    '#column-gateway [role="tabpanel"] form[aria-labelledby]',
    '#column-gateway .choices',
    'button[aria-label="Add a provider"]',
  ),
  'provider as key source': inProviders('#provider [data-spot="put into api"]'),
  'get token': inProviders('form[aria-label="Get a token"] button[type="submit"]'),
  verdict: inAnswer('#column-answer [aria-label="Verdict"]'),
  steps: inAnswer('ol[aria-label="Steps"]'),
  'gateway log': answerTab('log'),
  sessions: answerTab('sessions'),
  commands: answerTab('commands'),
};
