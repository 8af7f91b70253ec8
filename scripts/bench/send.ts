// Send, through the service worker: from the request to the gateway's answer.
import type { Browser } from '@playwright/test';
import { quantile, type Budgets } from './budgets';
import { withBrowser, withSite } from './in-browser';

/** Milliseconds in the median. */
const limit = 5;
const times = 300;

/** Pages one after the other, each in a browser of its own: where the system puts its processes makes a millisecond's difference. */
const pages = 3;

/** Prints how long a request takes from the page through the service worker to the gateway and back. */
export async function benchSend(budgets: Budgets): Promise<void> {
  await withSite(async (url) => {
    const medians: number[] = [];
    const slow: number[] = [];
    for (let page = 0; page < pages; page++) {
      const took = await withBrowser((browser) => sendsOf(browser, url));
      medians.push(quantile(took, 0.5));
      slow.push(quantile(took, 0.95));
    }
    const each = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(', ');
    const name = `Send through the service worker, median of ${String(times)} (${each(medians)})`;
    budgets.atMost(name, quantile(medians, 0.5), limit, 'ms');
    budgets.note('95th percentiles', `${each(slow)} ms`);
  });
}

/** How long each of many requests took, in milliseconds. */
async function sendsOf(browser: Browser, url: string): Promise<readonly number[]> {
  const page = await browser.newPage();
  await page.goto(url);
  const answer = page.waitForResponse((response) => response.url().startsWith('https://gateway.test/'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const response = await answer;
  if (response.status() !== 200 || !response.fromServiceWorker()) throw new Error('Send went past the worker.');
  const headers = { Authorization: response.request().headers()['authorization'] ?? '' };
  return page.evaluate(
    async ({ address, headers, times }) => {
      const found: number[] = [];
      for (let at = 0; at < times; at++) {
        const start = performance.now();
        const { status } = await fetch(address, { headers });
        if (status !== 200) throw new Error(`The gateway answered ${String(status)}.`);
        found.push(performance.now() - start);
      }
      return found;
    },
    { address: response.url(), headers, times },
  );
}
