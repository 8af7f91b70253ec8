/**
 * What a person does while the page's script is on its way: it is kept, and done once the page can. What was typed stands
 * in the fields meanwhile, and each field is told of it.
 */

/** One thing that was done, to be done again. */
type Act = () => void;

const pressed = 'button, summary, [role="menuitem"], [role="tab"]';

/** Keeps what is done in the page from now on; what it gives does it all, in order, and keeps no more. */
export function keepEarlyActs(app: HTMLElement): (settled: () => Promise<void>) => Promise<void> {
  const acts: Act[] = [];
  const ends = new AbortController();
  const on = <Name extends keyof WindowEventMap>(name: Name, keep: (event: WindowEventMap[Name]) => void): void => {
    addEventListener(name, keep, { capture: true, signal: ends.signal });
  };

  on('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>(pressed) : null;
    if (target === null || !app.contains(target)) return;
    // What the browser itself would do, such as to open a part, the page does later.
    event.preventDefault();
    acts.push(() => target.click());
  });
  const keepTyped = ({ type, target }: Event): void => {
    if (target instanceof HTMLInputElement) {
      const { value, checked } = target;
      acts.push(() => {
        target.value = value;
        target.checked = checked;
        target.dispatchEvent(new Event(type, { bubbles: true }));
      });
    } else if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
      const { value } = target;
      acts.push(() => {
        target.value = value;
        target.dispatchEvent(new Event(type, { bubbles: true }));
      });
    }
  };
  on('input', keepTyped);
  on('change', keepTyped);
  on('keydown', (event) => {
    const { target, key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
    // The focus has moved already, and a button that was pressed was clicked.
    if (key === 'Tab' || !(target instanceof Element)) return;
    if ((key === 'Enter' || key === ' ') && target.matches(pressed)) return;
    const told = { key, code, altKey, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
    acts.push(() => target.dispatchEvent(new KeyboardEvent('keydown', told)));
  });
  // The browser would leave the page for a file that is dropped.
  on('dragover', (event) => event.preventDefault());
  on('drop', (event) => event.preventDefault());

  return async (settled) => {
    const focused = document.activeElement;
    const selection = focused instanceof HTMLTextAreaElement ? [focused.selectionStart, focused.selectionEnd] : null;
    ends.abort();
    for (const act of acts) {
      act();
      await settled();
    }
    if (!(focused instanceof HTMLElement) || focused !== document.activeElement || focused === document.body) return;
    if (focused instanceof HTMLTextAreaElement && selection !== null) {
      focused.setSelectionRange(selection[0] ?? 0, selection[1] ?? 0);
    }
    // It has had the focus before anybody was there to be told.
    focused.dispatchEvent(new FocusEvent('focus'));
    focused.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  };
}
