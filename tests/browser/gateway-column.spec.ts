import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, open, step, test, verdict, writeJson } from './site';

/** The column with APIs, policies and providers. */
const column = (page: Page): Locator => page.getByRole('region', { name: /^\d Gateway$/ });
const field = (page: Page, label: string): Locator => column(page).getByLabel(label, { exact: true });
const saving = (page: Page): Locator => column(page).getByRole('group', { name: 'Saving' });
const press = (page: Page, name: string): Promise<void> =>
  column(page).getByRole('button', { name, exact: true }).click();
/** The rows of the open list of documents. */
const rows = (page: Page): Locator => column(page).getByRole('listbox').getByRole('option');
const section = (page: Page, title: string): Locator => column(page).locator('summary', { hasText: title });

/** Chooses from the menu of the open document. */
async function act(page: Page, action: string | RegExp): Promise<void> {
  await column(page)
    .getByRole('button', { name: /^(API|Policy) actions$/ })
    .click();
  await column(page).getByRole('menuitem', { name: action }).click();
}

/** What the definition's JSON says, as the editor shows it. */
async function definition(page: Page, label = 'API definition'): Promise<string> {
  await press(page, 'JSON');
  await column(page).getByRole('textbox', { name: label, exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await press(page, 'Form');
  return text.replaceAll('\r\n', '\n');
}

test.beforeEach(async ({ context, site }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(site).origin });
});

test('leads from an empty workspace through the guide’s steps 1 to 4, in the guide’s words', async ({ page, site }) => {
  await open(page, `${site}?new`);
  await expect(column(page)).toContainText('No API yet');
  await press(page, 'Add New API');
  await field(page, 'API Name').fill('My Orders');
  await field(page, 'Upstream URL (Target URL)').fill('http://httpbin.org');
  await press(page, 'Save');
  await expect(saving(page)).toContainText('200 · added');
  await expect(column(page).getByRole('tab', { name: 'API: My Orders' })).toBeVisible();
  await expect(field(page, 'Authentication mode')).toHaveValue('open');

  await field(page, 'Authentication mode').selectOption('JSON Web Token (JWT)');
  await field(page, 'JWT Signing Method').selectOption('HMAC (shared)');
  await field(page, 'Secret').fill('tyk123');
  await expect(column(page)).toContainText('Stored as dHlrMTIz');
  await expect(field(page, 'Identity Source')).toHaveValue('sub');
  await expect(field(page, 'Policy Field Name')).toHaveValue('pol');

  await press(page, 'Add');
  await column(page).getByRole('menuitem', { name: 'Add Policy' }).click();
  await field(page, 'Policy Name').fill('Gold');
  await field(page, 'Select the API').selectOption('My Orders');
  await press(page, 'Save');
  await expect(saving(page)).toContainText('200 · added');
  await expect(field(page, 'Policy ID')).toHaveValue('gold');

  await column(page).getByRole('tab', { name: 'API: My Orders' }).click();
  await expect(saving(page)).toContainText('unsaved changes');
  await field(page, 'Default Policy').selectOption('Gold (gold)');
  await press(page, 'Update');
  await expect(saving(page)).toContainText('200 · modified');
  await expect(saving(page)).toContainText('saved');
  expect(JSON.parse(await definition(page))).toMatchObject({
    use_keyless: false,
    enable_jwt: true,
    jwt_signing_method: 'hmac',
    jwt_source: 'dHlrMTIz',
    jwt_identity_base_field: 'sub',
    jwt_policy_field_name: 'pol',
    jwt_default_policies: ['gold'],
  });
});

test('is a form and a text of one document, which keeps what the form does not know', async ({ page, site }) => {
  await open(page, site);
  const before = (await definition(page)).replaceAll(/\n\s*/g, ' ');
  const strange = before.replace('{', '{ "x_unknown":[ 12345678901234567890 ],');
  await press(page, 'JSON');
  await writeJson(page, 'API definition', strange);
  await press(page, 'Form');
  await field(page, 'Identity Source').fill('user');
  expect(await definition(page)).toBe(
    strange.replace('"jwt_identity_base_field": "sub"', '"jwt_identity_base_field": "user"'),
  );
});

