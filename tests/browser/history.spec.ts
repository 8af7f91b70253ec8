import type { Page } from '@playwright/test';
import { changePayload, expect, open, openTab, send, test, verdict } from './site';

const now = (): number => Math.floor(Date.now() / 1000);
const row = (page: Page, number: number) =>
  page.getByRole('list', { name: 'Requests' }).getByRole('button', { name: new RegExp(`^Request ${String(number)} `) });

async function sendTwo(page: Page): Promise<void> {
  await send(page);
  await changePayload(page, { exp: now() - 60 });
  await send(page);
  await openTab(page, 'History');
}

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('keeps every request, the newest first, and shows each again', async ({ page }) => {
  const history = await openTab(page, 'History');
  await expect(history).toContainText('Nothing was sent yet.');
  await sendTwo(page);
  await expect(page.getByRole('list', { name: 'Requests' }).getByRole('listitem')).toHaveCount(2);
  await expect(row(page, 2)).toContainText('GET /orders/get');
  await expect(row(page, 2)).toContainText('Refused 401 · token has expired');
  await expect(row(page, 2)).toHaveAttribute('aria-pressed', 'true');
  await row(page, 1).click();
  await expect(verdict(page)).toContainText('Request 1, sent');
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(row(page, 1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 2)).toBeFocused();
});

test('compares two requests', async ({ page }) => {
  await sendTwo(page);
  const mark = (number: number) =>
    page.getByRole('checkbox', { name: `Compare request ${String(number)}`, exact: true });
  await mark(2).check();
  await expect(page.getByRole('button', { name: 'Compare: mark one more' })).toBeDisabled();
  await mark(1).check();
  await page.getByRole('button', { name: 'Compare 1 and 2' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('heading', { name: 'Request 1 beside request 2' })).toBeFocused();
  await expect(comparison.getByRole('row', { name: /^exp not there \d+$/ })).toBeVisible();
  await expect(comparison.getByRole('row', { name: 'status 200 401' })).toBeVisible();
  await expect(comparison.getByRole('row', { name: 'reason not there token_expired' })).toBeVisible();
  await expect(comparison).toContainText('+     "error": "Key not authorized: token has expired"');
  await expect(comparison).toContainText('The same in both: request,');
  await comparison.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByRole('button', { name: 'Compare 1 and 2' })).toBeFocused();
});

test('sends a request again as it was', async ({ page }) => {
  await sendTwo(page);
  await page.getByRole('button', { name: 'Send request 1 again' }).click();
  await expect(verdict(page)).toContainText('Request 3, sent');
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(row(page, 3)).toContainText('Passed 200');
});

test('is cleared, and the live answer is shown again', async ({ page }) => {
  await sendTwo(page);
  await page.getByRole('button', { name: 'Clear the history' }).click();
  await expect(page.getByText('Nothing was sent yet.')).toBeVisible();
  await expect(verdict(page)).toContainText('Would answer now');
  await expect(page.getByRole('tab', { name: 'History', exact: true })).toBeVisible();
});

test('shows a long history by pages', async ({ page }) => {
  test.slow();
  for (let number = 1; number <= 53; number++) {
    await page.keyboard.press('Control+Enter');
    await expect(verdict(page)).toContainText(`Request ${String(number)}, sent`);
  }
  const history = await openTab(page, 'History');
  await expect(history.getByRole('listitem')).toHaveCount(50);
  await history.getByRole('button', { name: 'Older' }).click();
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await expect(history).toContainText('Page 2 of 2');
  await row(page, 1).click();
  await expect(verdict(page)).toContainText('Request 1, sent');
  await expect(history).toContainText('Page 2 of 2');
});
