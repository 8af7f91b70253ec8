import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { changePayload, expect, open, test, verdict, writeJson } from './site';

const column = (page: Page): Locator => page.getByRole('region', { name: '2 Token' });
const encoded = (page: Page): Locator => column(page).getByRole('textbox', { name: 'Encoded token' });
const signature = (page: Page): Locator => column(page).getByRole('group', { name: 'Signature' });
const key = (page: Page): Locator => column(page).getByRole('combobox', { name: 'Signed with' });
const algorithm = (page: Page): Locator => column(page).getByRole('combobox', { name: 'Algorithm' });

/** The text of an editor, as it is shown line by line. */
async function textOf(page: Page, name: 'Header' | 'Payload'): Promise<string> {
  const editor = column(page).getByRole('textbox', { name, exact: true });
  return editor.inputValue();
}

async function choose(page: Page, menu: RegExp, item: string): Promise<void> {
  await column(page).getByRole('button', { name: menu }).click();
  const entries = page.getByRole('menu');
  await entries
    .getByRole('menuitem', { name: item, exact: true })
    .or(entries.getByRole('menuitemradio', { name: item, exact: true }))
    .click();
}

/** What is said of the claims, opened. */
async function explained(page: Page): Promise<Locator> {
  const details = column(page).locator('details', { hasText: 'Claims explained' });
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  return details;
}

