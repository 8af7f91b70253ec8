import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './site';

type Rules = NonNullable<Parameters<AxeBuilder['options']>[0]['runOnly']>;

/** WCAG 2.2, level AA, and what is good practice beyond. */
const rules: Rules = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** The rules that a theme can break: it changes nothing but colours. */
const rulesOfColour: Rules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Looks through the page, or a part of it, by axe's rules, in both themes; the part is no wider than its place. The page is light then. */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  // Colours that change by and by would be looked at half way.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectNothing(page, part, rules);
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => background(page), 'the page follows the theme').not.toBe(light);
  await expectNothing(page, part, rulesOfColour);
  await page.emulateMedia({ colorScheme: 'light' });
  const wider = await page.locator(part).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(wider, `pixels that ${part} is wider than its place`).toBe(0);
}

async function expectNothing(page: Page, part: string, runOnly: Rules): Promise<void> {
  const axe = new AxeBuilder({ page }).include(part).options({ runOnly, resultTypes: ['violations'] });
  // The page has no frames, for which axe would open another page.
  const { violations } = await axe.setLegacyMode().analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`),
  );
  expect(told).toEqual([]);
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}
