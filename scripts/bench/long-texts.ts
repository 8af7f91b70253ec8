// Ten million characters that are pasted into a field, and a definition of ten thousand parts: how long the page stands still.
import type { Browser, Locator, Page } from 'playwright-core';
import { definitions } from '../../bench/hostile/texts';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { writeLink } from '../../src/workspace/share/link';
import type { Budgets } from './budgets';
import { withBrowser, withSite } from './in-browser';

/** Milliseconds that the page may stand still, where there is no way to cancel. */
const limit = 200;
/** A machine that does something else in between is given a second and a third chance. */
const chances = 3;

/** A field that any text can be pasted into, and what a long text for it begins and ends with. */
interface LongField {
  readonly name: string;
  readonly label: string;
  readonly head: string;
  readonly tail: string;
  /** What is to be pressed before it is there. */
  readonly behind?: string;
}

/** The fields of a workspace's own texts. */
export const longFields: readonly LongField[] = [
  { name: 'a payload', label: 'Payload', head: '{"sub":"', tail: '"}' },
  { name: 'a token', label: 'Encoded token', head: 'eyJhbGciOiJIUzI1NiJ9.', tail: '.x' },
  { name: 'a definition', label: 'API definition', head: '{"api_id":"', tail: '"}', behind: 'JSON' },
];

/** The field for an error's message, which is read only up to the length of a log. */
export const messageField: LongField = {
  name: 'a message',
  label: 'An error’s body',
  head: '{"error":"',
  tail: '"}',
  behind: 'Explain an error',
};

/** Makes the field be there, with the focus, and gives it; the full editor has taken the place of the plain one. */
export async function enterLongField(page: Page, { label, behind }: LongField): Promise<Locator> {
  if (behind !== undefined) await page.getByRole('button', { name: behind, exact: true }).first().click();
  const field = page.getByLabel(new RegExp(`^${label}`)).and(page.getByRole('textbox'));
  await field.focus();
  const editor = page.locator('.code').filter({ has: field });
  if ((await editor.count()) > 0) await editor.locator('.host.open .monaco-editor').first().waitFor();
  return field;
}

/** Pastes ten million letters over what is in the field. */
export async function pasteLong(field: Locator, { head, tail }: LongField): Promise<void> {
  await field.evaluate(
    (element, [before, after]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', `${before}${'x'.repeat(10_000_000)}${after}`);
      if (element instanceof HTMLTextAreaElement) element.select();
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [head, tail] as const,
  );
}

/** Prints the longest task of each, the best of a few pages. */
export async function benchLongTexts(budgets: Budgets): Promise<void> {
  await withSite(async (url) => {
    for (const field of [...longFields, messageField]) {
      const took = await best((page) => pasting(page, url, field));
      budgets.atMost(`ten million characters into ${field.name}, longest task`, took, limit, 'ms', 0);
    }
    for (const name of ['10,000 versions', '10,000 scope mappings', '10,000 paths in a list']) {
      const took = await best((page) => opening(page, url, name));
      budgets.atMost(`a definition with ${name} opens, longest task`, took, limit, 'ms', 0);
    }
  });
}

/** The shortest of a few measurements, no more than are needed; each in a browser of its own. */
async function best(measure: (page: Page) => Promise<number>): Promise<number> {
  let shortest = Infinity;
  for (let chance = 0; chance < chances && shortest > limit; chance++) {
    const took = await withBrowser(async (browser: Browser) => measure(await browser.newPage()));
    shortest = Math.min(shortest, took);
  }
  return shortest;
}

async function pasting(page: Page, url: string, field: LongField): Promise<number> {
  await page.goto(url);
  const found = await enterLongField(page, field);
  await page.waitForTimeout(1000);
  await page.evaluate(noteTasks);
  await pasteLong(found, field);
  await page.getByText('characters are too many to be shown').first().waitFor();
  await page.waitForTimeout(2500);
  return longestTask(page);
}

async function opening(page: Page, url: string, name: string): Promise<number> {
  const draft = definitions.find((each) => each.name === name)?.make(0);
  if (draft === undefined) throw new Error(`There is no definition with ${name}.`);
  const workspace = { ...guideHmacWorkspace(), apis: [{ id: 'a', draft, saved: draft }] };
  await page.addInitScript(noteTasks);
  await page.goto(`${url}${await writeLink({ name: 'x', workspace })}`);
  await page.getByRole('region', { name: 'Verdict' }).getByText(/\d{3}/).first().waitFor();
  await page.waitForTimeout(2500);
  return longestTask(page);
}

/** In the page: notes every task over 50 ms from now on. */
function noteTasks(): void {
  const tasks: number[] = [];
  Reflect.set(globalThis, 'tasks', tasks);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** The longest task that was noted, in milliseconds; 0 where none took 50. */
async function longestTask(page: Page): Promise<number> {
  const tasks: unknown = await page.evaluate((): unknown => Reflect.get(globalThis, 'tasks'));
  if (!Array.isArray(tasks)) return Infinity;
  return Math.max(0, ...tasks.filter((task) => typeof task === 'number'));
}
