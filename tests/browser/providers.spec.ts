import type { Locator, Page } from '@playwright/test';
import { accessTokenIn } from '../../src/workspace/providers/ask-token';
import { expectAccessible } from './axe';
import { expect, open, openTab, send, test, verdict, writeJson } from './site';

const auth0 = 'your-tenant.auth0.test';
const keycloak = 'keycloak.test';
test.use({ providers: [auth0, keycloak, 'sso.example.test'] });

const column = (page: Page): Locator => page.getByRole('region', { name: /^\d Gateway$/ });
const field = (page: Page, label: string): Locator => column(page).getByLabel(label, { exact: true });
const press = (page: Page, name: string): Promise<void> =>
  column(page).getByRole('button', { name, exact: true }).click();
const tab = (page: Page, name: RegExp): Promise<void> => column(page).getByRole('tab', { name }).click();
const inUse = (page: Page): Locator => column(page).getByRole('group', { name: 'Key set in use' });
const answer = (page: Page): Locator => column(page).getByRole('group', { name: 'Answer of the token endpoint' });
const section = (page: Page, title: string): Locator => column(page).locator('summary', { hasText: title });

/** The guide's steps 1 to 4: an API that takes JWTs, and a policy for it. */
async function followFirstSteps(page: Page): Promise<void> {
  await press(page, 'Add New API');
  await field(page, 'API Name').fill('Orders');
  await press(page, 'Save');
  await field(page, 'Authentication mode').selectOption('JSON Web Token (JWT)');
  await press(page, 'Add');
  await column(page).getByRole('menuitem', { name: 'Add Policy' }).click();
  await field(page, 'Policy Name').fill('Gold');
  await field(page, 'Select the API').selectOption('Orders');
  await press(page, 'Save');
  await expect(field(page, 'Policy ID')).toHaveValue('gold');
}

/** Adds a provider as it is proposed, in the Providers tab. */
async function addProvider(page: Page, add: 'Add Auth0 tenant' | 'Add Keycloak realm'): Promise<void> {
  await tab(page, /^Providers/);
  await press(page, add);
  await press(page, 'Save');
  const name = add === 'Add Auth0 tenant' ? 'Auth0' : 'Keycloak';
  await expect(column(page).getByRole('group', { name: `Provider ${name}` })).toBeVisible();
}

/** Asks for a token; it came through the service worker, and is in the Token column. */
async function getToken(page: Page): Promise<string> {
  const asked = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page, 'Get a token');
  const response = await asked;
  expect(response.fromServiceWorker()).toBe(true);
  const token = accessTokenIn(await response.text()) ?? '';
  expect(token).toMatch(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/);
  await expect(answer(page)).toContainText(token);
  await expect(answer(page)).toContainText('200 OK. The token is in the Token column, as one that was pasted.');
  await expect(page.getByRole('textbox', { name: 'Encoded token' })).toHaveValue(token);
  return token;
}

/** The guide's HMAC example, its API taking the tokens of a provider, all of it saved. */
async function useProvider(page: Page, site: string, add: Parameters<typeof addProvider>[1]): Promise<void> {
  await open(page, site);
  await addProvider(page, add);
  await press(page, 'Use as the API’s key source');
  await inUse(page).getByRole('button', { name: 'Update' }).click();
  await expect(inUse(page)).toContainText('Orders takes its keys from here.');
}

