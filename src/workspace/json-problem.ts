/**
 * Where a text stops being JSON.
 */
import { parseTree, type ParseError } from 'jsonc-parser';

/** The offset of the first error in a text that should be one JSON value; its end where there is none before. */
export function errorOffset(text: string): number {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return Math.min(text.length, ...errors.map(({ offset }) => offset));
}
