import { explainViewOf } from './explain/explain-view.svelte';
import { guideViewOf } from './guide/guide-view.svelte';
import type { Playground } from './state/playground.svelte';
import type { Column } from './state/view.svelte';

/** A key that does something anywhere on the page. */
export interface Shortcut {
  /** As shown to a person; `Ctrl` is the Command key on a Mac. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Whether the event is this shortcut. */
  readonly matches: (event: KeyboardEvent) => boolean;
  readonly run: (page: Page) => void;
}

/** What a shortcut acts on. */
export interface Page {
  readonly playground: Playground;
  toggleShortcuts(): void;
  toggleTheme(): void;
  /** Puts the cursor into a column. */
  enter(column: Column): void;
}

const ctrl =
  (key: string, shift = false): Shortcut['matches'] =>
  (event) =>
    (event.ctrlKey || event.metaKey) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === key;

const alt =
  (code: string): Shortcut['matches'] =>
  (event) =>
    event.altKey && !event.ctrlKey && !event.metaKey && event.code === code;

/** Ctrl with a sign, which some keyboards have above a digit. A sign alone is no shortcut: who speaks to the machine says many (WCAG 2.1.4). */
const ctrlSign =
  (sign: string): Shortcut['matches'] =>
  (event) =>
    (event.ctrlKey || event.metaKey) && !event.altKey && event.key === sign;

/** Every shortcut, in the order of the list that a person sees. */
export const shortcuts: readonly Shortcut[] = [
  {
    keys: ['Ctrl', 'Enter'],
    does: 'Send the request',
    matches: ctrl('enter'),
    run: ({ playground }) => playground.askToSend(),
  },
  {
    keys: ['Ctrl', 'S'],
    does: 'Update: save everything to the gateway',
    matches: ctrl('s'),
    run: ({ playground }) => void playground.saveAll(),
  },
  { keys: ['Ctrl', 'Z'], does: 'Undo', matches: ctrl('z'), run: ({ playground }) => playground.undo() },
  { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo', matches: ctrl('z', true), run: ({ playground }) => playground.redo() },
  { keys: ['Ctrl', 'Y'], does: 'Redo', matches: ctrl('y'), run: ({ playground }) => playground.redo() },
  { keys: ['Alt', '1'], does: 'Go to the gateway', matches: alt('Digit1'), run: (page) => page.enter('gateway') },
  { keys: ['Alt', '2'], does: 'Go to the token', matches: alt('Digit2'), run: (page) => page.enter('token') },
  {
    keys: ['Alt', '3'],
    does: 'Go to the request and its answer',
    matches: alt('Digit3'),
    run: (page) => page.enter('answer'),
  },
  {
    keys: ['Alt', 'J'],
    does: 'Form or JSON',
    matches: alt('KeyJ'),
    run: ({ playground: { view } }) => {
      view.mode = view.mode === 'form' ? 'json' : 'form';
    },
  },
  {
    keys: ['Alt', 'P'],
    does: 'Let the gateway’s clock stand still, or run',
    matches: alt('KeyP'),
    run: ({ playground: { clock } }) => (clock.clock.runs ? clock.stop() : clock.run()),
  },
  {
    keys: ['Alt', 'G'],
    does: 'The guide',
    matches: alt('KeyG'),
    run: ({ playground }) => guideViewOf(playground).enter(),
  },
  {
    keys: ['Alt', 'W'],
    does: 'Why: explain the refusal, or an error from elsewhere',
    matches: alt('KeyW'),
    run: ({ playground }) => toggleExplanation(playground),
  },
  { keys: ['Alt', 'T'], does: 'Light or dark', matches: alt('KeyT'), run: (page) => page.toggleTheme() },
  { keys: ['Ctrl', '/'], does: 'This list', matches: ctrlSign('/'), run: (page) => page.toggleShortcuts() },
];

/** Opens the explanation of the refusal that is shown; without one, the way from a message to its cause. */
function toggleExplanation(playground: Playground): void {
  const view = explainViewOf(playground);
  const refused = playground.shown?.evaluation.exchange.trace.find(({ refusal }) => refusal !== undefined)?.refusal;
  if (view.page !== null) view.close();
  else view.open(refused === undefined ? { kind: 'message' } : { kind: 'refusal', code: refused.code });
}
