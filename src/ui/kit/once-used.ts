/** A pointer that moves, a key, the focus, something dropped or pasted, paper: a person has begun to use the page. */
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
  'beforeprint',
] as const;

/** Whether a browser only tells where a pointer rests that nobody has moved, as it does when something is laid out below it. */
function isResting(event: Event): boolean {
  return event.type === 'pointermove' && Reflect.get(event, 'movementX') === 0 && Reflect.get(event, 'movementY') === 0;
}

/** Starts something at the first sign that the page is used. */
export function onceUsed(start: () => void): void {
  const begin = (event: Event): void => {
    if (isResting(event)) return;
    for (const sign of signs) removeEventListener(sign, begin, true);
    start();
  };
  for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
}
