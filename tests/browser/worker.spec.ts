import type { CDPSession, Page } from '@playwright/test';
import { expect, needsChromiumsProtocol, open, send, verdict } from './site';
import { test } from './publication';

/** Presses Send, and waits for the answer of whoever answers. */
async function press(page: Page, number: number): Promise<void> {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toContainText(`Request ${String(number)}, sent`, { timeout: 20_000 });
}

/** The ids of the service worker's versions, by what they are doing. */
async function watchWorkers(browser: CDPSession): Promise<Map<string, string>> {
  const running = new Map<string, string>();
  browser.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) running.set(versionId, runningStatus);
  });
  await browser.send('ServiceWorker.enable');
  await expect.poll(() => [...running.values()]).toContain('running');
  return running;
}

test('a hard reload, which goes past the worker, does not end the way through it', async ({ page, context, site }) => {
  needsChromiumsProtocol('reloads past the worker');
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  const browser = await context.newCDPSession(page);
  let loads = 0;
  page.on('load', () => loads++);
  await browser.send('Page.reload', { ignoreCache: true });
  await expect.poll(() => loads).toBe(1);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  expect(loads).toBe(1);
});

test('a hard reload with a second tab open leaves both as they are', async ({ page, context, site }) => {
  needsChromiumsProtocol('reloads past the worker');
  await open(page, site);
  const other = await context.newPage();
  await open(other, site);
  const loads: string[] = [];
  page.on('load', () => loads.push('page'));
  other.on('load', () => loads.push('other'));
  const browser = await context.newCDPSession(page);
  await browser.send('Page.reload', { ignoreCache: true });
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  expect(await send(other)).toEqual({ status: 200, fromWorker: true });
  expect(loads).toEqual(['page']);
});

test('each of two tabs is answered by its own gateway, and one goes on when the other is closed', async ({
  page,
  context,
  site,
}) => {
  await open(page, site);
  // A tab that nobody has used yet would begin with what the other one keeps.
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  const other = await context.newPage();
  await open(other, site);
  await other.getByRole('textbox', { name: 'Secret', exact: true }).fill('tyk124');
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  expect(await send(other)).toEqual({ status: 403, fromWorker: true });
  await other.close();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
});

test('a worker that is killed in mid-request costs nothing: the gateway’s answer is shown, and the next goes through', async ({
  page,
  context,
  site,
}) => {
  needsChromiumsProtocol('stops a worker');
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  const browser = await context.newCDPSession(page);
  const running = await watchWorkers(browser);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/delay/3');
  const asked = page.waitForRequest((request) => request.url().startsWith('https://gateway.test/'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await asked;
  await page.waitForTimeout(300);
  for (const versionId of running.keys()) await browser.send('ServiceWorker.stopWorker', { versionId });
  await expect(verdict(page)).toContainText('Request 1, sent', { timeout: 20_000 });
  await expect(verdict(page)).toContainText('200');
  await expect(page.getByText('The service worker stopped before it brought the answer.')).toBeVisible();

  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/get');
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await expect(page.getByText('The service worker stopped before')).toHaveCount(0);
});

test('a worker that never answers is gone past, in a bounded time', async ({ page, site, publication }) => {
  await publication.startWorkerWith(
    "addEventListener('fetch', (event) => { if (event.request.url.startsWith('https://gateway.test/')) { event.stopImmediatePropagation(); event.respondWith(new Promise(() => {})); } });",
  );
  await open(page, site);
  await press(page, 1);
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(page.getByText('The service worker did not hand it on.')).toBeVisible();
});

test('an unregistered worker is registered again by the next visit, and Send works until then', async ({
  page,
  site,
}) => {
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  await press(page, 2);
  await page.reload();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
});

test('Send works when the site’s data is cleared under the page', async ({ page, context, site }) => {
  needsChromiumsProtocol('clears the site’s data under the page');
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin: new URL(site).origin, storageTypes: 'all' });
  await press(page, 2);
  await expect(verdict(page)).toContainText('Passed 200');
  await page.reload();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
});

test('works where the worker may store nothing', async ({ page, site, publication }) => {
  await publication.startWorkerWith(
    "for (const name of ['open', 'match', 'keys', 'delete']) CacheStorage.prototype[name] = () => Promise.reject(new DOMException('denied', 'SecurityError'));",
  );
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await page.reload();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
});

test('works where all storage is forbidden, and says so', async ({ page, site }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await open(page, site);
  await press(page, 1);
  await expect(verdict(page)).toContainText('Passed 200');
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/elsewhere');
  await press(page, 2);
  await expect(verdict(page)).toContainText('404');
});

test('answers in the page, and says so once, in a browser without service workers', async ({ page, site }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  await open(page, site);
  const note = page.getByText('This browser has no service workers, or not for this address.');
  await press(page, 1);
  await expect(note).toBeVisible();
  await press(page, 2);
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(verdict(page)).toContainText('without a service worker');
  await expect(note).toHaveCount(1);
});

test('says so where the worker’s script is not to be had', async ({ page, site, publication }) => {
  await publication.startWorkerWith('syntax error');
  await open(page, site);
  await press(page, 1);
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(page.getByText('The browser allows no service worker here')).toBeVisible();
});
