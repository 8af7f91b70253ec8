/** The escaping that Go's templates do for JavaScript. */
import { isPrint } from './print';
import { isKeptByte } from './utf8';

const SPECIAL = /[\\'"<>&=]|[^ -\u007f]/gu;

/** template.JSEscapeString: quotes and backslashes behind a backslash, `< > & =`, control and unprintable characters as `\u003C`. */
export function jsEscape(text: string): string {
  return text.replace(SPECIAL, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === "'" || character === '"') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  const plain = code >= 0x80 && (isPrint(code) || isKeptByte(code));
  return plain ? character : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
