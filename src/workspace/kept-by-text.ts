/**
 * What was made of texts, kept by the text: the same text is asked for again and again, and only one of many has changed.
 */

/** Characters of all texts together, in UTF-16 units: what is made of a text takes some ten times as much memory. */
const mostCharacters = 10_000_000;

/** Keeps a value for each text, and forgets those that were not asked for longest. */
export class KeptByText<T> {
  readonly #kept = new Map<string, T>();
  #characters = 0;
  /** The one that was asked for last: of one text much is asked in a row. */
  #last: { readonly text: string; readonly value: T } | null = null;

  get(text: string): T | undefined {
    if (this.#last?.text === text) return this.#last.value;
    const found = this.#kept.get(text);
    if (found === undefined) return undefined;
    this.#kept.delete(text);
    this.#kept.set(text, found);
    this.#last = { text, value: found };
    return found;
  }

  /** Keeps the value for a text that none is kept for. */
  set(text: string, value: T): void {
    this.#kept.set(text, value);
    this.#characters += text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= mostCharacters || oldest === text) break;
      this.#kept.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
