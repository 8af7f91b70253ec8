/**
 * JSON text over several lines, for a reader. Names, numbers and escapes stay as they were written.
 */
import { applyEdits, format } from 'jsonc-parser';

/** The JSON text with line feeds and two blanks for each level; its parts are not touched. */
export function prettyJson(text: string): string {
  return applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' }));
}