test.describe('the guide’s Auth0 section', () => {
  test('can be followed: domain in, JWKS URL out, token in, 200', async ({ page, site }) => {
    await open(page, `${site}?new`);
    await followFirstSteps(page);

    await tab(page, /^Providers/);
    await expect(column(page)).toContainText('No identity provider yet');
    await press(page, 'Add Auth0 tenant');
    await expect(field(page, 'Auth0 domain')).toHaveValue(auth0);
    await expect(field(page, 'Policy in its tokens')).toHaveValue('gold');
    await press(page, 'Save');
    await expect(column(page).getByText(`https://${auth0}/.well-known/jwks.json`)).toBeVisible();
    await expect(column(page).getByText(`https://${auth0}/.well-known/openid-configuration`)).toBeVisible();

    await press(page, 'Use as the API’s key source');
    await expect(column(page)).toContainText('jwt_signing_method nothing →becomes rsa');
    await expect(inUse(page)).toContainText('Orders takes its keys from here with the next Update');
    await inUse(page).getByRole('button', { name: 'Update' }).click();
    await expect(inUse(page)).toContainText('The gateway fetches them with the next request');

    const token = await getToken(page);
    await expect(answer(page)).toContainText('HTTP/1.1 200 OK');
    await expect(column(page).getByRole('group', { name: 'Request, as it is sent' })).toContainText(
      /POST \/oauth\/token HTTP\/1\.1\s*Host: your-tenant\.auth0\.test\s*Content-Type: application\/x-www-form-urlencoded\s+grant_type=client_credentials&client_id=/,
    );
    expect(await send(page)).toEqual({ status: 200, fromWorker: true });
    await expect(await openTab(page, 'Response')).toContainText(token);
    await expect(inUse(page)).toContainText(/Orders keeps this key set \(1 key\) for another 3 min \d+ s/);
  });

  test('is one step to undo, and gives the user’s token too', async ({ page, site }) => {
    await open(page, site);
    await addProvider(page, 'Add Auth0 tenant');
    await press(page, 'Use as the API’s key source');
    await tab(page, /^API: Orders/);
    await expect(field(page, 'JWT Signing Method')).toHaveValue('rsa');
    await expect(field(page, 'JWKS URL')).toHaveValue(`https://${auth0}/.well-known/jwks.json`);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect(field(page, 'JWT Signing Method')).toHaveValue('hmac');
    await expect(field(page, 'Secret')).toHaveValue('tyk123');
    await page.getByRole('button', { name: 'Redo' }).click();

    await tab(page, /^Providers/);
    await field(page, 'grant_type').selectOption('password');
    await expect(field(page, 'username')).toHaveValue('jane@example.com');
    await field(page, 'scope').fill('openid');
    await field(page, 'Body').selectOption('JSON');
    await getToken(page);
    await expect(page.getByRole('region', { name: /Token$/ })).toContainText('"gty"');
    expect((await send(page)).status).toBe(200);
  });
});

test.describe('the guide’s Keycloak section', () => {
  test('can be followed field by field: URL and realm in, JWKS URL out, token in, 200', async ({ page, site }) => {
    await open(page, `${site}?new`);
    await followFirstSteps(page);
    await tab(page, /^Providers/);
    await press(page, 'Add Keycloak realm');
    await field(page, 'Keycloak URL').fill(`https://${keycloak}/`);
    await field(page, 'Realm').fill('shop');
    await press(page, 'Save');
    const url = `https://${keycloak}/realms/shop/protocol/openid-connect/certs`;
    await expect(column(page).getByText(url)).toBeVisible();

    await tab(page, /^API: Orders/);
    await field(page, 'JWT Signing Method').selectOption('RSA public key');
    await field(page, 'Key source').selectOption('JWKS URL');
    await field(page, 'JWKS URL').fill(url);
    await press(page, 'Update');

    await tab(page, /^Providers/);
    await expect(inUse(page)).toContainText('Orders takes its keys from here.');
    await expect(field(page, 'Client')).toHaveText(/Orders service/);
    await getToken(page);
    expect(await send(page)).toEqual({ status: 200, fromWorker: true });

    await field(page, 'grant_type').selectOption('password');
    await field(page, 'Secret goes into').selectOption('a Basic header');
    await getToken(page);
    await expect(page.getByRole('region', { name: /Token$/ })).toContainText('"preferred_username": "jane"');
    expect((await send(page)).status).toBe(200);
  });

  test('answers what the real one answers to a wrong secret, a wrong password, and a client that may not', async ({
    page,
    site,
  }) => {
    await open(page, site);
    await addProvider(page, 'Add Keycloak realm');
    await field(page, 'client_secret').fill('wrong');
    await press(page, 'Get a token');
    await expect(answer(page)).toContainText('401 Unauthorized: no token.');
    await expect(answer(page)).toContainText(
      '{"error":"unauthorized_client","error_description":"Invalid client or Invalid client credentials"}',
    );
    await press(page, 'As registered');
    await field(page, 'grant_type').selectOption('password');
    await field(page, 'password').fill('wrong');
    await press(page, 'Get a token');
    await expect(answer(page)).toContainText(
      '{"error":"invalid_grant","error_description":"Invalid user credentials"}',
    );

    await field(page, 'Client').selectOption('Orders service (may not)');
    await press(page, 'Get a token');
    await expect(answer(page)).toContainText('Client not allowed for direct access grants');
    // The token column has the token that it had.
    await expect(verdict(page)).toContainText('200');
  });
});

