import type { Page } from '@playwright/test';
import { expect, open, test, writeJson } from './site';

/** What was fetched since the page was opened, the worker's own requests too. */
function fetched(page: Page): string[] {
  const names: string[] = [];
  page.context().on('request', (request) => names.push(new URL(request.url()).pathname));
  return names;
}

const isMonaco = (name: string): boolean =>
  /monaco|open-editor|editor\.(api|worker)|\/editor-|json\.worker|jsonMode|codicon/.test(name);

const editorOf = (page: Page, label: string) =>
  page.locator('.code').filter({ has: page.getByRole('textbox', { name: label, exact: true }) });

/** Focuses an editor and waits for the full one. */
async function upgrade(page: Page, label: string): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).focus();
  // A megabyte comes, and is run for the first time.
  await expect(editorOf(page, label).locator('.monaco-editor')).toBeVisible({ timeout: 20_000 });
}

/** Opens a document's JSON. */
async function openJson(page: Page, tab: RegExp): Promise<void> {
  const gateway = page.getByRole('region', { name: 'Gateway' });
  await gateway.getByRole('tab', { name: tab }).click();
  await expect(gateway.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  await gateway.getByRole('button', { name: 'JSON', exact: true }).click();
}

/** The names that are offered at the cursor. */
async function offered(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('Control+Space');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
  await expect(rows.first()).toBeVisible();
  return rows.allTextContents();
}

test('of what is to be said of one line, the worst is shown', async ({ page, site }) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{"sub":"1","pol":"none"}');
  const remark = editorOf(page, 'Payload').locator('.lines em');
  await expect(remark).toHaveCount(1);
  await expect(remark).toHaveClass(/bad/);
  await expect(remark).toContainText('policy');
});

