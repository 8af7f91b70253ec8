/** Values that built documents choose from. */
import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';

export const orgId = 'org1';

export const fields = ['sub', 'sub', 'user', 'user.name', '', 'a.b.c', '__proto__', 'constructor'] as const;
export const scopeNames = ['scope', 'scp', 'user.scope', 'https://x/scope'] as const;
export const skews = [0, 1, 5, 60, 2 ** 33] as const;
export const rates = [
  { rate: 1, per: 60 },
  { rate: 2, per: 1 },
  { rate: 0, per: 0 },
  { rate: -1, per: 1 },
  { disabled: true, rate: 1, per: 60 },
] as const;

/** Scopes and the policies that they give. */
export function scopeMap(chance: Chance): Record<string, string> {
  return Object.fromEntries(
    chance
      .some(['read', 'write', 'admin', '', '__proto__'])
      .map((scope) => [scope, chance.pick(['gold', 'silver', 'other', 'absent'])]),
  );
}

/** Ids of policies, often none. */
export function defaultPolicies(chance: Chance): string[] {
  return chance.oneIn(2) ? [] : chance.some(['gold', 'silver', 'bronze', 'absent']);
}

/** Members of a document that are there only sometimes: the draw is made in any case. */
export function maybe(chance: Chance, times: number, members: JsonObject): JsonObject {
  return chance.oneIn(times) ? members : {};
}
