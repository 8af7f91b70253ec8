// npm run bench: a whole request through the gateway core against bare jose.jwtVerify, in Node and in the browser; and the replay.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { benchWholeRequests, type Row } from '../bench/whole-request';
import { findBrowser, installBrowser, launchArguments } from './browser.mjs';
import { replayAll } from './replay-files';
import { serve } from './static-server';

/** At most this many times as long as `jose.jwtVerify`. */
const limits: Readonly<Record<string, number>> = { HS256: 1.5, RS256: 1.1, ES256: 1.1 };
const replayLimit = 10;

const root = path.join(import.meta.dirname, '..');

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  return 'algorithm' in value && 'jose' in value && 'gateway' in value;
}

async function inBrowser(): Promise<readonly Row[]> {
  const executablePath = (await findBrowser()) ?? (await installBrowser());
  if (executablePath === undefined) throw new Error('There is no browser: set CHROMIUM_PATH.');
  const folder = await mkdtemp(path.join(tmpdir(), 'jwt-playground-bench-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        copyPublicDir: false,
        lib: { entry: path.join(root, 'bench', 'whole-request.ts'), formats: ['es'], fileName: () => 'bench.js' },
      },
    });
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>bench</title>');
    const site = await serve(folder, '/');
    const browser = await chromium.launch({ executablePath, args: launchArguments() });
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      const rows: unknown = await page.evaluate(
        `import(${JSON.stringify(`${site.url}bench.js`)}).then((bench) => bench.benchWholeRequests())`,
      );
      if (!Array.isArray(rows) || !rows.every(isRow)) throw new Error('The browser measured nothing.');
      return rows;
    } finally {
      await browser.close();
      await site.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const failures: boolean[] = [];

function judge(holds: boolean): string {
  if (!holds) failures.push(holds);
  return holds ? 'pass' : 'fail';
}

function print(where: string, rows: readonly Row[]): void {
  for (const { algorithm, jose, gateway } of rows) {
    const ratio = gateway / jose;
    const limit = limits[algorithm] ?? 0;
    console.log(
      `${where.padEnd(9)} ${algorithm}  jose ${jose.toFixed(1).padStart(6)} µs  whole request ${gateway.toFixed(1).padStart(6)} µs  ` +
        `${ratio.toFixed(2)} times, at most ${limit.toFixed(1)}: ${judge(ratio <= limit)}`,
    );
  }
}

print('Node', await benchWholeRequests());
print('browser', await inBrowser());
const { seconds, exchanges } = await replayAll();
console.log(
  `replay    ${exchanges} exchanges in ${seconds.toFixed(1)} s, at most ${replayLimit} s: ${judge(seconds < replayLimit)}`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
