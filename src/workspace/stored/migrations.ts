/**
 * Brings what an older version of the page has stored to the newest form, one version at a time. An entry is never changed
 * once it is published: files of its version are out there.
 */

/** From a version (the name) to the next: gives the root in its next form. What the root is made of was not looked at yet. */
export type Migrations = ReadonlyMap<number, (root: Readonly<Record<string, unknown>>) => Record<string, unknown>>;

/** The version that is written. */
export const newestVersion = 1;

/** The steps from every older version. Version 1 is the first. */
export const migrations: Migrations = new Map();

/** The root as the newest version has it; `undefined`: there is no way from its version. */
export function migrated(
  root: Readonly<Record<string, unknown>>,
  from: number,
  steps: Migrations = migrations,
  newest: number = newestVersion,
): Readonly<Record<string, unknown>> | undefined {
  let current = root;
  for (let version = from; version < newest; version++) {
    const step = steps.get(version);
    if (step === undefined) return undefined;
    current = step(current);
  }
  return current;
}
