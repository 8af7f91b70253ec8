import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, needsDownloads, open, send, test, verdict } from './site';

const auth0 = 'your-tenant.auth0.test';
test.use({ providers: [auth0] });

const column = (page: Page): Locator => page.getByRole('region', { name: /^\d Token$/ });
const gateway = (page: Page): Locator => page.getByRole('region', { name: /^\d Gateway$/ });
const field = (page: Page, label: string): Locator => column(page).getByLabel(label, { exact: true });
const press = (page: Page, name: string): Promise<void> =>
  column(page).getByRole('button', { name, exact: true }).click();
const section = (page: Page, title: string | RegExp): Locator => column(page).locator('summary', { hasText: title });
/** The open form for a new key, the found keys, and the message that a key is being made. */
const making = (page: Page): Locator => column(page).getByRole('status', { name: 'Making a key' });
const found = (page: Page): Locator => column(page).getByRole('status', { name: 'Found keys' });

const openssl = (file: string): string => `tests/keys/openssl/${file}`;
const fileText = (file: string): Promise<string> => readFile(openssl(file), 'utf8');

async function openKeys(page: Page, site: string): Promise<void> {
  await open(page, site);
  await section(page, /^Keys/).click();
  // The list is open, and its heading no longer names what is in it.
  await expect(column(page).getByRole('button', { name: 'Generate', exact: true })).toBeVisible();
}

test('the form for a new key comes into sight, however far down it is opened', async ({ page, site }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await openKeys(page, site);
  await press(page, 'Generate');
  await expect(column(page).getByRole('form', { name: 'New key' })).toBeInViewport({ ratio: 0.9 });
});

type Made = { readonly kind: 'HMAC secret'; readonly bytes: string } | { readonly kind: string; readonly size: string };

/** Makes a key; its details stand open then. */
async function generate(page: Page, made: Made): Promise<void> {
  const form = column(page).getByRole('form', { name: 'New key' });
  if (!(await form.isVisible())) await press(page, 'Generate');
  await form.getByLabel('Kind').selectOption(made.kind);
  if ('bytes' in made) await form.getByLabel('Bytes').fill(made.bytes);
  else await form.getByLabel(made.kind.startsWith('RSA') ? 'Bits' : 'Curve').selectOption(made.size);
  await form.getByRole('button', { name: 'Generate' }).click();
  await expect(field(page, 'Key id (kid)')).toBeVisible({ timeout: 25_000 });
}

/** Begins, or begins anew, to note the longest time, in milliseconds, in which the page came neither to a timer nor to a frame. */
async function watchGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    const isWatched = dataset['longest'] !== undefined;
    dataset['longest'] = '0';
    if (isWatched) return;
    const watch = (again: (run: () => void) => void): void => {
      let last = performance.now();
      const run = (): void => {
        const now = performance.now();
        dataset['longest'] = String(Math.max(Number(dataset['longest']), now - last));
        last = now;
        again(run);
      };
      run();
    };
    watch((run) => setTimeout(run, 5));
    watch((run) => requestAnimationFrame(run));
  });
}

function longestGap(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['longest']));
}

