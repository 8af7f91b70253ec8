/**
 * Which refusals a client cannot tell apart, worked out from status and text.
 */
import { refusal, type RefusalCode, refusalCodes } from '../../gateway/refusals';
import { explanations } from './explanations';
import { overlap } from './template';

/** The texts that a client can read in a refusal. Where the gateway puts in something of its own, `…` stands. */
export function textsOf(code: RefusalCode): readonly string[] {
  const open = refusal(code, '…').message;
  if (!open.includes('…')) return [open];
  const told = explanations[code].causes.flatMap((cause) => cause.told ?? []);
  return told.length === 0 ? [open] : [...new Set(told)].map((detail) => refusal(code, detail).message);
}

/** The status that a client sees; 0: none, the connection is cut. */
export function statusOf(code: RefusalCode): number {
  return refusal(code).status;
}

/** Another refusal with the same text. */
export interface Lookalike {
  readonly code: RefusalCode;
  /** The status is the same too: nothing in the answer tells the two apart. */
  readonly exact: boolean;
}

const known = new Map<RefusalCode, readonly Lookalike[]>();

/** The refusals that can have the same text as this one; those with the same status first. */
export function lookalikes(code: RefusalCode): readonly Lookalike[] {
  const before = known.get(code);
  if (before !== undefined) return before;
  const mine = textsOf(code);
  const found = refusalCodes
    .filter((other) => other !== code && textsOf(other).some((text) => mine.some((own) => overlap(own, text))))
    .map((other) => ({ code: other, exact: statusOf(other) === statusOf(code) }));
  const sorted = [...found.filter(({ exact }) => exact), ...found.filter(({ exact }) => !exact)];
  known.set(code, sorted);
  return sorted;
}
