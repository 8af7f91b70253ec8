import { SvelteMap } from 'svelte/reactivity';
import type { Grant, Provider } from '../../../workspace/providers';
import type { TokenQuestion } from '../../../workspace/providers/ask-token';
import type { Playground } from '../../state/playground.svelte';
import { TokenAsking } from './token-asking.svelte';

/** A question for a token on its way: what was changed in it, beside what the client and the user bring along. */
export interface TokenDraft {
  readonly grant: Grant;
  /** The ids of a client and a user of the provider; `null`: the first that there is. */
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly changed: Partial<TokenQuestion>;
}

/** How the providers are looked at. It outlives the panel, which is gone while another tab is open. */
export class ProvidersView {
  /** The provider that is shown; `null`, or one that is gone: the first. */
  selected = $state<string | null>(null);
  /** The shape of the provider that is being added. */
  adding = $state<Provider['shape'] | null>(null);
  /** The provider that was removed last, and the list that it left: while that is the list, it can be brought back. */
  removed = $state.raw<{ readonly name: string; readonly leaving: readonly Provider[] } | null>(null);
  /** Parts that a person opened or closed, by their title. */
  readonly opened = new SvelteMap<string, boolean>();
  /** By provider. */
  readonly #drafts = new SvelteMap<string, TokenDraft>();
  readonly asking: TokenAsking;

  constructor(playground: Playground) {
    this.asking = new TokenAsking(playground);
  }

  draftOf({ id }: Provider): TokenDraft {
    return this.#drafts.get(id) ?? { grant: 'client_credentials', clientId: null, userId: null, changed: {} };
  }

  setDraft({ id }: Provider, draft: TokenDraft): void {
    this.#drafts.set(id, draft);
  }
}

const views = new WeakMap<Playground, ProvidersView>();

/** The page's view of its providers. */
export function providersViewOf(playground: Playground): ProvidersView {
  const known = views.get(playground);
  if (known !== undefined) return known;
  const made = new ProvidersView(playground);
  views.set(playground, made);
  return made;
}