test('fetches no byte of Monaco before the first edit, and Monaco with it', async ({ page, site }) => {
  const names = fetched(page);
  await open(page, site);
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Passed 200');
  await openJson(page, /^API/);
  await expect(page.getByRole('textbox', { name: 'API definition' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter(isMonaco)).toEqual([]);

  await upgrade(page, 'API definition');
  await expect.poll(() => names.some((name) => name.includes('editor.api'))).toBe(true);
});

/** What stands around the editors, and they themselves. */
const anywhere = 'main h2, main h3, main label, main button, main select, .code';

test('nothing moves when the full editor takes the plain one’s place', async ({ page, site }) => {
  await open(page, site);
  await openJson(page, /^API/);
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Passed 200');
  // What the lint says comes late too, and not with the editor.
  await expect(page.getByRole('region', { name: 'Gateway' })).toContainText('1 finding');
  for (const label of ['API definition', 'Header', 'Payload']) {
    const plain = page.getByRole('textbox', { name: label, exact: true });
    // Focus itself may scroll, in Firefox to a cursor at the end: it is where everything stands right after it that counts.
    const before = await plain.evaluate((area: HTMLTextAreaElement, places) => {
      area.setSelectionRange(0, 0);
      area.focus();
      return Array.from(document.querySelectorAll(places), (each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(' ');
      });
    }, anywhere);
    await expect(editorOf(page, label).locator('.view-line').first()).toBeVisible();
    await expect(page.getByRole('textbox', { name: label, exact: true })).toBeFocused();
    const after = await page.evaluate(
      (places) =>
        Array.from(document.querySelectorAll(places), (each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(' ');
        }),
      anywhere,
    );
    expect(after, label).toEqual(before);
  }
});

test.describe('the schemas', () => {
  const documents = [
    {
      title: 'a classic definition',
      tab: /^API/,
      label: 'API definition',
      text: '{\n  "jwt_sign\n}',
      name: 'jwt_signing_method',
    },
    { title: 'a policy', tab: /^Policies/, label: 'Policy definition', text: '{\n  "quota_m\n}', name: 'quota_max' },
  ] as const;
  for (const { title, tab, label, text, name } of documents) {
    test(`complete the members of ${title}`, async ({ page, site }) => {
      await open(page, site);
      await openJson(page, tab);
      await upgrade(page, label);
      await writeJson(page, label, text);
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      expect(await offered(page)).toContain(name);
    });
  }

  test('complete the members of a Tyk OAS definition’s JWT scheme', async ({ page, site }) => {
    await open(page, site);
    await openJson(page, /^API/);
    // The editor is there already, with the schema of the classic definition that was.
    await upgrade(page, 'API definition');
    await writeJson(page, 'API definition', '{"openapi": "3.0.3", "x-tyk-api-gateway": {}}');
    await expect(editorOf(page, 'API definition')).toContainText('x-tyk-api-gateway');
    const schemes = '"securitySchemes": {"jwtAuth": {"signing"}}';
    await writeJson(
      page,
      'API definition',
      `{"openapi": "3.0.3", "x-tyk-api-gateway": {"server": {"authentication": {${schemes}}}}}`,
    );
    const behind = '"}}}}}}'.length;
    for (let left = behind; left > 0; left--) await page.keyboard.press('ArrowLeft');
    expect(await offered(page)).toContain('signingMethod');
  });

  test('complete the algorithms of a header and the claims of a payload', async ({ page, site }) => {
    await open(page, site);
    await upgrade(page, 'Header');
    await writeJson(page, 'Header', '{"alg": }');
    await page.keyboard.press('ArrowLeft');
    expect(await offered(page)).toContain('"ES384"');
    await page.keyboard.press('Escape');
    await upgrade(page, 'Payload');
    await writeJson(page, 'Payload', '{"nb}');
    await page.keyboard.press('ArrowLeft');
    expect(await offered(page)).toContain('nbf');
  });

  test('say what a member does, and what is wrong with its value', async ({ page, site }) => {
    await open(page, site);
    await openJson(page, /^API/);
    await upgrade(page, 'API definition');
    await writeJson(page, 'API definition', '{\n  "jwt_skip_kid": 5\n}');
    const editor = editorOf(page, 'API definition');
    await expect(editor.locator('.squiggly-warning, .squiggly-error').first()).toBeAttached();
    await editor.getByText('"jwt_skip_kid"').hover();
    await expect(page.locator('.monaco-hover:visible')).toContainText('counts with one key per token only');
  });
});

test.describe('the gateway’s refusal is marked on the line that caused it', () => {
  // Nothing has to be scrolled to, which Playwright does by moving what lies inside the editor.
  test.use({ viewport: { width: 1280, height: 1200 } });

  /** The line of an editor that is marked, and what is said of it. */
  async function marked(page: Page, label: string, member: string, text: string): Promise<void> {
    await upgrade(page, label);
    const editor = editorOf(page, label);
    await expect(editor.locator('.squiggly-error').first()).toBeAttached();
    await editor.getByText(`"${member}"`).first().hover();
    await expect(page.locator('.monaco-hover:visible')).toContainText(`Refused: ${text}`);
  }

  test('in the token’s payload', async ({ page, site }) => {
    await open(page, site);
    await writeJson(page, 'Payload', '{\n  "sub": "u1",\n  "pol": "gold",\n  "exp": 1\n}');
    await marked(page, 'Payload', 'exp', '401 Key not authorized: token has expired');
  });

  test('in the token’s header and the definition', async ({ page, site }) => {
    await open(page, `${site}?scenario=unexpected-signing-method`);
    await openJson(page, /^API/);
    const text = '403 Key not authorized: Unexpected signing method';
    await marked(page, 'Header', 'alg', text);
    await marked(page, 'API definition', 'jwt_signing_method', text);
  });

  test('in the policy', async ({ page, site }) => {
    await open(page, site);
    await openJson(page, /^Policies/);
    const policy = { id: 'gold', name: 'Gold', org_id: 'default', is_inactive: true, access_rights: {} };
    await writeJson(
      page,
      'Policy definition',
      JSON.stringify({ ...policy, access_rights: { 'orders-api': {} } }, null, 2),
    );
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Refused');
    await upgrade(page, 'Policy definition');
    await expect(editorOf(page, 'Policy definition').locator('.squiggly-error').first()).toBeAttached();
  });
});
