/**
 * JSON text over several lines, for a reader. Names, numbers and escapes stay as they were written.
 */
import { format } from 'jsonc-parser';
import { isUnwalked } from './json-depth';

/** The JSON text with line feeds and two blanks for each level; its parts are not touched. One that is too long or too deep stays as it is. */
export function prettyJson(text: string): string {
  if (isUnwalked(text)) return text;
  // The edits come in the order of the text; joined at once they take no longer for a long text than its length.
  const parts: string[] = [];
  let at = 0;
  for (const { offset, length, content } of format(text, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' })) {
    parts.push(text.slice(at, offset), content);
    at = offset + length;
  }
  return parts.join('') + text.slice(at);
}
