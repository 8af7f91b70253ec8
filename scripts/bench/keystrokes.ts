// From a keystroke to the painted verdict, in the browser: with 5 APIs and 20 policies, and with ten times as many and a long history.
import type { Browser, Page } from 'playwright-core';
import type { KeystrokeTimes, Load } from '../../bench/keystroke-page';
import { quantile, type Budgets } from './budgets';
import { withBenchPage, withBrowser } from './in-browser';

/** Milliseconds: in the median, at the 95th percentile, the longest task while typing, and the median for the trace, which is two frames. */
const limits = { median: 16, late: 50, task: 50, trace: 33 };
/** Milliseconds from the stored workspace to the page with its verdict, and megabytes that the page holds then. */
const startLimit = 400;
const heapLimit = 150;
const keystrokes = 120;

const usual: Load = { apis: 5, policies: 20, entries: 0 };
const large: Load = { apis: 50, policies: 200, entries: 2000 };

/** Where is typed: in each the wrong letter and its removal turn the verdict. */
const places: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'payload, full editor': async (page) => {
    await page.getByRole('textbox', { name: 'Payload' }).click();
    await page.waitForSelector('.monaco-editor');
    await page.waitForTimeout(1500);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('{"sub": "u1", "pol": "gold"}');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
  },
  'form of the API': async (page) => {
    await page.getByRole('textbox', { name: 'Policy Field Name' }).click();
    await page.keyboard.press('End');
  },
  'path of the request': async (page) => {
    await page.getByRole('textbox', { name: 'Path', exact: true }).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
  },
};

function isTimes(value: unknown): value is KeystrokeTimes {
  return (
    typeof value === 'object' && value !== null && 'verdicts' in value && 'traces' in value && 'longTasks' in value
  );
}

/** Milliseconds before the next keystroke, as uneven as a person's: an even beat meets what the page does in a pause always, or never. */
function beat(keystroke: number): number {
  return 90 + ((keystroke * 37) % 120);
}

/** So many letters that are wrong, each taken away again. */
async function type(page: Page, count: number): Promise<void> {
  for (let keystroke = 0; keystroke < 2 * count; keystroke++) {
    await page.keyboard.press(keystroke % 2 === 0 ? 'x' : 'Backspace');
    await page.waitForTimeout(beat(keystroke));
  }
}

/** Opens the page with so much in it, and gives how long that took, in milliseconds. */
async function show(page: Page, url: string, load: Load): Promise<number> {
  await page.goto(url);
  const took: unknown = await page.evaluate(
    `import('./bench.js').then((bench) => { window.bench = bench; return bench.begin(${JSON.stringify(load)}); })`,
  );
  await page.getByRole('region', { name: 'Verdict' }).getByText('200').waitFor();
  return Number(took);
}

/** Megabytes that the page's objects take, without what is only waiting to be collected. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

async function benchTyping(budgets: Budgets, browser: Browser, url: string, load: Load): Promise<void> {
  for (const [place, enter] of Object.entries(places)) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await show(page, url, load);
    await enter(page);
    await type(page, 10);
    await page.evaluate('window.bench.forget()');
    await type(page, keystrokes / 2);
    const times: unknown = await page.evaluate('window.bench.times()');
    await page.close();
    if (!isTimes(times)) throw new Error('The browser measured nothing.');
    const { verdicts, traces, longTasks } = times;
    // A keystroke that changes nothing would not count among the slow ones.
    const measured = Math.min(verdicts.length, traces.length);
    if (measured < keystrokes * 0.9) budgets.fail(`${place}: ${measured} of ${keystrokes} were measured`);
    budgets.atMost(`${place}: median`, quantile(verdicts, 0.5), limits.median, 'ms');
    budgets.atMost(`${place}: 95th percentile`, quantile(verdicts, 0.95), limits.late, 'ms');
    budgets.atMost(`${place}: until the trace, median`, quantile(traces, 0.5), limits.trace, 'ms');
    budgets.atMost(`${place}: longest task over 50 ms`, Math.max(0, ...longTasks), limits.task, 'ms', 0);
  }
}

async function benchStart(budgets: Budgets, browser: Browser, url: string, load: Load): Promise<void> {
  const starts: number[] = [];
  let heap = 0;
  for (let visit = 0; visit < 5; visit++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    starts.push(await show(page, url, load));
    heap = await heapOf(page);
    await page.close();
  }
  budgets.atMost('from the stored workspace to its verdict, median', quantile(starts, 0.5), startLimit, 'ms', 0);
  budgets.atMost('memory of the page', heap, heapLimit, 'MB', 0);
}

async function benchLoad(budgets: Budgets, load: Load): Promise<void> {
  const { apis, policies, entries } = load;
  budgets.note(`${apis} APIs, ${policies} policies, ${entries} requests in the history`, '');
  await withBenchPage('keystroke-page.ts', (url) =>
    withBrowser(async (browser) => {
      await benchStart(budgets, browser, url, load);
      await benchTyping(budgets, browser, url, load);
    }),
  );
}

/** Prints the times from a keystroke to its verdict in a workspace of a usual size. */
export function benchKeystrokes(budgets: Budgets): Promise<void> {
  return benchLoad(budgets, usual);
}

/** Prints the same for one that is far larger than anybody's, against the same limits. */
export function benchLargeWorkspace(budgets: Budgets): Promise<void> {
  return benchLoad(budgets, large);
}
