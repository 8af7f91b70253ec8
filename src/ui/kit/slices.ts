import { pause } from './pause';

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
      await pause();
      since = performance.now();
    }
    return isWanted();
  };
}
