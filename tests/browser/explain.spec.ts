import type { Locator, Page } from '@playwright/test';
import { changePayload, expect, open, test, verdict } from './site';

const sheet = (page: Page, title: string): Locator => page.getByRole('complementary', { name: title, exact: true });
const pasted = (page: Page): Locator => page.getByRole('textbox', { name: /^An error’s body/ });
const causes = (page: Page): Locator => page.getByRole('list', { name: 'Possible causes' }).locator(':scope > li');
const openMessage = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Explain an error', exact: true }).click();

/** Puts a text onto the page as a paste does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const body = '{\n    "error": "Key not authorized"\n}';
const expired = 'HTTP/1.1 401 Unauthorized\nX-Generator: tyk.io\n\n{"error": "Key not authorized: token has expired"}';

test.describe('from the verdict', () => {
  test('one click explains the refusal, a second one what looks the same', async ({ page, site }) => {
    await open(page, site);
    await page.getByRole('textbox', { name: 'Secret', exact: true }).fill('another');
    await expect(verdict(page)).toContainText('signature_invalid');
    await verdict(page).getByRole('button', { name: 'Explain' }).click();

    const explained = sheet(page, 'The signature does not fit the key');
    await expect(explained.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(explained.getByRole('region', { name: 'What the client sees' })).toContainText(
      '403 Key not authorized',
    );
    await expect(explained.getByRole('region', { name: 'What the gateway’s log says' })).toContainText(
      'JWT validation error',
    );
    await expect(explained).toContainText('Here too: the token was not signed with this key (signature is invalid).');
    const similar = explained.getByRole('region', { name: 'Looks the same to the client' });
    await expect(similar.getByRole('listitem')).toHaveCount(9);
    await similar.getByRole('link', { name: 'The key source is not base64' }).click();
    await expect(sheet(page, 'The key source is not base64')).toContainText('JWKS source decode failed');
    await page.getByRole('button', { name: '‹ Back' }).click();
    await expect(explained).toBeVisible();
  });

  test('a refusal that logs nothing says so, and says what the guide calls it', async ({ page, site }) => {
    await open(page, site);
    await changePayload(page, { exp: 5 });
    await expect(verdict(page)).toContainText('token has expired');
    await verdict(page).getByRole('button', { name: 'Explain' }).click();
    const explained = sheet(page, 'The token has expired');
    await expect(explained.getByRole('region', { name: 'What the gateway’s log says' })).toContainText(
      'Nothing, at level info.',
    );
    await expect(explained.getByRole('region', { name: 'What the guide says' })).toContainText('“Token has expired”');
  });

  test('nothing is to be explained where the request passes', async ({ page, site }) => {
    await open(page, site);
    await expect(verdict(page)).toContainText('200');
    await expect(verdict(page).getByRole('button', { name: 'Explain' })).toBeHidden();
  });

  test('Alt+W opens it and Escape closes it, and the focus goes back', async ({ page, site }) => {
    await open(page, site);
    await changePayload(page, { pol: 'nobody' });
    await expect(verdict(page)).toContainText('policy_unknown');
    const explain = verdict(page).getByRole('button', { name: 'Explain' });
    await explain.focus();
    await page.keyboard.press('Alt+W');
    await expect(sheet(page, 'There is no policy of this id')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet(page, 'There is no policy of this id')).toBeHidden();
    await expect(explain).toBeFocused();
  });
});

test.describe('from a message', () => {
  test('two clicks lead from a body to the right explanation', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    await expect(pasted(page)).toBeFocused();
    await pasted(page).fill(expired);
    await expect(page.getByRole('status').filter({ hasText: 'One refusal fits.' })).toBeVisible();
    await causes(page).first().getByRole('link', { name: 'The token has expired' }).click();
    await expect(sheet(page, 'The token has expired').getByRole('heading', { level: 2 })).toBeFocused();
    // What was pasted is still there on the way back.
    await page.getByRole('button', { name: '‹ Back' }).click();
    await expect(pasted(page)).toHaveValue(expired);
  });

  test('what the workspace is refused for comes first, and leads to the place', async ({ page, site }) => {
    await open(page, `${site}?scenario=secret-is-not-base64`);
    await expect(verdict(page)).toContainText('source_not_base64');
    await openMessage(page);
    await pasted(page).fill(body);
    await expect(page.getByText('10 refusals fit, the likeliest first.')).toBeVisible();
    await expect(causes(page)).toHaveCount(10);
    const [first, last] = [causes(page).first(), causes(page).last()];
    await expect(first).toContainText('The key source is not base64');
    await expect(first).toContainText('Here too: the source is not base64');
    await expect(last).toContainText('Not here:');
    await first.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByRole('complementary', { name: 'Explain an error' })).toBeHidden();
    await expect(page.getByRole('region', { name: 'Gateway' })).toBeVisible();
  });

  test('log lines choose the cause', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    const line = (level: string, message: string, error: string): string =>
      `time="2026-08-21T12:00:00Z" level=${level} msg="${message}"${error === '' ? '' : ` error="${error}"`}`;
    await pasted(page).fill(
      [
        line('error', "Couldn't get token", 'No matching KID could be found'),
        line('info', 'Attempted JWT access with non-existent key.', ''),
        line('error', 'JWT validation error', 'No matching KID could be found'),
      ].join('\n'),
    );
    await expect(causes(page).first()).toContainText('kid_unknown');
    await expect(causes(page).first()).toContainText('rotated');
  });

  test('a text that is pasted anywhere opens it', async ({ page, site }) => {
    await open(page, site);
    await paste(page, 'curl: (52) Empty reply from server');
    await expect(pasted(page)).toHaveValue('curl: (52) Empty reply from server');
    await expect(causes(page).first()).toContainText('client_id_not_text');
  });

  test('a definition that is pasted does not', async ({ page, site }) => {
    await open(page, site);
    await paste(page, '{"api_id": "a", "jwt_source": "dHlrMTIz"}');
    await expect(page.getByRole('complementary', { name: 'Explain an error' })).toBeHidden();
  });

  test('an answer of something else is told as such, and markup in it stays text', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    await pasted(page).fill('<html><center>nginx</center><img src=x onerror="document.title=1"></html>');
    await expect(page.getByRole('note')).toContainText('Not the gateway’s answer: nginx.');
    await expect(causes(page)).toHaveCount(0);
    await pasted(page).fill('{"error": "<img src=x onerror=alert(1)>"}');
    await expect(page.getByText('text “<img src=x onerror=alert(1)>”')).toBeVisible();
    await expect(page.locator('#explain img')).toHaveCount(0);
  });

  test('the request of a transcript is taken into the workspace', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    await pasted(page).fill(
      `$ curl -i http://gw/orders/other -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln'\n${expired}`,
    );
    await expect(page.getByText('was asked with the request of the text')).toBeVisible();
    await page.getByRole('button', { name: 'Take its request into the workspace' }).click();
    await expect(page.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/orders/other');
    await expect(page.getByRole('button', { name: 'Request taken' })).toBeDisabled();
  });

  test('a scenario is opened from a cause', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    await pasted(page).fill('Quota exceeded');
    await causes(page).first().getByText('See it happen').click();
    await causes(page).first().getByRole('group').getByRole('link').first().click();
    await expect(page.getByRole('region', { name: 'Scenario', exact: true })).toBeVisible();
  });
});

test.describe('the list and links', () => {
  test('the list is searched by text, status and log line', async ({ page, site }) => {
    await open(page, site);
    await openMessage(page);
    await page.getByRole('button', { name: 'All refusals' }).click();
    const list = sheet(page, 'All refusals');
    const search = list.getByRole('searchbox', { name: 'Search refusals' });
    await expect(list.getByRole('status')).toHaveText(/^\d+ refusals$/);
    await search.fill('429');
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await search.fill('JWKS source decode failed');
    await expect(list.getByRole('listitem').first()).toContainText('The key source is not base64');
    await search.fill('zebra');
    await expect(list).toContainText('No refusal has all these words.');
  });

  test('a link opens an explanation, and one that leads nowhere the list', async ({ page, site }) => {
    await open(page, `${site}?explain=quota_exceeded`);
    await expect(sheet(page, 'The quota is used up')).toBeVisible();
    await open(page, `${site}?explain=nothing`);
    await expect(sheet(page, 'All refusals')).toBeVisible();
  });

  test('fits a phone', async ({ page, site }) => {
    await page.setViewportSize({ width: 360, height: 760 });
    for (const code of ['signature_invalid', 'policies_not_applicable', 'nothing']) {
      await open(page, `${site}?explain=${code}`);
      const whole = page.locator('#explain');
      await expect(whole).toBeVisible();
      const over = await whole.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(over).toBeLessThanOrEqual(0);
    }
  });
});
