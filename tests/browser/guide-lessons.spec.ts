import type { Locator, Page } from '@playwright/test';
import { lessons } from '../../src/guide/lessons/lessons';
import { expectAccessible } from './axe';
import { expect, open, send, test, verdict, writeJson } from './site';

const auth0 = 'your-tenant.auth0.test';
const keycloak = 'keycloak.test';
// Wide enough for the guide beside all three columns.
test.use({ providers: [auth0, keycloak, 'id.test'], viewport: { width: 1440, height: 900 } });

const guide = (page: Page): Locator => page.getByRole('complementary', { name: 'Guide' });
const guideButton = (page: Page): Locator => page.getByRole('button', { name: 'Guide', exact: true });
const gateway = (page: Page): Locator => page.getByRole('region', { name: /^\d Gateway$/ });
const token = (page: Page): Locator => page.getByRole('region', { name: /^\d Token$/ });
const field = (page: Page, label: string): Locator => gateway(page).getByLabel(label, { exact: true });
const press = (page: Page, name: string): Promise<void> =>
  gateway(page).getByRole('button', { name, exact: true }).click();

/** The button that stands for a step, with its state in its name. */
const step = (page: Page, title: string, state: 'done' | 'now' | 'later'): Locator =>
  guide(page).getByRole('button', { name: new RegExp(`^\\S? ?Step \\d+: ${escaped(title)} ${state}$`) });

function escaped(text: string): string {
  return text.replace(/[()[\]?.*+]/g, '\\$&');
}

/** Opens the page at a lesson, in the workspace that it begins with. */
async function openLesson(page: Page, site: string, id: string): Promise<void> {
  await open(page, `${site}?guide=${id}`);
  await expect(guide(page).getByRole('heading', { level: 3 })).toBeVisible();
}

async function isDone(page: Page, title: string): Promise<void> {
  await expect(step(page, title, 'done')).toBeVisible();
}

async function isFinished(page: Page): Promise<void> {
  await expect(guide(page)).toContainText('All steps are done.');
}

/** What “Show me” points at: on the screen, and not under the guide. */
async function isPointedAt(page: Page): Promise<void> {
  const pointed = page.locator('.pointed');
  await expect(pointed).toBeVisible();
  await expect(pointed).toBeInViewport();
  const isFree = await pointed.evaluate((element) => {
    const aside = document.querySelector('aside:has(#guide-title)')?.getBoundingClientRect();
    const { left, top } = element.getBoundingClientRect();
    if (aside === undefined) return true;
    return left >= aside.right || top < aside.top;
  });
  expect(isFree, 'not covered by the guide').toBe(true);
}

test.describe('steps 1 to 6', () => {
  test('can be done by hand, in the words of the guide, from an empty workspace', async ({ page, site }) => {
    await open(page, `${site}?new`);
    await guideButton(page).click();
    await guide(page)
      .getByRole('button', { name: /^Steps 1 to 6/ })
      .click();
    await guide(page).getByRole('button', { name: 'Start', exact: true }).click();
    await expect(guide(page)).toContainText('0 of 10 done');

    await press(page, 'Add New API');
    await field(page, 'API Name').fill('Orders');
    await expect(field(page, 'Upstream URL (Target URL)')).toHaveValue('http://httpbin.org');
    await press(page, 'Save');
    await isDone(page, 'Add an API');

    await field(page, 'Authentication mode').selectOption('JSON Web Token (JWT)');
    await isDone(page, 'Choose JSON Web Token (JWT)');
    await field(page, 'JWT Signing Method').selectOption('HMAC (shared)');
    await isDone(page, 'Choose HMAC (shared)');
    await field(page, 'Secret').fill('tyk123');
    await isDone(page, 'Enter the secret');
    await expect(field(page, 'Identity Source')).toHaveValue('sub');
    await expect(field(page, 'Policy Field Name')).toHaveValue('pol');

    await press(page, 'Add');
    await page.getByRole('menuitem', { name: 'Add Policy' }).click();
    await field(page, 'Policy Name').fill('Gold');
    await field(page, 'Select the API').selectOption('Orders');
    await press(page, 'Save');
    await isDone(page, 'Add a policy');

    await gateway(page)
      .getByRole('tab', { name: /^API: Orders/ })
      .click();
    await field(page, 'Default Policy').selectOption('Gold (gold)');
    await isDone(page, 'Choose the default policy');
    await expect(step(page, 'Update', 'now')).toBeVisible();
    await press(page, 'Update');
    await isDone(page, 'Update');

    const payload = { sub: '1234567890', name: 'John Doe', pol: 'gold', iat: 1516239022 };
    await writeJson(page, 'Payload', JSON.stringify(payload, null, 2));
    await isDone(page, 'Write the payload');
    await token(page).getByLabel('Signed with').selectOption({ label: 'The API’s secret: API secret “tyk123”' });
    await isDone(page, 'Sign it with the API’s secret');

    await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/get');
    expect(await send(page)).toEqual({ status: 200, fromWorker: true });
    await isFinished(page);
    await expect(guide(page)).toContainText('10 of 10 done');

    await guide(page).getByRole('button', { name: 'All lessons' }).click();
    await expect(guide(page).getByRole('button', { name: /^Steps 1 to 6.*done$/ })).toBeVisible();
  });

  test('are undone as the workspace is', async ({ page, site }) => {
    await openLesson(page, site, 'set-up');
    await guide(page).getByRole('button', { name: 'Do it for me' }).click();
    await isDone(page, 'Add an API');
    await guide(page).getByRole('button', { name: 'Do it for me' }).click();
    await isDone(page, 'Choose JSON Web Token (JWT)');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect(step(page, 'Choose JSON Web Token (JWT)', 'now')).toBeVisible();
  });
});

