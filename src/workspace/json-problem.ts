/**
 * Where a text stops being JSON.
 */
import { parseTree, type ParseError } from 'jsonc-parser';
import { isUnwalked } from './json-depth';

/** The offset of the first error in a text that should be one JSON value; its end where there is none before, its start where it is too long or too deep to be walked. */
export function errorOffset(text: string): number {
  if (isUnwalked(text)) return 0;
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.reduce((least, { offset }) => Math.min(least, offset), text.length);
}
