import type { Download, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, needsDownloads, open, test, verdict } from './site';

/** The button that names the open workspace and says whether it is kept. */
function workspace(page: Page): Locator {
  return page.getByRole('button', { name: /^Workspaces:/ });
}

function path(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Path', exact: true });
}

async function openList(page: Page): Promise<Locator> {
  const sheet = page.getByRole('dialog', { name: 'Workspaces' });
  if (!(await sheet.isVisible())) await workspace(page).click();
  await expect(sheet).toBeVisible();
  return sheet;
}

/** Types a path and waits until it is kept. */
async function typeAndKeep(page: Page, text: string): Promise<void> {
  await path(page).fill(text);
  await expect(workspace(page)).toHaveAccessibleName(/, kept$/);
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a first visit shows the guide’s example, and keeps nothing until something is changed', async ({
  page,
  site,
}) => {
  await open(page, site);
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Guide example, unchanged');
  await page.reload();
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Guide example, unchanged');
  const sheet = await openList(page);
  await expect(sheet).toContainText('No other workspace.');
});

test('what is typed is there after a reload, and after the tab was closed', async ({ page, context, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/get?x=1');
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/get?x=1');
  await expect(verdict(page)).toContainText('Passed 200');
  await page.close();
  const other = await context.newPage();
  await open(other, site);
  await expect(path(other)).toHaveValue('/orders/get?x=1');
});

test('what is typed right before a reload is there too', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/get?x=1');
  await path(page).fill('/orders/get?x=12');
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/get?x=12');
  const sheet = await openList(page);
  await expect(sheet).toContainText('No other workspace.');
});

test('?new opens a blank one and leaves the person’s own in the list', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/get?mine');
  await open(page, `${site}?new`);
  await expect(page.getByText('No API yet').first()).toBeVisible();
  await typeAndKeep(page, '/blank');
  expect(page.url()).toBe(site);
  await page.reload();
  await expect(path(page)).toHaveValue('/blank');
  const sheet = await openList(page);
  await sheet.getByRole('button', { name: 'Guide example', exact: true }).click();
  await expect(path(page)).toHaveValue('/orders/get?mine');
});

test('workspaces are named, duplicated, deleted and brought back', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/get?x=1');
  const sheet = await openList(page);
  await sheet.getByLabel('Name of this workspace').fill('Refused orders');
  await sheet.getByRole('button', { name: 'Rename' }).click();
  await expect(workspace(page)).toContainText('Refused orders');
  await sheet.getByRole('button', { name: 'Duplicate', exact: true }).click();
  await expect(sheet.getByRole('list', { name: 'Other workspaces' })).toContainText('Refused orders (copy)');
  await sheet.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(workspace(page)).toContainText('Refused orders (copy)');
  await sheet.getByRole('button', { name: 'Restore Refused orders', exact: true }).click();
  await sheet.getByRole('button', { name: 'Refused orders', exact: true }).click();
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Refused orders, kept');
  await expect(path(page)).toHaveValue('/orders/get?x=1');
  await expect(sheet).toBeHidden();
  await expect(workspace(page)).toBeFocused();
  await openList(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(workspace(page)).toBeFocused();
});

test('reset brings the guide’s example under the same name, and undo brings back what was', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/mine');
  const sheet = await openList(page);
  await sheet.getByRole('button', { name: 'Reset to the guide’s example' }).click();
  await expect(path(page)).toHaveValue('/orders/get');
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Guide example, kept');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(path(page)).toHaveValue('/orders/mine');
  await expect(await openList(page)).toContainText('No other workspace.');
});

test('two tabs do not overwrite each other: the later one is told, and takes theirs', async ({
  page,
  context,
  site,
}) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  const second = await context.newPage();
  await open(second, site);
  await expect(path(second)).toHaveValue('/orders/one');
  await typeAndKeep(page, '/orders/one/later');
  const told = second.getByRole('alert').filter({ hasText: 'It was changed in another tab.' });
  await expect(told).toBeVisible();
  await path(second).fill('/orders/two');
  await told.getByRole('button', { name: 'Take theirs' }).click();
  await expect(path(second)).toHaveValue('/orders/one/later');
  await expect(told).toBeHidden();
  await second.getByRole('button', { name: 'Undo' }).click();
  await expect(path(second)).toHaveValue('/orders/two');
});

test('two tabs do not overwrite each other: mine is kept as a copy', async ({ page, context, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  const second = await context.newPage();
  await open(second, site);
  await typeAndKeep(page, '/orders/one/later');
  await path(second).fill('/orders/two');
  await second.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(workspace(second)).toHaveAccessibleName('Workspaces: Guide example (copy), kept');
  await second.reload();
  await expect(path(second)).toHaveValue('/orders/two');
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/one/later');
});

test('of two tabs that do not hear of each other the later one finds out when it stores', async ({
  page,
  context,
  site,
}) => {
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'BroadcastChannel');
  });
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  const second = await context.newPage();
  await open(second, site);
  await typeAndKeep(page, '/orders/one/later');
  await path(second).fill('/orders/two');
  await expect(second.getByRole('alert')).toContainText('It was changed in another tab.');
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/one/later');
});

