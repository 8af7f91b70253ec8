/** What the browser tests share: the built site under a sub-path, and a browser that tells of every other host it turns to. */
import { createServer } from 'node:http';
import { test as base, expect, type Page } from '@playwright/test';
import { serve } from '../../scripts/static-server';

interface Site {
  /** The page's address, under a path that the build knows nothing of. */
  readonly site: string;
}

interface Network {
  /** Hosts outside this machine that something in the browser tried to reach, the service worker included. */
  readonly reached: string[];
}

/** Chromium's own services, such as its autofill's, which it asks about any page with a form. */
const browsersOwn = /(^|\.)(google|googleapis|gvt1)\.com:443$/;

export const test = base.extend<Network, Site>({
  site: [
    async ({}, use) => {
      const served = await serve('dist', '/some/where/');
      await use(served.url);
      await served.close();
    },
    { scope: 'worker' },
  ],

  // What the page, its frames and its service worker ask for, and what gets as far as the network.
  reached: async ({}, use) => {
    await use([]);
  },

  // Everything but this machine's own addresses goes through a proxy that only takes notes.
  context: async ({ browser, reached, site }, use) => {
    const note = (host: string): void => {
      if (!browsersOwn.test(host)) reached.push(host);
    };
    const proxy = createServer((request, response) => {
      note(request.headers.host ?? '');
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      note(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
    const context = await browser.newContext({
      proxy: { server: `http://127.0.0.1:${address.port}`, bypass: '127.0.0.1' },
    });
    const expected = new Set([new URL(site).origin, 'https://gateway.test']);
    context.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (!expected.has(origin)) reached.push(origin);
    });
    await use(context);
    await context.close();
    proxy.closeAllConnections();
    proxy.close();
    expect(reached, 'hosts outside this machine').toEqual([]);
  },
});

/** Opens the page, and fails the test when the page or its console reports an error. */
export async function open(page: Page, site: string): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(site);
  await expect(page.getByRole('heading', { name: 'JWT playground' })).toBeVisible();
}

/** Presses Send; gives the status, and whether the answer came from the service worker. */
export async function send(page: Page): Promise<{ status: number; fromWorker: boolean }> {
  const answered = page.waitForResponse((response) => response.url().startsWith('https://gateway.test/'));
  await page.getByRole('button', { name: 'Send' }).click();
  const response = await answered;
  return { status: response.status(), fromWorker: response.fromServiceWorker() };
}

/** Changes members of the payload; undefined takes one away. */
export async function changePayload(page: Page, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const field = page.getByLabel('Payload');
  const before: unknown = JSON.parse(await field.inputValue());
  if (typeof before !== 'object') throw new Error('The payload is no object.');
  await field.fill(JSON.stringify({ ...before, ...changes }));
}

export { expect };
