/**
 * A remark with a button in it goes when its cause does, also while the button has the focus. Who goes by keyboard must not
 * be left nowhere (WCAG 2.4.3, 2.4.7): the focus then goes to what is closest to where it was.
 */

const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

function canHold(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled, [inert], [inert] *') && element.checkVisibility();
}

function partsAround(element: HTMLElement): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) parts.push(at);
  return parts;
}

/** Of the closest part that is still there: itself where it can have the focus, else the first control in it. */
function firstAround(parts: readonly HTMLElement[]): HTMLElement | undefined {
  for (const part of parts) {
    if (!part.isConnected) continue;
    if (part.matches(controls) && canHold(part)) return part;
    const first = [...part.querySelectorAll<HTMLElement>(controls)].find(canHold);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** Whether nothing in the page has the focus. */
export function isFocusNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Watches the page for as long as it is open. Whoever moves the focus on purpose when something goes comes first. */
export function keepFocus(): void {
  let held: { readonly element: HTMLElement; readonly around: readonly HTMLElement[] } | null = null;

  function lookAfter(): void {
    const lost = held;
    if (lost === null) return;
    setTimeout(() => {
      if (held !== lost || !isFocusNowhere()) return;
      held = null;
      // A press beside every control takes the focus from what can still have it, and that is meant.
      if (!canHold(lost.element)) firstAround(lost.around)?.focus({ preventScroll: true });
    });
  }

  document.addEventListener('focusin', ({ target }) => {
    // Who points with a mouse or a finger has no place to lose, and a field would bring up a phone's keyboard.
    const counts = target instanceof HTMLElement && target.matches(':focus-visible');
    held = counts ? { element: target, around: partsAround(target) } : null;
  });
  document.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === null) lookAfter();
  });
  // Not every browser tells of the focus of what is taken away.
  new MutationObserver(() => {
    if (held !== null && !held.element.isConnected && isFocusNowhere()) lookAfter();
  }).observe(document.body, { childList: true, subtree: true });
}
