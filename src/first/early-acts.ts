/**
 * What a person does while the page's script is on its way: it is kept, and done once the page can. What was typed stands
 * in the fields meanwhile, and each field is told of it.
 */

/** One thing that was done, to be done again. */
type Act = () => void;
type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What was done, from the moment that it was made. */
export interface EarlyActs {
  /** Remembers the text that is marked, which is lost where the page brings a field to life. Called right before that. */
  readonly remember: () => void;
  /** Does all of it, in order, and keeps no more. Called right after that; `settled` is waited for after each. */
  readonly again: (settled: () => Promise<void>) => Promise<void>;
}

const pressed = 'button, summary, [role="menuitem"], [role="tab"]';

/** Keeps what is done in the page from now on. */
export function keepEarlyActs(app: HTMLElement): EarlyActs {
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
    const act = typed(type, target);
    if (act !== null) acts.push(act);
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
  on('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const { target } = event;
    if (text === '' || !(target instanceof Element)) return;
    event.preventDefault();
    acts.push(() => pasteAgain(target, text));
  });
  // The browser would leave the page for a file that is dropped.
  on('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  on('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    acts.push(() => dropAgain(files));
  });

  let focused: Element | null = null;
  let selection: readonly [number, number] | null = null;
  return {
    remember() {
      focused = document.activeElement;
      selection = isTextField(focused) ? [focused.selectionStart ?? 0, focused.selectionEnd ?? 0] : null;
    },
    async again(settled) {
      ends.abort();
      const field = isTextField(focused) ? focused : null;
      const mark = (): void => {
        if (field !== null && selection !== null) field.setSelectionRange(...selection);
      };
      mark();
      for (const act of acts) {
        act();
        await settled();
      }
      if (!(focused instanceof HTMLElement) || focused !== document.activeElement || focused === document.body) return;
      mark();
      // It has had the focus before anybody was there to be told.
      focused.dispatchEvent(new FocusEvent('focus'));
      focused.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    },
  };
}

/** A field in which text can be marked; in one for numbers, or a switch, it cannot. */
function isTextField(element: unknown): element is TextField {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && element.selectionStart !== null;
}

/** What a field holds now, to be told to the page; `null` where it is no field. */
function typed(type: string, target: unknown): Act | null {
  const tell = (field: HTMLElement): void => void field.dispatchEvent(new Event(type, { bubbles: true }));
  if (target instanceof HTMLInputElement) {
    const { value, checked } = target;
    return () => {
      target.value = value;
      target.checked = checked;
      tell(target);
    };
  }
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)) return null;
  const { value } = target;
  return () => {
    target.value = value;
    tell(target);
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** Drops files on the page: where they were dropped may be gone. */
function dropAgain(files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** Pastes as a person does: whoever listens may take the text, else it goes into the field. */
function pasteAgain(target: Element, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const isFree = target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  if (!isFree || !isTextField(target)) return;
  target.setRangeText(text, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
  target.dispatchEvent(new Event('input', { bubbles: true }));
}