const byHand = [
  {
    id: 'auth0',
    add: 'Add Auth0 tenant',
    label: 'Auth0 domain',
    host: auth0,
    url: `https://${auth0}/.well-known/jwks.json`,
  },
  {
    id: 'keycloak',
    add: 'Add Keycloak realm',
    label: 'Keycloak URL',
    host: keycloak,
    url: `https://${keycloak}/realms/orders/protocol/openid-connect/certs`,
  },
] as const;

for (const { id, add, label, host, url } of byHand) {
  test(`the lesson ${id} can be done by hand through the Providers panel`, async ({ page, site }) => {
    await openLesson(page, site, id);
    const titles = lessons.find((lesson) => lesson.id === id)?.steps.map(({ title }) => title) ?? [];
    const [provider = '', source = '', update = '', issued = ''] = titles;
    await gateway(page)
      .getByRole('tab', { name: /^Providers/ })
      .click();
    await press(page, add);
    await expect(field(page, label)).toHaveValue(host);
    await expect(field(page, 'Policy in its tokens')).toHaveValue('gold');
    await press(page, 'Save');
    await isDone(page, provider);
    await press(page, 'Use as the API’s key source');
    await isDone(page, source);
    await gateway(page)
      .getByRole('tab', { name: /^API: Orders/ })
      .click();
    await expect(field(page, 'JWKS URL')).toHaveValue(url);
    await press(page, 'Update');
    await isDone(page, update);
    await gateway(page)
      .getByRole('tab', { name: /^Providers/ })
      .click();
    await press(page, 'Get a token');
    await isDone(page, issued);
    expect(await send(page)).toEqual({ status: 200, fromWorker: true });
    await isFinished(page);
  });
}

for (const { id, steps, ends } of lessons) {
  // Two lessons stand for all: another one is another list of the same.
  const tag = id === 'set-up' || id === 'jwks' ? [] : '@one-browser';
  test(
    `the lesson ${id} shows each place, does each step when asked, and ends with ${String(ends.status)}`,
    { tag },
    async ({ page, site }) => {
      // One column beside the guide: it is the one that is pointed at.
      await page.setViewportSize({ width: 1280, height: 720 });
      await openLesson(page, site, id);
      for (const { title } of steps) {
        await expect(step(page, title, 'now')).toBeVisible();
        await guide(page).getByRole('button', { name: 'Show me' }).click();
        await isPointedAt(page);
        await guide(page).getByRole('button', { name: 'Do it for me' }).click();
        await isDone(page, title);
      }
      await isFinished(page);
      await expect(verdict(page)).toContainText(`${String(ends.status)} ·`);
      await expect(verdict(page)).toContainText(', sent ');
    },
  );
}

test.describe('where guide and gateway differ', () => {
  test('a situation can be tried, and left as if it had not been', async ({ page, site }) => {
    await openLesson(page, site, 'set-up');
    await guide(page).getByRole('button', { name: 'Do it for me' }).click();
    await isDone(page, 'Add an API');
    await step(page, 'Enter the secret', 'later').click();
    const difference = guide(page)
      .getByRole('group', { name: 'Guide and gateway differ' })
      .filter({ hasText: 'tyk123' });
    await expect(difference).toContainText('The guide says');
    await expect(difference).toContainText('The gateway');
    await difference.getByRole('button', { name: 'Try it raw' }).click();

    const trial = guide(page).getByRole('region', { name: 'Trying it' });
    await expect(trial).toContainText('Answered now: 403: Key not authorized');
    await expect(verdict(page)).toContainText('Refused 403 · Key not authorized');
    await expect(page.getByRole('region', { name: 'Request and answer' })).toContainText(
      'tyk123 is not a base64 string',
    );
    await trial.getByRole('button', { name: 'Back to the lesson' }).click();
    await isDone(page, 'Add an API');
    await expect(field(page, 'Authentication mode')).toHaveValue('open');
    await expect(step(page, 'Choose JSON Web Token (JWT)', 'now')).toBeFocused();
  });

  test('a raw JWKS URL works once', async ({ page, site }) => {
    await openLesson(page, site, 'auth0');
    await step(page, 'Use its JWKS URL as the key source', 'later').click();
    await guide(page).getByRole('button', { name: 'Try the raw URL' }).click();
    const trial = guide(page).getByRole('region', { name: 'Trying it' });
    await expect(trial).toContainText('Answered now: 403: Key not authorized');
    await page.getByRole('tab', { name: /^History/ }).click();
    await expect(page.getByRole('tabpanel', { name: /^History/ })).toContainText('200');
    expect((await send(page)).status).toBe(403);
  });
});

