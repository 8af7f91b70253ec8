import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { changePayload, expect, open, openSteps, openTab, send, step, test, verdict, writeJson } from './site';

const now = (): number => Math.floor(Date.now() / 1000);
const path = (page: Page) => page.getByRole('textbox', { name: 'Path', exact: true });
const showDetails = (page: Page) => page.getByRole('button', { name: 'Headers, query, cookies, body' }).click();
const secret = (page: Page) => page.getByRole('textbox', { name: 'Secret', exact: true });

test('a tab that is opened below the fold comes into sight, beside the verdict', async ({ page, site }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, site);
  const log = await openTab(page, 'Gateway log');
  await expect(log).toBeInViewport({ ratio: 0.9 });
  await expect(verdict(page)).toBeInViewport({ ratio: 1 });
  const tabs = page.getByRole('tablist', { name: 'The answer in detail' });
  const [above, below] = await Promise.all([verdict(page).boundingBox(), tabs.boundingBox()]);
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
});

test.describe('the verdict', () => {
  test('tells what would be answered, then what was, and leads back', async ({ page, site }) => {
    await open(page, site);
    await expect(verdict(page)).toContainText('Passed 200 · the upstream answered');
    await expect(verdict(page)).toContainText('as “1234567890” with the policy gold');
    await expect(verdict(page)).toContainText('Would answer now, and leave a session; 999 of 1000 calls left.');
    await send(page);
    await expect(verdict(page)).toContainText(/Request 1, sent [\d:]{8},\s+through the service worker,\s+\d+ ms/);
    await page.getByRole('button', { name: 'Back to live' }).click();
    await expect(verdict(page)).toContainText('Would answer now');
    await expect(verdict(page)).toBeFocused();
  });

  test('counts in the cause, and names the code', async ({ page, site }) => {
    await page.clock.setFixedTime(new Date('2026-03-04T12:30:00'));
    await open(page, site);
    await changePayload(page, { exp: Date.parse('2026-03-04T11:18:00') / 1000 });
    await expect(verdict(page)).toContainText('Refused 401 · token has expired');
    await expect(verdict(page)).toContainText('token_expired');
    await expect(verdict(page)).toContainText('The token ended at 11:18:00, 1 h 12 min before the gateway clock.');
    await expect(verdict(page)).toContainText('leave no session');
  });

  test('names the day of a time that is not today', async ({ page, site }) => {
    await page.clock.setFixedTime(new Date('2026-03-05T00:30:00'));
    await open(page, site);
    await changePayload(page, { exp: Date.parse('2026-03-04T23:18:00') / 1000 });
    await expect(verdict(page)).toContainText(
      'The token ended at 4 Mar, 23:18:00, 1 h 12 min before the gateway clock.',
    );
  });

  test('goes back to the live answer when something is typed', async ({ page, site }) => {
    await open(page, site);
    await send(page);
    await path(page).fill('/nowhere');
    await expect(verdict(page)).toContainText('Refused 404 · Not Found');
    await expect(verdict(page)).toContainText('No API listens at /nowhere; there is /orders/.');
    await expect(verdict(page)).toContainText('Would answer now');
  });
});