test.describe('generates', () => {
  for (const [made, title, algorithms, method] of [
    [{ kind: 'HMAC secret', bytes: '48' }, 'secret, 48 bytes', 'HS256 HS384 HS512', 'HMAC (shared)'],
    [
      { kind: 'RSA key pair', size: '2048' },
      'RSA private key, 2048 bits',
      'RS256 RS384 RS512 PS256 PS384 PS512',
      'rsa',
    ],
    [
      { kind: 'RSA key pair', size: '3072' },
      'RSA private key, 3072 bits',
      'RS256 RS384 RS512 PS256 PS384 PS512',
      'rsa',
    ],
    [{ kind: 'EC key pair', size: 'P-256' }, 'EC private key, P-256', 'ES256', 'ecdsa'],
    [{ kind: 'EC key pair', size: 'P-384' }, 'EC private key, P-384', 'ES384', 'ecdsa'],
    [{ kind: 'EC key pair', size: 'P-521' }, 'EC private key, P-521', 'ES512', 'ecdsa'],
  ] as const) {
    test(`${title}, which goes into the API and signs a token that passes`, async ({ page, site }) => {
      test.slow();
      await openKeys(page, site);
      await generate(page, made);
      await expect(column(page)).toContainText(title);
      await expect(column(page)).toContainText(new RegExp(`Goes with\\s*${algorithms}`));
      await press(page, 'Put into the API');
      await expect(column(page)).toContainText('Orders was changed:');
      if (method !== 'HMAC (shared)')
        await expect(column(page)).toContainText(`jwt_signing_method hmac →becomes ${method}`);
      // The token is still signed with the secret that the API no longer has.
      await expect(verdict(page)).toContainText('403');
      await press(page, 'Sign with this key');
      await expect(column(page)).toContainText('signs the token');
      await column(page).getByRole('button', { name: 'Update', exact: true }).click();
      await expect(column(page)).toContainText('The gateway has it.');
      expect((await send(page)).status).toBe(200);
    });
  }

  test('RSA 4096 beside the page, which stays responsive', async ({ page, site }) => {
    test.setTimeout(180_000);
    await openKeys(page, site);
    await press(page, 'Generate');
    const form = column(page).getByRole('form', { name: 'New key' });
    await form.getByLabel('Kind').selectOption('RSA key pair');
    await form.getByLabel('Bits').selectOption('4096');
    // A busy machine takes the page's thread away now and then; what the page itself holds up shows each time.
    const gaps: number[] = [];
    while (gaps.length < 4 && Math.min(...gaps) >= 200) {
      await watchGaps(page);
      await form.getByRole('button', { name: 'Generate' }).click();
      const made = section(page, 'RSA private key, 4096 bits');
      await expect(made).toHaveCount(gaps.length + 1, { timeout: 40_000 });
      gaps.push(await longestGap(page));
    }
    expect(Math.min(...gaps)).toBeLessThan(200);
  });

  test('a secret of a length that none may have is told, and none is made', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Generate');
    const form = column(page).getByRole('form', { name: 'New key' });
    await form.getByLabel('Kind').selectOption('HMAC secret');
    await form.getByLabel('Bytes').fill('8');
    await expect(form.getByLabel('Bytes')).toHaveAccessibleDescription('A secret has 16 to 256 bytes.');
    await form.getByRole('button', { name: 'Generate' }).click();
    await expect(column(page).getByRole('listitem')).toHaveCount(1);
  });

  test('what takes longer than a moment says so, and can be given up', async ({ page, site }) => {
    await page.addInitScript(() => {
      // Firefox runs this in its empty first page too, which is no secure context and has none.
      if (!isSecureContext) return;
      const { subtle } = crypto;
      const generate: unknown = Reflect.get(subtle, 'generateKey');
      if (typeof generate !== 'function') return;
      const slow = async (...asked: readonly unknown[]): Promise<unknown> => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return Reflect.apply(generate, subtle, asked);
      };
      Reflect.set(subtle, 'generateKey', slow);
    });
    await openKeys(page, site);
    await press(page, 'Generate');
    const form = column(page).getByRole('form', { name: 'New key' });
    await form.getByRole('button', { name: 'Generate' }).click();
    await expect(making(page)).toContainText('Making: RSA key, 2048 bits …');
    await making(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(making(page)).toBeEmpty();
    await page.waitForTimeout(2500);
    await expect(column(page).getByText('RSA private key')).toHaveCount(0);
  });
});

