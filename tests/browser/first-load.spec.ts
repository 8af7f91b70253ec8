import { gzipSync } from 'node:zlib';
import type { Request } from '@playwright/test';
import { expect, open, test, verdict } from './site';

/**
 * The most that the page may fetch before anything is edited, in bytes of gzip-compressed script and style: what the page
 * itself asks for, and its service worker's script. See docs/decisions/17-first-load.md.
 */
const budget = 90_000;

/** Whether a request is for script or style; what the worker fetches by itself, to keep it, is not part of the load. */
function counts(request: Request): boolean {
  return request.serviceWorker() === null && /\.(js|css)$/.test(new URL(request.url()).pathname);
}

test('is small, and without the editor, until something is edited', async ({ page, site }) => {
  const loaded = new Map<string, Promise<number>>();
  page.context().on('requestfinished', (request) => {
    if (!counts(request)) return;
    const size = request.response().then(async (response) => gzipSync((await response?.body()) ?? '').length);
    loaded.set(new URL(request.url()).pathname, size);
  });
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  await page.waitForLoadState('networkidle');
  const files = await Promise.all([...loaded].map(async ([path, size]) => ({ path, size: await size })));
  // The browser gives a worker's script to nobody; it is the same for whoever asks.
  const worker = await page.request.get(new URL('service-worker.js', page.url()).href);
  files.push({ path: 'service-worker.js', size: gzipSync(await worker.body()).length });
  const unique = new Map(files.map(({ path, size }) => [path.replace(/^.*\//, ''), size]));
  const total = [...unique.values()].reduce((sum, size) => sum + size, 0);
  console.log(
    [...unique, ['in all', total] as const].map(([name, size]) => `${String(size).padStart(8)} ${name}`).join('\n'),
  );
  expect([...unique.keys()].filter((name) => /editor|monaco|json\.worker|jsonMode/.test(name))).toEqual([]);
  expect([...unique.keys()].some((name) => name.startsWith('first-'))).toBe(true);
  expect(total).toBeLessThanOrEqual(budget);
});

test('the gateway answers soon after the first paint, and nothing moves, then or when the page is first used', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      // Less is not to be seen: letters that become others in a moving time.
      for (const { startTime, value } of shiftsOf(list)) if (value > 0.001) performance.mark('moved', { startTime });
    }).observe({ type: 'layout-shift', buffered: true });
    function shiftsOf(list: PerformanceObserverEntryList): { startTime: number; value: number }[] {
      return list
        .getEntries()
        .map((entry) => ({ startTime: entry.startTime, value: Number(Reflect.get(entry, 'value')) }));
    }
  });
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  await page.waitForFunction(() => performance.getEntriesByName('answered').length > 0);
  await page.mouse.move(4, 300);
  await expect(page.getByRole('button', { name: 'JSON', exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const { answered, painted, moved } = await page.evaluate(() => ({
    answered: performance.getEntriesByName('answered')[0]?.startTime ?? Infinity,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    moved: performance.getEntriesByName('moved').length,
  }));
  expect(answered - painted).toBeLessThan(400);
  expect(moved).toBe(0);
});
