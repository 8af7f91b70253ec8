/** What the browser tests share: the built site under a sub-path, and a browser that tells of every other host it turns to. */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { serve } from '../../scripts/static-server';
import { guideHmac } from '../../src/scenarios/guide-hmac';
import { startNotingProxy } from './noting-proxy';

interface Site {
  /** The page's address, under a path that the build knows nothing of. */
  readonly site: string;
}

interface Network {
  /** Names of providers: what is asked of them ends in the service worker. Where it did not, the proxy would tell. */
  readonly providers: readonly string[];
  /** Hosts outside this machine that something in the browser tried to reach, the service worker included. */
  readonly reached: string[];
  /** What the page did against its own policy, and errors that nobody caught, in any page of the test. */
  readonly wrong: string[];
}

/** The browsers' own services that no switch turns off, such as Chromium's for autofill, which it asks about any page with a form. */
const browsersOwn = /(^|\.)(google|googleapis|gvt1|mozilla|firefox|mozgcp)\.(com|org|net)(:(443|80))?$/;

/** Whether the test runs in Chromium, which tells more than the others: whether a worker answered, for one. */
function isChromium(): boolean {
  return test.info().project.name === 'chromium';
}

/** Leaves a test out where nothing but Chromium's own protocol could do what it does to the browser. */
export function needsChromiumsProtocol(what: string): void {
  test.skip(!isChromium(), `Only Chromium’s own protocol ${what}.`);
}

/** Leaves a test out where Playwright is told of no download: what Firefox says of one over WebDriver BiDi has no id. */
export function needsDownloads(): void {
  test.skip(test.info().project.use.channel === 'moz-firefox', 'Playwright hears of no download over WebDriver BiDi.');
}

export const test = base.extend<Network, Site>({
  providers: [[], { option: true }],

  site: [
    async ({}, use) => {
      const served = await serve(process.env['SITE_FOLDER'] ?? 'dist', '/some/where/');
      await use(served.url);
      await served.close();
    },
    { scope: 'worker' },
  ],

  // What the page, its frames and its service worker ask for, and what gets as far as the network.
  reached: async ({}, use) => {
    await use([]);
  },

  wrong: async ({}, use) => {
    await use([]);
  },

  // Everything but this machine's own addresses goes through a proxy that only takes notes.
  context: async ({ browser, reached, wrong, site, providers }, use) => {
    const note = (host: string): void => {
      if (!browsersOwn.test(host)) reached.push(host);
    };
    const proxy = await startNotingProxy(note);
    const context = await browser.newContext({
      proxy: { server: `http://${proxy.address}`, bypass: '127.0.0.1' },
    });
    const inWorker = ['gateway.test', ...providers].map((host) => `https://${host}`);
    const expected = new Set([new URL(site).origin, ...inWorker]);
    context.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (!expected.has(origin)) reached.push(origin);
    });
    context.on('console', (message) => {
      if (/Content Security Policy|requires 'Trusted/.test(message.text())) wrong.push(message.text());
    });
    context.on('weberror', (told) => {
      const error = told.error();
      if (!isRequestThatFailed(error)) wrong.push(String(error));
    });
    await use(context);
    await context.close();
    proxy.close();
    expect(reached, 'hosts outside this machine').toEqual([]);
    expect(wrong, 'errors, and what the policy forbids').toEqual([]);
  },
});

/**
 * So Firefox tells of a request that failed, as if it were an error of the page: one to another host, which `reached` has,
 * and one that the page no longer waits for since it was left.
 */
function isRequestThatFailed({ name, message }: Error): boolean {
  return /Cross-Origin Request Blocked|Failed to load .* A ServiceWorker intercepted the request/.test(
    `${name}: ${message}`,
  );
}

/** Opens the page, and fails the test when the page or its console reports an error. */
export async function open(page: Page, site: string): Promise<void> {
  page.on('pageerror', (error) => {
    if (!isRequestThatFailed(error)) throw error;
  });
  await page.goto(site);
  await expect(page.getByRole('heading', { name: 'JWT playground' })).toBeVisible();
}

/** The part of the page that tells what the gateway made of the request. */
export function verdict(page: Page): Locator {
  return page.getByRole('region', { name: 'Verdict' });
}

/** The panel that stands open under the verdict, and its tab by name. */
export async function openTab(page: Page, name: string): Promise<Locator> {
  const column = page.getByRole('region', { name: 'Request and answer' });
  await column.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  return column.getByRole('tabpanel', { name: new RegExp(`^${name}`) });
}

/** A step of the trace, by its title. */
export function step(page: Page, title: string): Locator {
  return page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${title} (passed|refused|skipped):`) });
}

/** The steps whose facts are shown. */
export function openSteps(page: Page): Locator {
  return page
    .getByRole('list', { name: 'Steps' })
    .getByRole('button', { name: / (passed|refused|skipped):/, expanded: true });
}

/** Presses Send, and Update and send where something is unsaved; gives the status, and whether the answer came from the service worker. */
export async function send(page: Page): Promise<{ status: number; fromWorker: boolean }> {
  const isToGateway = (of: { url(): string }): boolean => of.url().startsWith('https://gateway.test/');
  const sent = page.waitForRequest(isToGateway);
  const answered = page.waitForResponse(isToGateway);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const update = page.getByRole('button', { name: 'Update and send' });
  // Either comes as soon as the page can, which may still be on its way.
  const asks = update.waitFor().then(
    () => true,
    () => false,
  );
  if (await Promise.race([asks, sent.then(() => false)])) await update.click();
  const response = await answered;
  await expect(verdict(page)).toContainText(`${String(response.status())} ·`);
  await expect(verdict(page)).toContainText(', sent ');
  const fromWorker = ((await verdict(page).textContent()) ?? '').includes('through the service worker');
  // Other browsers do not tell.
  if (isChromium()) expect(response.fromServiceWorker(), 'what the page says of the worker').toBe(fromWorker);
  return { status: response.status(), fromWorker };
}

/** Writes over the text of a JSON editor, whether the full one is there or not yet. */
export async function writeJson(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

const payloads = new WeakMap<Page, Record<string, unknown>>();

/** Changes members of the guide's payload, as far as it was changed already; undefined takes one away. */
export async function changePayload(page: Page, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const guide: unknown = JSON.parse(guideHmac.payload);
  if (typeof guide !== 'object') throw new Error('The payload is no object.');
  const changed = { ...guide, ...payloads.get(page), ...changes };
  payloads.set(page, changed);
  await writeJson(page, 'Payload', JSON.stringify(changed, null, 2));
}

export { expect };
