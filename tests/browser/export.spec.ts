import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import * as v from 'valibot';
import { folderEmulation } from '../../src/server/emulation';
import { openFolder } from '../../src/server/folder/folder';
import { machineSurroundings } from '../../src/server/surroundings';
import { changePayload, expect, open, send, test, verdict } from './site';

const requestsFile = v.array(
  v.object({
    request: v.object({ method: v.string(), path: v.string(), headers: v.array(v.tuple([v.string(), v.string()])) }),
  }),
);

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export …' }).click();
  const sheet = page.getByRole('dialog', { name: 'Export' });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** Downloads the zip; gives its bytes, and its files without the folder that they are in. */
async function zipFrom(page: Page, sheet: Locator): Promise<{ bytes: Buffer; files: Map<string, string> }> {
  const downloading = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Download the zip' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('guide-example.zip');
  const bytes = readFileSync(await download.path());
  const files = Object.entries(unzipSync(bytes)).map(([name, content]): [string, string] => {
    expect(name).toMatch(/^guide-example\//);
    return [name.slice('guide-example/'.length), strFromU8(content)];
  });
  return { bytes, files: new Map(files) };
}

test('what was sent is answered the same by a gateway that runs the exported folder', async ({ page, site }) => {
  await open(page, site);
  const statuses: number[] = [(await send(page)).status];
  await changePayload(page, { pol: 'none' });
  statuses.push((await send(page)).status);
  await changePayload(page, { pol: 'gold', exp: 1 });
  statuses.push((await send(page)).status);
  expect(statuses).toEqual([200, 403, 401]);
  const sheet = await openExport(page);
  await expect(sheet).toContainText('the 3 requests that were sent');
  const { files } = await zipFrom(page, sheet);
  await expect(sheet.getByRole('status')).toContainText('3 requests');
  expect(files.get('README.md')).toContain('Expected: **401**');
  expect(files.get('README.md')).toContain('docker compose up -d');

  const top = mkdtempSync(path.join(tmpdir(), 'export-'));
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
  const folder = openFolder(top);
  if (!folder.ok) throw new Error(folder.error);
  const upstream = { status: 200, headers: [], body: 'reached' };
  const surroundings = machineSurroundings(() => Promise.resolve({ kind: 'answer', response: upstream }));
  const told: string[] = [];
  const { gateway } = folderEmulation(folder.value, false, surroundings, (line) => told.push(line));
  const asked = v.parse(requestsFile, JSON.parse(files.get('requests.json') ?? ''));
  const answered: (number | null)[] = [];
  for (const { request } of asked) answered.push((await gateway.handle(request)).response?.status ?? null);
  rmSync(top, { recursive: true });
  expect(told).toEqual([]);
  expect(answered).toEqual(statuses);
});

test('unsaved changes are told of, and exported after they were saved', async ({ page, site }) => {
  await open(page, site);
  await page.getByLabel('Listen path').fill('/changed/');
  const sheet = await openExport(page);
  await expect(sheet).toContainText('One document has unsaved changes');
  const before = await zipFrom(page, sheet);
  expect(before.files.get('apps/orders.json')).toContain('"/orders/"');
  await expect(sheet.getByText('Unsaved changes of Orders are left out.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Update everything first' }).click();
  const after = await zipFrom(page, sheet);
  expect(after.files.get('apps/orders.json')).toContain('"/changed/"');
});

test('the private key goes along only with its box ticked, and such a zip opens the whole workspace again', async ({
  page,
  site,
}) => {
  await open(page, site);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/status/204');
  const sheet = await openExport(page);
  const { files } = await zipFrom(page, sheet);
  expect(files.has('playground.json')).toBe(false);
  await sheet.getByRole('checkbox', { name: 'The workspace itself' }).check();
  const whole = await zipFrom(page, sheet);
  expect(whole.files.has('playground.json')).toBe(true);

  await page.goto(`${site}?new`);
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const made = new DataTransfer();
      made.items.add(new File([new Uint8Array(bytes)], 'guide-example.zip'));
      return made;
    },
    [...whole.bytes],
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Open it' }).click();
  await expect(verdict(page)).toContainText('Passed 204');
  await expect(page.getByLabel('Upstream URL (Target URL)')).toHaveValue('http://httpbin.org');
});
