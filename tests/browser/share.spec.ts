import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { readLink, writeLink } from '../../src/workspace/share/link';
import { newDocument } from '../../src/workspace/workspace';
import { expect, needsDownloads, open, step, test, verdict, writeJson } from './site';

async function openShare(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Share …' }).click();
  const sheet = page.getByRole('dialog', { name: 'Share' });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** The link of what is on the screen; with secrets on request. */
async function linkOf(page: Page, secrets = false): Promise<string> {
  const sheet = await openShare(page);
  const link = sheet.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#workspace/);
  if (secrets) {
    await sheet.getByRole('checkbox', { name: 'With private keys and secrets' }).check();
    await expect(link).toHaveValue(/#workspace-with-secrets=/);
  }
  const text = await link.inputValue();
  await page.keyboard.press('Escape');
  return text;
}

function path(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Path', exact: true });
}

/** The guide's link, as this page writes it. */
async function guideLink(): Promise<string> {
  const guide = guideHmacWorkspace();
  return writeLink({ name: 'Guide', workspace: { ...guide, request: { ...guide.request, path: '/orders/linked' } } });
}

test('a link shows the same verdict without the secret', async ({ page, context, site }) => {
  await open(page, site);
  await path(page).fill('/orders/anything');
  await expect(verdict(page)).toContainText('Passed 200');
  const sheet = await openShare(page);
  await expect(sheet).toContainText('Left out: jwt_source of Orders, the secret “Shared secret”.');
  await page.keyboard.press('Escape');
  const link = await linkOf(page);
  const stored = await readLink(new URL(link).hash);
  expect(JSON.stringify(stored)).not.toMatch(/tyk123|dHlrMTIz/);

  const receiver = await context.browser()?.newContext();
  if (receiver === undefined) throw new Error('There is no browser.');
  const other = await receiver.newPage();
  await open(other, link);
  await expect(verdict(other)).toContainText('Passed 200');
  await expect(verdict(other)).toContainText('As the sender saw it');
  await expect(path(other)).toHaveValue('/orders/anything');
  const notice = other.getByRole('region', { name: 'Shared workspace' });
  await expect(notice).toContainText('Left out: jwt_source of Orders');
  await expect(notice).toContainText('The clock stands at');
  await expect(step(other, 'Signature')).toBeVisible();

  await other.getByRole('button', { name: 'Back to live' }).click();
  await expect(verdict(other)).toContainText('Refused 403');
  await notice.getByRole('button', { name: 'Show the sender’s answer' }).click();
  await expect(verdict(other)).toContainText('Passed 200');
  await receiver.close();
});

test('with the box ticked the secret goes along, and both the address and the page say so', async ({
  page,
  context,
  site,
}) => {
  await open(page, site);
  await path(page).fill('/orders/anything');
  const link = await linkOf(page, true);
  const receiver = await context.browser()?.newContext();
  if (receiver === undefined) throw new Error('There is no browser.');
  const other = await receiver.newPage();
  await open(other, link);
  await expect(other.getByRole('region', { name: 'Shared workspace' })).toContainText(
    'Private keys and secrets are in it.',
  );
  await expect(other.getByRole('textbox', { name: 'Secret', exact: true })).toHaveValue('tyk123');
  await other.getByRole('button', { name: 'Back to live' }).click();
  await expect(verdict(other)).toContainText('Passed 200');
  await receiver.close();
});

test('what a sender typed last is in the link, also a refusal and its trace', async ({ page, site }) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub":"1","pol":"none"}');
  await expect(verdict(page)).toContainText('Refused 403');
  const link = await linkOf(page);
  await page.goto('about:blank');
  await open(page, link);
  await expect(verdict(page)).toContainText('Refused 403');
  await expect(verdict(page)).toContainText('“none”');
});

test('a link opens beside the person’s own workspace, and is kept when it is changed', async ({ page, site }) => {
  await open(page, site);
  await path(page).fill('/orders/mine');
  await expect(page.getByRole('button', { name: /^Workspaces: Guide example, kept/ })).toBeVisible();
  await page.goto('about:blank');
  await open(page, site + (await guideLink()));
  await expect(path(page)).toHaveValue('/orders/linked');
  await expect(page.getByRole('button', { name: 'Workspaces: Guide, unchanged' })).toBeVisible();
  await path(page).fill('/orders/changed');
  await expect(page.getByRole('button', { name: 'Workspaces: Guide, kept' })).toBeVisible();
  await expect.poll(() => page.url()).toBe(site);
  await page.reload();
  await expect(path(page)).toHaveValue('/orders/changed');
  await page.getByRole('button', { name: /^Workspaces:/ }).click();
  await page.getByRole('button', { name: 'Guide example', exact: true }).click();
  await expect(path(page)).toHaveValue('/orders/mine');
});

test('a link that is put into the address of the open page opens there', async ({ page, site }) => {
  await open(page, site);
  await path(page).fill('/orders/mine');
  await expect(page.getByRole('button', { name: /, kept$/ })).toBeVisible();
  const link = await guideLink();
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, link);
  await expect(path(page)).toHaveValue('/orders/linked');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(path(page)).toHaveValue('/orders/mine');
});

