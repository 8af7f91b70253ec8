import type { Page } from '@playwright/test';
import { enterState, pageStates } from '../../scripts/page-states';
import { expect, open, test, verdict } from './site';

const named = (...names: readonly string[]) => pageStates.filter(({ name }) => names.includes(name));

/** Opens the page in a state. */
async function show(page: Page, site: string, state: (typeof pageStates)[number]): Promise<void> {
  await page.goto(`${site}${state.query ?? ''}`);
  await enterState(page, state);
}

/** What is cut off at the sides, or cannot be reached: each in words. */
function unreachable(): readonly string[] {
  const wrong: string[] = [];
  const { clientWidth: wide, scrollWidth } = document.documentElement;
  if (scrollWidth > wide) wrong.push(`the page is ${String(scrollWidth - wide)} px wider than the window`);
  const nameOf = (element: Element): string =>
    `<${element.localName}> ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)}`;
  // What lies over the page is looked at alone.
  const over = [...document.querySelectorAll('[role=dialog], aside[aria-labelledby=explain-title]')].at(-1);
  const root = over ?? document.body;
  // Names of what is folded away are there once it is unfolded, and a workspace's name is in its list.
  const shortened = '.names, .titles, .says, .name, .unseen, .wide, .middle, .more, .word, .colon, .monaco-editor *';
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (!element.checkVisibility() || element.matches(shortened) || element.clientWidth < 2) continue;
    const style = getComputedStyle(element);
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '');
    if (!text || style.overflowX === 'auto' || style.overflowX === 'scroll') continue;
    if (style.display !== 'inline' && element.scrollWidth > element.clientWidth + 3) {
      wrong.push(`${nameOf(element)} is cut off by ${String(element.scrollWidth - element.clientWidth)} px`);
    }
    if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 2) {
      wrong.push(`${nameOf(element)} is cut off below`);
    }
  }
  for (const control of root.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')) {
    if (!control.checkVisibility() || control.closest('.skip, .monaco-editor, .unseen') !== null) continue;
    control.scrollIntoView({ block: 'center', inline: 'center' });
    const { left, right, top, bottom } = control.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) wrong.push(`${nameOf(control)} is out of the window`);
    const hit = document.elementFromPoint((left + right) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2);
    if (hit === null || !(control.contains(hit) || hit.contains(control) || hit.localName === 'label')) {
      wrong.push(`${nameOf(control)} is covered by ${hit === null ? 'nothing' : nameOf(hit)}`);
    }
  }
  return wrong;
}

/** The spacing of text that a person may set (WCAG 1.4.12). */
const spaced = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

const mainStates = named(
  'first-visit',
  'new',
  'gateway-form',
  'gateway-json',
  'token',
  'fixes',
  'sessions',
  'history',
  'explanation',
  'lesson',
  'scenarios',
  'scenario',
  'workspaces',
  'share',
  'embed',
);

test.describe('enlarged', () => {
  // A window of 1280 × 720, of which 200 % shows 640 × 360.
  test.use({ viewport: { width: 640, height: 360 } });

  for (const state of mainStates) {
    test(`${state.name} fits at 200 %, with wide text too, and at 400 %`, async ({ page, site }) => {
      await show(page, site, state);
      expect(await page.evaluate(unreachable), 'at 200 %').toEqual([]);
      // Adopted by the document: the site's policy forbids elements of style.
      const added = await page.evaluateHandle((rules) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(rules);
        document.adoptedStyleSheets.push(sheet);
        return sheet;
      }, spaced);
      expect(await page.evaluate(unreachable), 'with wide text').toEqual([]);
      await added.evaluate((sheet) => {
        sheet.disabled = true;
      });
      await page.setViewportSize({ width: 320, height: 256 });
      // What is placed by the measured width follows in the next frame.
      await expect.poll(() => page.evaluate(unreachable), 'at 400 %').toEqual([]);
    });
  }
});

test.describe('where a person wants less motion', () => {
  test.use({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });

  for (const state of named('first-visit', 'fixes', 'lesson', 'scenario', 'share')) {
    test(`nothing moves in ${state.name}`, async ({ page, site }) => {
      await show(page, site, state);
      const showMe = page.getByRole('button', { name: 'Show me' });
      if (state.name === 'lesson') await showMe.click();
      const moving = await page.evaluate(() => {
        const seconds = (list: string): number => Math.max(...list.split(',').map((each) => parseFloat(each)));
        return [...document.querySelectorAll('*')].flatMap((element) =>
          [null, '::before', '::after'].flatMap((part) => {
            const style = getComputedStyle(element, part);
            const moves = style.animationName !== 'none' && seconds(style.animationDuration) > 0.01;
            const changes = style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0.01;
            const glides = style.scrollBehavior === 'smooth';
            return moves || changes || glides ? [`${element.localName}.${element.className}${part ?? ''}`] : [];
          }),
        );
      });
      expect(moving).toEqual([]);
      const running = await page.evaluate(
        () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
      );
      expect(running, 'animations under way').toBe(0);
    });
  }
});

