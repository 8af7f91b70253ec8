import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function isLock(value: unknown): value is { readonly packages: Readonly<Record<string, Package>> } {
  return typeof value === 'object' && value !== null && 'packages' in value;
}

test('package-lock.json holds every package for every platform, as npm ci demands', () => {
  const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  if (!isLock(lock)) throw new Error('package-lock.json has no packages');
  const held = new Set(Object.keys(lock.packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 13)));
  const missing = Object.values(lock.packages)
    .flatMap(({ dependencies, optionalDependencies }) => Object.keys({ ...dependencies, ...optionalDependencies }))
    .filter((name) => !held.has(name));
  expect(missing).toEqual([]);
});

test('package-lock.json names no registry', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
});
