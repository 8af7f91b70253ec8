import type { RefusalCode } from '../../gateway/refusals';
import { scenarios } from '../../scenarios/catalogue';
import type { Scenario } from '../../scenarios/scenario';

/** The scenarios that end in a refusal, or come to it; those with the fewest other refusals first. */
export function scenariosOf(code: RefusalCode): readonly Scenario[] {
  const codesIn = ({ steps }: Scenario): ReadonlySet<string> =>
    new Set(steps.flatMap(({ expect }) => expect.code ?? []));
  return scenarios
    .filter((scenario) => codesIn(scenario).has(code))
    .sort((one, other) => codesIn(one).size - codesIn(other).size || one.steps.length - other.steps.length);
}
