/**
 * Parts of the gateway that are large, and that the setup guide's first example does without: the page begins before they
 * are there. Whoever has another example in mind loads them first; Node's programs do so as they start.
 */

const parts = new Set<Late<unknown>>();

/** A part that is loaded late. */
export class Late<T> {
  readonly #load: () => Promise<T>;
  #loaded: { readonly value: T } | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
    parts.add(this);
  }

  /** The part. It throws when the part was not loaded: who asks has to know that it is there. */
  get value(): T {
    if (this.#loaded === null) throw new Error('A part of the gateway was asked for before it was loaded.');
    return this.#loaded.value;
  }

  get isLoaded(): boolean {
    return this.#loaded !== null;
  }

  /** Loads the part, if that was not done before. Rejects where it cannot be had; the next call tries again. */
  async load(): Promise<T> {
    this.#loaded ??= { value: await this.#load() };
    return this.#loaded.value;
  }
}

/** Whether every part is there. */
export function arePartsLoaded(): boolean {
  return [...parts].every(({ isLoaded }) => isLoaded);
}

/** Loads every part. Rejects where one cannot be had; the next call tries again. */
export async function loadParts(): Promise<void> {
  // A part may bring parts of its own.
  while (!arePartsLoaded()) await Promise.all([...parts].map((part) => part.load()));
}
