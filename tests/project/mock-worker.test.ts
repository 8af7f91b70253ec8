import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('public/mockServiceWorker.js is the one of the installed msw', () => {
  const installed = readFileSync(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')), 'utf8');
  expect(readFileSync('public/mockServiceWorker.js', 'utf8')).toBe(installed);
});
