import type { Page } from '@playwright/test';
import { enterState, pageStates } from '../../scripts/page-states';
import { expectAccessible } from './axe';
import { test } from './site';

const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 360, height: 780 },
] as const;

/** Lets bars that stay in view stand where they are written: what has been scrolled under one is no smaller for it. */
async function unstick(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (getComputedStyle(element).position === 'sticky') element.style.position = 'static';
    }
  });
}

for (const state of pageStates) {
  for (const { name, ...viewport } of sizes) {
    test(`axe finds nothing in ${state.name}, ${name}`, async ({ page, site }) => {
      await page.setViewportSize(viewport);
      await page.goto(`${site}${state.query ?? ''}`);
      await enterState(page, state);
      await unstick(page);
      await expectAccessible(page);
    });
  }
}