test.describe('the trace', () => {
  test('follows the verdict: a keystroke waits for no more than that', async ({ page, site }) => {
    await open(page, site);
    // The first letter brings the whole page.
    await path(page).fill('/other');
    await expect(openSteps(page)).toHaveAccessibleName('Route refused: Not Found');
    await path(page).fill('/orders/get');
    await expect(openSteps(page)).toHaveCount(0);
    await page.evaluate(() => {
      const column = document.querySelector('.answer');
      if (column === null) throw new Error('There is no answer column.');
      let updates = 0;
      new MutationObserver((records) => {
        updates++;
        const changed = (selector: string): boolean =>
          records.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(selector));
        if (changed('section[aria-label="Verdict"]')) performance.mark('verdict', { detail: updates });
        if (changed('ol[aria-label="Steps"]')) performance.mark('trace', { detail: updates });
      }).observe(column, { subtree: true, childList: true, characterData: true });
    });
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('x');
    await expect(openSteps(page)).toHaveAccessibleName('Route refused: Not Found');
    const firstUpdate = (name: string): Promise<number> =>
      page.evaluate((name) => {
        const [first] = performance.getEntriesByName(name);
        return first instanceof PerformanceMark ? Number(first.detail) : 0;
      }, name);
    const ofVerdict = await firstUpdate('verdict');
    expect(ofVerdict).toBeGreaterThan(0);
    expect(await firstUpdate('trace')).toBeGreaterThan(ofVerdict);
  });

  test('shows the refusing step open, with values against rules', async ({ page, site }) => {
    await open(page, site);
    await expect(openSteps(page)).toHaveCount(0);
    await changePayload(page, { exp: now() - 60 });
    await expect(openSteps(page)).toHaveCount(1);
    await expect(openSteps(page)).toHaveAccessibleName('Times refused: token has expired');
    const row = page.getByRole('table', { name: 'What Times looked at' }).getByRole('row', { name: /^exp/ });
    await expect(row).toContainText(/now − skew < exp/);
    await expect(row).toContainText('fails');
    await expect(page.getByText('Part of JWTMiddleware')).toBeVisible();
  });

  test('puts the cursor on the place of a value: in the token, and in the definition', async ({ page, site }) => {
    await open(page, site);
    await changePayload(page, { exp: now() - 60 });
    await page.getByRole('button', { name: 'exp in the token payload' }).click();
    await expect(page.getByRole('textbox', { name: 'Payload', exact: true })).toBeFocused();
    await step(page, 'Signing method').click();
    await page.getByRole('button', { name: 'jwt_signing_method in the API definition' }).click();
    await expect(page.getByRole('combobox', { name: 'JWT Signing Method' })).toBeFocused();
  });

  test('keeps open what was opened, and the focus, while the answer changes', async ({ page, site }) => {
    await open(page, site);
    await step(page, 'Signature').click();
    await step(page, 'Find the token').click();
    await changePayload(page, { exp: now() + 2 });
    await step(page, 'Find the token').focus();
    await expect(verdict(page)).toContainText('Refused 401');
    await expect(step(page, 'Find the token')).toBeFocused();
    await expect(step(page, 'Signature')).toHaveAttribute('aria-expanded', 'true');
    await step(page, 'Times').click();
    await expect(step(page, 'Times')).toHaveAttribute('aria-expanded', 'false');
    await path(page).fill('/orders/other');
    await expect(step(page, 'Times')).toHaveAttribute('aria-expanded', 'false');
  });

  test('folds what was skipped and what was not reached, and shows each when asked', async ({ page, site }) => {
    await open(page, site);
    const steps = page.getByRole('list', { name: 'Steps' });
    await expect(steps.getByRole('listitem')).toHaveCount(18);
    await steps.getByRole('button', { name: /^6 skipped: issuer, audience/ }).click();
    await expect(step(page, 'Audience')).toBeVisible();
    await changePayload(page, { exp: now() - 60 });
    await steps.getByRole('button', { name: /not reached: issuer, audience/ }).click();
    await expect(steps.getByRole('listitem').filter({ hasText: 'Policy applied' })).toBeVisible();
  });
});

