import { changePayload, expect, needsChromiumsProtocol, open, openTab, send, test, verdict, writeJson } from './site';

test('keeps working when the browser has stopped the idle service worker', async ({ page, context, site }) => {
  needsChromiumsProtocol('stops a worker');
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });

  const browser = await context.newCDPSession(page);
  const running = new Map<string, string>();
  browser.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) running.set(versionId, runningStatus);
  });
  await browser.send('ServiceWorker.enable');
  await expect.poll(() => [...running.values()]).toContain('running');
  await browser.send('ServiceWorker.stopAllWorkers');
  await expect.poll(() => [...running.values()].every((status) => status === 'stopped')).toBe(true);

  await page.getByRole('textbox', { name: 'Secret', exact: true }).fill('tyk124');
  expect(await send(page)).toEqual({ status: 403, fromWorker: true });
  await expect(verdict(page)).toContainText('403 · Key not authorized');
});

test('works again after a reload', async ({ page, site }) => {
  await open(page, site);
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
  await page.reload();
  expect(await send(page)).toEqual({ status: 200, fromWorker: true });
});

test('turns to no other host: what it asks of the gateway ends in the service worker', async ({
  page,
  context,
  reached,
  site,
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).origin));
  await open(page, site);
  await send(page);
  expect(new Set(asked)).toEqual(new Set([new URL(site).origin, 'https://gateway.test']));
  expect(reached).toEqual([]);
});

test('notes another host that is turned to, so that the check above can fail', async ({ page, reached, site }) => {
  await open(page, site);
  const outcome = await page.evaluate(() => fetch('https://elsewhere.test/').then(String, String));
  expect(outcome).toContain('TypeError');
  // Taken off the list, so that this test passes the check that every test ends with.
  expect(new Set(reached.splice(0))).toEqual(new Set(['https://elsewhere.test', 'elsewhere.test:443']));
});

test('shows markup in values as text', async ({ page, site }) => {
  await open(page, site);
  const markup = '<img src=x onerror="document.title=\'run\'"><script>document.title="run"</script>';
  await changePayload(page, { sub: markup, name: markup });
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill(`/orders/${markup}`);
  expect((await send(page)).fromWorker).toBe(true);
  for (const tab of ['Gateway log', 'Upstream', 'Sessions', 'History', 'Commands', 'Response'])
    await openTab(page, tab);
  await expect(await openTab(page, 'Response')).toContainText('HTTP/1.1');
  await changePayload(page, { pol: markup });
  await send(page);
  await expect(page.locator('main img')).toHaveCount(0);
  await expect(page).toHaveTitle('JWT playground for Tyk Gateway');
});

test('says beside the field why a definition cannot be read, and keeps what was typed', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await writeJson(page, 'API definition', '{"name": oops}');
  await expect(page.getByText(/invalid character 'o'/).first()).toBeVisible();
  await expect(page.getByText('oops')).not.toHaveCount(0);
});

test('answers without a service worker where the browser allows none', async ({ page, site }) => {
  await page.addInitScript(() => {
    const forbidden = (): Promise<never> => Promise.reject(new Error('not allowed here'));
    // Firefox runs this in its empty first page too, which is no secure context and has none.
    if (isSecureContext) ServiceWorkerContainer.prototype.register = forbidden;
  });
  await open(page, site);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toContainText('Request 1, sent');
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(page.getByText('The browser allows no service worker here')).toBeVisible();
});

test('answers where storage is forbidden', async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await open(page, site);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(verdict(page)).toContainText('Request 1, sent');
  await expect(verdict(page)).toContainText('Passed 200');
});
