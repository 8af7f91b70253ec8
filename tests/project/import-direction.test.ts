import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-direction-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the project's own check on a small project; gives its exit status and the names of the broken rules. */
function check(files: Readonly<Record<string, string>>): { status: number | null; rules: string[] } {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const tool = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, '--config', path.resolve('.dependency-cruiser.mjs'), '--output-type', 'err', 'src'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const found = [...stdout.matchAll(/^ *error ([\w-]+): /gmu)].map(([, rule]) => rule ?? '');
  return { status, rules: [...new Set(found)].sort() };
}

const fine = {
  'src/go/json.ts': 'export const parse = 1;',
  'src/keys/pem.ts': "import { parse } from '../go/json';\nexport const pem = parse;",
  'src/mock/worker.ts': "import { pem } from '../keys/pem';\nexport const worker = pem;",
  'src/ui/panel.ts': "import { worker } from '../mock/worker';\nexport const panel = worker;",
  'src/server/listen.ts':
    "import { createServer } from 'node:net';\nimport { pem } from '../keys/pem';\nexport { createServer, pem };",
  'src/main.ts': "import { panel } from './ui/panel';\nconsole.log(panel);",
};

test('lets imports pass that point from the app to the core', () => {
  expect(check(fine)).toEqual({ status: 0, rules: [] });
});

test('refuses imports that point the other way, and what the core must not need', () => {
  const { status, rules } = check({
    ...fine,
    'src/go/upward.ts': "import { pem } from '../keys/pem';\nexport const upward = pem;",
    'src/keys/upward.ts': "import type { Step } from '../gateway/step';\nexport type Upward = Step;",
    'src/gateway/step.ts': "import { worker } from '../mock/worker';\nexport type Step = typeof worker;",
    'src/gateway/shown.ts': "import { mount } from 'svelte';\nimport { http } from 'msw';\nexport { mount, http };",
    'src/gateway/signed.ts': "import { jwtVerify } from 'jose';\nexport { jwtVerify };",
    'src/tokens/read.ts': "import { readFileSync } from 'node:fs';\nexport { readFileSync };",
    'src/mock/page.ts': "import { panel } from '../ui/panel';\nexport const page = panel;",
    'src/ui/first.ts': "import { second } from './second';\nexport const first = (): unknown => second;",
    'src/ui/second.ts': "import { first } from './first';\nexport const second = (): unknown => first;",
    'src/ui/tested.ts': "import { sample } from '../../tests/sample';\nexport const tested = sample;",
    'src/ui/lost.ts': "import { nowhere } from './nowhere';\nexport const lost = nowhere;",
    'src/ui/served.ts': "import { pem } from '../server/listen';\nexport const served = pem;",
    'src/helpers/any.ts': "import { parse } from '../go/json';\nexport const any = parse;",
    'tests/sample.ts': 'export const sample = 1;',
  });
  expect(status).not.toBe(0);
  expect(rules).toEqual([
    'core-without-node',
    'core-without-page',
    'cryptography-in-its-place',
    'imports-of-gateway',
    'imports-of-go',
    'imports-of-keys',
    'imports-of-mock',
    'imports-of-ui',
    'no-circle',
    'not-found',
    'source-without-tests',
    'unknown-folder',
  ]);
});
