import { expect, test } from 'vitest';
import { refusalCodes } from '../../../src/gateway/refusals';
import { unplayable } from '../../../src/scenarios/unplayable';
import { scenariosOf } from '../../../src/ui/explain/scenarios-of';

test('every refusal that a scenario can show has one, and what is listed shows it', () => {
  for (const code of refusalCodes) {
    const found = scenariosOf(code);
    if (!(code in unplayable)) expect(found.length, code).toBeGreaterThan(0);
    for (const { steps } of found) expect(steps.map(({ expect: wanted }) => wanted.code)).toContain(code);
  }
});

test('a scenario about one refusal comes before one that goes through several', () => {
  const codes = scenariosOf('token_expired').map(
    ({ steps }) => new Set(steps.flatMap(({ expect: { code } }) => code ?? [])).size,
  );
  expect(codes).toEqual([...codes].sort((one, other) => one - other));
});
