import type { Locator, Page } from '@playwright/test';
import { enterState, pageStates } from '../../scripts/page-states';
import { Keyboard } from './keyboard';
import { expect, open, test, verdict } from './site';

test.use({ viewport: { width: 1440, height: 900 } });

const guide = (page: Page): Locator => page.getByRole('complementary', { name: 'Guide' });
const gateway = (page: Page): Locator => page.getByRole('region', { name: /^\d Gateway$/ });
const token = (page: Page): Locator => page.getByRole('region', { name: /^\d Token$/ });
const field = (page: Page, label: string): Locator => gateway(page).getByLabel(label, { exact: true });
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

async function isDone(page: Page, title: string): Promise<void> {
  const name = new RegExp(`Step \\d+: ${title.replace(/[()]/g, '\\$&')} done$`);
  await expect(guide(page).getByRole('button', { name })).toBeVisible();
}

test('steps 1 to 6 of the guide are done by keyboard alone, from an empty workspace to a 200', async ({
  page,
  site,
}) => {
  test.setTimeout(90_000);
  await open(page, `${site}?new`);
  const keyboard = new Keyboard(page);
  await keyboard.use(button(page, 'Guide'));
  await expect(guide(page)).toBeVisible();
  await keyboard.use(guide(page).getByRole('button', { name: /^Steps 1 to 6/ }));
  await keyboard.use(button(guide(page), 'Start'));
  await expect(guide(page)).toContainText('0 of 10 done');
  await keyboard.isSomewhere();

  await keyboard.use(button(gateway(page), 'Add New API'));
  await keyboard.write(field(page, 'API Name'), 'Orders');
  await keyboard.use(button(gateway(page), 'Save'));
  await isDone(page, 'Add an API');
  await keyboard.isSomewhere();

  await keyboard.choose(field(page, 'Authentication mode'), 'JSON Web Token (JWT)');
  await isDone(page, 'Choose JSON Web Token (JWT)');
  await keyboard.choose(field(page, 'JWT Signing Method'), 'HMAC (shared)');
  await keyboard.write(field(page, 'Secret'), 'tyk123');
  await isDone(page, 'Enter the secret');

  await keyboard.use(button(gateway(page), 'Add'), 'Shift+Tab');
  await keyboard.use(page.getByRole('menuitem', { name: 'Add Policy' }), 'ArrowDown');
  await keyboard.isSomewhere();
  await keyboard.write(field(page, 'Policy Name'), 'Gold');
  await keyboard.choose(field(page, 'Select the API'), 'Orders');
  await keyboard.use(button(gateway(page), 'Save'));
  await isDone(page, 'Add a policy');
  await keyboard.isSomewhere();

  await keyboard.to(gateway(page).getByRole('tab', { selected: true }), 'Shift+Tab');
  await keyboard.to(gateway(page).getByRole('tab', { name: /^API: Orders/ }), 'ArrowLeft');
  await keyboard.choose(field(page, 'Default Policy'), 'Gold (gold)');
  await isDone(page, 'Choose the default policy');
  await keyboard.use(button(gateway(page), 'Update'));
  await isDone(page, 'Update');
  await keyboard.isSomewhere();

  const payload = { sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 };
  await keyboard.write(page.getByRole('textbox', { name: 'Payload', exact: true }), JSON.stringify(payload));
  await isDone(page, 'Write the payload');
  // The only choice: the API’s secret, which is a key of the workspace from then on.
  await keyboard.to(token(page).getByLabel('Signed with'));
  await keyboard.press('ArrowDown');
  await isDone(page, 'Sign it with the API’s secret');

  await keyboard.write(page.getByRole('textbox', { name: 'Path', exact: true }), '/orders/get');
  await keyboard.use(button(page, 'Send'));
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(verdict(page)).toContainText(', sent ');
  await expect(guide(page)).toContainText('10 of 10 done');
  await keyboard.isSomewhere();
  expect(keyboard.moves, 'presses of Tab').toBeLessThan(130);
});

