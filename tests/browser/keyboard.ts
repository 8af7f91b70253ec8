/** A person without a mouse: moves the focus with keys alone, and is never left without seeing where it is. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './site';

/** What is wrong with the place of the focus, in words; empty: nothing. Remembers how what has the focus looks. */
function examine(): string {
  const key = 'focusBefore';
  const lookOf = (element: Element): string => {
    const looks: string[] = [];
    for (let at: Element | null = element, up = 0; at !== null && up < 6; at = at.parentElement, up++) {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(at);
      const outline = outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
      looks.push(`${outline}/${boxShadow}/${borderColor}`);
    }
    return looks.join('|');
  };
  const nameOf = (element: Element): string =>
    `<${element.localName}> ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 60)}`;
  const wrong: string[] = [];

  const before: unknown = Reflect.get(window, key);
  const { activeElement: at } = document;
  if (Array.isArray(before)) {
    const [element, look] = before.map((each: unknown) => each);
    if (element instanceof Element && element !== at && element.isConnected && lookOf(element) === look) {
      wrong.push(`${nameOf(element)} looks the same with the focus and without`);
    }
  }
  if (at === null || at === document.body) return [...wrong, 'nothing has the focus'].join('; ');
  Reflect.set(window, key, [at, lookOf(at)]);

  // What is typed into is a small part of an editor, and the cursor of it is somewhere in there.
  const shown = at.closest('.monaco-editor') ?? at;
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  const hits = [0.5, 0.1, 0.9].flatMap((down) =>
    [0.5, 0.1, 0.9].map((across) =>
      document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down),
    ),
  );
  const isFree = hits.some((hit) => shown.contains(hit) || (hit?.localName === 'label' && hit.contains(shown)));
  if (isFree) return wrong.join('; ');
  // What a person opened may lie over it: Escape closes that from anywhere (WCAG 2.4.11, note 2).
  const isUnderOpened = hits.some((hit) => hit !== null && hit.closest('[role=dialog], aside') !== null);
  if (!isUnderOpened) wrong.push(`${nameOf(at)} is out of the window or covered`);
  return wrong.join('; ');
}

/** Fulfilled when a person has had the page before their eyes as it is now. */
async function painted(): Promise<void> {
  await new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** The keyboard of a page. Every key that moves the focus is followed by a look at where it went. */
export class Keyboard {
  readonly #page: Page;
  /** How many keys moved the focus. */
  moves = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What has the focus is on the screen, and looks as if it had. */
  async look(): Promise<void> {
    await this.#page.evaluate(painted);
    const wrong = await this.#page.evaluate(examine);
    // What is still on its way to the page may push the focus aside for a moment.
    if (/out of the window|covered/.test(wrong)) await expect.poll(() => this.#page.evaluate(examine)).toBe('');
    else expect(wrong).toBe('');
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    if (key.endsWith('Tab')) {
      this.moves++;
      await this.look();
    }
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Presses a key until one thing has the focus: Tab, unless another one leads there sooner. */
  async to(target: Locator, key = 'Tab', limit = 60): Promise<void> {
    const focused = target.and(this.#page.locator(':focus'));
    for (let pressed = 0; (await focused.count()) === 0; pressed++) {
      expect(pressed, `presses of ${key} on the way to ${String(target)}`).toBeLessThan(limit);
      await this.press(key);
    }
    await this.look();
  }

  /** Goes to a button and presses it. */
  async use(target: Locator, key = 'Tab'): Promise<void> {
    await this.to(target, key);
    await this.press('Enter');
  }

  /** Goes to a list of choices and goes through it to one. */
  async choose(target: Locator, option: string): Promise<void> {
    await this.to(target);
    const chosen = (): Promise<string> =>
      target.evaluate((select) =>
        select instanceof HTMLSelectElement ? (select.selectedOptions[0]?.label ?? '') : '',
      );
    await this.press('Home');
    for (let pressed = 0; (await chosen()) !== option; pressed++) {
      expect(pressed, `options before ${option}`).toBeLessThan(30);
      await this.press('ArrowDown');
    }
  }

  /** Goes to a field and writes over what it has. */
  async write(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press('ControlOrMeta+A');
    await this.type(text);
  }

  /** After something closed or went: the focus is on something that can be seen. */
  async isSomewhere(): Promise<void> {
    await expect.poll(() => this.#page.evaluate(() => document.activeElement?.localName)).not.toBe('body');
    await this.look();
  }
}
