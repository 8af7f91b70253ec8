import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, installBrowser, launchArguments } from '../browser.mjs';
import { serve } from '../static-server';

const root = path.join(import.meta.dirname, '..', '..');

/** The path of the Chromium that measures. */
export async function browserPath(): Promise<string> {
  const found = (await findBrowser()) ?? (await installBrowser());
  if (found === undefined) throw new Error('There is no browser: set CHROMIUM_PATH.');
  return found;
}

/** Starts a browser for as long as something is done with it. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: await browserPath(), args: launchArguments() });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jwt-playground-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Builds the site and serves it, compressed as its host does, for as long as something is done with its address. */
export function withSite<T>(use: (url: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    return serveFor(folder, use);
  });
}

/** Builds a module of the folder `bench` as `bench.js` beside an empty page, and serves that. */
export function withBenchPage<T>(entry: string, use: (url: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    await build({
      root,
      logLevel: 'error',
      build: {
        outDir: folder,
        lib: {
          entry: path.join(root, 'bench', entry),
          formats: ['es'],
          fileName: () => 'bench.js',
          cssFileName: 'bench',
        },
      },
    });
    const page = '<!doctype html><title>bench</title><link rel="stylesheet" href="./bench.css"><body></body>';
    await writeFile(path.join(folder, 'index.html'), page);
    return serveFor(folder, use);
  });
}

async function serveFor<T>(folder: string, use: (url: string) => Promise<T>): Promise<T> {
  const site = await serve(folder, '/some/where/', { compressed: true });
  try {
    return await use(site.url);
  } finally {
    await site.close();
  }
}