test.describe('keys that were rotated', () => {
  test('are refused until the key set is flushed', async ({ page, site }) => {
    await useProvider(page, site, 'Add Auth0 tenant');
    await getToken(page);
    expect((await send(page)).status).toBe(200);

    await press(page, 'Rotate, drop the old');
    await expect(inUse(page)).toContainText('Orders keeps a key set without the key that signs now.');
    // The old token passes meanwhile: its key is still kept.
    expect((await send(page)).status).toBe(200);
    await getToken(page);
    expect((await send(page)).status).toBe(403);
    await expect(verdict(page)).toContainText('Key not authorized');
    await expect(await openTab(page, 'Gateway log')).toContainText('No matching KID could be found');

    await press(page, 'Flush the key sets of Orders');
    await expect(inUse(page)).toContainText('The gateway fetches them with the next request');
    await expect(inUse(page)).toBeFocused();
    expect((await send(page)).status).toBe(200);
    await expect(inUse(page)).toContainText('Orders keeps this key set (1 key)');
  });

  test('are refused until the cache has run out, by the gateway’s clock', async ({ page, site }) => {
    await useProvider(page, site, 'Add Keycloak realm');
    await getToken(page);
    expect((await send(page)).status).toBe(200);
    await press(page, 'Rotate, keep the old');
    await expect(inUse(page)).toContainText('Orders keeps a key set without the key that signs now.');
    await getToken(page);
    expect((await send(page)).status).toBe(403);
    await expect(inUse(page)).toContainText(/refused for another 3 min \d+ s, or until it is flushed/);
    await press(page, 'Let it run out');
    await expect(inUse(page)).toContainText('The gateway fetches them with the next request');
    expect((await send(page)).status).toBe(200);
    await expect(inUse(page)).toContainText('(2 keys)');
  });

  test('need the key set to have them: one that is announced ahead signs without a gap', async ({ page, site }) => {
    await useProvider(page, site, 'Add Auth0 tenant');
    await press(page, 'Add a key');
    const keys = column(page).getByRole('group', { name: 'Keys of Auth0' });
    await expect(keys.getByRole('radio')).toHaveCount(2);
    await getToken(page);
    expect((await send(page)).status).toBe(200);
    await keys.getByRole('radio').nth(1).check();
    await getToken(page);
    expect((await send(page)).status).toBe(200);

    // One that is taken out of the key set signs all the same.
    await keys.getByRole('checkbox').nth(1).uncheck();
    await expect(keys).toContainText('Its tokens name a key that is not in the key set.');
    await press(page, 'Flush the key sets of Orders');
    expect((await send(page)).status).toBe(403);

    await keys
      .getByRole('button', { name: /^Remove/ })
      .nth(1)
      .click();
    await expect(keys).toContainText('No key signs, so it gives no tokens.');
    await press(page, 'Get a token');
    await expect(answer(page)).toContainText('The provider has no key to sign with.');
  });
});