test.describe('in colours of the person’s own', () => {
  test.use({ viewport: { width: 1440, height: 900 }, forcedColors: 'active' });

  /** Whether two things differ in what is left of their looks: border, background, weight, lines under the text. */
  const looks = (page: Page, selector: string): Promise<readonly string[]> =>
    page.locator(selector).evaluateAll((elements) =>
      elements.map((element) => {
        const { borderBottom, borderLeft, backgroundColor, fontWeight, textDecorationLine, textDecorationStyle } =
          getComputedStyle(element);
        return [borderBottom, borderLeft, backgroundColor, fontWeight, textDecorationLine, textDecorationStyle].join();
      }),
    );

  test('what is chosen, pressed and focused can be told, and the three parts of a token', async ({ page, site }) => {
    await open(page, site);
    await expect(verdict(page)).toContainText('Passed 200');
    expect(new Set(await looks(page, '.parts :is(.part1, .part2, .part3)')).size).toBe(3);

    const [form, json] = await looks(page, '[aria-label=View] button');
    expect(form).not.toBe(json);
    const tabs = await looks(page, '[aria-label="The answer in detail"] [role=tab]');
    expect(tabs[0]).not.toBe(tabs[1]);
    expect(new Set(tabs.slice(1)).size).toBe(1);
    const primary = await looks(page, '#column-answer .button.primary');
    const plain = await looks(page, '#column-gateway .head .button');
    expect(primary[0]).not.toBe(plain.at(-1));

    // A border tells the verdict and each note from what is around them.
    for (const box of ['section[aria-label=Verdict]', '.note']) {
      await expect(page.locator(box).first()).toHaveCSS('border-top-style', 'solid');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveCSS('outline-style', 'solid');
  });

  test('a marked line and a picked request have a sign beside their background', async ({ page, site }) => {
    const [refused] = named('refused');
    const [history] = named('history');
    if (refused === undefined || history === undefined) throw new Error('The states are gone.');
    await show(page, site, refused);
    await expect(page.locator('#column-token .line.bad').first()).toHaveCSS('border-left-width', '3px');
    await show(page, site, history);
    await expect(page.locator('#column-answer .picked')).toHaveCSS('border-left-width', '4px');
  });
});

test.describe('on paper', () => {
  test.use({ viewport: { width: 794, height: 1123 }, colorScheme: 'dark' });

  test('before the page was ever used, what it shows is whole, the answer first', async ({ page, site }) => {
    await page.goto(site);
    await expect(verdict(page)).toContainText('Passed 200');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('article')).toHaveCount(0);
    for (const name of ['Send', 'Scenarios', 'Update', 'Copy'])
      await expect(page.getByRole('button', { name })).toBeHidden();
    await expect(page.locator('body')).toHaveCSS('color', 'rgb(26, 31, 38)');

    const order = await page.locator('main').evaluate((main) => {
      const tops = ['.answer', '.gateway', '.token'].map(
        (name) => main.querySelector(name)?.getBoundingClientRect().top,
      );
      const cut = [...main.querySelectorAll('section, .apart, .raw, .editor')]
        .filter(
          (element) =>
            element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY !== 'visible',
        )
        .map((element) => element.className);
      const { bottom } = [...main.querySelectorAll('section')].map((each) => each.getBoundingClientRect()).at(-1) ?? {
        bottom: 0,
      };
      return { tops, cut, bottom, height: document.documentElement.scrollHeight };
    });
    expect(order.cut).toEqual([]);
    expect(order.tops).toEqual([...order.tops].sort((a = 0, b = 0) => a - b));
    expect(order.height).toBeGreaterThanOrEqual(Math.floor(order.bottom));
    await expect(page.locator('.answer').getByText('"url": "http://httpbin.org/get"')).toBeVisible();
  });

  for (const state of named('refused', 'share')) {
    test(`${state.name} is a document of its own, black on white, with nothing cut off`, async ({ page, site }) => {
      await show(page, site, state);
      await page.emulateMedia({ media: 'print' });
      const printed = page.getByRole('article');
      await expect(printed).toBeVisible();
      await expect(page.getByRole('button')).toHaveCount(0);
      await expect(page.getByRole('textbox')).toHaveCount(0);

      await expect(printed.getByRole('heading', { level: 1 })).toContainText(/^(Refused 401|Passed 200)/);
      await expect(printed).toContainText('GET /orders/get HTTP/1.1');
      for (const title of ['Route', 'Signature', 'Times', 'Upstream']) await expect(printed).toContainText(title);
      for (const text of ['"jwt_signing_method": "hmac"', '"quota_renewal_rate"', '"sub":"1234567890"', 'eyJhbGci']) {
        await expect(printed).toContainText(text);
      }
      const wrong = await printed.evaluate((article) => {
        const all = [article, ...article.querySelectorAll('*')];
        return all.flatMap((element) => {
          const { overflowX, overflowY, color, position } = getComputedStyle(element);
          const [red = 255, green = 255, blue = 255] = (color.match(/\d+/g) ?? []).map(Number);
          const bad: string[] = [];
          if (/auto|scroll|hidden|clip/.test(`${overflowX} ${overflowY}`)) bad.push('scrolls');
          if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) bad.push('is cut off');
          if (Math.max(red, green, blue) > 80) bad.push('is pale');
          if (/sticky|fixed/.test(position)) bad.push('stays');
          return bad.map((what) => `<${element.localName}> ${element.textContent.slice(0, 30)} ${what}`);
        });
      });
      expect(wrong).toEqual([]);
      await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');

      await page.emulateMedia({ media: 'screen' });
      await expect(printed).toHaveCount(0);
      await expect(verdict(page)).toBeVisible();
    });
  }
});
