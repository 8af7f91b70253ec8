import type { RefusalCode } from '../../gateway/refusals';
import type { Playground } from '../state/playground.svelte';

/** What the sheet shows: the way from a message to its cause, the list of all refusals, or one of them. */
export type ExplainPage =
  { readonly kind: 'message' } | { readonly kind: 'list' } | { readonly kind: 'refusal'; readonly code: RefusalCode };

/** What is being explained. The sheet is beside the workspace, and what is typed in it stays while the page does. */
export class ExplainView {
  #trail = $state.raw<readonly ExplainPage[]>([]);
  #opener: HTMLElement | null = null;
  /** What was pasted. */
  message = $state('');
  /** What is searched for in the list. */
  query = $state('');

  /** What is shown; `null`: the sheet is closed. */
  get page(): ExplainPage | null {
    return this.#trail.at(-1) ?? null;
  }

  /** Whether there is a page to go back to. */
  get canGoBack(): boolean {
    return this.#trail.length > 1;
  }

  /** Opens the sheet at a page; closing gives the focus back to where it is now. */
  open(page: ExplainPage): void {
    if (this.page === null) {
      this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    }
    this.#trail = [page];
  }

  /** Goes on to another page. */
  go(page: ExplainPage): void {
    this.#trail = [...this.#trail, page];
  }

  back(): void {
    this.#trail = this.#trail.slice(0, -1);
  }

  close(): void {
    this.#trail = [];
    const opener = this.#opener;
    if (opener?.isConnected === true && opener !== document.body) opener.focus();
    else document.getElementById('open-explain')?.focus();
  }

  /** Opens the sheet with a text to be understood, such as one that was pasted elsewhere. */
  openMessage(text: string): void {
    this.message = text;
    this.open({ kind: 'message' });
  }
}

const views = new WeakMap<Playground, ExplainView>();

/** The page's view of explanations. */
export function explainViewOf(playground: Playground): ExplainView {
  const known = views.get(playground);
  if (known !== undefined) return known;
  const made = new ExplainView();
  views.set(playground, made);
  return made;
}

/** The address of the page with the explanation of a refusal open. */
export function explainLink(code: RefusalCode): string {
  return `?explain=${code}`;
}
