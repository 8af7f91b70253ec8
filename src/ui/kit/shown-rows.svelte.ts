/** Rows of a list that are laid out at first, and more each time it is asked for: no person reads as many, and no browser lays out ten thousand. */
const atOnce = 100;

/** How much of a long list is shown. */
export class ShownRows {
  #most = $state(atOnce);

  /** The entries that are shown. */
  of<T>(list: readonly T[]): readonly T[] {
    return list.length <= this.#most ? list : list.slice(0, this.#most);
  }

  /** The indices that are shown of so many entries, and that of a new one behind them all. */
  withNew(length: number): readonly number[] {
    const shown = Array.from({ length: Math.min(length, this.#most) }, (_, index) => index);
    return [...shown, length];
  }

  /** How many of so many entries are not shown. */
  left(length: number): number {
    return Math.max(0, length - this.#most);
  }

  /** Shows some more. */
  more(): void {
    this.#most += atOnce;
  }
}
