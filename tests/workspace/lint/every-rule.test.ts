import { describe, expect, test } from 'vitest';
import type { LintCode } from '../../../src/workspace/lint/rules';
import { answer, expectVerdict, findingsOf, type LintCase, repaired, workspaceOf } from './build';
import { authenticationCases } from './cases/authentication';
import { claimCases } from './cases/claims';
import { fieldCases } from './cases/fields';
import { keyCases } from './cases/keys';
import { policyCases } from './cases/policies';
import { identityCases } from './cases/identity-and-policies';
import { referenceCases } from './cases/references';
import { keySetCases } from './cases/key-sets';
import { tokenPlaceCases } from './cases/token-places';
import { routingCases } from './cases/routing';

/** A code without a case is a type error. */
const cases: Readonly<Record<LintCode, readonly LintCase[]>> = {
  ...routingCases,
  ...authenticationCases,
  ...keyCases,
  ...claimCases,
  ...fieldCases,
  ...policyCases,
  ...tokenPlaceCases,
  ...keySetCases,
  ...referenceCases,
  ...identityCases,
};

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

describe.each(keysOf(cases).flatMap((code) => cases[code].map((one, at) => ({ code, at, ...one }))))(
  '$code ($at)',
  ({ code, bad, good = {}, path, proof }) => {
    const workspace = workspaceOf(bad);

    test('is told at its place', () => {
      const [finding] = findingsOf(workspace, code);
      expect(finding?.path).toEqual(path);
      expect(finding?.message).toMatch(/\.$/);
      expect(finding?.section).toMatch(/^\d+(\.\d+)?$/);
    });

    test('is not told where it is not', () => {
      expect(findingsOf(workspaceOf(good), code)).toEqual([]);
    });

    const fixes = findingsOf(workspace, code)[0]?.fixes ?? [];
    if (fixes.length > 0)
      test('is gone once it is put right', () => {
        const before = findingsOf(workspace, code).length;
        for (const fix of fixes.keys())
          expect(findingsOf(repaired(workspace, code, fix), code).length).toBeLessThan(before);
      });

    if (proof !== undefined)
      test('does what it says', async () => {
        expectVerdict(await answer(workspace, proof.ask), proof.before);
        if (proof.after === undefined) return;
        expectVerdict(await answer(repaired(workspace, code, proof.fix), proof.ask), proof.after);
      });
  },
);