test.describe('the request', () => {
  test('asks before it is sent to what is saved, in a row of its own', async ({ page, site }) => {
    await open(page, site);
    await secret(page).fill('tyk124');
    const sendButton = page.getByRole('button', { name: 'Send', exact: true });
    const update = page.getByRole('button', { name: 'Update and send' });
    await sendButton.click();
    await expect(page.getByRole('group', { name: 'Unsaved changes' })).toContainText('1 unsaved change: Orders');
    await expect(update).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(update).toHaveCount(0);
    await expect(sendButton).toBeFocused();

    await sendButton.click();
    await page.getByRole('button', { name: 'Send to what is saved' }).click();
    await expect(verdict(page)).toContainText('Request 1, sent');
    await expect(verdict(page)).toContainText('Passed 200');
    await expect(sendButton).toBeFocused();

    await sendButton.click();
    await update.click();
    await expect(verdict(page)).toContainText('Request 2, sent');
    await expect(verdict(page)).toContainText('Refused 403 · Key not authorized');
    await sendButton.click();
    await expect(verdict(page)).toContainText('Request 3, sent');
  });

  test('is sent with Ctrl+Enter from anywhere; a question about it gives the focus back', async ({ page, site }) => {
    await open(page, site);
    await path(page).press('Control+Enter');
    await expect(verdict(page)).toContainText('Request 1, sent');
    await secret(page).fill('tyk124');
    await secret(page).press('Control+Enter');
    await expect(page.getByRole('button', { name: 'Update and send' })).toBeFocused();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(secret(page)).toBeFocused();
  });

  test('is not sent when the admin API refuses what is to be saved first', async ({ page, site }) => {
    await open(page, site);
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    await writeJson(page, 'API definition', '{"name": oops}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Update and send' }).click();
    const prompt = page.getByRole('group', { name: 'Unsaved changes' });
    await expect(prompt.getByRole('alert')).toContainText('was not saved, and nothing was sent: Request malformed');
    await expect(prompt.getByRole('button', { name: 'Update and send' })).toBeFocused();
    await expect(verdict(page)).toContainText('Would answer now');
    await prompt.getByRole('button', { name: 'Send to what is saved' }).click();
    await expect(verdict(page)).toContainText('Request 1, sent');
  });

  test('goes to another API with its listen path', async ({ page, site }) => {
    await open(page, site);
    await expect(page.getByRole('combobox', { name: 'API', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add New API' }).click();
    await page.getByRole('textbox', { name: 'API Name' }).fill('Users');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(path(page)).toHaveValue('/orders/get');
    const api = page.getByRole('combobox', { name: 'API', exact: true });
    await expect(api.locator('option:checked')).toHaveText('Orders /orders/');
    await api.selectOption('Users /users/');
    await expect(path(page)).toHaveValue('/users/get');
    await expect(path(page)).toBeFocused();
    await expect(page.getByRole('list', { name: 'Steps' })).toContainText('/users/ is Users');
  });

  test('has any method', async ({ page, site }) => {
    await open(page, site);
    await page.getByRole('combobox', { name: 'Method', exact: true }).selectOption('other…');
    await page.getByRole('textbox', { name: 'Other method' }).fill('BREW');
    expect((await send(page)).fromWorker).toBe(true);
    await expect(await openTab(page, 'Upstream')).toContainText('BREW /get HTTP/1.1');
  });

  test('has headers and cookies that can be switched off, by keyboard alone', async ({ page, site }) => {
    await open(page, site);
    await showDetails(page);
    await page.getByRole('button', { name: 'Add header' }).press('Enter');
    await page.keyboard.type('X-One');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Header 2 name')).toBeFocused();
    await page.keyboard.type('X-Two');
    await page.getByRole('button', { name: 'Add cookie' }).click();
    await page.keyboard.type('crumb');
    await expect(page.getByRole('button', { name: 'Headers, query, cookies, body' })).toContainText(
      '3 headers, 1 cookie',
    );
    const upstream = await openTab(page, 'Upstream');
    await expect(upstream).toContainText('X-One: 1');
    await expect(upstream).toContainText('Cookie: crumb=');
    await page.getByRole('checkbox', { name: 'Send header 1' }).uncheck();
    await expect(upstream).not.toContainText('X-One');
    await page.getByRole('button', { name: 'Remove header 1' }).click();
    await expect(page.getByLabel('Header 1 name')).toHaveValue('X-Two');
    await expect(page.getByLabel('Header 1 name')).toBeFocused();
    await page.getByRole('button', { name: 'Remove header 1' }).click();
    await expect(page.getByRole('button', { name: 'Add header' })).toBeFocused();
  });

  test('has its query in the path and beside it', async ({ page, site }) => {
    await open(page, site);
    await path(page).fill('/orders/get?a=1&b');
    await showDetails(page);
    await expect(page.getByLabel('Query parameter 1 value')).toHaveValue('1');
    await page.getByLabel('Query parameter 2 value').fill('x y&z');
    await expect(path(page)).toHaveValue('/orders/get?a=1&b=x%20y%26z');
    await page.getByRole('button', { name: 'Remove query parameter 1' }).click();
    await expect(path(page)).toHaveValue('/orders/get?b=x%20y%26z');
  });

  test('has a Content-Type that the gateway’s errors follow', async ({ page, site }) => {
    await open(page, site);
    await changePayload(page, { exp: now() - 60 });
    await showDetails(page);
    await page.getByRole('combobox', { name: 'Content-Type' }).selectOption('XML');
    await expect(page.getByLabel('Header 1 value')).toHaveValue('application/xml');
    const response = await openTab(page, 'Response');
    await expect(response).toContainText('<error>Key not authorized: token has expired</error>');
    await page.getByRole('combobox', { name: 'Content-Type' }).selectOption('none');
    await expect(response).toContainText('"error": "Key not authorized: token has expired"');
  });

  test('carries the token where it is told to, and says where the API reads it', async ({ page, site }) => {
    await open(page, site);
    await showDetails(page);
    await page.getByRole('combobox', { name: 'Token goes in' }).selectOption('query parameter');
    await expect(verdict(page)).toContainText('Refused 400 · Authorization field missing');
    await expect(verdict(page)).toContainText('The API looks in header Authorization, and found nothing.');
    await expect(page.getByText('Orders reads it from header Authorization, not from here.')).toBeVisible();
    await page.getByRole('button', { name: 'Use header Authorization' }).click();
    await expect(verdict(page)).toContainText('Passed 200');
    await page.getByRole('textbox', { name: 'Prefix' }).fill('Token ');
    await expect(verdict(page)).toContainText('Refused 403');
    await page.getByRole('combobox', { name: 'Token goes in' }).selectOption('nowhere');
    await expect(verdict(page)).toContainText('Refused 400');
  });
});

test.describe('the tabs', () => {
  test('show the response as it came and laid out', async ({ page, site }) => {
    await open(page, site);
    await changePayload(page, { nbf: now() + 3600 });
    const response = await openTab(page, 'Response');
    await expect(response).toContainText('HTTP/1.1 401 Unauthorized');
    await expect(response).toContainText('X-Generator: tyk.io');
    await response.getByRole('button', { name: 'Rendered' }).click();
    await expect(response).toContainText('Body, JSON');
    await expect(response.getByRole('definition').filter({ hasText: 'tyk.io' })).toBeVisible();
  });

  test('show the log in both formats and levels, and lead from a line to its step', async ({ page, site }) => {
    await open(page, site);
    const log = await openTab(page, 'Gateway log');
    await expect(log).toContainText(/time="[^"]+" level=info api_id=orders/);
    await log.getByRole('checkbox', { name: 'Access log' }).uncheck();
    await expect(log).toContainText('The gateway logs nothing above debug for this request.');
    await log.getByRole('combobox', { name: 'Level' }).selectOption('debug');
    await expect(log).toContainText('message="JWT authority is centralised"');
    await log.getByRole('combobox', { name: 'Format' }).selectOption('JSON');
    await expect(log).toContainText('"message":"JWT authority is centralised"');
    const line = log.getByRole('listitem').filter({ hasText: 'JWT authority is centralised' });
    await expect(line).not.toHaveClass(/lit/);
    await line.getByRole('button', { name: 'Open the step Identity' }).click();
    await expect(step(page, 'Identity')).toBeFocused();
    await expect(step(page, 'Identity')).toHaveAttribute('aria-expanded', 'true');
    await expect(line).toHaveClass(/lit/);
  });

  test('show what the upstream received and answered, and why nothing did', async ({ page, site }) => {
    await open(page, site);
    const upstream = await openTab(page, 'Upstream');
    await expect(upstream.getByRole('group', { name: 'Request to the upstream' })).toContainText('GET /get HTTP/1.1');
    await expect(upstream.getByRole('group', { name: 'Request to the upstream' })).toContainText(
      'X-Forwarded-For: 127.0.0.1',
    );
    await expect(upstream.getByRole('group', { name: 'Answer of the upstream' })).toContainText('HTTP/1.1 200 OK');
    await expect(upstream.getByRole('group', { name: 'Answer of the upstream' })).not.toContainText('X-Ratelimit');
    await changePayload(page, { exp: now() - 60 });
    await expect(upstream).toContainText('Nothing reached the upstream: the step “Times” stopped the request.');
  });

  test('show commands for what is on screen, for a gateway that can be named', async ({ page, site }) => {
    await open(page, site);
    const commands = await openTab(page, 'Commands');
    await commands.getByRole('textbox', { name: 'Your gateway' }).fill('http://tyk.example:8080');
    await expect(commands.getByRole('region', { name: 'Request' })).toContainText('http://tyk.example:8080/orders/get');
    await expect(commands.getByRole('region', { name: 'Request' })).toContainText('Authorization: Bearer ey');
    await commands.getByRole('button', { name: 'Reload the gateway', exact: true }).click();
    await expect(commands).toContainText('/tyk/reload/group');
  });
});

test('says calmly what to do in an empty workspace, and asks for the first API’s path by itself', async ({
  page,
  site,
}) => {
  await open(page, `${site}?new`);
  await expect(verdict(page)).toContainText('404');
  await expect(verdict(page)).toContainText('The gateway has no API yet.');
  const hint = page.getByRole('region', { name: 'Nothing is set up yet' });
  await expect(hint).toBeVisible();
  await hint.getByRole('button', { name: 'Add an API' }).click();
  await page.getByRole('textbox', { name: 'API Name' }).fill('Orders');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(hint).toHaveCount(0);
  await expect(path(page)).toHaveValue('/orders/');
});

test('says that an API counts as it was saved while its text cannot be read', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await writeJson(page, 'API definition', '{"name": oops}');
  await expect(verdict(page)).toContainText('counts as it was saved: its text cannot be read');
  await expect(verdict(page)).toContainText('Passed 200');
});

for (const width of [1440, 360]) {
  test(`has nothing that axe finds, and fits, ${String(width)} px wide`, async ({ page, site }) => {
    // Ten looks at the whole column.
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await open(page, site);
    const check = (): Promise<void> => expectAccessible(page, '#column-answer');
    await showDetails(page);
    await page.getByRole('button', { name: 'Add header' }).click();
    await check();
    await send(page);
    await path(page).fill('/orders//get');
    await send(page);
    await path(page).fill('/orders/get');
    await showDetails(page);
    await step(page, 'Signature').click();
    for (const name of ['Response', 'Gateway log', 'Upstream', 'Sessions', 'History', 'Commands']) {
      await openTab(page, name);
      await check();
    }
    await openTab(page, 'History');
    await page.getByRole('checkbox', { name: 'Compare request 1' }).check();
    await page.getByRole('checkbox', { name: 'Compare request 2' }).check();
    await page.getByRole('button', { name: 'Compare 1 and 2' }).click();
    await check();
  });
}