test.describe('imports', () => {
  test('a private key as PEM, which signs and goes into the API', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    await expect(field(page, 'PEM, JWK, key set, base64 of these, or a secret')).toBeFocused();
    await page.keyboard.insertText(await fileText('rsa2048.pkcs1.pem'));
    await press(page, 'Add: RSA private key, 2048 bits, PKCS#1');
    await expect(found(page)).toContainText('✓ Private RSA key');
    await section(page, 'Private RSA key').click();
    await press(page, 'Put into the API');
    await press(page, 'Sign with this key');
    expect((await send(page)).status).toBe(200);
  });

  test('a key set with several keys, all at once, with their kid', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    const keys = [
      { kty: 'oct', kid: 'first', k: 'dHlrMTIzdHlrMTIzdHlrMTIz' },
      { kty: 'oct', kid: 'second', use: 'sig', k: 'c2Vjb25kc2Vjb25kc2Vjb25k' },
    ];
    await page.keyboard.insertText(JSON.stringify({ keys }));
    await press(page, 'Add all 2');
    await section(page, 'second').click();
    await expect(field(page, 'Key id (kid)')).toHaveValue('second');
    await expect(field(page, 'Name')).toHaveValue('second');
  });

  test('a secret, and the other ways to read it', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    await page.keyboard.insertText('c2VjcmV0LW9mLXRoZS1zaG9w');
    await expect(found(page)).toContainText('from base64');
    await expect(found(page)).toContainText('Or read as');
    await found(page)
      .getByRole('button', { name: /^Add this one: secret, 24 bytes, as typed/ })
      .click();
    await section(page, /^Secretsecret, 24 bytes|^Secret/)
      .last()
      .click();
    await press(page, 'Put into the API');
    await press(page, 'Sign with this key');
    expect((await send(page)).status).toBe(200);
    await section(page, 'The secret, in every form').click();
    await field(page, 'Form of the secret').selectOption('As text');
    await expect(column(page).getByRole('group', { name: 'As text' })).toHaveText('c2VjcmV0LW9mLXRoZS1zaG9w');
    await field(page, 'Form of the secret').selectOption('Hexadecimal');
    await expect(column(page).getByRole('group', { name: 'Hexadecimal' })).toHaveText(
      Buffer.from('c2VjcmV0LW9mLXRoZS1zaG9w').toString('hex'),
    );
  });

  test('files, DER among them, and tells of what it cannot read with the command that helps', async ({
    page,
    site,
  }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    await column(page)
      .getByLabel('Or files, DER too; they can be dropped here')
      .setInputFiles([openssl('p256.pkcs8.der'), openssl('rsa2048.encrypted-pkcs8.pem'), openssl('rsa2048.p12')]);
    await expect(found(page)).toContainText('p256.pkcs8.der');
    await expect(found(page)).toContainText('encrypted private key');
    await expect(found(page)).toContainText('openssl pkey -in encrypted.pem -out private.pem');
    await expect(found(page)).toContainText('openssl pkcs12 -in keys.p12 -noenc -out keys.pem');
    await press(page, 'Add: EC private key, P-256, PKCS#8');
    await section(page, 'p256.pkcs8.der').click();
    await expect(column(page)).toContainText('EC private key, P-256');
  });

  test('a file that is dropped', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    const text = await fileText('p384.sec1.pem');
    await column(page)
      .getByRole('group', { name: 'Import keys' })
      .evaluate((zone, content) => {
        const carried = new DataTransfer();
        carried.items.add(new File([content], 'p384.pem'));
        zone.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: carried }));
        zone.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }));
      }, text);
    await press(page, 'Add: EC private key, P-384, SEC1');
    await expect(section(page, 'p384.pem')).toBeVisible();
  });

  test('a certificate is a public key that does not sign; it has its own form for the API', async ({ page, site }) => {
    await openKeys(page, site);
    await press(page, 'Import');
    await page.keyboard.insertText(await fileText('rsa2048.certificate.pem'));
    await press(page, 'Add: RSA public key, 2048 bits, from a certificate');
    await section(page, 'Public RSA key').click();
    await expect(column(page).getByRole('button', { name: 'Sign with this key' })).toHaveCount(0);
    await field(page, 'Public form').selectOption('For jwt_source: base64 of the certificate');
    const shown = column(page).getByRole('group', { name: 'For jwt_source: base64 of the certificate' });
    expect(Buffer.from((await shown.textContent()) ?? '', 'base64').toString()).toContain(
      '-----BEGIN CERTIFICATE-----',
    );
  });
});

test('exports every form to copy and to download, the private ones behind a disclosure', async ({
  page,
  site,
  context,
}) => {
  needsDownloads();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(site).origin });
  await openKeys(page, site);
  await press(page, 'Import');
  const pem = await fileText('rsa2048.pkcs8.pem');
  await page.keyboard.insertText(pem);
  await press(page, 'Add: RSA private key, 2048 bits, PKCS#8');
  await press(page, 'Import');
  await section(page, 'Private RSA key').click();
  await expect(column(page).getByText('BEGIN PRIVATE KEY')).toHaveCount(0);

  await field(page, 'Public form').selectOption('Public key, PEM (SPKI)');
  await press(page, 'Copy Public key, PEM (SPKI)');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await fileText('rsa2048.spki.pem'));

  await section(page, 'Private forms').click();
  const download = page.waitForEvent('download');
  await press(page, 'Download private.pem');
  const saved = await (await download).path();
  expect(await readFile(saved, 'utf8')).toBe(pem);
  await field(page, 'Private form').selectOption('Private key, PEM (PKCS#1)');
  await expect(column(page).getByRole('group', { name: 'Private key, PEM (PKCS#1)' })).toHaveText(
    (await fileText('rsa2048.pkcs1.pem')).trim(),
  );

  await section(page, 'openssl commands').click();
  await expect(column(page)).toContainText(
    'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem',
  );
});

test('names, kid and use of a key can be changed; a removed one comes back with undo', async ({ page, site }) => {
  await openKeys(page, site);
  await section(page, 'Shared secret').click();
  await field(page, 'Name').fill('Old secret');
  await field(page, 'Key id (kid)').fill('k1');
  await field(page, 'Use').selectOption('enc');
  await expect(section(page, 'Old secret')).toContainText('secret, 6 bytes · kid k1');
  await expect(column(page)).toContainText('HS256 asks for a secret of at least 32 bytes');
  await expect(column(page)).toContainText('The gateway takes secrets of any length.');
  await press(page, 'Remove Old secret');
  await expect(column(page)).toContainText('Old secret was removed.');
  await press(page, 'Undo');
  await expect(section(page, 'Old secret')).toContainText('kid k1');
});