test('says beside the form why a text cannot be read, keeps it, and leads to the place', async ({ page, site }) => {
  await open(page, site);
  await press(page, 'JSON');
  await writeJson(page, 'API definition', '{\n  "name": oops\n}');
  await press(page, 'Form');
  await expect(column(page)).toContainText('invalid character');
  await expect(column(page)).toContainText('What was typed is kept');
  await press(page, 'Open the JSON at line 2');
  await expect(column(page).getByRole('textbox', { name: 'API definition', exact: true })).toBeFocused();
  await press(page, 'Update');
  await expect(saving(page)).toContainText('400 · Request malformed');
  await press(page, 'Discard changes');
  await press(page, 'Form');
  await expect(field(page, 'Listen path')).toHaveValue('/orders/');
});

test('marks what is unsaved, and saves, discards or saves all', async ({ page, site }) => {
  await open(page, site);
  await expect(saving(page)).toContainText('saved');
  await field(page, 'Upstream URL (Target URL)').fill('http://example.test');
  await expect(column(page).getByRole('tab', { name: /API: Orders.*unsaved/ })).toBeVisible();
  await press(page, 'Discard changes');
  await expect(field(page, 'Upstream URL (Target URL)')).toHaveValue('http://httpbin.org');
  await expect(column(page).getByRole('button', { name: 'Discard changes' })).toBeFocused();
  await field(page, 'Upstream URL (Target URL)').fill('http://example.test');
  await column(page)
    .getByRole('tab', { name: /Policies/ })
    .click();
  await field(page, 'Policy Name').fill('Golden');
  await press(page, 'Update all 2');
  await expect(saving(page)).toContainText('All 2 are saved');
  await expect(column(page).getByRole('tab', { name: /unsaved/ })).toHaveCount(0);
});

test('shows what the admin API says to a document that it refuses, log lines too', async ({ page, site }) => {
  await open(page, site);
  await section(page, 'Clock skew').click();
  await field(page, 'Expiry skew, seconds').fill('-5');
  await press(page, 'Update');
  await expect(saving(page)).toContainText('400 · Request malformed');
  await expect(saving(page)).toContainText('cannot unmarshal number -5 into Go struct field');
  await expect(saving(page)).toContainText('unsaved changes');
  await field(page, 'Expiry skew, seconds').fill('5x');
  await expect(field(page, 'Expiry skew, seconds')).toHaveAccessibleDescription(/This is no number/);
  await expect(field(page, 'Expiry skew, seconds')).toHaveValue('5x');
  await field(page, 'Expiry skew, seconds').fill('5');
  await press(page, 'Update');
  await expect(saving(page)).toContainText('200 · modified');
});

test('tells a trap beside its field before any request, and changes it on request', async ({ page, site }) => {
  await open(page, site);
  await field(page, 'JWT Signing Method').selectOption('RSA public key');
  await expect(column(page).getByRole('tab', { name: /API: Orders.*finding/ })).toBeVisible();
  const source = column(page).locator('[data-field="key-source"]');
  await expect(source).toContainText('every token is refused with 403');
  await source.getByRole('button', { name: 'Write hmac' }).click();
  await expect(field(page, 'JWT Signing Method')).toHaveValue('hmac');
  await expect(source).not.toContainText('refused');
  await expect(field(page, 'Key source')).toBeFocused();
});

test('takes a secret, a key, an address and a list of them for the source', async ({ page, site }) => {
  await open(page, site);
  await expect(field(page, 'Secret')).toHaveValue('tyk123');
  await field(page, 'Key source').selectOption('JWKS URL');
  await expect(column(page)).toContainText('The definition still has another kind');
  await field(page, 'JWKS URL').fill('https://idp.test/jwks.json');
  await expect(column(page)).toContainText('aHR0cHM6Ly9pZHAudGVzdC9qd2tzLmpzb24=');
  await press(page, 'Store it as typed');
  expect(JSON.parse(await definition(page))).toMatchObject({ jwt_source: 'https://idp.test/jwks.json' });
  await field(page, 'Key source').selectOption('Public key');
  await field(page, 'Public key').fill('-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----');
  await expect(column(page)).toContainText('Stored as LS0tLS1CRUdJTi');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(field(page, 'JWKS URL')).toHaveValue('https://idp.test/jwks.json');
});

