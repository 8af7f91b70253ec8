import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { changePayload, expect, open, test, verdict } from './site';

/** 2026-11-25 17:00:00 UTC. */
const five = Date.UTC(2026, 10, 25, 17, 0, 0) / 1000;

const clock = (page: Page): Locator => page.getByRole('banner').getByRole('group', { name: 'Gateway clock' });
const opener = (page: Page): Locator => clock(page).getByRole('button', { name: /^Gateway clock \d\d:\d\d:\d\d/ });
const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Set the gateway clock' });
const strip = (page: Page): Locator => page.getByRole('group', { name: 'Times of the token' });
const marker = (page: Page): Locator => strip(page).getByRole('slider', { name: 'Gateway clock' });

/** Lets the clock stand still at a time in Unix seconds. */
async function standAt(page: Page, seconds: number): Promise<void> {
  await opener(page).click();
  await panel(page).getByRole('button', { name: 'Let it stand still' }).click();
  await panel(page).getByRole('textbox', { name: 'Unix seconds' }).fill(String(seconds));
  await panel(page).getByRole('button', { name: 'Set Unix seconds' }).click();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
}

test.use({ timezoneId: 'Europe/Berlin' });

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('ticks, stands still, and runs on from where it stood', async ({ page }) => {
  const text = (): Promise<string | null> => clock(page).locator('code').textContent();
  const first = await text();
  await expect.poll(text).not.toBe(first);
  await clock(page).getByRole('button', { name: 'Let the clock stand still' }).click();
  await expect(clock(page)).toContainText('stands still');
  const stood = await text();
  await page.waitForTimeout(1300);
  expect(await text()).toBe(stood);
  await clock(page).getByRole('button', { name: 'Let the clock run' }).click();
  await expect.poll(text).not.toBe(stood);
});

test('is moved by an hour, says so, and goes back to real time', async ({ page }) => {
  await clock(page).getByRole('button', { name: 'Clock on by one hour' }).click();
  const moved = clock(page).getByRole('button', { name: /^moved by \+1 h/ });
  await expect(moved).toBeVisible();
  await clock(page).getByRole('button', { name: 'Clock back by one hour' }).click();
  await expect(moved).toHaveCount(0);
  await clock(page).getByRole('button', { name: 'Clock back by one hour' }).click();
  await clock(page)
    .getByRole('button', { name: /^moved by −1 h/ })
    .click();
  await expect(clock(page)).not.toContainText('moved by');
});

test('is set in local time and in Unix seconds, and shows UTC', async ({ page }) => {
  await standAt(page, five);
  await expect(clock(page).locator('code')).toHaveText('18:00:00');
  await opener(page).click();
  await expect(panel(page)).toContainText('2026-11-25 17:00:00 UTC');
  await expect(panel(page).getByLabel('Local time', { exact: true })).toHaveValue(/^2026-11-25T18:00/);
  await panel(page).getByLabel('Local time', { exact: true }).fill('2026-11-25T18:30:10');
  await panel(page).getByRole('button', { name: 'Set the local time' }).click();
  await expect(panel(page)).toContainText('2026-11-25 17:30:10 UTC');
  const unix = panel(page).getByRole('textbox', { name: 'Unix seconds' });
  await unix.fill('half past six');
  await expect(unix).toHaveAttribute('aria-invalid', 'true');
  await expect(panel(page).getByRole('button', { name: 'Set Unix seconds' })).toBeDisabled();
  await expect(unix).toHaveValue('half past six');
});

test('is moved in small steps from the panel, with the keyboard alone', async ({ page }) => {
  await standAt(page, five);
  await opener(page).focus();
  await page.keyboard.press('Enter');
  for (const name of [
    'On by one second',
    'On by one minute',
    'Back by one hour',
    'Back by one minute',
    'On by one hour',
  ]) {
    await panel(page).getByRole('button', { name }).focus();
    await page.keyboard.press('Space');
  }
  await expect(panel(page)).toContainText('17:00:01 UTC');
  await page.keyboard.press('Escape');
  await expect(opener(page)).toBeFocused();
});

test('says when the answer would change, to the second', async ({ page }) => {
  await standAt(page, five);
  await changePayload(page, { iat: five - 60, exp: five + 252 });
  await expect(strip(page)).toContainText(
    'Passes from 17:59:00 until 18:04:12; the answer would change in 4 min 12 s.',
  );
  await clock(page).getByRole('button', { name: 'Clock on by one hour' }).click();
  await expect(strip(page)).toContainText('Refused: 401 token has expired. Passed until 18:04:12, 55 min 48 s ago.');
  await expect(verdict(page)).toContainText('Refused 401 · token has expired');
});

test('is moved by the marker on the strip: by keys and by dragging', async ({ page }) => {
  await standAt(page, five);
  await changePayload(page, { exp: five + 60 });
  await expect(strip(page)).toContainText('the answer would change in 1 min');
  await marker(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(clock(page).locator('code')).toHaveText('18:00:01');
  await expect(marker(page)).toHaveAttribute('aria-valuetext', '18:00:01, passes');
  const box = await marker(page).boundingBox();
  if (box === null) throw new Error('The marker is on the screen.');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(verdict(page)).toContainText('Refused 401 · token has expired');
  await expect(marker(page)).toHaveAttribute('aria-valuetext', /, 401 token has expired$/);
});

test('says that a token which follows the clock is signed anew', async ({ page }) => {
  await changePayload(page, { exp: 'now + 5 min' });
  await expect(strip(page)).toContainText('The token is signed anew each second.');
  await expect(strip(page)).toContainText('the answer would change in');
});

test('moves nothing on the screen when it ticks', async ({ page }) => {
  await changePayload(page, { exp: 'now + 5 min' });
  await expect(strip(page)).toContainText('the answer would change in');
  const places = (): Promise<string> =>
    page.evaluate(() =>
      JSON.stringify(
        [
          ...document.querySelectorAll(
            'header button, #column-token button, #column-token select, #column-token input',
          ),
        ].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].map(Math.round);
        }),
      ),
    );
  const before = await places();
  for (let times = 0; times < 3; times++) {
    await page.waitForTimeout(900);
    expect(await places()).toBe(before);
  }
});

test('stands still and runs by a shortcut', async ({ page }) => {
  await page.keyboard.press('Alt+P');
  await expect(clock(page)).toContainText('stands still');
  await page.keyboard.press('Alt+P');
  await expect(clock(page)).not.toContainText('stands still');
});

test('fits a telephone: everything is in the panel, inside the window', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 });
  await opener(page).click();
  const box = await panel(page).boundingBox();
  if (box === null) throw new Error('The panel is open.');
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(360);
  await panel(page).getByRole('button', { name: 'On by one hour' }).click();
  await expect(panel(page)).toContainText('It was moved by +1 h.');
  await panel(page).getByRole('button', { name: 'Back to real time' }).click();
  await expect(panel(page)).toContainText('It shows real time.');
});

test('axe finds nothing in the clock and its panel', async ({ page }) => {
  await clock(page).getByRole('button', { name: 'Clock on by one hour' }).click();
  await opener(page).click();
  await expectAccessible(page, 'header');
});
