import { changePayload, expect, open, openSteps, openTab, send, test, verdict } from './site';

const now = (): number => Math.floor(Date.now() / 1000);

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('answers the guide’s first example 200, through the service worker', async ({ page }) => {
  await expect(verdict(page)).toContainText('Would answer now');
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(await openTab(page, 'Response')).toContainText('HTTP/1.1 200');
  await expect(await openTab(page, 'Response')).toContainText('httpbin.org/get"');
  await expect(await openTab(page, 'Sessions')).toContainText('1234567890');
  await expect(await openTab(page, 'Gateway log')).toContainText('access-log');
  await expect(openSteps(page)).toHaveCount(0);
});

test('sends with Ctrl+Enter from a text area', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Payload', exact: true }).press('Control+Enter');
  await expect(verdict(page)).toContainText('Request 1, sent');
});

test('refuses a token signed with another secret, with the signature step open', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Secret', exact: true }).fill('tyk124');
  // The first change of a document waits until all of the gateway is there.
  await expect(page.getByRole('group', { name: 'Saving' })).toContainText('unsaved changes');
  expect(await send(page)).toEqual({ status: 403, fromWorker: true });
  await expect(verdict(page)).toContainText('Refused 403 · Key not authorized');
  await expect(await openTab(page, 'Response')).toContainText('"error": "Key not authorized"');
  await expect(openSteps(page)).toHaveCount(1);
  await expect(openSteps(page)).toContainText('Signature');
});

test('refuses a token that is not valid yet', async ({ page }) => {
  await changePayload(page, { nbf: now() + 3600 });
  expect(await send(page)).toEqual({ status: 401, fromWorker: true });
  await expect(await openTab(page, 'Response')).toContainText('"error": "Key not authorized: token is not valid yet"');
  await expect(openSteps(page)).toContainText('Times');
});

test('refuses a token that has expired', async ({ page }) => {
  await changePayload(page, { exp: now() - 3600 });
  expect(await send(page)).toEqual({ status: 401, fromWorker: true });
  await expect(await openTab(page, 'Response')).toContainText('"error": "Key not authorized: token has expired"');
  await expect(openSteps(page)).toContainText('Times');
});

test('refuses a token that names a policy which is not there', async ({ page }) => {
  await changePayload(page, { pol: 'platinum' });
  expect(await send(page)).toEqual({ status: 403, fromWorker: true });
  await expect(await openTab(page, 'Response')).toContainText('"error": "key not authorized: no matching policy"');
  await expect(verdict(page)).toContainText('there is gold.');
  await expect(openSteps(page)).toContainText(/policy/i);
});
