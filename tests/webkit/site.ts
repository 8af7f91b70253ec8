/** The built site in WebKitGTK: found, pressed and filled in as a person does it, by names. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { findWebkit } from '../../scripts/browser.mjs';
import { serve, type Served } from '../../scripts/static-server';
import { startNotingProxy } from '../browser/noting-proxy';
import { reference, type Running, Session, startDriver, startScreen } from './webdriver';

const control = '\uE009';

/** What can be pressed, and what can be filled in. */
const kinds = {
  button: 'button, summary, a, [role=tab], [role=menuitem]',
  field: 'input, textarea, select, [role=textbox]',
} as const;

/** Runs in the page before anything of the site, and writes down the errors that nobody caught and what the policy forbade. */
const watch = `
const note = (text) => sessionStorage.setItem('wrong', (sessionStorage.getItem('wrong') ?? '') + text + '\\n');
// Monaco measures in an observer; that the browser puts a round of it off is no error.
addEventListener('error', ({ message }) => message.startsWith('ResizeObserver loop') || note(message));
addEventListener('unhandledrejection', ({ reason }) => note(String(reason)));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => note(violatedDirective + ' forbids ' + blockedURI));
const { error } = console;
console.error = (...said) => { note(said.join(' ')); error(...said); };
`;

/** The page in a browser window of its own. */
export class SitePage {
  readonly session: Session;
  readonly url: string;

  constructor(session: Session, url: string) {
    this.session = session;
    this.url = url;
  }

  /** Opens the site, with a query or a fragment. */
  async open(rest = ''): Promise<void> {
    await this.session.go(this.url + rest);
    await this.shows('h1', 'JWT playground');
  }

  /** The text of everything that a selector finds. */
  async text(selector: string): Promise<string> {
    const text = await this.session.run(
      (selector) => Array.from(document.querySelectorAll<HTMLElement>(selector), (each) => each.innerText).join('\n'),
      selector,
    );
    return String(text);
  }

  /** Waits until a text stands in what a selector finds. */
  async shows(selector: string, text: string | RegExp): Promise<void> {
    const shown = expect.poll(() => this.text(selector), {
      message: `${selector} shows ${String(text)}`,
      timeout: 15_000,
    });
    await (typeof text === 'string' ? shown.toContain(text) : shown.toMatch(text));
  }

  async verdict(text: string): Promise<void> {
    await this.shows('section[aria-label="Verdict"]', text);
  }

  /** Presses what has the name, in the part of the page that a selector finds. */
  async press(name: string, within = 'body'): Promise<void> {
    // It may still move, as it does where a frame after the verdict the notes follow, or be covered by what is closing.
    await expect(async () => {
      const button = await this.#named('button', name, within);
      expect(await this.session.run(standsStill, reference(button)), `${name} stands still`).toBe(true);
      await this.session.click(button);
    }).toPass({ timeout: 15_000 });
  }

