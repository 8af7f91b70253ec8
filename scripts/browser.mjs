import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/**
 * The files that a program may be, in the folders for programs on Windows.
 * @param {readonly (readonly string[])[]} files
 */
function amongPrograms(files) {
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
  return folders.flatMap((folder) => files.map((file) => path.join(folder, ...file)));
}

/** Chromium as Debian has it for programs that drive it. */
const withoutWindows = '/usr/bin/chromium-headless-shell';

/** Where browsers that speak Chromium's protocol usually are, by platform. */
const usual = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    withoutWindows,
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: amongPrograms([
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ]),
};

/** Where Firefox usually is, by platform. */
const usualFirefox = {
  linux: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/usr/lib/firefox/firefox', '/opt/firefox/firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: amongPrograms([['Mozilla Firefox', 'firefox.exe']]),
};

/** The system package managers that are asked for a browser when nothing else gives one. */
const managers = [
  {
    name: 'apt-get',
    before: ['update', '-q'],
    // Ubuntu has neither, but for a snap.
    installs: ['chromium-headless-shell', 'chromium'].map((name) => [
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      name,
    ]),
  },
  { name: 'dnf', before: null, installs: [['install', '-y', '-q', 'chromium']] },
  { name: 'apk', before: null, installs: [['add', '--no-cache', 'chromium']] },
  { name: 'pacman', before: null, installs: [['-Sy', '--noconfirm', 'chromium']] },
];

/**
 * Whether the file is a browser that starts; a stub that asks to install something, or one that lacks a library, is not.
 * @param {string} file
 */
function starts(file) {
  if (!existsSync(file)) return false;
  // Chrome on Windows opens a window when asked for its version.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /\d+\.\d+\.\d+/.test(stdout);
}

/**
 * The browser that Playwright installs for itself, or undefined while it has none.
 * @param {'chromium' | 'firefox' | 'webkit'} name
 */
async function playwrightsOwn(name = 'chromium') {
  const file = (await import('playwright-core'))[name].executablePath();
  // Its WebKit is started by a script that knows no version.
  return (name === 'webkit' ? existsSync(file) : starts(file)) ? file : undefined;
}

/**
 * The places of this platform.
 * @param {Readonly<Record<string, readonly string[]>>} places
 */
function here(places) {
  return places[process.platform] ?? [];
}

/**
 * The path of a Chromium that is on this machine: CHROMIUM_PATH, one in the usual places, or Playwright's own.
 * @returns {Promise<string | undefined>} undefined where there is none
 */
export async function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (starts(named)) return named;
    console.error(`CHROMIUM_PATH names no browser that starts: ${named}`);
  }
  return here(usual).find(starts) ?? (await playwrightsOwn());
}

/**
 * The Chromium for the tests: where nobody has named another, the one without windows, which opens a page in three quarters
 * of the time; a whole one prepares its own menus for every page.
 * @returns {Promise<string | undefined>}
 */
export async function findTestBrowser() {
  const isNamed = (process.env['CHROMIUM_PATH'] ?? '') !== '';
  return isNamed || !starts(withoutWindows) ? findBrowser() : withoutWindows;
}

/**
 * Whether the file only starts a snap, which sees no profile in the folder for temporary files.
 * @param {string} file
 */
function startsSnap(file) {
  return existsSync(file) && readFileSync(file).subarray(0, 4096).includes('/snap/');
}

/**
 * A Firefox that is on this machine: FIREFOX_PATH, Playwright's own, or one in the usual places. Playwright drives a
 * usual one, by its channel, over WebDriver BiDi.
 * @returns {Promise<{ executablePath: string, channel?: 'moz-firefox' } | undefined>} undefined where there is none
 */
export async function findFirefox() {
  const named = process.env['FIREFOX_PATH'];
  const own = await playwrightsOwn('firefox');
  if (named !== undefined && named !== '' && named !== own) {
    if (starts(named)) return { executablePath: named, channel: 'moz-firefox' };
    console.error(`FIREFOX_PATH names no browser that starts: ${named}`);
  }
  if (own !== undefined) return { executablePath: own };
  const usual = here(usualFirefox).find((file) => starts(file) && !startsSnap(file));
  return usual === undefined ? undefined : { executablePath: usual, channel: 'moz-firefox' };
}

/**
 * A WebKit that is on this machine: Playwright's own, or WebKitGTK with what its driver and a screen without a display need.
 * @returns {Promise<{ executablePath: string } | { driver: string, xvfb: string } | undefined>} undefined where there is none
 */
export async function findWebkit() {
  const own = await playwrightsOwn('webkit');
  if (own !== undefined) return { executablePath: own };
  const [driver, xvfb] = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];
  return existsSync(driver) && existsSync(xvfb) ? { driver, xvfb } : undefined;
}

/**
 * Runs a command and says whether it succeeded; what it prints goes to this process's error output.
 * @param {string} command
 * @param {readonly string[]} args
 */
function succeeds(command, args) {
  console.error(`  ${[command, ...args].join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env, timeout: 600_000 }).status === 0;
}

/**
 * Runs a command with the rights to install software: as root, or by a sudo that asks for no password.
 * @param {string} command
 * @param {readonly string[]} args
 */
function succeedsAsRoot(command, args) {
  return process.getuid?.() === 0 ? succeeds(command, args) : succeeds('sudo', ['-n', command, ...args]);
}

/** @param {string} command */
function onPath(command) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .some((folder) => folder !== '' && existsSync(path.join(folder, command)));
}

/**
 * Installs a browser, by Playwright or else by the system's package manager.
 * @returns {Promise<string | undefined>} its path; undefined where that could not be done
 */
export async function installBrowser() {
  console.error('No browser found; installing one.');
  const playwright = path.join(root, 'node_modules', 'playwright', 'cli.js');
  if (succeeds(process.execPath, [playwright, 'install', 'chromium'])) {
    const own = await playwrightsOwn();
    if (own !== undefined) return own;
    // It is there but does not start: libraries of the system are missing.
    succeeds(process.execPath, [playwright, 'install-deps', 'chromium']);
    const again = await playwrightsOwn();
    if (again !== undefined) return again;
  }
  const manager = managers.find(({ name }) => onPath(name));
  if (manager === undefined) return undefined;
  if (manager.before !== null) succeedsAsRoot(manager.name, manager.before);
  manager.installs.some((args) => succeedsAsRoot(manager.name, args));
  return findBrowser();
}

/** How Chromium is started: without its sandbox for root, who may not use it, and without its calls home. */
export function launchArguments() {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ];
}
