import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** What the core's settings say to one line of code: the text of each error. */
function complaints(line: string): string[] {
  mkdirSync('test-results', { recursive: true });
  const folder = mkdtempSync(path.resolve('test-results/core-'));
  try {
    const file = path.join(folder, 'line.ts');
    writeFileSync(file, `export const value = ${line};\n`);
    const config: unknown = ts.readConfigFile('tsconfig.core.json', (name) => ts.sys.readFile(name)).config;
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
    const program = ts.createProgram([path.resolve('core-globals.d.ts'), file], options);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('lets the core use what browsers and Node have alike', () => {
  expect(complaints("[new TextEncoder(), crypto.subtle, new URL('https://gateway.test/')]")).toEqual([]);
});

test('keeps the page and Node out of the core', () => {
  expect(complaints('[document, window, fetch, localStorage, setTimeout, process]')).toEqual(
    ['document', 'window', 'fetch', 'localStorage', 'setTimeout', 'process'].map((name): unknown =>
      expect.stringContaining(`Cannot find name '${name}'`),
    ),
  );
});
