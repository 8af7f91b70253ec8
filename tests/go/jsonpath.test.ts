import { expect, test } from 'vitest';
import { acceptsPath } from '../../src/go/jsonpath';
import { claimPaths } from './cases/jsonpath';

test.each(claimPaths)('the claim path %j parses as JSONPath: %j', (path, accepted) => {
  expect(acceptsPath(path)).toBe(accepted);
});

test('refuses filters nested without end, and ends', () => {
  expect(acceptsPath(`a[?${'('.repeat(100_000)}`)).toBe(false);
  expect(acceptsPath(`a${'[?(@'.repeat(100_000)}`)).toBe(false);
});

test('takes long names and many steps', () => {
  expect(acceptsPath(`${'a'.repeat(100_000)}${'.b'.repeat(10_000)}['${'c'.repeat(100_000)}']`)).toBe(true);
});
