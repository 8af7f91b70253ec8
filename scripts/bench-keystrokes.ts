// npm run bench:keystrokes: from a keystroke to the painted verdict, in the browser, with 5 APIs and 20 policies.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, installBrowser, launchArguments } from './browser.mjs';
import { serve } from './static-server';

/** Milliseconds: in the median, at the 95th percentile, and the longest task while typing. */
const limits = { median: 16, late: 50, task: 50 };
const letters = 120;

const root = path.join(import.meta.dirname, '..');

interface Measured {
  readonly verdicts: readonly number[];
  readonly longTasks: readonly number[];
}

function isMeasured(value: unknown): value is Measured {
  return typeof value === 'object' && value !== null && 'verdicts' in value && 'longTasks' in value;
}

async function measure(apis: number, policies: number): Promise<Measured> {
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
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(site.url);
      await page.evaluate(
        `import('./bench.js').then((bench) => { window.bench = bench; bench.begin(${apis}, ${policies}); })`,
      );
      await type(page);
      const measured: unknown = await page.evaluate('window.bench.times()');
      if (!isMeasured(measured)) throw new Error('The browser measured nothing.');
      return measured;
    } finally {
      await browser.close();
      await site.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Types into the name of the policy in the payload: each letter turns the verdict. */
async function type(page: Page): Promise<void> {
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await verdict.getByText('200').waitFor();
  const payload = page.getByRole('textbox', { name: 'Payload' });
  await payload.click();
  await page.waitForSelector('.monaco-editor');
  await page.waitForTimeout(1500);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('{"sub": "u1", "pol": "gold');
  await page.keyboard.insertText('"}');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  for (let warm = 0; warm < 10; warm++) await letter(page);
  await page.evaluate('window.bench.forget()');
  for (let at = 0; at < letters / 2; at++) await letter(page);
}

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

const { verdicts, longTasks } = await measure(5, 20);
const sorted = [...verdicts].sort((a, b) => a - b);
const longest = Math.max(0, ...longTasks);
const rows = [
  ['keystroke to painted verdict, median', at(sorted, 0.5), limits.median],
  ['keystroke to painted verdict, 95th percentile', at(sorted, 0.95), limits.late],
  ['longest task over 50 ms while typing (0: none)', longest, limits.task],
] as const;
console.log(`${verdicts.length} of ${letters} keystrokes turned the verdict, with 5 APIs and 20 policies`);
for (const [what, value, limit] of rows) {
  console.log(
    `${what.padEnd(48)} ${value.toFixed(1).padStart(6)} ms, at most ${limit}: ${value <= limit ? 'pass' : 'fail'}`,
  );
}
const enough = verdicts.length >= letters * 0.9;
if (!enough) console.log('Too few keystrokes were measured.');
process.exitCode = enough && rows.every(([, value, limit]) => value <= limit) ? 0 : 1;
