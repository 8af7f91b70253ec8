import type { Page } from '@playwright/test';
import { changePayload, expect, open, send, test } from './site';

const now = (): number => Math.floor(Date.now() / 1000);

/** The step that stands open, by its summary line. */
const openStep = (page: Page) => page.locator('details[open] > summary');

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('answers the guide’s first example 200, through the service worker', async ({ page }) => {
  await expect(page.getByRole('status')).toContainText('Send signs the token and asks the gateway.');
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await expect(page.getByRole('status')).toContainText('200');
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('HTTP/1.1 200');
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('"http://httpbin.org/get"');
  await expect(page.getByRole('region', { name: 'Session' })).toContainText('"apply_policies"');
  await expect(page.getByRole('region', { name: 'Gateway log' })).toContainText('access-log');
  await expect(openStep(page)).toHaveCount(0);
});

test('sends with Ctrl+Enter from a text area', async ({ page }) => {
  await page.getByLabel('Payload').press('Control+Enter');
  await expect(page.getByRole('status')).toContainText('200');
});

test('refuses a token signed with another secret, with the signature step open', async ({ page }) => {
  await page.getByLabel('Secret').fill('tyk124');
  expect(await send(page)).toEqual({ status: 403, fromWorker: true });
  await expect(page.getByRole('status')).toContainText('403 · Key not authorized');
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('"error": "Key not authorized"');
  await expect(openStep(page)).toHaveCount(1);
  await expect(openStep(page)).toContainText('Signature');
});

test('refuses a token that is not valid yet', async ({ page }) => {
  await changePayload(page, { nbf: now() + 3600 });
  expect(await send(page)).toEqual({ status: 401, fromWorker: true });
  await expect(page.getByRole('region', { name: 'Response' })).toContainText(
    '"error": "Key not authorized: token is not valid yet"',
  );
  await expect(openStep(page)).toContainText('Times');
});

test('refuses a token that has expired', async ({ page }) => {
  await changePayload(page, { exp: now() - 3600 });
  expect(await send(page)).toEqual({ status: 401, fromWorker: true });
  await expect(page.getByRole('region', { name: 'Response' })).toContainText(
    '"error": "Key not authorized: token has expired"',
  );
  await expect(openStep(page)).toContainText('Times');
});

test('refuses a token that names a policy which is not there', async ({ page }) => {
  await changePayload(page, { pol: 'platinum' });
  expect(await send(page)).toEqual({ status: 403, fromWorker: true });
  await expect(page.getByRole('region', { name: 'Response' })).toContainText(
    '"error": "key not authorized: no matching policy"',
  );
  await expect(openStep(page)).toContainText(/policy/i);
});
