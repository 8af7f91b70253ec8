/**
 * Which of a refusal's causes a message leaves, by the detail that the client read and by what was logged.
 */
import { refusal, type RefusalCode } from '../../gateway/refusals';
import type { Cause } from '../../guide/refusals/explanation';
import { explanations } from '../../guide/refusals/explanations';
import { fits, weight } from '../../guide/refusals/template';
import type { Message } from './message';

/** A cause, and how much of the message is its own: 0 where nothing in the message tells. */
export interface LeftCause {
  readonly cause: Cause;
  readonly told: number;
}

/** The causes that the message does not rule out; those that it speaks for first. */
export function causesLeft(code: RefusalCode, { error, log }: Pick<Message, 'error' | 'log'>): readonly LeftCause[] {
  const lines = log.filter(({ fields, level }) => fields.get('prefix') !== 'access-log' && level !== 'debug');
  const errors = lines.flatMap(({ fields }) => fields.get('error') ?? []);
  const messages = lines.map(({ message }) => message);
  const left = explanations[code].causes.flatMap((cause): LeftCause[] => {
    const { told = [], errors: marked = [], lines: written = [] } = cause;
    const texts = told.map((detail) => refusal(code, detail).message);
    const signs = [
      [texts, error === null ? [] : [error]],
      [marked, errors],
      [written, messages],
    ] as const;
    let sum = 0;
    for (const [templates, found] of signs) {
      if (templates.length === 0 || found.length === 0) continue;
      const best = bestFit(templates, found);
      if (best === null) return [];
      sum += best + 1;
    }
    return [{ cause, told: sum }];
  });
  // A stable sort: the table's order is that of how often they are met.
  return left.sort((one, other) => other.told - one.told);
}

/** The fixed part of the template that fits best; `null`: none fits. */
function bestFit(templates: readonly string[], texts: readonly string[]): number | null {
  const fitting = templates.filter((template) => texts.some((text) => fits(template, text)));
  return fitting.length === 0 ? null : Math.max(...fitting.map(weight));
}
