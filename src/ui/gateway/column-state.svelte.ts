import { getContext, setContext, tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { DocumentKind, Workspace } from '../../workspace/workspace';
import type { Playground } from '../state/playground.svelte';

/** A line at the top of the column about what was just done; `undo`: what was done can be taken back by one step. */
export interface ColumnNotice {
  readonly tone: '' | 'ok' | 'warn' | 'bad';
  readonly text: string;
  readonly undo: boolean;
}

/** The documents as they are while a notice holds: it is over when one of them changes. */
type Over = Pick<Workspace, DocumentKind>;

/** What the gateway's column remembers of how it is looked at. Nothing here is part of the workspace. */
export class ColumnState {
  #notice = $state.raw<(ColumnNotice & Over) | null>(null);
  /** Whether what a conversion would lose is shown for the open document. */
  converting = $state(false);
  /** The document of each kind that was open last. */
  readonly last = new SvelteMap<DocumentKind, string>();
  /** Sections of the form that a person opened or closed, by their title. */
  readonly toggled = new SvelteMap<string, boolean>();

  /** Says what was just done, until something else is done; `null` takes the line away. */
  say(playground: Playground, notice: ColumnNotice | null): void {
    const { apis, policies } = playground.workspace;
    this.#notice = notice === null ? null : { ...notice, apis, policies };
  }

  /** What is to be said now. */
  notice({ workspace }: Playground): ColumnNotice | null {
    const said = this.#notice;
    return said !== null && said.apis === workspace.apis && said.policies === workspace.policies ? said : null;
  }

  /** Opens the document of a kind that was open last, else the first; its empty tab where there is none. */
  show(playground: Playground, kind: DocumentKind): void {
    const documents = playground.workspace[kind];
    const found = documents.find(({ id }) => id === this.last.get(kind)) ?? documents[0];
    if (found === undefined) playground.view.openGateway(kind);
    else playground.view.document = { kind, id: found.id };
  }
}

/** Puts the keyboard's place on the open document, where the control that had it is gone. */
export async function focusOnDocument(): Promise<void> {
  await tick();
  const panel = document.getElementById(documentPanelId) ?? document.getElementById('column-gateway');
  panel?.focus({ preventScroll: true });
}

/** The id of the open document's element. */
export const documentPanelId = 'gateway-document';

const key = Symbol('gateway column');

/** Gives the column's state to the components below. */
export function provideColumnState(state: ColumnState): void {
  setContext(key, state);
}

/** The gateway column's state. */
export function useColumnState(): ColumnState {
  const found: unknown = getContext(key);
  if (!(found instanceof ColumnState)) throw new Error('There is no gateway column above this component.');
  return found;
}