test('adds, copies, finds and removes documents; undo brings one back', async ({ page, site }) => {
  await open(page, site);
  await act(page, 'Duplicate');
  await expect(saving(page)).toContainText('This is a copy of Orders, not saved yet.');
  await expect(field(page, 'Listen path')).toHaveValue('/orders-copy/');
  await column(page)
    .getByRole('button', { name: /Choose an API/ })
    .click();
  await column(page).getByRole('combobox', { name: 'Find an API' }).fill('orders');
  await expect(rows(page)).toHaveCount(2);
  await column(page).getByRole('combobox', { name: 'Find an API' }).fill('copy');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Listen path')).toHaveValue('/orders-copy/');
  await act(page, 'Remove API');
  await expect(saving(page)).toContainText('Orders (copy) was removed');
  await expect(column(page).getByRole('tab', { name: /^API: Orders/ })).toBeVisible();
  await saving(page).getByRole('button', { name: 'Undo' }).click();
  await column(page)
    .getByRole('button', { name: /Choose an API/ })
    .click();
  await expect(rows(page)).toHaveCount(2);
});

test('finds one of many policies by a few letters of its name', async ({ page, site }) => {
  await open(page, site);
  const policies = column(page).getByRole('tab', { name: /Policies/ });
  await policies.click();
  // Until the page has started it shows the API, whose menu goes with it.
  await expect(field(page, 'Policy Name')).toBeVisible();
  for (let count = 2; count <= 12; count++) {
    await act(page, 'Duplicate');
    await expect(policies).toContainText(String(count));
  }
  await column(page)
    .getByRole('button', { name: /Choose a policy/ })
    .click();
  await column(page).getByRole('combobox', { name: 'Find a policy' }).fill('copy 7');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(field(page, 'Policy ID')).toHaveValue('gold-copy-7');
});

test('renames a document where its name stands', async ({ page, site }) => {
  await open(page, site);
  await act(page, 'Rename');
  await expect(field(page, 'API Name')).toBeFocused();
  await field(page, 'API Name').fill('Sales');
  await expect(column(page).getByRole('tab', { name: /^API: Sales/ })).toBeVisible();
});

test('puts the cursor on the place that a step looked at', async ({ page, site }) => {
  await open(page, site);
  await step(page, 'Key').click();
  const fact = page.getByRole('table', { name: 'What Key looked at' }).getByRole('button', { name: 'jwt_source' });
  await fact.click();
  await expect(field(page, 'Secret')).toBeFocused();
  await press(page, 'JSON');
  await fact.click();
  await expect(column(page).getByRole('textbox', { name: 'API definition', exact: true })).toBeFocused();
});

test('opens the closed section of a place that is jumped to', async ({ page, site }) => {
  await open(page, site);
  await step(page, 'Rate and quota').click();
  await page
    .getByRole('table', { name: 'What Rate and quota looked at' })
    .getByTitle('Go to the policy')
    .first()
    .click();
  await expect(section(page, 'Limits and quota')).toBeVisible();
  await expect(field(page, 'Rate, requests')).toBeFocused();
});

test('undoes what was typed into one field as one step, and never takes the cursor out of it', async ({
  page,
  site,
}) => {
  await open(page, site);
  const path = field(page, 'Policy Field Name');
  await path.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('icy_id');
  await expect(path).toHaveValue('policy_id');
  await expect(path).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(path).toHaveValue('pol');
  await expect(path).toBeFocused();
});

test('takes the request along when the listen path moves', async ({ page, site }) => {
  await open(page, site);
  await field(page, 'Listen path').fill('/');
  await field(page, 'Listen path').fill('/sales/');
  await expect(page.getByLabel('Path', { exact: true })).toHaveValue('/sales/get');
  await expect(verdict(page)).toContainText('200');
});

