import { pause } from './pause';

/** When nothing is painted, as in a tab in the background, this many milliseconds are as good as a frame. */
const frame = 100;

/**
 * Fulfilled when the browser has painted what was changed before, and has taken its turn at what waited for that: work that
 * may come a frame later is then in nobody's way.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, frame);
    requestAnimationFrame(() => {
      clearTimeout(late);
      // A task that is asked for within a frame comes after it, in the order of asking: the second comes after all of those.
      void pause().then(pause).then(resolve);
    });
  });
}