/** Goes through everything that the keyboard reaches, once around. */
async function goRound(page: Page, keyboard: Keyboard): Promise<void> {
  await page.evaluate(() => {
    document.body.setAttribute('tabindex', '-1');
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  await keyboard.press('Tab');
  let stops = 1;
  for (; ; stops++) {
    expect(stops, 'stops of Tab around the page').toBeLessThan(120);
    await page.keyboard.press('Tab');
    if (
      await page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.activeElement?.closest('.skip button:first-child') !== null,
      )
    )
      break;
    await keyboard.look();
  }
  expect(stops, 'stops of Tab around the page').toBeGreaterThan(15);
}

/** States that differ in what the keyboard reaches, each in a window. */
const rounds = [
  { width: 1440, height: 900, names: ['fixes', 'providers', 'lesson', 'share', 'embed'] },
  { width: 640, height: 360, names: ['gateway-json', 'sessions', 'scenario', 'lesson'] },
];
for (const { width, height, names } of rounds) {
  for (const state of pageStates.filter(({ name }) => names.includes(name))) {
    test(`in ${state.name} at ${width} × ${height} Tab goes round, and the focus is always in sight`, async ({
      page,
      site,
    }) => {
      await page.setViewportSize({ width, height });
      await page.goto(`${site}${state.query ?? ''}`);
      await enterState(page, state);
      await goRound(page, new Keyboard(page));
    });
  }
}

const panels = [
  { opener: /Tyk .*5\.14/, panel: ['dialog', 'Fidelity'] },
  { opener: /^Scenarios$/, panel: ['dialog', 'Scenarios'] },
  { opener: /^Guide$/, panel: ['complementary', 'Guide'] },
  { opener: /^Explain an error$/, panel: ['complementary', 'Explain an error'] },
  { opener: /^Workspaces: /, panel: ['dialog', 'Workspaces'] },
  { opener: /^Share$/, panel: ['dialog', 'Share'] },
  { opener: /shortcuts$/, panel: ['dialog', 'Keyboard shortcuts'] },
] as const;

test('what opens takes the focus, and gives it back when Escape closes it', async ({ page, site }) => {
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  const keyboard = new Keyboard(page);
  for (const { opener, panel } of panels) {
    const from = page.getByRole('button', { name: opener });
    const [role, name] = panel;
    // The last one stands at the page’s end.
    await keyboard.to(from, 'Tab', 100);
    await keyboard.press('Enter');
    const opened = page.getByRole(role, { name });
    await expect(opened).toBeVisible();
    await expect.poll(() => opened.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await keyboard.press('Escape');
    await expect(opened).toBeHidden();
    await expect(from).toBeFocused();
    await keyboard.look();
  }
});

test('Escape reveals what is under an open sheet, and leaves the focus on it', async ({ page, site }) => {
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  const keyboard = new Keyboard(page);
  await keyboard.use(button(page, 'Share'));
  const sheet = page.getByRole('dialog', { name: 'Share' });
  await expect(sheet).toBeVisible();
  await keyboard.to(button(page, 'Send'), 'Shift+Tab');
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(button(page, 'Send')).toBeFocused();
});

test('the first stops lead past the header, into each column', async ({ page, site }) => {
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  for (const title of ['Gateway', 'Token', 'Request and answer']) {
    await page.reload();
    await expect(verdict(page)).toContainText('Passed 200');
    const keyboard = new Keyboard(page);
    await keyboard.use(button(page, `Skip to ${title}`), 'Tab');
    await expect(page.getByRole('region', { name: new RegExp(`^\\d ${title}$`) })).toBeFocused();
    await keyboard.look();
  }
});

/** Brings a remark about the signing method, and the focus to its button. */
async function focusFix(page: Page, keyboard: Keyboard): Promise<Locator> {
  await keyboard.choose(field(page, 'JWT Signing Method'), 'choose …');
  const fix = button(gateway(page), 'Write hmac');
  await expect(fix).toBeVisible();
  await keyboard.to(fix);
  return fix;
}

test('a remark that goes while its button has the focus leaves the focus beside it', async ({ page, site }) => {
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  const keyboard = new Keyboard(page);
  const fix = await focusFix(page, keyboard);
  await keyboard.press('ControlOrMeta+Z');
  await expect(fix).toBeHidden();
  await expect(field(page, 'JWT Signing Method')).toBeFocused();
  await keyboard.look();
});

test('what goes after the focus was put aside by hand does not bring it back', async ({ page, site }) => {
  await open(page, site);
  await expect(verdict(page)).toContainText('Passed 200');
  const keyboard = new Keyboard(page);
  const fix = await focusFix(page, keyboard);
  await page.getByRole('heading', { name: 'JWT playground', exact: true }).click();
  await keyboard.press('ControlOrMeta+Z');
  await expect(fix).toBeHidden();
  await expect(page.locator(':focus')).toHaveCount(0);
});
