import type { BrowserContext, Page } from '@playwright/test';
import { changePayload, expect, open, openTab, send, verdict, writeJson } from './site';
import { test } from './publication';

/** Waits until the page's files are kept. */
async function kept(page: Page): Promise<void> {
  const count = async (): Promise<number> =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith('jwt-playground '));
      const entries = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return Math.min(...entries.map(({ length }) => length), ...(names.length === 0 ? [0] : []));
    });
  const listed = await page.evaluate(async () => {
    const script = await (await fetch('service-worker.js')).text();
    return /"files":\{(.*?)\}/.exec(script)?.[1]?.split(',').length ?? 0;
  });
  expect(listed).toBeGreaterThan(50);
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThanOrEqual(listed);
}

async function leaveNetwork(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(true);
  expect(await page.evaluate(() => fetch('404-or-anything').then(String, String))).toContain('TypeError');
}

test('works without a network after one visit, with parts that were never opened', async ({ page, context, site }) => {
  await open(page, site);
  await kept(page);
  await leaveNetwork(page, context);
  await page.reload();
  await expect(verdict(page)).toContainText('Would answer now');
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await changePayload(page, { exp: 1 });
  await expect(verdict(page)).toContainText('401');
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Guide' })).toBeVisible();
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Scenarios' })).toBeVisible();
  await page.goto(`${site}?embed`);
  await expect(verdict(page)).toContainText('Would answer now');
});

test('the editor works without a network once it was used', async ({ page, context, site }) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{}');
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await kept(page);
  await leaveNetwork(page, context);
  await page.reload();
  await page.getByRole('textbox', { name: 'Payload', exact: true }).focus();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await writeJson(page, 'Payload', '{ "sub": ');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
});

test('the editor is not fetched for a visit that does not use it', async ({ page, context, site }) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await open(page, site);
  await kept(page);
  expect(asked.filter((url) => /editor\.api|\.worker-|\.gz$/.test(url))).toEqual([]);
});

test('fetches no more than the page used where the network is to be spared', async ({
  page,
  context,
  site,
  publication,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await publication.startWorkerWith("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });");
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await expect
    .poll(() => page.evaluate(async (address) => (await caches.match(address)) !== undefined, site))
    .toBe(true);
  expect(asked.filter((url) => /GuidePanel|ScenarioPanel/.test(url))).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await expect(verdict(page)).toContainText('Would answer now');
});

test('a new version waits until it is asked for, and then is whole, without a network too', async ({
  page,
  context,
  site,
  publication,
}) => {
  await open(page, site);
  await kept(page);
  await publication.publishNext();
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: 'A new version of the playground is ready.' });
  await expect(notice).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveTitle('JWT playground for Tyk Gateway');
  // The files of the version before are gone from the host; the page still has them.
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Guide' })).toBeVisible();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await context.setOffline(true);
  await notice.getByRole('button', { name: 'Reload' }).click();
  // The worker before may still be at work for a page.
  await expect(page).toHaveTitle('The next playground', { timeout: 20_000 });
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await expect(notice).toHaveCount(0);
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('jwt-'))))
    .toHaveLength(1);
});

test('“Later” leaves the new version to the next visit', async ({ page, context, site, publication }) => {
  await open(page, site);
  await kept(page);
  await publication.publishNext();
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: 'A new version of the playground is ready.' });
  await notice.getByRole('button', { name: 'Later' }).click({ timeout: 20_000 });
  await expect(notice).toHaveCount(0);
  await page.close();
  // A visit that comes before the browser has let go of the page is still one of the version before.
  await expect(async () => {
    const next = await context.newPage();
    await next.goto(site);
    await expect(next)
      .toHaveTitle('The next playground', { timeout: 1000 })
      .finally(() => next.close());
  }).toPass();
});

test('another tab goes on with its own version, and answers in the page', async ({
  page,
  context,
  site,
  publication,
}) => {
  await open(page, site);
  await kept(page);
  const other = await context.newPage();
  await open(other, site);
  expect(await send(other)).toEqual({ status: 200, fromWorker: true });
  await publication.publishNext();
  await page.reload();
  await page.getByRole('button', { name: 'Reload', exact: true }).click({ timeout: 20_000 });
  // The worker before may still be at work for a page.
  await expect(page).toHaveTitle('The next playground', { timeout: 20_000 });
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });

  await expect(other).toHaveTitle('JWT playground for Tyk Gateway');
  await expect(other.getByText('took over in another tab')).toBeVisible();
  await other.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(other)).toContainText('Request 2, sent');
  await expect(verdict(other)).toContainText('without a service worker');
  await other.getByRole('button', { name: 'Guide', exact: true }).click();
  await expect(other.getByRole('complementary', { name: 'Guide' })).toBeVisible();
  await openTab(other, 'Upstream');
});
