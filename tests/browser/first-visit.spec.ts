import type { Page, Route } from '@playwright/test';
import { serveInPieces } from './in-pieces';
import { expect, open, test, verdict, writeJson } from './site';

const wholePage = /\/assets\/whole-page-[\w-]+\.js$/;

/** Lets no service worker answer for the host: a test may come between then. */
async function withoutWorker(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
}

/** Holds the whole page's script back until what it gives is called. */
async function holdWholePage(page: Page): Promise<() => Promise<void>> {
  await withoutWorker(page);
  const held: Route[] = [];
  let isHeld = true;
  await page.route(wholePage, async (route) => {
    if (isHeld) held.push(route);
    else await route.continue();
  });
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test('shows the example and its answer before any script, and without one', async ({ browser, site }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site);
  await expect(verdict(page)).toContainText('Passed 200 · the upstream answered');
  await expect(page.getByRole('textbox', { name: 'Payload' })).toHaveValue(/"pol": "gold"/);
  await context.close();
});

test('nothing moves while the page’s file comes in pieces', async ({ browser, site }) => {
  const slow = await serveInPieces(site);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(slow.url);
  await page.waitForFunction(() => performance.getEntriesByName('answered').length > 0);
  const shifts = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(list.getEntries().map((entry) => Number(Reflect.get(entry, 'value'))));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve([]), 500);
      }),
  );
  expect(shifts).toEqual([]);
  await context.close();
  slow.close();
});

test('before it is used it follows the window’s width, and the system’s colours', async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(site);
  const steps = page.getByRole('navigation', { name: 'Columns' });
  await expect(steps).toBeHidden();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(steps).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Policy Field Name' })).toBeHidden();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a pointer that rests on it does not use it', async ({ page, site }) => {
  await page.goto(site);
  const tell = (movementX: number): Promise<void> =>
    page.evaluate((x) => {
      dispatchEvent(new PointerEvent('pointermove', { movementX: x, movementY: 0 }));
    }, movementX);
  const isStarting = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.classList.contains('starting'));
  await page.waitForFunction(() => performance.getEntriesByName('answered').length > 0);
  await tell(0);
  expect(await isStarting()).toBe(false);
  await tell(1);
  expect(await isStarting()).toBe(true);
});

test('what is done before the page can do it is done once it can, in order', async ({ page, site }) => {
  const release = await holdWholePage(page);
  await open(page, site);
  await page.getByRole('textbox', { name: 'Policy Field Name' }).pressSequentially('x');
  await page.getByText('Token location').click();
  await page.getByRole('tab', { name: 'Gateway log' }).click();
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/early');
  await expect(verdict(page)).toContainText('Passed 200');
  await release();
  await expect(verdict(page)).toContainText('Refused 403');
  await expect(page.getByRole('textbox', { name: 'Policy Field Name' })).toHaveValue('xpol');
  await expect(page.getByRole('textbox', { name: 'Header name' }).first()).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Gateway log' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/orders/early');
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toBeFocused();
});

test('a shortcut and text typed into an editor before the page can take them are not lost', async ({ page, site }) => {
  const release = await holdWholePage(page);
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub": "early", "pol": "gold"}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await release();
  await expect(verdict(page)).toContainText('“early”');
  await expect(verdict(page)).toContainText(', sent ');
});

test('text that was marked before the page could take keys is replaced by what is typed then', async ({
  page,
  site,
}) => {
  const release = await holdWholePage(page);
  await open(page, site);
  const path = page.getByRole('textbox', { name: 'Path', exact: true });
  await path.focus();
  await page.keyboard.press('ControlOrMeta+A');
  const payload = page.getByRole('textbox', { name: 'Payload' });
  await payload.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await release();
  await page.waitForFunction(() => performance.getEntriesByName('started').length > 0);
  await page.keyboard.insertText('{"sub": "late", "pol": "gold"}');
  await expect(verdict(page)).toContainText('“late”');
});

test('what is pasted before the page can take it opens its explanation', async ({ page, site, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const release = await holdWholePage(page);
  await open(page, site);
  await page.evaluate(() => navigator.clipboard.writeText('{"error": "Key not authorized: token has expired"}'));
  await page.keyboard.press('ControlOrMeta+V');
  await release();
  await expect(page.getByRole('textbox', { name: /^An error’s body/ })).toHaveValue(/token has expired/);
});

test('a file that is dropped before the page can take it is imported once it can', async ({ page, site }) => {
  const release = await holdWholePage(page);
  await open(page, site);
  const transfer = await page.evaluateHandle(() => {
    const made = new DataTransfer();
    made.items.add(
      new File(['{"api_id": "early", "name": "Early", "proxy": {"listen_path": "/early/"}}'], 'early.json'),
    );
    return made;
  });
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('main', event, { dataTransfer: transfer });
  }
  await release();
  await expect(page.getByRole('dialog', { name: 'Import' })).toContainText('early.json');
});

test('tells the time here and now from the start, and goes on telling it', async ({ page, site }) => {
  await page.clock.install({ time: new Date('2026-03-04T05:06:07') });
  await open(page, site);
  await expect(page.getByRole('button', { name: /^Gateway clock 05:06:0\d/ })).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(page.getByRole('button', { name: /^Gateway clock 05:07:/ })).toBeVisible();
  await expect(page.getByText('now 05:07:')).toBeVisible();
});

test('whoever keeps a workspace here never sees the example in its place', async ({ page, site }) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub": "mine", "pol": "gold"}');
  await expect(page.getByRole('button', { name: /^Workspaces: .*kept/ })).toBeVisible();
  await page.addInitScript(() => {
    const look = (): void => {
      const verdict = document.querySelector('section[aria-label="Verdict"]');
      if (verdict !== null && getComputedStyle(verdict).visibility === 'visible') {
        performance.mark('seen', { detail: verdict.textContent });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await expect(verdict(page)).toContainText('“mine”');
  const seen = await page.evaluate(() =>
    performance.getEntriesByName('seen').map((mark) => String(Reflect.get(mark, 'detail'))),
  );
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((text) => !text.includes('“mine”'))).toEqual([]);
});

test('an answer that is no longer the one in the site’s file brings the whole page, with what is true', async ({
  page,
  site,
}) => {
  await page.route(site, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    expect(text).toContain('data-answer="200 ');
    await route.fulfill({ response, body: text.replace('data-answer="200 ', 'data-answer="500 ') });
  });
  const asked = page.waitForRequest(wholePage);
  await page.goto(site);
  await asked;
  await expect(verdict(page)).toContainText('Passed 200');
});

test('says so where the rest of the page cannot be had, keeps what was typed, and tries again', async ({
  page,
  site,
}) => {
  await withoutWorker(page);
  let isGone = true;
  await page.route(wholePage, (route) => (isGone ? route.abort() : route.continue()));
  await open(page, site);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/kept');
  const alert = page.getByRole('alert').filter({ hasText: 'cannot be used yet' });
  await expect(alert).toBeVisible();
  isGone = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/orders/kept');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toContainText(', sent ');
});
