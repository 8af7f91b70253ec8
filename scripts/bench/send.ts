// Send, through the service worker: from the request to the gateway's answer.
import { quantile, type Budgets } from './budgets';
import { withBrowser, withSite } from './in-browser';

/** Milliseconds in the median. */
const limit = 5;
const times = 300;

/** Prints how long a request takes from the page through the service worker to the gateway and back. */
export async function benchSend(budgets: Budgets): Promise<void> {
  await withSite((url) =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(url);
      const answer = page.waitForResponse((response) => response.url().startsWith('https://gateway.test/'));
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      const response = await answer;
      if (response.status() !== 200 || !response.fromServiceWorker()) throw new Error('Send went past the worker.');
      const headers = { Authorization: response.request().headers()['authorization'] ?? '' };
      const took = await page.evaluate(
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
      budgets.atMost(`Send through the service worker, median of ${times}`, quantile(took, 0.5), limit, 'ms');
      budgets.note('95th percentile', `${quantile(took, 0.95).toFixed(1)} ms`);
    }),
  );
}