  async focus(label: string, within = 'body'): Promise<void> {
    await this.session.click(await this.#named('field', label, within));
  }

  /** Waits until the site's files are kept for a time without a network. */
  async kept(): Promise<void> {
    const script = await (await fetch(new URL('service-worker.js', this.url))).text();
    const listed = /"files":\{(.*?)\}/.exec(script)?.[1]?.split(',').length ?? 0;
    expect(listed).toBeGreaterThan(50);
    const count = (): Promise<unknown> =>
      this.session.run(async () => {
        const name = (await caches.keys()).find((name) => name.startsWith('jwt-playground '));
        return name === undefined ? 0 : (await (await caches.open(name)).keys()).length;
      });
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThanOrEqual(listed);
  }

  /** Writes over the text of a field, of the full editor too. */
  async fill(label: string, text: string, within = 'body'): Promise<void> {
    const field = await this.#named('field', label, within);
    await this.session.type(field, `${control}a`);
    await this.session.type(field, text);
  }

  /** Chooses in a list. The driver cannot press an option, so the list is told as if a person had. */
  async choose(label: string, option: string, within = 'body'): Promise<void> {
    const list = reference(await this.#named('field', label, within));
    const chosen = await this.session.run(chooseByText, list, option);
    expect(chosen, `${label} has ${option}`).toBe(true);
  }

  async value(label: string): Promise<string> {
    return this.session.property(await this.#named('field', label, 'body'), 'value');
  }

  async wrong(): Promise<string> {
    return String(await this.session.run(() => sessionStorage.getItem('wrong') ?? ''));
  }

  /** Waits for something with this name, or one that begins like it where it ends in “ …”. */
  async #named(kind: keyof typeof kinds, name: string, within: string): Promise<string> {
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      const found = await this.session.find(byName, kinds[kind], name, within);
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`There is no ${kind} called “${name}” in ${within}.`);
  }
}

/** Runs in the page: whether an element is where it was a tenth of a second ago. */
async function standsStill(element: unknown): Promise<boolean> {
  if (!(element instanceof Element)) return false;
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const now = element.getBoundingClientRect();
  return now.top === before.top && now.left === before.left;
}

/** Runs in the page. */
function byName(selector: string, name: string, within: string): Element | null {
  const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
  const namesOf = (each: Element): string[] => {
    const labels: unknown = Reflect.get(each, 'labels');
    const named = (each.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    const texts = [each.getAttribute('aria-label'), ...named.map((other) => other?.textContent)];
    if (labels instanceof NodeList) texts.push(...Array.from(labels, (label) => label.textContent));
    const said = document.createElement('div');
    said.append(...Array.from(each.childNodes, (child) => child.cloneNode(true)));
    for (const silent of said.querySelectorAll('[aria-hidden=true]')) silent.remove();
    return [...texts, said.textContent].map(plain);
  };
  const shown = (each: Element): boolean => each.getClientRects().length > 0;
  const all = Array.from(document.querySelectorAll(within), (part) => [...part.querySelectorAll(selector)]).flat();
  const fits = (text: string): boolean => (name.endsWith(' …') ? text.startsWith(name.slice(0, -2)) : text === name);
  const found = all.find((each) => shown(each) && namesOf(each).some(fits)) ?? null;
  // The driver itself is content with half of it.
  found?.scrollIntoView({ block: 'nearest' });
  return found;
}

/** Runs in the page. */
function chooseByText(list: unknown, text: string): boolean {
  if (!(list instanceof HTMLSelectElement)) return false;
  const at = Array.from(list.options, (option) => option.text.trim()).indexOf(text);
  if (at === -1) return false;
  list.selectedIndex = at;
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
  return true;
}

/** A driver of its own with a window. On a busy machine a window may not find its driver: then both are started anew. */
async function startSession(display: string, proxy: string): Promise<{ driver: Running; session: Session }> {
  for (let left = 2; ; left--) {
    const driver = await startDriver((await webkit()).driver, display);
    try {
      return { driver, session: await Session.start(driver.at, proxy) };
    } catch (error) {
      await driver.stop();
      if (left === 0) throw error;
    }
  }
}

interface Site {
  readonly display: string;
  readonly folder: string;
}

async function webkit(): Promise<{ readonly driver: string; readonly xvfb: string }> {
  const found = await findWebkit();
  if (found === undefined || !('driver' in found)) throw new Error('There is no WebKitGTK with its driver.');
  return found;
}

export const test = base.extend<{ served: Served; site: SitePage }, Site>({
  display: [
    async ({}, use) => {
      const screen = await startScreen((await webkit()).xvfb);
      await use(screen.at);
      await screen.stop();
    },
    { scope: 'worker' },
  ],

  folder: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'jwt-playground-site-'));
      await cp(process.env['SITE_FOLDER'] ?? 'dist', folder, { recursive: true });
      const entry = /src="\.\/(assets\/index-[\w-]+\.js)"/.exec(
        await readFile(path.join(folder, 'index.html'), 'utf8'),
      )?.[1];
      if (entry === undefined) throw new Error('The page has no script.');
      const file = path.join(folder, entry);
      await writeFile(file, `import './watch.js';\n${await readFile(file, 'utf8')}`);
      await writeFile(path.join(folder, 'assets', 'watch.js'), watch);
      const worker = path.join(folder, 'service-worker.js');
      const text = await readFile(worker, 'utf8');
      await writeFile(worker, text.replace('"files":{', '"files":{"assets/watch.js":"",'));
      await use(folder);
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],

  served: async ({ folder }, use) => {
    const served = await serve(folder, '/some/where/');
    await use(served);
    await served.close();
  },

  site: async ({ display, served }, use, testInfo) => {
    const reached: string[] = [];
    const proxy = await startNotingProxy((host) => reached.push(host));
    const { driver, session } = await startSession(display, proxy.address);
    const page = new SitePage(session, served.url);
    await session.resize(1440, 1000);
    await use(page);
    const failed = testInfo.status !== testInfo.expectedStatus;
    if (failed) await writeFile(testInfo.outputPath('screenshot.png'), await session.screenshot());
    const wrong = await page.wrong();
    await session.end();
    await driver.stop();
    proxy.close();
    expect(reached, 'hosts outside this machine').toEqual([]);
    expect(wrong, 'errors, and what the policy forbids').toBe('');
  },
});

export { expect };
