import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { guideHmac, guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { writeStored } from '../../src/workspace/stored/stored-workspace';
import { expect, needsDownloads, open, openTab, send, test, verdict } from './site';

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import …' }).click();
  const sheet = page.getByRole('dialog', { name: 'Import' });
  await expect(sheet).toBeVisible();
  return sheet;
}

async function paste(page: Page, text: string): Promise<Locator> {
  const sheet = await openImport(page);
  await sheet.getByRole('textbox').fill(text);
  return sheet;
}

/** Drops a file on the middle of the page. */
async function drop(page: Page, name: string, content: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, bytes]) => {
      const made = new DataTransfer();
      made.items.add(new File([new Uint8Array(bytes)], file));
      return made;
    },
    [name, [...content]] as const,
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  // It is told again and again while the mouse holds the file.
  await expect(async () => {
    await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
    await expect(page.getByText('Drop it: you see what is in it')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

const utf8 = new TextEncoder();

test('shows what a paste would replace before it does, and takes it as one step', async ({ page, site }) => {
  await open(page, site);
  const other = guideHmac.definition.replace('"/orders/"', '"/other/"');
  const policy = guideHmac.policy.replace('"gold"', '"silver"');
  const sheet = await paste(page, `[${other},${policy},{"what":"is this"}]`);
  const found = sheet.getByRole('list', { name: 'Found', exact: true });
  await expect(found).toContainText('API Orders (classic, /other/)');
  await expect(found).toContainText('replaces Orders');
  await expect(found.getByRole('listitem').filter({ hasText: 'Policy silver' })).toContainText('new');
  await expect(sheet.getByRole('list', { name: 'Not understood' })).toContainText('JSON, item 3');
  await expect(page.getByLabel('Listen path')).toHaveValue('/orders/');
  await sheet.getByRole('button', { name: 'Put these 2 into this workspace' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByLabel('Listen path')).toHaveValue('/other/');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Listen path')).toHaveValue('/orders/');
  await expect(page.getByRole('tab', { name: 'Policies 1' })).toBeVisible();
});

test('takes only what stays chosen', async ({ page, site }) => {
  await open(page, site);
  const sheet = await paste(page, `curl http://localhost:8080/orders/status/418 -H 'Authorization: Bearer a.b.c'`);
  await sheet.getByRole('checkbox', { name: /token/i }).uncheck();
  await sheet.getByRole('button', { name: 'Put it into this workspace' }).click();
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/orders/status/418');
  await expect(verdict(page)).toContainText('Passed 418');
});

test('a Tyk OAS document in YAML becomes an API', async ({ page, site }) => {
  await open(page, site);
  const yaml = [
    'openapi: 3.0.3',
    'info: {title: Yaml, version: "1"}',
    'paths: {}',
    'x-tyk-api-gateway:',
    '  info: {id: yaml, name: From YAML, state: {active: true}}',
    '  upstream: {url: http://upstream.test}',
    '  server: {listenPath: {value: /yaml/, strip: true}}',
  ].join('\n');
  const sheet = await paste(page, yaml);
  await expect(sheet.getByRole('list', { name: 'Found', exact: true })).toContainText(
    'API From YAML (Tyk OAS, /yaml/)',
  );
  await sheet.getByRole('button', { name: 'Put it into this workspace' }).click();
  await expect(
    page
      .getByRole('button', { name: /From YAML/ })
      .or(page.getByText('From YAML'))
      .first(),
  ).toBeVisible();
});

test('a zip that is dropped anywhere is shown, and opens as a workspace of its own that answers', async ({
  page,
  site,
}) => {
  await open(page, site);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/mine');
  await drop(
    page,
    'gateway.zip',
    zipSync({
      'gw/tyk.conf': utf8.encode('{}'),
      'gw/apps/orders.json': utf8.encode(guideHmac.definition.replace('"/orders/"', '"/zipped/"')),
      'gw/policies/gold.json': utf8.encode(guideHmac.policy),
      'gw/notes.txt': utf8.encode('hello'),
    }),
  );
  const sheet = page.getByRole('dialog', { name: 'Import' });
  await expect(sheet).toContainText('API Orders (classic, /zipped/)');
  await expect(sheet.getByRole('list', { name: 'Not understood' })).toContainText('notes.txt');
  await sheet.getByRole('button', { name: 'Open as a new workspace' }).click();
  await expect(page.getByLabel('Listen path')).toHaveValue('/zipped/');
  await expect(page.getByRole('button', { name: 'Workspaces: Imported workspace, unchanged' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/zipped/get');
  await expect(verdict(page)).toContainText('No token is carried');
  await page.getByRole('button', { name: /^Workspaces:/ }).click();
  await page.getByRole('button', { name: 'Guide example', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/mine');
});

test('a workspace’s file opens beside the person’s own', async ({ page, site }) => {
  await open(page, site);
  const workspace = {
    ...guideHmacWorkspace(),
    request: { ...guideHmacWorkspace().request, path: '/orders/from-file' },
  };
  await drop(page, 'x.json', utf8.encode(writeStored({ name: 'From a colleague', workspace })));
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/orders/from-file');
  await expect(page.getByRole('button', { name: /^Workspaces: From a colleague/ })).toBeVisible();
  expect((await send(page)).status).toBe(200);
});

test('what is downloaded is imported again as it was', async ({ page, site }) => {
  needsDownloads();
  await open(page, site);
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/status/204');
  await page.getByRole('button', { name: /^Workspaces:/ }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Workspaces' }).getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await downloading).path());
  await page.goto(`${site}?new`);
  await drop(page, 'mine.json', text);
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: 'Open it' }).click();
  await expect(verdict(page)).toContainText('Passed 204');
});

test('markup in what is imported is text', async ({ page, site }) => {
  await open(page, site);
  const markup = '<img src=x onerror="document.title=\'run\'">';
  const definition = JSON.stringify({ api_id: markup, name: markup, proxy: { listen_path: `/${markup}/` } });
  const sheet = await paste(page, definition);
  await expect(sheet).toContainText(markup);
  await sheet.getByText('Show its text').click();
  await sheet.getByRole('button', { name: 'Put it into this workspace' }).click();
  await openTab(page, 'Response');
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page).toHaveTitle('JWT playground for Tyk Gateway');
});

test('nothing happens on a text that is dragged', async ({ page, site }) => {
  await open(page, site);
  const transfer = await page.evaluateHandle(() => {
    const made = new DataTransfer();
    made.setData('text/plain', 'hello');
    return made;
  });
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop it: you see what is in it')).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'Import' })).toHaveCount(0);
});
