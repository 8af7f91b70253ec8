/** Parts of the page that are fetched when they are needed, and cannot be had: the page says so, goes on, and loses nothing. */
import type { Page } from '@playwright/test';
import { test } from './publication';
import { expect, open, openTab, verdict, writeJson } from './site';

/** What is needed to edit, and no more, so that a later part is asked for while a test looks on. */
const later = /\/assets\/(ShareSheet|ExportSheet)-[\w-]+\.js$/;

function trouble(page: Page) {
  return page.getByRole('alert').filter({ hasText: 'A part of the page that is needed now' });
}

test.beforeEach(async ({ page }) => {
  // Requests that a service worker makes are not the page's, and the test does not see them.
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
});

test('a part that the network does not bring is told of, and comes when it is tried again', async ({
  page,
  context,
  site,
}) => {
  // The last that the full editor fetches by itself.
  const editor = page.waitForResponse(/\/assets\/json\.worker-/);
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub":"typed"}');
  await (await editor).finished();
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(trouble(page)).toContainText('the site does not answer');
  await expect(trouble(page).getByRole('button', { name: 'Reload' })).toHaveCount(0);
  // The rest of the page goes on.
  await writeJson(page, 'Payload', '{"sub":"typed","more":1}');
  await expect(verdict(page)).toBeVisible();
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await expect(trouble(page)).toContainText('the site does not answer');
  await context.setOffline(false);
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: /Share/ })).toBeVisible();
  await expect(trouble(page)).toHaveCount(0);
});

test('a part that the site has no more is told of; a reload brings the newer version, and the work', async ({
  page,
  site,
  publication,
}) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub":"typed before the site changed"}');
  await page.waitForLoadState('networkidle');
  await publication.publishNext();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(trouble(page)).toContainText('newer version');
  await trouble(page).getByRole('button', { name: 'Reload' }).click();
  await expect(page).toHaveTitle('The next playground');
  await expect(page.getByRole('textbox', { name: 'Encoded token' })).toHaveValue(/\./);
  const token = await page.getByRole('textbox', { name: 'Encoded token' }).inputValue();
  expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toContain('typed before the site changed');
});

test('an answer of the host that is no script is told of as well', async ({ page, site }) => {
  await page.route(later, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'not found' }));
  await open(page, site);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(trouble(page)).toContainText('newer version');
  await page.unroute(later);
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: /Share/ })).toBeVisible();
});

test('a tab that is opened before its part is there comes into sight with it', async ({ page, site }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.route(/\/assets\/page-parts-[\w-]+\.js$/, async (route) => {
    // The tab is open meanwhile, and empty.
    await expect(page.getByRole('tab', { name: 'Gateway log', selected: true })).toBeVisible();
    await page.waitForTimeout(300);
    await route.continue();
  });
  await open(page, site);
  const log = await openTab(page, 'Gateway log');
  await expect(log).toContainText('level=info');
  await expect(log).toBeInViewport({ ratio: 0.9 });
});

test('an editor whose workers are not to be had goes on without them', async ({ page, site }) => {
  const workers = /\/assets\/\w+\.worker-/;
  await page.route(workers, (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'not found' }));
  const asked = page.waitForResponse(workers);
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub": "first"}');
  expect((await asked).status()).toBe(404);
  await writeJson(page, 'Payload', '{"sub": "second", "pol": "none"}');
  await expect(verdict(page)).toContainText('Refused 403');
  await expect(trouble(page)).toHaveCount(0);
});
