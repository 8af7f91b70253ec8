/** What nobody means well: markup, marks and sizes, in every field, document and link. Nothing runs, hangs or is lost. */
import type { Locator, Page } from '@playwright/test';
import { definitions } from '../../bench/hostile/texts';
import { enterLongField, longFields, messageField, pasteLong } from '../../scripts/bench/long-texts';
import { guideHmac, guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { writeLink } from '../../src/workspace/share/link';
import { control, loneSurrogates, markup, protoMembers, rightToLeft } from '../hostile/texts';
import { expect, open, openTab, test, verdict, writeJson } from './site';

const evil = `${markup}${rightToLeft}`;

/** Whether anything ran, or markup became elements. */
async function expectNothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: 'ran' in globalThis,
    handlers: document.querySelectorAll('[onerror],[onload],[onclick]').length,
    images: document.querySelectorAll('img[src="x"]').length,
    inline: [...document.scripts].filter(({ src, type }) => src === '' && type === '').length,
    polluted: 'polluted' in {},
  }));
  expect(found).toEqual({ ran: false, handlers: 0, images: 0, inline: 0, polluted: false });
}

test.beforeEach(({ page }) => {
  test.slow();
  page.on('dialog', () => {
    throw new Error('something opened a dialog');
  });
});

const tabs = ['Response', 'Upstream', 'Gateway log', 'Sessions', 'History', 'Commands'];

/** Goes through every tab of the answer, and of the gateway. */
async function lookEverywhere(page: Page): Promise<void> {
  for (const name of tabs) {
    await openTab(page, name);
    await expectNothingRan(page);
  }
  const gateway = page.getByRole('region', { name: /^\d Gateway$/ });
  for (const tab of await gateway.getByRole('tab').all()) {
    await tab.click();
    await expectNothingRan(page);
  }
}

test('markup and marks typed into every field of the page stay text', async ({ page, site }) => {
  await open(page, site);
  const fields = page.locator('input:not([type]):visible, input[type=text]:visible, textarea:visible');
  const count = await fields.count();
  expect(count).toBeGreaterThan(5);
  for (let at = 0; at < count; at++) {
    const field = fields.nth(at);
    if (!(await field.isVisible()) || !(await field.isEditable())) continue;
    await field.fill(evil);
    await expectNothingRan(page);
  }
  await expect(verdict(page)).toBeVisible();
  await lookEverywhere(page);
});

