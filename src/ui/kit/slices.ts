/** How long the page may be kept busy at a stretch by what nobody waits for, in milliseconds. */
const slice = 6;

/**
 * A pause for work that goes on in pieces, to be waited for between two of them: it lets the page do what else there is, and
 * tells whether the work is still wanted.
 */
export function slices(isWanted: () => boolean): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since > slice) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    return isWanted();
  };
}

/** Does work that comes in pieces, some at a stretch; gives `null` once it is no longer wanted. */
export async function inSlices<T>(work: Generator<undefined, T>, isWanted: () => boolean): Promise<T | null> {
  let since = performance.now();
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
    if (performance.now() - since <= slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
    if (!isWanted()) return null;
  }
}