test('goes on in memory where the browser gives no storage, and offers a download', async ({ page, site }) => {
  needsDownloads();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
  });
  await open(page, site);
  await path(page).fill('/orders/get?x=1');
  const told = page.getByRole('status').filter({ hasText: 'The browser keeps nothing for this page' });
  await expect(told).toContainText('The user denied permission.');
  await expect(verdict(page)).toContainText('Passed 200');
  const downloading = page.waitForEvent('download');
  await told.getByRole('button', { name: 'Download it' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('guide-example.jwt-playground.json');
  expect(await textOf(download)).toContain('/orders/get?x=1');
  await (await openList(page)).getByRole('button', { name: 'New and blank' }).click();
  await (await openList(page)).getByRole('button', { name: 'Guide example', exact: true }).click();
  await expect(path(page)).toHaveValue('/orders/get?x=1');
});

test('says that the storage is full, and keeps what was typed when there is room again', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  await page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const put = Object.getOwnPropertyDescriptor(prototype, 'put') ?? {};
    Object.assign(window, { makeRoom: () => Object.defineProperty(prototype, 'put', put) });
    prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await path(page).fill('/orders/two');
  const told = page.getByRole('alert').filter({ hasText: 'storage for this page is full' });
  await expect(told).toBeVisible();
  await page.evaluate(() => {
    const make: unknown = Reflect.get(window, 'makeRoom');
    if (typeof make === 'function') Reflect.apply(make, window, []);
  });
  await told.getByRole('button', { name: 'Try again' }).click();
  await expect(workspace(page)).toHaveAccessibleName(/, kept$/);
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/two');
});

/** Puts something else into the record of the one workspace that is kept. */
async function damage(page: Page, text: string): Promise<void> {
  await page.evaluate(
    (put) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('jwt-playground');
        opening.onerror = () => reject(new Error('It cannot be opened.'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('workspaces', 'readwrite').objectStore('workspaces');
          const reading = store.getAll();
          reading.onsuccess = () => {
            const record: unknown = reading.result.at(0);
            if (typeof record === 'object') store.put({ ...record, text: put });
          };
          store.transaction.oncomplete = () => resolve();
        };
      }),
    text,
  );
}

test('says that a workspace is damaged, gives out what is there, and does not touch it', async ({ page, site }) => {
  needsDownloads();
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  await damage(page, '{"format":"jwt-playground","version":1,"name":"x","workspace":{"apis":7}}');
  await page.reload();
  const told = page.getByRole('alert').filter({ hasText: 'cannot be opened' });
  await expect(told).toContainText('At workspace.apis: There should be Array.');
  const downloading = page.waitForEvent('download');
  await told.getByRole('button', { name: 'Download what is there' }).click();
  expect(await textOf(await downloading)).toContain('"apis":7');
  await expect(verdict(page)).toContainText('Passed 200');
  await typeAndKeep(page, '/orders/new');
  const sheet = await openList(page);
  await expect(sheet.getByRole('list', { name: 'Other workspaces' })).toContainText('Guide example');
});

test('a workspace of a newer version is not touched either', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  await damage(page, '{"format":"jwt-playground","version":99}');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('made by a newer version');
});

test('forgets everything on request, in other tabs too', async ({ page, context, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/one');
  const second = await context.newPage();
  await open(second, site);
  await page.keyboard.press('Alt+T');
  const sheet = await openList(page);
  await sheet.getByRole('button', { name: 'Forget everything …' }).click();
  await sheet.getByRole('button', { name: 'Yes, forget everything' }).click();
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Guide example, unchanged');
  await expect(path(page)).toHaveValue('/orders/get');
  expect(await page.evaluate(() => localStorage.getItem('theme'))).toBe(null);
  await expect(second.getByRole('alert')).toContainText('Everything was forgotten in another tab.');
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/get');
});

test('a scenario leaves the person’s own workspace alone, and is gone when it is left', async ({ page, site }) => {
  await open(page, site);
  await typeAndKeep(page, '/orders/mine');
  await open(page, `${site}?scenario=guide-default-policy`);
  const bar = page.getByRole('region', { name: 'Scenario', exact: true });
  await expect(bar).toBeVisible();
  await bar.getByRole('button', { name: 'Do it' }).click();
  await expect(workspace(page)).toHaveAccessibleName(/for now|unchanged/);
  await bar.getByRole('button', { name: 'Back to my workspace' }).click();
  await expect(path(page)).toHaveValue('/orders/mine');
  await expect(workspace(page)).toHaveAccessibleName('Workspaces: Guide example, kept');
  const sheet = await openList(page);
  await expect(sheet).toContainText('No other workspace.');
});
