import type { Page } from '@playwright/test';
import { expect, open, test, verdict, writeJson } from './site';

/** Longer than a verdict has to stand still before it is said. */
const aWhile = 1600;

/** All that the page has told those who hear it of its verdict, from the start. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    const note = (): void => {
      const text = document.querySelector('[role=status][aria-label=Verdict]')?.textContent ?? '';
      if (text !== '' && text !== said.at(-1)) said.push(text);
    };
    new MutationObserver(note).observe(document, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { saidVerdicts: said });
  });
  return () =>
    page.evaluate(() => {
      const said: unknown = Reflect.get(window, 'saidVerdicts');
      return Array.isArray(said) ? said.map(String) : [];
    });
}

/** Waits for a verdict, frame by frame: a second would be too late. */
async function shows(page: Page, headline: string): Promise<void> {
  await page.waitForFunction(
    (text) => document.querySelector('section[aria-label=Verdict]')?.textContent.includes(text),
    headline,
  );
}

/** The whole page is there: what is typed before that is kept, and judged later than a test of a second’s silence can wait. */
async function whole(page: Page): Promise<void> {
  await page.mouse.move(3, 3);
  await expect.poll(() => page.evaluate(() => document.documentElement.classList.contains('starting'))).toBe(false);
}

const payload = (pol: string): string => JSON.stringify({ sub: '1234567890', pol }, null, 2);

test('a verdict that stands still is said once, not at every letter', async ({ page, site }) => {
  const said = await listen(page);
  await open(page, site);
  await expect(verdict(page)).toContainText('Would answer now');
  await whole(page);
  await page.waitForTimeout(aWhile);
  expect(await said(), 'at the page’s start').toEqual([]);

  await writeJson(page, 'Payload', payload('gold'));
  for (let left = 0; left < 4; left++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('enbergers', { delay: 40 });
  await expect(verdict(page)).toContainText('no matching policy');
  await page.waitForTimeout(aWhile);
  expect(await said()).toHaveLength(1);
  expect((await said())[0]).toMatch(
    /^Would answer now: Refused 403 · .*no matching policy \(policy_unknown\)\. The token names/,
  );

  // The same refusal with another value is told on the screen; its cause has been said.
  await page.keyboard.type('xy', { delay: 40 });
  await page.waitForTimeout(aWhile);
  expect(await said()).toHaveLength(1);
});

test('turning back and forth to the same verdict says nothing', async ({ page, site }) => {
  const said = await listen(page);
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  await whole(page);
  await writeJson(page, 'Payload', payload('gold'));
  // The full editor takes the place of the first one, which takes longer than a second where the machine is busy.
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  for (let left = 0; left < 4; left++) await page.keyboard.press('ArrowLeft');
  for (let turn = 0; turn < 3; turn++) {
    await page.keyboard.type('x');
    await shows(page, 'Refused 403');
    await page.keyboard.press('Backspace');
    await shows(page, 'Passed 200');
  }
  await page.waitForTimeout(aWhile);
  expect(await said()).toEqual([]);
});

test('what was sent is said at once, also when its verdict is known, and from another column', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 900, height: 800 });
  const said = await listen(page);
  await open(page, site);
  await page.getByRole('navigation', { name: 'Columns' }).getByRole('button', { name: 'Gateway' }).click();
  await expect(page.getByRole('button', { name: 'See why' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Policy Field Name' }).press('Control+Enter');
  await expect.poll(said).toHaveLength(1);
  expect((await said())[0]).toMatch(/^Request 1, sent: Passed 200 · the upstream answered\. Reached/);
  await page.waitForTimeout(aWhile);
  expect(await said()).toHaveLength(1);
  await page.getByRole('textbox', { name: 'Policy Field Name' }).press('Control+Enter');
  await expect.poll(said).toHaveLength(2);
  expect((await said())[1]).toMatch(/^Request 2, sent: Passed 200/);
});

test('what a scenario’s step came to is said once, and beside it whether that was expected', async ({ page, site }) => {
  const said = await listen(page);
  await open(page, `${site}?scenario=key-not-authorized-wrong-secret`);
  const bar = page.getByRole('region', { name: 'Scenario', exact: true });
  await bar.getByRole('button', { name: 'Do it' }).click();
  await expect(bar.getByRole('status')).toContainText('As expected.');
  const sent = async (): Promise<readonly string[]> => (await said()).filter((text) => text.startsWith('Request'));
  await expect.poll(sent).toHaveLength(1);
  expect((await sent())[0]).toMatch(/^Request 1, sent: Refused 403/);
  await page.waitForTimeout(aWhile);
  expect(await sent()).toHaveLength(1);
  expect(await bar.getByRole('status').textContent()).not.toContain('403');
});

test('no other part of the page is said at every letter', async ({ page, site }) => {
  await open(page, site);
  await whole(page);
  await writeJson(page, 'Payload', payload('gold'));
  for (let left = 0; left < 4; left++) await page.keyboard.press('ArrowLeft');
  const changed = page.evaluate(async () => {
    const live = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[role=status], [role=alert], [aria-live]:not([aria-live=off])');
        // Monaco says what a screen reader should hear of the text itself.
        if (region?.textContent.trim() === '') continue;
        if (region?.closest('.monaco-aria-container, .monaco-editor') === null) live.add(region.outerHTML);
      }
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    await new Promise((resolve) => setTimeout(resolve, 900));
    return [...live];
  });
  await page.keyboard.type('enbergers', { delay: 40 });
  expect(await changed).toEqual([]);
});