test('says what a conversion loses before it is made, and makes it one step', async ({ page, site }) => {
  await open(page, site);
  await section(page, 'Claim validation').click();
  await press(page, 'Convert to Tyk OAS');
  await expect(column(page).getByRole('region', { name: 'Conversion' })).toBeFocused();
  await press(page, 'Convert');
  await expect(saving(page)).toContainText('It is Tyk OAS now');
  await field(page, 'Issuer 1').fill('https://idp.test/');
  await expect(verdict(page)).toContainText('401');
  await act(page, /Convert to Tyk classic/);
  await expect(column(page).getByRole('region', { name: 'Conversion' })).toContainText('does not check iss');
  await press(page, 'Cancel');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(verdict(page)).toContainText('200');
  await expect(column(page)).toContainText('proxy.listen_path');
});

test('gives a policy paths, versions of its own and limits for each API', async ({ page, site }) => {
  await open(page, site);
  await column(page)
    .getByRole('tab', { name: /Policies/ })
    .click();
  await field(page, 'Path 1 of Orders').pressSequentially('/status');
  await expect(field(page, 'Path 1 of Orders')).toBeFocused();
  await expect(verdict(page)).toContainText('403');
  await field(page, 'Path 2 of Orders').fill('/get');
  await expect(verdict(page)).toContainText('200');
  await section(page, 'Partitions').click();
  await field(page, 'Limits and quota per API').check();
  await field(page, 'Quota, requests').first().fill('7');
  expect(JSON.parse(await definition(page, 'Policy definition'))).toMatchObject({
    access_rights: {
      orders: {
        allowed_urls: [
          { url: '/status', methods: ['GET'] },
          { url: '/get', methods: ['GET'] },
        ],
        limit: { quota_max: 7 },
      },
    },
    partitions: { per_api: true },
  });
});

test('finds a field by a word, and shows or hides the lines of help', async ({ page, site }) => {
  await open(page, site);
  await field(page, 'Find a field').fill('skew');
  await expect(field(page, 'Expiry skew, seconds')).toBeVisible();
  await expect(field(page, 'Listen path')).toHaveCount(0);
  await field(page, 'Find a field').fill('zzz');
  await expect(column(page)).toContainText('No field has these words');
  await field(page, 'Find a field').fill('');
  await expect(field(page, 'Listen path')).toHaveAccessibleDescription(/Requests whose path begins with it/);
  await press(page, 'Help');
  await expect(column(page).getByText('Requests whose path begins with it')).toBeHidden();
});

test('has no fault that axe finds in any of its states', async ({ page, site }) => {
  test.slow();
  await open(page, `${site}?new`);
  await expectAccessible(page, '#column-gateway');
  await press(page, 'Add New API');
  await expectAccessible(page, '#column-gateway');
  await open(page, site);
  await field(page, 'JWT Signing Method').selectOption('RSA public key');
  for (const title of ['Token location', 'Scope to policy', 'Clock skew', 'Claim validation', 'Versions and paths']) {
    await section(page, title).click();
  }
  await field(page, 'Scope 1').fill('admin');
  await field(page, 'Expiry skew, seconds').fill('-5');
  await press(page, 'Update');
  await expect(saving(page)).toContainText('400');
  await expectAccessible(page, '#column-gateway');
  await act(page, 'Duplicate');
  await column(page)
    .getByRole('button', { name: /Choose an API/ })
    .click();
  await expect(rows(page)).toHaveCount(2);
  await expectAccessible(page, '#column-gateway');
  await page.keyboard.press('Escape');
  await column(page)
    .getByRole('tab', { name: /Policies/ })
    .click();
  await section(page, 'Tags and metadata').click();
  await field(page, 'Name 1').fill('plan');
  await expectAccessible(page, '#column-gateway');
});

test('fits a phone: no scrolling sideways, and Update stays at hand', async ({ page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, site);
  for (let steps = 0; steps < 2; steps++) await page.getByRole('button', { name: '← Back' }).click();
  for (const title of [
    'Token location',
    'Scope to policy',
    'Clock skew',
    'More of JWT',
    'Versions and paths',
    'Limits and sessions',
  ]) {
    await section(page, title).click();
  }
  await expect(column(page).getByRole('button', { name: 'Update' })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