test.describe('misbehaviour', () => {
  const refused: readonly (readonly [choice: string, log: RegExp | string])[] = [
    ['Certificates alone (x5c)', 'invalid RSA key, missing n/e values'],
    ['An HTML page', /invalid character '<' looking for beginning of value/],
    ['JSON that is cut off', 'unexpected end of JSON input'],
    ['JSON without keys', 'No matching KID could be found'],
    ['A bad key beside the good ones', 'invalid RSA key, missing n/e values'],
    ['HTTP 500, with an error as body', 'No matching KID could be found'],
    ['HTTP 500, without a body', 'unexpected end of JSON input'],
    ['Unreachable', /JWKS endpoint resolution failed.*connect: connection refused/s],
  ];

  for (const [choice, log] of refused) {
    test(`${choice}: 403, and the reason in the log`, async ({ page, site }) => {
      await useProvider(page, site, 'Add Auth0 tenant');
      await getToken(page);
      await section(page, 'Misbehaviour').click();
      await field(page, 'What goes wrong').selectOption(choice);
      await expect(section(page, 'Misbehaviour')).toContainText(choice);
      expect((await send(page)).status).toBe(403);
      await expect(await openTab(page, 'Gateway log')).toContainText(log);
      await press(page, 'Back to normal');
      // What the gateway took for a key set is kept; the rest is asked for again.
      const flush = column(page).getByRole('button', { name: 'Flush the key sets of Orders' });
      const isKept = log === 'No matching KID could be found';
      await expect(flush).toHaveCount(isKept ? 1 : 0);
      if (isKept) await flush.click();
      expect((await send(page)).status).toBe(200);
    });
  }

  test('an unknown kid is in no key set', async ({ page, site }) => {
    await useProvider(page, site, 'Add Keycloak realm');
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('Unknown kid in its tokens');
    await getToken(page);
    await expect(page.getByRole('region', { name: /Token$/ })).toContainText('"kid": "not-published-');
    expect((await send(page)).status).toBe(403);
    await expect(await openTab(page, 'Gateway log')).toContainText('No matching KID could be found');
  });

  test('a key set written by hand: the key that the gateway cannot read is marked', async ({ page, site }) => {
    await useProvider(page, site, 'Add Auth0 tenant');
    await getToken(page);
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('A text that you write');
    const text = page.getByRole('textbox', { name: 'Key set', exact: true });
    // It begins with the key set as it is, and that passes.
    await expect(text).toHaveValue(/"kty": "RSA"/);
    expect((await send(page)).status).toBe(200);
    await column(page).getByRole('button', { name: 'Flush the key sets of Orders' }).click();

    await text.focus();
    const editor = page.locator('.code').filter({ has: text });
    await expect(editor.locator('.monaco-editor')).toBeVisible({ timeout: 20_000 });
    await writeJson(page, 'Key set', '{\n  "keys": [\n    {"kty": "RSA", "kid": "a", "e": "AQAB"}\n  ]\n}');
    await expect(column(page)).toContainText(
      'The gateway cannot read it: go-jose/go-jose: invalid RSA key, missing n/e',
    );
    await expect(editor.locator('.squiggly-error').first()).toBeAttached();
    await editor.getByText('"kty"').hover();
    await expect(page.locator('.monaco-hover:visible')).toContainText('invalid RSA key, missing n/e values');
    expect((await send(page)).status).toBe(403);
    await expect(await openTab(page, 'Gateway log')).toContainText('invalid RSA key, missing n/e values');
  });

  test('HTTP 500 with the key set as body passes: the gateway does not look at the status', async ({ page, site }) => {
    await useProvider(page, site, 'Add Keycloak realm');
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('HTTP 500, with the key set as body');
    await section(page, 'What the key set answers').click();
    await expect(column(page).getByRole('group', { name: 'Answer of the key set' })).toContainText(
      'HTTP/1.1 500 Internal Server Error',
    );
    await getToken(page);
    expect((await send(page)).status).toBe(200);
  });

  test('a slow provider holds the request that fetches the key set, and says so while it is asked', async ({
    page,
    site,
  }) => {
    await useProvider(page, site, 'Add Keycloak realm');
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('Slow');
    await field(page, 'Milliseconds').fill('900');
    const began = Date.now();
    await press(page, 'Get a token');
    await expect(column(page).getByText('Waiting for the answer …')).toBeVisible();
    await expect(answer(page)).toContainText('200 OK');
    expect(Date.now() - began).toBeGreaterThanOrEqual(900);

    const start = Date.now();
    expect((await send(page)).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(900);
    // From then on the gateway has the key set: it does not ask again, which would take longer than the test may.
    await field(page, 'Milliseconds').fill('60000');
    expect((await send(page)).status).toBe(200);
  });

  test('an unreachable provider gives no token', async ({ page, site }) => {
    await open(page, site);
    await addProvider(page, 'Add Auth0 tenant');
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('Unreachable');
    await press(page, 'Get a token');
    await expect(answer(page)).toContainText('No answer: Failed to fetch. The provider is unreachable on purpose.');
    await section(page, 'What the key set answers').click();
    await expect(column(page)).toContainText('No answer: dial tcp 203.0.113.');
  });

  test('while the gateway keeps a key set nothing of it shows, and that is said', async ({ page, site }) => {
    await useProvider(page, site, 'Add Auth0 tenant');
    await getToken(page);
    expect((await send(page)).status).toBe(200);
    await section(page, 'Misbehaviour').click();
    await field(page, 'What goes wrong').selectOption('Unreachable');
    await expect(field(page, 'What goes wrong')).toHaveAccessibleDescription(/this shows once that is flushed/);
    expect((await send(page)).status).toBe(200);
  });
});

test('a name that no provider can have is told beside the field, and stays', async ({ page, site }) => {
  await open(page, site);
  await tab(page, /^Providers/);
  await press(page, 'Add Keycloak realm');
  const host = field(page, 'Keycloak URL');
  await host.fill('https://sso.example.com/');
  await expect(host).toHaveAccessibleDescription(/The name must end in \.test/);
  await press(page, 'Save');
  await expect(host).toBeFocused();
  await expect(host).toHaveValue('https://sso.example.com/');
  await press(page, 'Use sso.example.test');
  await expect(host).toHaveAttribute('aria-invalid', 'false');
  await press(page, 'Save');
  await expect(column(page)).toContainText('https://sso.example.test/realms/orders/protocol/openid-connect/certs');

  await host.fill('gateway.test');
  await expect(host).toHaveAccessibleDescription('gateway.test is the gateway.');
  await expect(host).toHaveValue('gateway.test');
  await expect(column(page)).toContainText('https://sso.example.test/realms/orders');
});

test('clients, users and their claims can be changed, and are in the tokens', async ({ page, site }) => {
  await open(page, site);
  await addProvider(page, 'Add Keycloak realm');
  await section(page, 'Clients and users').click();
  await section(page, 'Orders service').click();
  await field(page, 'Client ID').fill('billing');
  await field(page, 'Client secret').fill('s3cret');
  await writeJson(page, 'Claims of Orders service', '{"pol": "silver", "tenant": {"id": 7}}');
  await expect(field(page, 'client_id')).toHaveValue('billing');
  await getToken(page);
  const token = page.getByRole('region', { name: /Token$/ });
  await expect(token).toContainText('"azp": "billing"');
  await expect(token).toContainText('"pol": "silver"');
  await expect(token).toContainText('"tenant"');
  await writeJson(page, 'Claims of Orders service', '{"pol":');
  await expect(column(page)).toContainText('It adds no claims: unexpected end of JSON input');

  await press(page, 'Add user');
  await field(page, 'Password').fill('pw');
  await field(page, 'grant_type').selectOption('password');
  await field(page, 'User').selectOption('sam');
  await expect(field(page, 'password')).toHaveValue('pw');
  await getToken(page);
  await expect(token).toContainText('"preferred_username": "sam"');
});

test('several providers stand beside each other; one is removed and brought back', async ({ page, site }) => {
  await open(page, site);
  await addProvider(page, 'Add Auth0 tenant');
  await press(page, 'Add a provider');
  await column(page).getByRole('menuitem', { name: 'Add Keycloak realm' }).click();
  await press(page, 'Save');
  await expect(field(page, 'Provider')).toHaveText(/Auth0.*Keycloak/s);
  await press(page, 'Provider actions');
  await column(page).getByRole('menuitem', { name: 'Remove provider' }).click();
  await expect(column(page)).toContainText('Keycloak was removed.');
  await expect(field(page, 'Auth0 domain')).toBeVisible();
  await press(page, 'Undo');
  await field(page, 'Provider').selectOption('Keycloak');
  await expect(field(page, 'Realm')).toHaveValue('orders');
});

test('a Tyk OAS API gets the address into its list of key sets', async ({ page, site }) => {
  await open(page, `${site}?new`);
  await press(page, 'Add New API');
  await field(page, 'API Name').fill('Orders');
  await field(page, 'Definition').selectOption('Tyk OAS');
  await press(page, 'Save');
  await press(page, 'Add');
  await column(page).getByRole('menuitem', { name: 'Add Policy' }).click();
  await field(page, 'Policy Name').fill('Gold');
  await field(page, 'Select the API').selectOption('Orders');
  await press(page, 'Save');
  await addProvider(page, 'Add Auth0 tenant');
  await press(page, 'Use as the API’s key source');
  await expect(column(page)).toContainText('Authentication Open (Keyless)');
  await inUse(page).getByRole('button', { name: 'Update' }).click();
  await getToken(page);
  expect((await send(page)).status).toBe(200);
  await tab(page, /^API: Orders/);
  await expect(field(page, 'JWKS URL 1')).toHaveValue(`https://${auth0}/.well-known/jwks.json`);
});

test('has no fault that axe finds, in any of its states', async ({ page, site }) => {
  test.slow();
  await open(page, site);
  await tab(page, /^Providers/);
  await expectAccessible(page, '#column-gateway');
  await press(page, 'Add Keycloak realm');
  await field(page, 'Keycloak URL').fill('https://sso.example.com/');
  await expectAccessible(page, '#column-gateway');
  await press(page, 'Use sso.example.test');
  await press(page, 'Save');
  await press(page, 'Use as the API’s key source');
  await inUse(page).getByRole('button', { name: 'Update' }).click();
  await getToken(page);
  await send(page);
  await press(page, 'Rotate, keep the old');
  await expect(inUse(page)).toContainText('without the key that signs now');
  await section(page, 'Misbehaviour').click();
  await field(page, 'What goes wrong').selectOption('Slow');
  await section(page, 'Clients and users').click();
  await section(page, 'Orders service').click();
  await section(page, 'What the key set answers').click();
  await expectAccessible(page, '#column-gateway');
});

test('fits into 320 pixels, and everything is reached by keyboard', async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await open(page, site);
  await page.getByRole('button', { name: '← Back' }).click();
  await page.getByRole('button', { name: '← Back' }).click();
  await tab(page, /^Providers/);
  await column(page).getByRole('button', { name: 'Add Auth0 tenant' }).focus();
  await page.keyboard.press('Enter');
  await expect(field(page, 'Auth0 domain')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(column(page).getByRole('group', { name: 'Provider Auth0' })).toBeFocused();
  for (const title of ['Misbehaviour', 'Clients and users', 'What the key set answers']) {
    await section(page, title).focus();
    await page.keyboard.press('Enter');
  }
  await section(page, 'Orders service').click();
  await expect(field(page, 'Client secret')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await column(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
});