const mangled: readonly (readonly [string, (link: string) => string, RegExp])[] = [
  ['cut short', (link) => link.slice(0, -30), /cut short or changed/],
  ['changed', (link) => link.replace(/.{5}$/, 'AAAAA'), /cut short or changed/],
  ['empty', () => '#workspace=', /cut short or changed/],
  ['of a newer version', (link) => link.replace('=1.', '=9.'), /newer version/],
];
for (const [what, change, told] of mangled) {
  test(`a link that is ${what} says so, and leaves the person’s own workspace as it was`, async ({ page, site }) => {
    await open(page, site);
    await path(page).fill('/orders/mine');
    await expect(page.getByRole('button', { name: /, kept$/ })).toBeVisible();
    await page.goto('about:blank');
    await open(page, site + change(await guideLink()));
    const alert = page.getByRole('alert').filter({ hasText: told });
    await expect(alert).toContainText('Your own workspace is as it was.');
    await expect(path(page)).toHaveValue('/orders/mine');
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.url()).toBe(site);
  });
}

test('offers a file where a link would be too long', async ({ page, site }) => {
  needsDownloads();
  const guide = guideHmacWorkspace();
  const random = Array.from({ length: 800 }, () => crypto.randomUUID()).join(' ');
  const noise = newDocument(JSON.stringify({ id: 'noise', name: random, access_rights: {} }));
  await open(page, site + (await writeLink({ name: 'Long', workspace: { ...guide, policies: [noise] } })));
  const sheet = await openShare(page);
  await expect(sheet.getByText(/many programs cut it/)).toBeVisible();
  await expect(sheet.getByRole('textbox', { name: 'Link' })).toHaveCount(0);
  const downloading = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Download as a file' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text).toContain(random);
  expect(text).not.toContain('dHlrMTIz');
});

test('markup in a link is text', async ({ page, site }) => {
  const markup = '<img src=x onerror="document.title=\'run\'">';
  const guide = guideHmacWorkspace();
  const shared = { answer: null, secrets: false, leftOut: [markup] };
  await open(page, site + (await writeLink({ name: markup, workspace: guide, shared })));
  await expect(page.getByRole('region', { name: 'Shared workspace' })).toContainText(`${markup} was shared with you.`);
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page).toHaveTitle('JWT playground for Tyk Gateway');
});

/** A page of another origin with a frame. */
async function pageWith(source: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<title>Docs</title><h1>Docs</h1><iframe src="${source}" width="640" height="480"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${String(address.port)}/`, close: () => server.close() };
}

test('a shared workspace is shown in a frame of another origin, small, and opens in the playground', async ({
  page,
  context,
  reached,
  site,
}) => {
  await open(page, site);
  await path(page).fill('/orders/mine');
  await expect(page.getByRole('button', { name: /, kept$/ })).toBeVisible();
  const link = new URL(await linkOf(page));
  const docs = await pageWith(`${site}?embed${link.hash}`);
  await page.goto(docs.url);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('region', { name: 'Verdict' })).toContainText('Passed 200');
  await expect(frame.getByRole('region', { name: 'Verdict' })).toContainText('As the sender saw it');
  await expect(frame.getByRole('heading', { name: 'Guide example' })).toBeVisible();
  await expect(frame.getByRole('button', { name: /^Workspaces/ })).toHaveCount(0);
  await frame.getByRole('tab', { name: 'Token' }).click();
  await expect(frame.getByText('Encoded token')).toBeVisible();
  const overflow = await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBe(0);
  const opening = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in the playground' }).click();
  const opened = await opening;
  await expect(opened.getByRole('region', { name: 'Shared workspace' })).toContainText('was shared with you');
  docs.close();
  // The page of the test's own other origin, and nothing else.
  expect(new Set(reached.splice(0))).toEqual(new Set([new URL(docs.url).origin]));
});

test('a scenario is shown in a frame and plays there; nothing of the reader’s own is in it', async ({
  page,
  reached,
  site,
}) => {
  await open(page, site);
  await path(page).fill('/orders/mine');
  await expect(page.getByRole('button', { name: /, kept$/ })).toBeVisible();
  const docs = await pageWith(`${site}?embed&scenario=guide-default-policy`);
  await page.goto(docs.url);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Do it' }).click();
  await expect(frame.getByText(/as expected/).first()).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Back to my workspace' })).toBeHidden();
  docs.close();
  await open(page, site);
  await expect(path(page)).toHaveValue('/orders/mine');
  expect(new Set(reached.splice(0))).toEqual(new Set([new URL(docs.url).origin]));
});

test('says in the frame when its link is damaged', async ({ page, reached, site }) => {
  const docs = await pageWith(`${site}?embed${(await guideLink()).slice(0, -20)}`);
  await page.goto(docs.url);
  await expect(page.frameLocator('iframe').getByRole('alert')).toContainText('cut short or changed');
  docs.close();
  reached.splice(0);
});