test.describe('the panel', () => {
  test('opens at the list, and gives the focus back when it is closed', async ({ page, site }) => {
    await open(page, site);
    await guideButton(page).click();
    await expect(guideButton(page)).toHaveAttribute('aria-expanded', 'true');
    await expect(guide(page).getByRole('heading', { name: 'Guide' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(guide(page)).toHaveCount(0);
    await expect(guideButton(page)).toBeFocused();

    const path = page.getByRole('textbox', { name: 'Path', exact: true });
    await path.press('Alt+g');
    await expect(guide(page).getByRole('heading', { name: 'Guide' })).toBeFocused();
    await path.press('Alt+g');
    await expect(guide(page).getByRole('heading', { name: 'Guide' })).toBeFocused();
    await page.keyboard.press('Alt+g');
    await expect(guide(page)).toHaveCount(0);
    await expect(path).toBeFocused();
  });

  test('leaves the workspace alone until a lesson is started, and that can be undone', async ({ page, site }) => {
    await open(page, site);
    await field(page, 'Secret').fill('my own');
    await guideButton(page).click();
    await guide(page)
      .getByRole('button', { name: /^Clock skew/ })
      .click();
    await expect(field(page, 'Secret')).toHaveValue('my own');
    await guide(page).getByRole('button', { name: 'Start', exact: true }).click();
    await expect(field(page, 'Secret')).toHaveValue('tyk123');
    await expect(guide(page)).toContainText('0 of 4 done');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect(field(page, 'Secret')).toHaveValue('my own');
  });

  test('is followed by keyboard alone', async ({ page, site }) => {
    await openLesson(page, site, 'expired');
    await step(page, 'Send an expired token', 'now').focus();
    await page.keyboard.press('Tab');
    await expect(guide(page).getByRole('button', { name: 'Do it for me' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(step(page, 'Send a new one', 'now')).toBeFocused();
    await expect(guide(page).getByRole('status').filter({ hasText: 'Next: Send a new one.' })).toHaveCount(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(guide(page).getByRole('button', { name: 'Show me' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Payload', exact: true })).toBeFocused();
  });

  test('begins nothing for a lesson that is not there', async ({ page, site }) => {
    await open(page, `${site}?guide=nothing`);
    await expect(guide(page).getByRole('heading', { name: 'Setting up' })).toBeVisible();
    await expect(verdict(page)).toContainText('Passed 200');
  });

  test('is a sheet on a phone, and folds to let a place be seen', async ({ page, site }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openLesson(page, site, 'expired');
    await guide(page).getByRole('button', { name: 'Show me' }).click();
    await isPointedAt(page);
    await expect(guide(page).getByRole('button', { name: 'Show me' })).toBeHidden();
    await guide(page).getByRole('button', { name: 'Unfold' }).click();
    await guide(page).getByRole('button', { name: 'Do it for me' }).click();
    await isDone(page, 'Send an expired token');
    await isPointedAt(page);
    await expect(verdict(page)).toContainText('Refused 401');
  });
});

for (const { name, ...viewport } of [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 1000, height: 900 },
  { name: 'a phone', width: 360, height: 740 },
] as const) {
  test(`axe finds nothing in list, lesson and trial: ${name}`, { tag: '@one-browser' }, async ({ page, site }) => {
    await page.setViewportSize(viewport);
    await openLesson(page, site, 'key-not-authorized');
    await expectAccessible(page);
    await guide(page).getByRole('button', { name: 'Try a text that is no token' }).click();
    await expect(guide(page)).toContainText('Answered now: 403');
    await expectAccessible(page);
    await guide(page).getByRole('button', { name: 'Back to the lesson' }).click();
    await guide(page).getByRole('button', { name: 'All lessons' }).click();
    await expectAccessible(page);
  });
}