/** The claims of the encoded token. */
async function claimsOf(page: Page): Promise<unknown> {
  const [, payload = ''] = (await encoded(page).inputValue()).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const foreign = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${encode({ sub: 'u1', pol: 'gold' })}.${'c2ln'.repeat(80)}`;

test.beforeEach(async ({ page, site }) => {
  await open(page, site);
});

test('shows the guide’s token in its parts, whose key it fits, and what each claim is for', async ({ page }) => {
  await expect(encoded(page)).toHaveValue(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/);
  await expect(signature(page)).toHaveText(/✓ Signature fits “Shared secret”, the key that the API has\./);
  const claims = await explained(page);
  await expect(claims).toContainText('HMAC family, as the API wants');
  await expect(claims).toContainText('the identity');
  await expect(claims).toContainText('the policy');
  await expect(claims).toContainText('(RFC 7519 §4.1.2)');
  await expect(claims).toContainText('UTC');
});

test('takes a pasted Authorization line apart, and says that no known key fits', async ({ page }) => {
  await encoded(page).fill(`Authorization: Bearer ${foreign}`);
  await expect(encoded(page)).toHaveValue(foreign);
  await expect(column(page)).toContainText('It was taken out of an Authorization line.');
  await expect(signature(page)).toContainText('No known key fits the signature: there is no key for RS256 here.');
  await expect(algorithm(page)).toHaveValue('RS256');
  expect(JSON.parse(await textOf(page, 'Payload'))).toEqual({ sub: 'u1', pol: 'gold' });
  await expect(verdict(page)).toContainText('Refused 403 · Unexpected signing method');
});

test('says of each part of the encoded text what broke', async ({ page }) => {
  const [header = '', payload = '', sign = ''] = (await encoded(page).inputValue()).split('.');
  await encoded(page).fill(`${header.slice(0, 5)}+${header.slice(6)}.${payload}.${sign}`);
  await expect(column(page)).toContainText('Header: illegal base64 data at input byte 5');
  await encoded(page).fill(`${encode('x').slice(0, 3)}.${payload}.${sign}`);
  await expect(column(page)).toContainText('Header: ');
  await encoded(page).fill(`${header}.${payload}.${sign.slice(0, -4)}AAAA`);
  await expect(signature(page)).toContainText('No known key fits the signature: 2 tried.');
  await encoded(page).fill(`${header}.${payload}`);
  await expect(column(page)).toContainText('Token: token contains an invalid number of segments');
  await encoded(page).fill(`${header}.${payload}.${sign}`);
  await expect(signature(page)).toContainText('Signature fits “Shared secret”');
});

test('keeps the other parts of a pasted token when its payload is edited, and signs it again', async ({ page }) => {
  const [header = '', payload = '', sign = ''] = (await encoded(page).inputValue()).split('.');
  await encoded(page).fill(`Bearer ${header}.${payload}.${sign}`);
  await writeJson(page, 'Payload', '{"sub": "u2", "pol": "gold"}');
  await expect(encoded(page)).toHaveValue(`${header}.${encode({ sub: 'u2', pol: 'gold' })}.${sign}`);
  await expect(signature(page)).toContainText('No known key fits');
  await expect(verdict(page)).toContainText('Refused 403');
  await column(page).getByRole('button', { name: 'Sign again with Shared secret' }).click();
  await expect(signature(page)).toContainText('the key that the API has');
  await expect(verdict(page)).toContainText('Passed 200');
  await expect(verdict(page)).toContainText('u2');
});

test('begins with a preset in one step that can be undone', async ({ page }) => {
  const before = await encoded(page).inputValue();
  await choose(page, /^Presets/, 'Nested claims');
  await expect(column(page).getByRole('button', { name: 'Presets: Nested claims' })).toBeVisible();
  await expect(verdict(page)).toContainText('Refused 403');
  await expect(encoded(page)).not.toHaveValue(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(encoded(page)).toHaveValue(before);
  await expect(column(page).getByRole('button', { name: 'Presets: Guide: HMAC' })).toBeVisible();
});

test('chooses presets with the keyboard alone', async ({ page }) => {
  const opener = column(page).getByRole('button', { name: /^Presets/ });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Guide: HMAC' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(opener).toBeFocused();
  await expect(column(page).getByRole('button', { name: 'Presets: With scopes' })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('offers to make the key that another family needs', async ({ page }) => {
  await algorithm(page).selectOption('ES384');
  await expect(encoded(page)).toHaveValue('');
  await expect(column(page)).toContainText('No token. Choose a key to sign with.');
  await column(page).getByRole('button', { name: 'Make one: EC key, P-384' }).first().click();
  await expect(encoded(page)).toHaveValue(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{128}$/);
  await expect(key(page).locator('option:checked')).toContainText('EC private key, P-384');
  await expect(signature(page)).toContainText('Signature fits “EC key, P-384”');
  await algorithm(page).selectOption('HS512');
  await expect(key(page).locator('option:checked')).toContainText('Shared secret “tyk123”');
  await expect(verdict(page)).toContainText('Passed 200');
});

test('offers the API’s own secret to an empty workspace that has learned of one', async ({ page, site }) => {
  await page.goto(`${site}?new`);
  await expect(column(page)).toContainText('No token. Choose a key to sign with.');
  await expect(column(page).getByRole('button', { name: 'Make one: Secret of 32 bytes' }).first()).toBeVisible();
  await choose(page, /^Presets/, 'Guide: HMAC');
  await column(page).getByRole('button', { name: 'Make one: Secret of 32 bytes' }).first().click();
  await expect(encoded(page)).toHaveValue(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/);
  await expect(verdict(page)).toContainText('404');
});

test('offers the secret of the API where no key is chosen', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Secret', exact: true }).fill('another secret');
  await expect(signature(page)).toContainText('but not the key that the API has');
  await key(page).selectOption('The API’s secret: API secret “another secret”');
  await expect(signature(page)).toContainText('Signature fits “API secret”, the key that the API has.');
  await expect(verdict(page)).toContainText('Passed 200');
});

test('makes a bad token on purpose, says what it did, and makes it good again', async ({ page }) => {
  await choose(page, /^Make it bad/, 'Expired');
  await expect(column(page)).toContainText('Bad on purpose. exp is one hour ago.');
  await expect(verdict(page)).toContainText('Refused 401 · token has expired');
  await choose(page, /^Make it bad/, 'Payload changed after signing');
  await expect(verdict(page)).toContainText('Refused 403 · Key not authorized');
  await expect(signature(page)).toContainText('No known key fits the signature');
  await choose(page, /^Make it bad/, 'No key id');
  await expect(column(page)).toContainText('This API has one key for all tokens, so that plays no part.');
  await column(page).getByRole('button', { name: 'Make it good again' }).click();
  await expect(column(page)).not.toContainText('Bad on purpose.');
  await expect(verdict(page)).toContainText('Passed 200');
});

test('writes times that follow the clock, shows them as numbers, and turns one into a number', async ({ page }) => {
  await choose(page, /^Set exp/, 'In 5 min');
  expect(await textOf(page, 'Payload')).toContain('"exp": "now + 5 min"');
  const numbers = column(page).getByRole('checkbox', { name: 'times as numbers' });
  await numbers.check();
  expect(await textOf(page, 'Payload')).toMatch(/"exp": \d{10}/);
  await numbers.uncheck();
  await choose(page, /^Set exp/, 'Write it as a number');
  expect(await textOf(page, 'Payload')).toMatch(/"exp": \d{10}/);
  await expect(numbers).toHaveCount(0);
  await choose(page, /^Set exp/, 'Let it follow the clock');
  expect(await textOf(page, 'Payload')).toMatch(/"exp": "now \+ \d+ (s|min)"/);
  await choose(page, /^Set exp/, 'Take exp away');
  expect(await textOf(page, 'Payload')).not.toContain('exp');
});

test('points out milliseconds, and makes seconds of them', async ({ page }) => {
  await changePayload(page, { iat: Date.now() });
  await expect(await explained(page)).toContainText('milliseconds: year');
  await expect(verdict(page)).toContainText('Refused 401 · token used before issued');
  await choose(page, /^Set iat/, 'From milliseconds to seconds');
  await expect(verdict(page)).toContainText('Passed 200');
});

test('edits the secret in place, as text and as bytes', async ({ page }) => {
  await column(page).getByRole('button', { name: 'Edit the key' }).click();
  const secret = column(page).getByRole('textbox', { name: 'Signing secret' });
  await expect(secret).toHaveValue('tyk123');
  await secret.fill('tyk124');
  await expect(signature(page)).toContainText('Signature fits “Shared secret”, but not the key that the API has.');
  await expect(verdict(page)).toContainText('Refused 403');
  await column(page).getByLabel('as', { exact: true }).selectOption('hex');
  await expect(secret).toHaveValue('74796b313234');
  await secret.fill('74796b31323');
  await expect(column(page)).toContainText('Hexadecimal is pairs of the digits');
  await expect(secret).toHaveValue('74796b31323');
  await secret.fill('74796b313233');
  await expect(verdict(page)).toContainText('Passed 200');
});

test('takes a private key from a paste, and puts its kid into the header', async ({ page }) => {
  const pem = await readFile('tests/keys/openssl/p256.pkcs8.pem', 'utf8');
  await choose(page, /^New key/, 'Paste a key…');
  await column(page).getByRole('textbox', { name: 'Secret, or private key as PEM or JWK' }).fill(pem);
  await column(page).getByRole('button', { name: 'Sign with it' }).click();
  await expect(algorithm(page)).toHaveValue('ES256');
  await expect(signature(page)).toContainText('Signature fits “EC key”');
  await column(page).getByRole('button', { name: 'Edit the key' }).click();
  const kid = await column(page).getByRole('textbox', { name: 'Key id kid' }).inputValue();
  await column(page).getByRole('button', { name: 'Put kid into the header' }).click();
  expect(JSON.parse(await textOf(page, 'Header'))).toMatchObject({ alg: 'ES256', kid });
});

test('puts the cursor on the claim that a step names', async ({ page }) => {
  await changePayload(page, { exp: 1 });
  await page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: /^exp\b/ })
    .click();
  const payload = column(page).getByRole('textbox', { name: 'Payload', exact: true });
  await expect(payload).toBeFocused();
  // What is typed takes the place of the value that is selected.
  await page.keyboard.type('2');
  await expect.poll(() => claimsOf(page)).toMatchObject({ exp: 2 });
});

test('leaves focus and selection alone while the clock ticks', async ({ page }) => {
  await choose(page, /^Set exp/, 'In 5 min');
  await encoded(page).focus();
  await encoded(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(3, 9));
  const before = await page.getByRole('button', { name: /^Gateway clock/ }).getAttribute('aria-label');
  await expect(page.getByRole('button', { name: /^Gateway clock/ })).not.toHaveAttribute('aria-label', before ?? '');
  await page.waitForTimeout(1100);
  await expect(encoded(page)).toBeFocused();
  const selected = await encoded(page).evaluate((area: HTMLTextAreaElement) => [
    area.selectionStart,
    area.selectionEnd,
  ]);
  expect(selected).toEqual([3, 9]);
});

test('undoes what was typed into one field together', async ({ page }) => {
  await encoded(page).focus();
  const before = await encoded(page).inputValue();
  // The end of the text, not of the line that the caret is in.
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('abc');
  await expect(encoded(page)).toHaveValue(`${before}abc`);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(encoded(page)).toHaveValue(before);
});

test('axe finds nothing in a good, a bad and a pasted token', async ({ page }) => {
  const check = (): Promise<void> => expectAccessible(page, '#column-token');
  await explained(page);
  await check();
  await choose(page, /^Make it bad/, 'Expired');
  await column(page).getByRole('button', { name: 'Edit the key' }).click();
  await check();
  await encoded(page).fill(`Bearer ${foreign}`);
  await expect(signature(page)).toContainText('No known key fits');
  await check();
});

for (const width of [360, 1000, 1100, 1440]) {
  test(`nothing sticks out sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    if (width < 1100) await page.keyboard.press('Alt+2');
    await expect(encoded(page)).toBeVisible();
    await explained(page);
    await column(page).getByRole('button', { name: 'Edit the key' }).click();
    for (const selector of ['html', '#column-token']) {
      const [scroll, client] = await page
        .locator(selector)
        .evaluate((element) => [element.scrollWidth, element.clientWidth] as const);
      expect(scroll, selector).toBeLessThanOrEqual(client);
    }
  });
}
