// A whole request through the gateway core against bare jose.jwtVerify, in Node and in the browser.
import { benchWholeRequests, type Row } from '../../bench/whole-request';
import type { Budgets } from './budgets';
import { withBenchPage, withBrowser } from './in-browser';

/** At most this many times as long as `jose.jwtVerify`. */
const limits: Readonly<Record<string, number>> = { HS256: 1.5, RS256: 1.1, ES256: 1.1 };

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  return 'algorithm' in value && 'jose' in value && 'gateway' in value;
}

function inBrowser(): Promise<readonly Row[]> {
  return withBenchPage('whole-request.ts', (url) =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(url);
      const rows: unknown = await page.evaluate("import('./bench.js').then((bench) => bench.benchWholeRequests())");
      if (!Array.isArray(rows) || !rows.every(isRow)) throw new Error('The browser measured nothing.');
      return rows;
    }),
  );
}

/** Prints, for each algorithm, how many times as long the whole request takes. */
export async function benchGateway(budgets: Budgets): Promise<void> {
  const print = (where: string, rows: readonly Row[]): void => {
    for (const { algorithm, jose, gateway } of rows) {
      const what = `${where}, ${algorithm}: jose ${jose.toFixed(1)} µs, request ${gateway.toFixed(1)} µs`;
      budgets.atMost(what, gateway / jose, limits[algorithm] ?? 0, 'times', 2);
    }
  };
  print('Node', await benchWholeRequests());
  print('browser', await inBrowser());
}
