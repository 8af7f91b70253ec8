// npm run bench:keystrokes: from a keystroke to the painted verdict, in the browser, with 5 APIs and 20 policies.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, installBrowser, launchArguments } from './browser.mjs';
import { serve } from './static-server';

/** Milliseconds: in the median, at the 95th percentile, and the longest task while typing. */
const limits = { median: 16, late: 50, task: 50 };
const letters = 120;
const apis = 5;
const policies = 20;

const root = path.join(import.meta.dirname, '..');

interface Measured {
  readonly verdicts: readonly number[];
  readonly longTasks: readonly number[];
}

function isMeasured(value: unknown): value is Measured {
  return typeof value === 'object' && value !== null && 'verdicts' in value && 'longTasks' in value;
}

async function measure(): Promise<ReadonlyMap<string, Measured>> {
  const executablePath = (await findBrowser()) ?? (await installBrowser());
  if (executablePath === undefined) throw new Error('There is no browser: set CHROMIUM_PATH.');
  const folder = await mkdtemp(path.join(tmpdir(), 'jwt-playground-keys-'));
  try {
    await build({
      root,
      logLevel: 'error',
      build: {
        outDir: folder,
        lib: {
          entry: path.join(root, 'bench', 'keystroke-page.ts'),
          formats: ['es'],
          fileName: () => 'bench.js',
          cssFileName: 'bench',
        },
      },
    });
    await writeFile(
      path.join(folder, 'index.html'),
      '<!doctype html><link rel="stylesheet" href="./bench.css"><body></body>',
    );
    const site = await serve(folder, '/');
    const browser = await chromium.launch({ executablePath, args: launchArguments() });
    try {
      const found = new Map<string, Measured>();
      for (const [place, enter] of Object.entries(places)) found.set(place, await typeIn(browser, site.url, enter));
      return found;
    } finally {
      await browser.close();
      await site.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Opens the page, types, and gives what was measured. */
async function typeIn(browser: Browser, url: string, enter: (page: Page) => Promise<void>): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.evaluate(
    `import('./bench.js').then((bench) => { window.bench = bench; bench.begin(${apis}, ${policies}); })`,
  );
  await page.getByRole('region', { name: 'Verdict' }).getByText('200').waitFor();
  await enter(page);
  for (let warm = 0; warm < 10; warm++) await letter(page);
  await page.evaluate('window.bench.forget()');
  for (let at = 0; at < letters / 2; at++) await letter(page);
  const measured: unknown = await page.evaluate('window.bench.times()');
  await page.close();
  if (!isMeasured(measured)) throw new Error('The browser measured nothing.');
  return measured;
}

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
  'form of the API, Policy Field Name': async (page) => {
    await page.getByRole('textbox', { name: 'Policy Field Name' }).click();
    await page.keyboard.press('End');
  },
  'path of the request': async (page) => {
    await page.getByRole('textbox', { name: 'Path', exact: true }).click();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
  },
};

/** A letter that is wrong, and its removal. */
async function letter(page: Page): Promise<void> {
  await page.keyboard.press('x');
  await page.waitForTimeout(120);
  await page.keyboard.press('Backspace');
  await page.waitForTimeout(120);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
}

const failures: boolean[] = [];

function judge(value: number, limit: number): string {
  if (value > limit) failures.push(true);
  return `${value.toFixed(1).padStart(6)} ms, at most ${limit}: ${value <= limit ? 'pass' : 'fail'}`;
}

console.log(`from a keystroke to the painted verdict, with ${apis} APIs and ${policies} policies`);
for (const [place, { verdicts, longTasks }] of await measure()) {
  const sorted = [...verdicts].sort((a, b) => a - b);
  console.log(`${place}: ${verdicts.length} of ${letters} keystrokes turned the verdict`);
  console.log(`  median                 ${judge(at(sorted, 0.5), limits.median)}`);
  console.log(`  95th percentile        ${judge(at(sorted, 0.95), limits.late)}`);
  console.log(`  longest task over 50   ${judge(Math.max(0, ...longTasks), limits.task)}`);
  if (verdicts.length < letters * 0.9) {
    console.log('  too few were measured: fail');
    failures.push(true);
  }
}
process.exitCode = failures.length === 0 ? 0 : 1;
