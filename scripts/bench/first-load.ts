// What a first visit fetches before anything is edited, and how soon the gateway answers.
import { gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';
import { quantile, type Budgets } from './budgets';
import { withBrowser, withSite } from './in-browser';

/**
 * The most that the page may fetch before anything is edited, in bytes of gzip-compressed script and style: what the page
 * itself asks for, and its service worker's script. See docs/decisions/17-first-load.md.
 */
export const firstLoadBudget = 90_000;

/** Milliseconds from the first paint to the gateway's answer. */
const answerBudget = 400;
const visits = 5;

/** A file by its name, with its size in bytes as gzip compresses it. */
export type LoadedFile = readonly [name: string, size: number];

/** Whether a request is for script or style; what the worker fetches by itself, to keep it, is not part of the load. */
function counts(request: Request): boolean {
  return request.serviceWorker() === null && /\.(js|css)$/.test(new URL(request.url()).pathname);
}

/** Opens the page for the first time, and gives what it fetched until it was idle. */
export async function measureFirstLoad(page: Page, url: string): Promise<readonly LoadedFile[]> {
  const loaded = new Map<string, Promise<number>>();
  page.context().on('requestfinished', (request) => {
    if (!counts(request)) return;
    const size = request.response().then(async (response) => gzipSync((await response?.body()) ?? '').length);
    loaded.set(new URL(request.url()).pathname.replace(/^.*\//, ''), size);
  });
  await page.goto(url);
  await page.getByRole('region', { name: 'Verdict' }).getByText('Passed 200').waitFor();
  await page.waitForLoadState('networkidle');
  // The browser gives a worker's script to nobody; it is the same for whoever asks.
  const worker = await page.request.get(new URL('service-worker.js', page.url()).href);
  loaded.set('service-worker.js', Promise.resolve(gzipSync(await worker.body()).length));
  return Promise.all([...loaded].map(async ([name, size]) => [name, await size] as const));
}

/** What a first visit was like, in milliseconds, and in the unit of Layout Instability. */
export interface FirstSight {
  /** From the first paint to the gateway's answer. */
  readonly answered: number;
  /** The cumulative layout shift, from the first paint until the whole page has come and is used. */
  readonly moved: number;
}

/** Opens the page for the first time, uses it, and gives when the gateway had answered and how far anything moved. */
export async function measureFirstSight(page: Page, url: string): Promise<FirstSight> {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) performance.mark('moved', { detail: Number(Reflect.get(entry, 'value')) });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('answered').length > 0);
  await page.mouse.move(4, 300, { steps: 3 });
  await page.waitForFunction(() => performance.getEntriesByName('started').length > 0);
  await page.waitForLoadState('networkidle');
  // tsx gives functions names by one that the page has not: none is made there.
  const { entries, moves } = await page.evaluate(() => ({
    entries: performance.getEntries().map(({ name, startTime }) => [name, startTime] as const),
    moves: performance.getEntriesByName('moved').map((mark) => Number(Reflect.get(mark, 'detail'))),
  }));
  const at = new Map(entries);
  return {
    answered: Math.max(0, (at.get('answered') ?? Infinity) - (at.get('first-contentful-paint') ?? 0)),
    moved: moves.reduce((sum, move) => sum + move, 0),
  };
}

/** Prints the size of each file and of all, the time to the answer in the median, and the worst layout shift. */
export async function benchFirstLoad(budgets: Budgets): Promise<void> {
  await withSite((url) =>
    withBrowser(async (browser) => {
      const files = await measureFirstLoad(await browser.newPage(), url);
      for (const [name, size] of files) budgets.note(name, `${(size / 1000).toFixed(1)} kB`);
      const total = files.reduce((sum, [, size]) => sum + size, 0);
      budgets.atMost('script and style of a first visit, gzip', total / 1000, firstLoadBudget / 1000, 'kB');
      const seen: FirstSight[] = [];
      for (let visit = 0; visit < visits; visit++) {
        const context = await browser.newContext();
        seen.push(await measureFirstSight(await context.newPage(), url));
        await context.close();
      }
      const answered = seen.map((one) => one.answered);
      budgets.atMost('from the first paint to the answer, median', quantile(answered, 0.5), answerBudget, 'ms', 0);
      budgets.atMost(
        'layout shift, then and when it is first used',
        Math.max(...seen.map((one) => one.moved)),
        0.001,
        '',
        4,
      );
    }),
  );
}
