/** What these tests need of WebDriver (https://www.w3.org/TR/webdriver2/), as WebKitGTK's driver speaks it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

/** The name under which an element's reference comes (WebDriver, "web element identifier"). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

/** An element, as an argument of what runs in the page. */
export function reference(element: string): unknown {
  return { [elementKey]: element };
}

/** A program that runs in the background. */
export interface Running {
  /** How it is reached: a display's name or an address. */
  readonly at: string;
  stop(): Promise<void>;
}

/** Ends a program, and what it started: it leads a group of processes of its own. */
function ending(child: ChildProcess): () => Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    await ended;
  };
}

/** Starts a screen that nobody sees, on the first display that is free. Rejects where it cannot be had. */
export async function startScreen(xvfb: string): Promise<Running> {
  const args = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const child = spawn(xvfb, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const display = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
    child.once('exit', () => reject(new Error(`${xvfb} did not start.`)));
  });
  return { at: display, stop: ending(child) };
}

/** Starts the driver on a free port. Rejects when it is not ready after 20 s. */
export async function startDriver(driver: string, display: string): Promise<Running> {
  const port = await freePort();
  const child = spawn(driver, [`--port=${String(port)}`], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '', GDK_BACKEND: 'x11' },
  });
  const running = { at: `http://127.0.0.1:${String(port)}`, stop: ending(child) };
  for (let tries = 0; tries < 200; tries++) {
    const ready = await fetch(`${running.at}/status`)
      .then(({ ok }) => ok)
      .catch(() => false);
    if (ready) return running;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await running.stop();
  throw new Error(`${driver} did not start.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('There is no free port.'));
      });
    });
  });
}

/** A browser window with a profile of its own. */
export class Session {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Opens a window, in 20 s or not at all; all but this machine's addresses go through a proxy, given as host and port. */
  static async start(driver: string, proxy: string): Promise<Session> {
    const manual = { proxyType: 'manual', httpProxy: proxy, sslProxy: proxy, noProxy: ['127.0.0.1'] };
    const capabilities = { alwaysMatch: { proxy: manual } };
    const made = await command(`${driver}/session`, 'POST', { capabilities }, AbortSignal.timeout(20_000));
    return new Session(`${driver}/session/${String(member(made, 'sessionId'))}`);
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#do('/window/rect', { width, height });
  }

  async go(url: string): Promise<void> {
    await this.#do('/url', { url });
  }

  async reload(): Promise<void> {
    await this.#do('/refresh', {});
  }

  /** Runs a function in the page, where it sees nothing but its arguments, and gives what it returns. */
  run<Args extends readonly unknown[]>(body: (...args: Args) => unknown, ...args: Args): Promise<unknown> {
    return this.#do('/execute/sync', { script: `return (${body.toString()})(...arguments)`, args });
  }

  /** The element that a function in the page returns; `null` where it returns none. */
  async find<Args extends readonly unknown[]>(body: (...args: Args) => unknown, ...args: Args): Promise<string | null> {
    const found = await this.run(body, ...args);
    const id = member(found, elementKey);
    return typeof id === 'string' ? id : null;
  }

  async click(element: string): Promise<void> {
    await this.#do(`/element/${element}/click`, {});
  }

  /** Types into an element. A modifier from WebDriver's table of keys holds to the end. */
  async type(element: string, text: string): Promise<void> {
    await this.#do(`/element/${element}/value`, { text });
  }

  /** What the element's property is, as text. */
  async property(element: string, name: string): Promise<string> {
    return String(await command(`${this.#address}/element/${element}/property/${name}`, 'GET'));
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(String(await command(`${this.#address}/screenshot`, 'GET')), 'base64');
  }

  async end(): Promise<void> {
    await command(this.#address, 'DELETE');
  }

  #do(path: string, body: Readonly<Record<string, unknown>>): Promise<unknown> {
    return command(this.#address + path, 'POST', body);
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Gives the value of the answer; rejects with the driver's error code and message. */
async function command(
  url: string,
  method: string,
  body?: Readonly<Record<string, unknown>>,
  limit = AbortSignal.timeout(60_000),
): Promise<unknown> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, signal: limit, ...content });
  const value = member(await response.json(), 'value');
  if (response.ok) return value;
  throw new Error(`${String(member(value, 'error'))}: ${String(member(value, 'message'))}`);
}