test('documents, keys and claims of markup stay text, whether they come in a link or are pasted', async ({
  page,
  site,
}) => {
  const name = (text: string): string => JSON.stringify(`${evil}${text}`);
  const definition = guideHmac.definition.replace(/"name": "[^"]*"/, () => `"name": ${name(control)}`);
  const workspace = {
    ...guideHmacWorkspace(),
    apis: [{ id: 'a', draft: definition, saved: definition }],
    policies: [
      { id: 'p', draft: guideHmac.policy.replace(/"name": "[^"]*"/, () => `"name": ${name('')}`), saved: null },
    ],
    keys: guideHmacWorkspace().keys.map((key) => ({ ...key, name: `${evil}${loneSurrogates}` })),
  };
  const payload = JSON.stringify({
    sub: evil,
    pol: markup,
    [markup]: rightToLeft,
    [rightToLeft]: [markup],
    iss: control,
  });
  const shown = {
    ...workspace,
    token: {
      kind: 'composed',
      header: '{"alg":"HS256"}',
      payload,
      keyId: workspace.keys[0]?.id ?? null,
      fault: null,
    } as const,
  };
  const link = await writeLink({ name: evil, workspace: shown });
  await open(page, `${site}${link}`);
  await expect(verdict(page)).toContainText('403');
  await lookEverywhere(page);
  await page.getByText('Claims explained').click();
  await expectNothingRan(page);
});

test('members called __proto__ survive in a definition and in a payload, and change nothing else', async ({
  page,
  site,
}) => {
  await open(page, site);
  const gateway = page.getByRole('region', { name: /^\d Gateway$/ });
  const definition = guideHmac.definition.replace('{', `{${protoMembers},`);
  await gateway.getByRole('button', { name: 'JSON', exact: true }).click();
  await writeJson(page, 'API definition', definition);
  const payload = `{"sub":"ann","pol":"gold",${protoMembers}}`;
  await writeJson(page, 'Payload', payload);
  await expectNothingRan(page);
  const encoded = page.getByRole('textbox', { name: 'Encoded token' });
  await expect
    .poll(async () => Buffer.from((await encoded.inputValue()).split('.')[1] ?? '', 'base64url').toString())
    .toBe(payload);
  // The form writes beside them, and leaves them as they are.
  await gateway.getByRole('button', { name: 'Form', exact: true }).click();
  await gateway.getByLabel('Listen path', { exact: true }).fill('/renamed/');
  await gateway.getByRole('button', { name: 'JSON', exact: true }).click();
  const shown = gateway
    .locator('.code')
    .filter({ has: page.getByRole('textbox', { name: 'API definition', exact: true }) });
  await expect(shown).toContainText('__proto__');
  await expect(shown).toContainText('/renamed/');
  await expectNothingRan(page);
});

// How long each of these takes is measured by `npm run bench -- long-texts`.
for (const long of longFields) {
  test(`10 MB in ${long.name} are kept, and the page goes on answering`, async ({ page, site }) => {
    await open(page, site);
    await pasteLong(await enterLongField(page, long), long);
    const kept = page.getByRole('group', { name: long.label, exact: true });
    await expect(kept).toContainText('characters are too many to be shown');
    await expect(kept).toContainText(/10,\d{3},\d{3}/);
    // The rest of the page goes on.
    await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/orders/other');
    await expect(verdict(page)).toBeVisible();
    await kept.getByRole('button', { name: 'Empty the field' }).click();
    await expect(kept).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(kept).toBeVisible();
  });
}

/** 10,000 policies, so that it takes a while to look through them. */
async function pastePolicies(field: Locator, count: number): Promise<void> {
  await field.evaluate((element, wanted) => {
    const policies = Array.from({ length: wanted }, (_, at) => [
      `p${String(at)}`,
      { name: `P ${String(at)}`, org_id: 'default', active: true, access_rights: { orders: { api_id: 'orders' } } },
    ]);
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', JSON.stringify(Object.fromEntries(policies)));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, count);
}

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import …' }).click();
  return page.getByRole('dialog', { name: 'Import' });
}

test('a large import is looked through beside the page, can be ended, and is taken as one step', async ({
  page,
  site,
}) => {
  await open(page, site);
  const sheet = await openImport(page);
  const field = sheet.getByLabel('Paste, or drop files anywhere on the page');
  await pastePolicies(field, 100_000);
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet.getByText('Looking through it')).toHaveCount(0);
  const kept = sheet.getByRole('group', { name: 'Import', exact: true });
  await expect(kept).toContainText('characters are too many to be shown');
  await kept.getByRole('button', { name: 'Empty the field' }).click();

  await pastePolicies(field, 2_000);
  await expect(sheet.getByText('2000 things found.')).toBeAttached({ timeout: 30_000 });
  await expect(sheet.getByRole('list', { name: 'Found' })).toContainText('and 1800 more');
  await sheet.getByRole('button', { name: 'Put these 2000 into this workspace' }).click();
  await expect(verdict(page)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(verdict(page)).toContainText('200');
});

test('10 MB in the field for a message are kept, and not read', async ({ page, site }) => {
  await open(page, site);
  await pasteLong(await enterLongField(page, messageField), messageField);
  const sheet = page.getByRole('complementary', { name: 'Explain an error' });
  await expect(sheet).toContainText('It is longer than any answer or log that is read here');
  await expect(sheet.getByRole('group', { name: 'Message' })).toContainText('characters are too many');
});

for (const [name, words] of [
  ['10,000 versions', 'versions'],
  ['10,000 scope mappings', 'scope'],
  ['10,000 paths in a list', 'paths'],
] as const) {
  test(`a definition with ${name} opens, and its form shows a hundred rows`, async ({ page, site }) => {
    const draft = definitions.find((each) => each.name === name)?.make(0) ?? '';
    const workspace = { ...guideHmacWorkspace(), apis: [{ id: 'a', draft, saved: draft }] };
    await page.goto(`${site}${await writeLink({ name: 'x', workspace })}`);
    await expect(verdict(page)).toContainText(/\d{3}/, { timeout: 30_000 });
    const gateway = page.getByRole('region', { name: /^\d Gateway$/ });
    await gateway.getByRole('searchbox').fill(words);
    // Without a bound on the rows it takes minutes.
    await expect(gateway.getByText(/^and 99\d\d more\./).first()).toBeVisible({ timeout: 30_000 });
  });
}
