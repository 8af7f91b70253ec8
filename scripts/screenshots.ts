// npm run screenshots: pictures of the page's main states, light and dark, wide and narrow, into docs/screenshots; the social
// preview and the icons into public. Needs `npm run build`.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser, installBrowser, launchArguments } from './browser.mjs';
import { enterState, pageStates } from './page-states';
import { serve } from './static-server';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'docs', 'screenshots');

const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'middle', width: 900, height: 900 },
  { name: 'narrow', width: 360, height: 780 },
] as const;

/** The states that the README shows; the rest is for looking at: `npm run screenshots -- all`. */
const shown = new Set(['first-visit', 'refused', 'fixes', 'new']);
const all = process.argv.includes('all');
const target = all ? path.join(root, 'test-results', 'screenshots') : folder;

const executablePath = (await findBrowser()) ?? (await installBrowser());
if (executablePath === undefined) throw new Error('There is no browser: set CHROMIUM_PATH.');
await mkdir(target, { recursive: true });
const site = await serve(path.resolve(root, process.env['SITE_FOLDER'] ?? 'dist'), '/');
const browser = await chromium.launch({ executablePath, args: launchArguments() });
let taken = 0;
for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, ...viewport } of sizes) {
    for (const state of pageStates) {
      if (!all && !shown.has(state.name)) continue;
      const context = await browser.newContext({ viewport, colorScheme, timezoneId: 'UTC', locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(`${site.url}${state.query ?? ''}`);
      await enterState(page, state);
      await page.waitForTimeout(400);
      await page.screenshot({ path: path.join(target, `${state.name}-${name}-${colorScheme}.png`) });
      await context.close();
      taken++;
    }
  }
}
if (!all) {
  await preview();
  await icons();
}
await browser.close();
await site.close();
console.log(`${taken} pictures in ${path.relative(root, target)}`);

/** The picture that others show beside a link to the site: a refusal and its steps. */
async function preview(): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 630 },
    colorScheme: 'light',
    timezoneId: 'UTC',
  });
  await page.goto(site.url);
  const refused = pageStates.find(({ name }) => name === 'refused');
  if (refused !== undefined) await enterState(page, refused);
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(root, 'public', 'social.png') });
}

/** The icon as pictures, for systems that do not take the drawing. */
async function icons(): Promise<void> {
  const drawing = await readFile(path.join(root, 'public', 'icon.svg'), 'utf8');
  for (const [file, width] of [
    ['apple-touch-icon.png', 180],
    ['icon-512.png', 512],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: width } });
    await page.setContent(`<body style="margin: 0">${drawing.replace('<svg', `<svg width="${width}"`)}`);
    await page.screenshot({ path: path.join(root, 'public', file), omitBackground: true });
  }
}
