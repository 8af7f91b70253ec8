import { get } from '../../go/json';
import { relativeText } from '../../workspace/relative-times';
import { changeOf, type Change } from '../change';
import { inDefinition } from '../edit';
import type { Refused } from '../refused';
import { signAnew } from '../signers';

/** The claims that the times step found at fault, as the token is to have them. */
function right(refused: Refused): Record<string, string> {
  const failed = refused.row.facts.filter(({ holds }) => holds === false).map(({ name }) => name);
  return Object.fromEntries(failed.map((name) => [name, relativeText(name === 'exp' ? 3600 : 0)]));
}

/** A time claim does not fit the clock: the claim, the clock, or the skew of the API. */
export async function proposeTimes(refused: Refused): Promise<readonly Change[]> {
  const claims = right(refused);
  const names = Object.entries(claims).map(([name, value]) => `${name} to ${value}`);
  return [...(await signAnew(refused, `Set ${names.join(', ')}`, { claims })), ...clocks(refused), ...skews(refused)];
}

/** The instants at which the token would fit: just before it ends, and when the last of its beginnings has come. */
function clocks({ claims, situation }: Refused): readonly Change[] {
  const at = Math.floor(situation.at / 1000);
  const seconds = (name: string): number | undefined => {
    const value = get(claims, name);
    return typeof value === 'number' && value > 0 && value < 1e11 ? Math.floor(value) : undefined;
  };
  const begins = Math.max(seconds('nbf') ?? 0, seconds('iat') ?? 0);
  const ends = seconds('exp') ?? Infinity;
  const target = begins > at ? begins : ends - 1;
  if (!Number.isFinite(target) || target < begins || target >= ends || target === at) return [];
  const words = `Move the gateway clock to ${new Date(target * 1000).toISOString().replace('.000', '')}`;
  return [changeOf('clock', words, (before) => ({ ...before, at: target * 1000 }))];
}

const skewFields = {
  iat: 'jwt_issued_at_validation_skew',
  nbf: 'jwt_not_before_validation_skew',
} as const;

/** A skew for beginnings; that of exp is undone by the session's own expiry (behaviour 7.2). */
function skews({ api, claims, row, situation }: Refused): readonly Change[] {
  if (api === null) return [];
  const at = Math.floor(situation.at / 1000);
  return (['iat', 'nbf'] as const).flatMap((name) => {
    const value = get(claims, name);
    const failed = row.facts.some((fact) => fact.name === name && fact.holds === false);
    if (!failed || typeof value !== 'number' || value - at > 86_400) return [];
    const needed = Math.ceil((value - at) / 60) * 60;
    const widens = `Every token may begin up to ${String(needed)} s in the future.`;
    return [
      changeOf(
        'definition',
        `Set ${skewFields[name]} to ${String(needed)}`,
        inDefinition(api, [skewFields[name]], needed),
        { widens },
      ),
    ];
  });
}
