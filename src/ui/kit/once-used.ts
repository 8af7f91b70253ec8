/** A pointer that moves, a key, the focus, something dropped or pasted: a person has begun to use the page. */
const signs = [
  'pointermove',
  'pointerdown',
  'click',
  'keydown',
  'focusin',
  'input',
  'paste',
  'dragenter',
  'wheel',
  'touchstart',
] as const;

/** Starts something at the first sign that the page is used. */
export function onceUsed(start: () => void): void {
  const begin = (): void => {
    for (const sign of signs) removeEventListener(sign, begin, true);
    start();
  };
  for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
}
