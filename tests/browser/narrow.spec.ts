import type { Locator, Page } from '@playwright/test';
import { expect, open, test, verdict } from './site';

test.use({ viewport: { width: 360, height: 740 } });

const steps = (page: Page): Locator => page.getByRole('navigation', { name: 'Columns' });
const verdictBar = (page: Page): Locator => page.getByRole('button', { name: 'See why' });

test('the bar of the verdict has its tone: calm where nothing is set up', async ({ page, site }) => {
  await page.goto(`${site}?new`);
  await steps(page).getByRole('button', { name: 'Back' }).click();
  await expect(verdictBar(page)).toContainText('○ Refused 404');
  await page.goto(site);
  await steps(page).getByRole('button', { name: 'Back' }).click();
  await expect(verdictBar(page)).toContainText('✓ Passed 200');
  await page.getByRole('textbox', { name: 'Encoded token' }).fill('no token');
  await expect(verdictBar(page)).toContainText('✕ Refused 403');
});

test('whoever goes from column to column has the way on in sight', async ({ page, site }) => {
  await open(page, site);
  await steps(page).getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('region', { name: '2 Token' })).toBeFocused();
  expect(await page.evaluate(() => scrollY), 'what is in sight stays where it is').toBe(0);
  await page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
  });
  await expect(steps(page)).not.toBeInViewport();
  await verdictBar(page).click();
  await expect(page.getByRole('region', { name: '3 Request and answer' })).toBeFocused();
  await expect(steps(page)).toBeInViewport({ ratio: 1 });
  await expect(verdict(page)).toBeInViewport({ ratio: 1 });
});

test('the guide leaves room in a low window for what saves a document', async ({ page, site }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await open(page, site);
  await steps(page).getByRole('button', { name: 'Gateway' }).click();
  await page.getByRole('button', { name: 'Guide', exact: true }).click();
  const lessons = page.getByRole('complementary', { name: 'Guide' });
  await expect(lessons.getByRole('button', { name: 'Option 2: RSA public key' })).toBeInViewport();
  // From below: the guide, the verdict, what saves, a few lines of the document, its tabs.
  const edges = (of: Locator): Promise<{ top: number; bottom: number }> =>
    of.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom };
    });
  await expect.poll(async () => (await edges(verdictBar(page))).bottom - (await edges(lessons)).top).toBeLessThan(2);
  const saving = await edges(page.getByRole('group', { name: 'Saving' }));
  expect(saving.bottom).toBeLessThan((await edges(verdictBar(page))).top + 2);
  expect(saving.top).toBeGreaterThan((await edges(page.getByRole('tab', { name: /^API/ }))).bottom + 40);
});