test('a key goes into a provider’s key set, and a secret does not', async ({ page, site }) => {
  await openKeys(page, site);
  await gateway(page)
    .getByRole('tab', { name: /^Providers/ })
    .click();
  await gateway(page).getByRole('button', { name: 'Add Auth0 tenant' }).click();
  await gateway(page).getByRole('button', { name: 'Save', exact: true }).click();
  await section(page, 'Shared secret').click();
  await expect(column(page).getByRole('button', { name: 'Add Shared secret to a provider' })).toBeDisabled();
  await generate(page, { kind: 'EC key pair', size: 'P-256' });
  await press(page, 'Add EC key, P-256 to a provider');
  await column(page).getByRole('menuitem', { name: 'Auth0' }).click();
  await expect(column(page)).toContainText('It is in the key set of Auth0.');
  const keys = gateway(page).getByRole('group', { name: 'Keys of Auth0' });
  await expect(keys).toContainText('EC key, P-256 · ES256');
  // Signing with it, the API needs the other method.
  await keys.getByRole('radio').nth(1).check();
  await gateway(page).getByRole('button', { name: 'Use as the API’s key source' }).click();
  await expect(gateway(page)).toContainText('jwt_signing_method hmac →becomes ecdsa');
  await gateway(page).getByRole('button', { name: 'Get a token' }).click();
  await expect(verdict(page)).toContainText('200');
});

test.describe('a jwt_source', () => {
  const report = (page: Page): Locator => column(page).getByRole('status', { name: 'What the gateway makes of it' });
  const source = (page: Page): Locator => column(page).getByRole('textbox', { name: /^Any text, as jwt_source/ });

  test('is examined, and a better one goes into the API with one click', async ({ page, site }) => {
    await open(page, site);
    await section(page, 'What will the gateway make').click();
    await source(page).fill('tyk123');
    await expect(report(page)).toContainText('No key. Not base64');
    await expect(report(page)).toContainText('It takes base64 of the secret, not the secret itself.');
    await column(page)
      .getByRole('button', { name: /^Put into the API: The text itself as the secret/ })
      .click();
    await expect(column(page)).toContainText('Orders has it so already.');
    await column(page)
      .getByRole('button', { name: /^Take: The text itself as the secret/ })
      .click();
    await expect(source(page)).toHaveValue('dHlrMTIz');
    await expect(report(page)).toContainText('Works. A secret of 6 bytes');
    await expect(report(page)).toContainText('HS256 is checked with this secret.');
  });

  test('of another family does not fit the token, and an address works once', async ({ page, site }) => {
    await open(page, site);
    await section(page, 'What will the gateway make').click();
    await source(page).fill(await fileText('rsa2048.spki.pem'));
    await column(page).getByLabel('Signing method', { exact: true }).selectOption('RSA public key');
    await expect(report(page)).toContainText('The token’s HS256 does not fit');
    await column(page)
      .getByRole('button', { name: /^Put into the API: / })
      .first()
      .click();
    await expect(verdict(page)).toContainText('Unexpected signing method');
    await source(page).fill('https://your-tenant.auth0.test/.well-known/jwks.json');
    await expect(report(page)).toContainText('Works once.');
    await expect(column(page)).toContainText('The address in base64, which works every time');
  });
});

test(
  'has no fault that axe finds, light and dark, and fits into 320 pixels',
  { tag: '@one-browser' },
  async ({ page, site }) => {
    test.slow();
    await openKeys(page, site);
    await generate(page, { kind: 'RSA key pair', size: '2048' });
    await press(page, 'Put into the API');
    await section(page, 'Private forms').click();
    await section(page, 'openssl commands').click();
    await section(page, 'What will the gateway make').click();
    await column(page)
      .getByRole('textbox', { name: /^Any text/ })
      .fill('tyk123');
    await expectAccessible(page, '#column-token');
    await press(page, 'Import');
    await page.keyboard.insertText(await fileText('rsa2048.encrypted-pkcs8.pem'));
    await expect(found(page)).toContainText('encrypted private key');
    await expectAccessible(page, '#column-token');
    await page.setViewportSize({ width: 320, height: 800 });
    await page.getByRole('button', { name: '← Back' }).click();
    expect(await column(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  },
);
