import { expect, open, send, test, verdict, writeJson } from './site';

test('the page’s policy allows nothing that it does not need', async ({ page, site }) => {
  await open(page, site);
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const policy = new Map((content ?? '').split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1)]));
  expect(policy.get('default-src')).toEqual(["'none'"]);
  for (const name of ['script-src', 'style-src', 'img-src', 'font-src']) expect(policy.get(name)).toEqual(["'self'"]);
  expect(policy.get('connect-src')).toEqual(["'self'", 'https://*.test']);
  expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
  for (const name of ['base-uri', 'form-action']) expect(policy.get(name)).toEqual(["'none'"]);
  expect(await page.locator('script:not([src])').count()).toBe(0);
});

test('markup, a script, a worker and another host are refused, should anything ever ask for them', async ({
  page,
  wrong,
  reached,
  site,
}) => {
  await open(page, site);
  const outcomes = await page.evaluate(async () => {
    const attempt = async (run: () => unknown): Promise<string> => {
      try {
        await run();
        return 'done';
      } catch (reason) {
        return reason instanceof Error ? reason.name : 'other';
      }
    };
    // As the page's own scripts would: what the test itself evaluates may do more.
    const script = document.createElement('script');
    return {
      markup: await attempt(() => (document.body.innerHTML = '<img src=x onerror="document.title=\'run\'">')),
      script: await attempt(() => (script.src = 'https://elsewhere.example/')),
      worker: await attempt(() => new Worker('https://elsewhere.example/')),
      data: await attempt(() => new Worker('data:text/javascript,')),
      fetch: await attempt(() => fetch('https://elsewhere.example/')),
    };
  });
  expect(outcomes).toEqual({
    markup: 'TypeError',
    script: 'TypeError',
    worker: 'TypeError',
    data: 'TypeError',
    fetch: 'TypeError',
  });
  expect(wrong.splice(0).join('\n')).toContain('Content Security Policy');
  // The attempt is noted, and does not come as far as the proxy.
  expect(reached.splice(0).filter((host) => host.endsWith(':443'))).toEqual([]);
  await expect(page).toHaveTitle('JWT playground for Tyk Gateway');
});

test('a style element and a picture in an address are refused: neither the page nor the editor has any', async ({
  page,
  wrong,
  site,
}) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{ "sub": ');
  const squiggle = page.locator('.squiggly-error').first();
  await expect(squiggle).toBeVisible();
  expect(wrong).toEqual([]);
  expect(await page.locator('style').count()).toBe(0);
  expect(await squiggle.evaluate((element) => getComputedStyle(element).backgroundImage)).toMatch(/^linear-gradient/);
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { outline: 5px solid }';
    document.head.append(style);
    const picture = new Image();
    picture.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
    document.body.append(picture);
  });
  await expect.poll(() => wrong.join('\n')).toMatch(/style[^]*image|image[^]*style/);
  wrong.splice(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).outlineWidth)).not.toBe('5px');
});

test('an error that nobody catches fails a test, so that the check of all tests can fail', async ({
  page,
  wrong,
  site,
}) => {
  await page.goto(site);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody’s');
    });
  });
  await expect.poll(() => wrong.splice(0).join()).toContain('nobody’s');
});

test('the editor, its worker and Send need no more than the policy allows', async ({ page, site }) => {
  await open(page, site);
  await writeJson(page, 'Payload', '{ "sub": ');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await page.locator('.squiggly-error').first().hover({ force: true });
  await expect(page.locator('.monaco-hover:visible').first()).toBeVisible();
  await writeJson(page, 'Payload', '{ "sub": "1", "pol": "gold" }');
  expect((await send(page)).fromWorker).toBe(true);
  await expect(verdict(page)).toContainText('200');
});
