import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, open, test, verdict } from './site';

const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Scenarios' });
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Scenario', exact: true });
const search = (page: Page): Locator => panel(page).getByRole('searchbox', { name: 'Search scenarios' });
const openPanel = (page: Page): Promise<void> => page.getByRole('button', { name: 'Scenarios', exact: true }).click();
const title = (page: Page): Locator => bar(page).getByRole('heading', { level: 2 });

/** Does the step that is shown, and waits for what became of it. */
async function doIt(page: Page, answered: string): Promise<void> {
  await bar(page).getByRole('button', { name: 'Do it' }).click();
  await expect(bar(page)).toContainText(`Answered ${answered}, as expected.`);
}

async function next(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Next step' }).click();
}

test.describe('the panel', () => {
  test('is closed with Escape, and gives the focus back', async ({ page, site }) => {
    await open(page, site);
    const opener = page.getByRole('button', { name: 'Scenarios', exact: true });
    await opener.click();
    await expect(search(page)).toBeFocused();
    await expect(panel(page).getByRole('status')).toHaveText(/^1\d\d scenarios$/);
    await page.keyboard.press('Escape');
    await expect(panel(page)).toBeHidden();
    await expect(opener).toBeFocused();
  });

  test('does not hold the focus', async ({ page, site }) => {
    await open(page, site);
    await openPanel(page);
    await page.getByRole('textbox', { name: 'Payload', exact: true }).focus();
    await expect(page.getByRole('textbox', { name: 'Payload', exact: true })).toBeFocused();
    await expect(panel(page)).toBeVisible();
  });

  test('finds a scenario by the body of an error, and opens it by keyboard', async ({ page, site }) => {
    await open(page, site);
    await openPanel(page);
    await search(page).fill('{ "error": "Key not authorized: token has expired" }');
    await expect(panel(page).getByRole('status')).toHaveText(/^\d scenarios$/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText('"Token has expired": exp is in the past');
    await expect(panel(page)).toBeHidden();
  });

  test('finds scenarios by status and by topic', async ({ page, site }) => {
    await open(page, site);
    await openPanel(page);
    await search(page).fill('429');
    const rows = panel(page).getByRole('listitem');
    const byStatus = await rows.count();
    expect(byStatus).toBeGreaterThan(3);
    for (const row of await rows.all()) await expect(row).toContainText('429');
    await panel(page).getByRole('combobox', { name: 'Topic' }).selectOption('Policies');
    expect(await rows.count()).toBeLessThan(byStatus);
    await search(page).fill('xylophone');
    await expect(panel(page)).toContainText('Nothing has to do with that.');
  });
});

test('plays the rotation of a provider’s keys through, with the clock moved', async ({ page, site }) => {
  await open(page, `${site}?scenario=keys-rotated-cache-runs-out`);
  await expect(title(page)).toHaveText('JWKS key rotation: 403 for up to 240 seconds');
  const fromWorker = page.waitForResponse((response) => response.url().startsWith('https://gateway.test/'));
  await doIt(page, '200');
  expect((await fromWorker).fromServiceWorker()).toBe(true);
  await next(page);
  await doIt(page, '403');
  await expect(verdict(page)).toContainText('kid_unknown');
  await expect(bar(page)).toContainText('An unknown kid does not make it fetch again.');
  await next(page);
  await doIt(page, '403');
  await next(page);
  await doIt(page, '200');
  await expect(verdict(page)).toContainText('Passed 200');
  await bar(page).getByRole('button', { name: 'Step 2: Rotate' }).click();
  await expect(bar(page)).toContainText('Answered 403, as expected.');
});

test('does a scenario’s steps by one button that keeps the focus', async ({ page, site }) => {
  await open(page, `${site}?scenario=quota-exceeded`);
  await bar(page).getByRole('button', { name: 'Do it' }).focus();
  for (const status of ['200', '200', '403', '200']) {
    await page.keyboard.press('Enter');
    await expect(bar(page)).toContainText(`Answered ${status}, as expected.`);
    await page.keyboard.press('Enter');
  }
  // The last press has started over.
  await expect(bar(page).getByRole('button', { name: 'Do it' })).toBeFocused();
  await expect(bar(page)).toContainText('1 of 4');
});

test('makes a Tyk key for one key per token, and deletes a policy', async ({ page, site }) => {
  await open(page, `${site}?scenario=one-key-per-token`);
  await doIt(page, '403');
  await next(page);
  await doIt(page, '200');
  await open(page, `${site}?scenario=deleted-policy`);
  await doIt(page, '200');
  await next(page);
  await doIt(page, '403');
  await expect(page.getByRole('tab', { name: /^Polic/ })).not.toContainText('2');
});

test('holds a throttled request until its window ends', async ({ page, site }) => {
  await open(page, `${site}?scenario=throttled-request`);
  await doIt(page, '200');
  await next(page);
  await doIt(page, '200');
  await expect(bar(page)).toContainText('In the log: Rate Limit Exceeded');
});

test('says when an answer is not the expected one, and starts over', async ({ page, site }) => {
  await open(page, `${site}?scenario=key-not-authorized-wrong-secret`);
  await page.getByRole('combobox', { name: 'Key source' }).waitFor();
  await page.getByRole('textbox', { name: 'Secret', exact: true }).first().fill('another secret');
  await bar(page).getByRole('button', { name: 'Do it' }).click();
  await expect(bar(page)).toContainText('Answered 200, which was not expected.');
  await bar(page).getByRole('button', { name: 'Start over' }).click();
  await doIt(page, '403');
});

test.describe('the workspace of before', () => {
  test('comes back with its sessions and its clock', async ({ page, site }) => {
    await open(page, site);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('tab', { name: /^Sessions/ })).toContainText('1');
    await openPanel(page);
    await search(page).fill('Keycloak integration');
    await panel(page)
      .getByRole('button', { name: /^Keycloak integration/ })
      .click();
    await expect(title(page)).toContainText('Keycloak integration');
    await expect(page.getByText('stands still', { exact: false }).first()).toBeVisible();
    await expect(page.getByRole('tab', { name: /^Sessions/ })).not.toContainText('1');
    await bar(page).getByRole('button', { name: 'Back to my workspace' }).click();
    await expect(bar(page)).toBeHidden();
    await expect(page.getByRole('tab', { name: /^Sessions/ })).toContainText('1');
    await expect(verdict(page)).toContainText('Passed 200');
    await expect(page.getByRole('button', { name: /stands still/ })).toBeHidden();
  });

  test('comes back by undo', async ({ page, site }) => {
    await open(page, `${site}?scenario=alg-none`);
    await expect(title(page)).toContainText('alg none');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(bar(page)).toBeHidden();
    await expect(verdict(page)).toContainText('Passed 200');
    await expect(page.getByRole('button', { name: /stands still/ })).toBeHidden();
  });

  test('gives way when the scenario’s is kept', async ({ page, site }) => {
    await open(page, `${site}?scenario=pem-not-encoded`);
    await bar(page).getByRole('button', { name: 'Keep this one' }).click();
    await expect(bar(page)).toBeHidden();
    await expect(verdict(page)).toContainText('403');
  });

  test('stays when a link names no scenario', async ({ page, site }) => {
    await open(page, `${site}?scenario=no-such-thing`);
    await expect(page.getByRole('alert')).toContainText('There is no scenario “no-such-thing”.');
    await expect(verdict(page)).toContainText('Passed 200');
    await page.getByRole('alert').getByRole('button', { name: 'Show all scenarios' }).click();
    await expect(panel(page)).toBeVisible();
  });
});

for (const width of [1440, 360]) {
  test(`is usable by everyone, ${String(width)} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, `${site}?scenario=alg-none`);
    await doIt(page, '403');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page, '[aria-label="Scenario"]');
    await openPanel(page);
    await expect(search(page)).toBeFocused();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page, '#scenarios');
  });
}
