// npm test: installs what is missing, then runs every check, one line each with its time; none is begun once one has failed.
// npm test -- NAME ... runs only the named ones. A browser that is not here is left out, but for Chromium. The last line counts the tests of Vitest and Playwright.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { findFirefox, findTestBrowser, findWebkit, installBrowser } from './browser.mjs';
import { installMissing, root } from './install.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ ok: boolean, output: string, counts?: Counts, figure?: string, leftOut?: true }} Result
 * @typedef {{ name: string, about: string, run: () => Promise<Result> }} Step
 */

const reports = mkdtempSync(path.join(tmpdir(), 'jwt-playground-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

/**
 * Runs one of the project's tools in Node and keeps what it prints.
 * @param {string} file from the project's top
 * @param {readonly string[]} args
 * @param {Record<string, string>} env added to this process's
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function node(file, args = [], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, file), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (status) => resolve({ ok: status === 0, output }));
  });
}

/**
 * Runs the same check one after another for several arguments, up to the first that fails.
 * @param {string} file
 * @param {readonly (readonly string[])[]} runs
 */
async function each(file, runs) {
  for (const args of runs) {
    const result = await node(file, args);
    if (!result.ok) return result;
  }
  return { ok: true, output: '' };
}

/**
 * The counts in a report, where the tests came far enough to write one.
 * @param {string} file
 * @template Report
 * @param {(report: Report) => Counts} read
 * @returns {Counts}
 */
function counts(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** @type {Step['run']} */
async function unitTests() {
  const report = path.join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const result = await node('node_modules/vitest/vitest.mjs', args);
  return {
    ...result,
    counts: counts(report, (/** @type {{ numPassedTests: number, numFailedTests: number }} */ found) => ({
      passed: found.numPassedTests,
      failed: found.numFailedTests,
    })),
  };
}

/** @type {Step['run']} */
async function browserTests() {
  const browser = (await findTestBrowser()) ?? (await installBrowser());
  if (browser === undefined) {
    const output = 'No browser was found and none could be installed. Set CHROMIUM_PATH to a Chromium or Chrome.\n';
    return { ok: false, output };
  }
  return endToEnd('chromium', { CHROMIUM_PATH: browser });
}

/**
 * The end-to-end tests in one browser.
 * @param {'chromium' | 'firefox' | 'webkit'} project
 * @param {Record<string, string>} env
 * @returns {Promise<Result>}
 */
async function endToEnd(project, env = {}) {
  const report = path.join(reports, `${project}.json`);
  const args = ['test', `--project=${project}`, '--reporter=list,json'];
  const result = await node('node_modules/playwright/cli.js', args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  return {
    ...result,
    counts: counts(
      report,
      (/** @type {{ stats: { expected: number, unexpected: number, flaky: number } }} */ { stats }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
      }),
    ),
  };
}

/**
 * The same, where the browser is on this machine.
 * @param {'firefox' | 'webkit'} project
 * @param {unknown} found
 * @returns {Promise<Result>}
 */
async function endToEndIn(project, found) {
  return found === undefined ? { ok: true, output: '', leftOut: true } : endToEnd(project);
}

/** What needs nothing of each other, longest first: as many at a time as there are cores here. @type {readonly Step[]} */
const checks = [
  { name: 'lint', about: 'ESLint', run: () => node('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings=0']) },
  { name: 'format', about: 'Prettier', run: () => node('node_modules/prettier/bin/prettier.cjs', ['--check', '.']) },
  {
    name: 'types',
    about: 'the core, without the DOM, the service worker, then scripts and tests',
    run: () =>
      each(
        'node_modules/typescript/bin/tsc',
        ['core', 'worker', 'node'].map((name) => ['-p', `tsconfig.${name}.json`]),
      ),
  },
  {
    name: 'svelte',
    about: 'the app and its components',
    run: () =>
      node('node_modules/svelte-check/bin/svelte-check', ['--tsconfig', 'tsconfig.app.json', '--fail-on-warnings']),
  },
  { name: 'build', about: 'the site', run: () => node('node_modules/vite/bin/vite.js', ['build']) },
  {
    name: 'imports',
    about: 'the direction of imports between the folders',
    run: () =>
      node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.mjs', 'src']),
  },
  { name: 'unused', about: 'unused code and dependencies', run: () => node('node_modules/knip/bin/knip.js') },
];

/** What uses every core by itself, one after another. @type {readonly Step[]} */
const tests = [
  { name: 'unit', about: 'unit tests', run: unitTests },
  {
    name: 'replay',
    about: 'every recorded exchange with a real gateway',
    run: () => node('scripts/run.mjs', ['scripts/replay.ts']),
  },
  {
    name: 'fixes',
    about: 'fixes for recorded refusals',
    run: async () => {
      const result = await node('scripts/run.mjs', ['scripts/fixes.ts']);
      return { ...result, figure: result.output.trim().split('\n').at(-1) ?? '' };
    },
  },
  { name: 'browser', about: 'the built site in Chromium, under a sub-path', run: browserTests },
  { name: 'firefox', about: 'the same in Firefox', run: async () => endToEndIn('firefox', await findFirefox()) },
  { name: 'webkit', about: 'the same in WebKit', run: async () => endToEndIn('webkit', await findWebkit()) },
];

installMissing();
const chosen = process.argv.slice(2);
const known = [...checks, ...tests].map(({ name }) => name);
const unknown = chosen.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`No check is called ${unknown}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };

/** @param {Step} step */
async function runStep({ name, about, run }) {
  const start = performance.now();
  const { ok, output, counts, figure, leftOut } = await run();
  if (leftOut === true) {
    console.log(`- ${name.padEnd(8)}           not found here, left out (README says how to get it)`);
    return;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const counted = counts === undefined ? '' : ` (${counts.passed} passed, ${counts.failed} failed)`;
  console.log(
    `${ok ? '✓' : '✕'} ${name.padEnd(8)} ${seconds} s  ${about}${counted}${figure === undefined ? '' : `: ${figure}`}`,
  );
  total.passed += counts?.passed ?? 0;
  // A check that fails without a failed test to show for it counts as one.
  total.failed += ok ? 0 : Math.max(1, counts?.failed ?? 0);
  if (!ok) console.log(output.trimEnd());
}

/**
 * Runs the steps that were asked for, so many at a time; none is begun once one has failed.
 * @param {readonly Step[]} steps
 * @param {number} atATime
 */
async function runSteps(steps, atATime) {
  const waiting = steps.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  const next = async () => {
    for (let step = waiting.shift(); step !== undefined && total.failed === 0; step = waiting.shift()) {
      await runStep(step);
    }
  };
  await Promise.all(Array.from({ length: atATime }, next));
}

await runSteps(checks, availableParallelism());
await runSteps(tests, 1);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
