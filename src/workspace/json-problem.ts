/**
 * Where a text stops being JSON, and why.
 */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isUnwalked } from './json-depth';

/** Where something stands, counted from 1, and what is wrong with it, as one sentence. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

function firstError(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors[0];
}

/** The offset of the first error in a text that should be one JSON value; its end where there is none before, its start where it is not walked. */
export function errorOffset(text: string): number {
  if (isUnwalked(text)) return 0;
  return Math.min(text.length, firstError(text)?.offset ?? text.length);
}

/** The first problem of a text that is to be JSON; `null`: it is. */
export function jsonProblem(text: string): JsonProblem | null {
  if (isUnwalked(text))
    return { line: 1, column: 1, message: 'It is too long, or nested too deep, to be looked through.' };
  const first = firstError(text);
  if (first === undefined) return null;
  const before = text.slice(0, first.offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, message: messageOf(first, text, before) };
}

function messageOf({ error, offset, length }: ParseError, text: string, before: string): string {
  const comma = before.trimEnd().endsWith(',');
  const found = text.slice(offset, offset + Math.max(length, 1));
  const cut = text.slice(offset).trim() === '';
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'There is a comment; JSON has none.';
    case 'PropertyNameExpected':
    case 'ValueExpected':
      if (cut) return 'The text ends too early.';
      if (comma && /^[}\]]/.test(found)) return `There is a comma too many before ${found.charAt(0)}.`;
      return printParseErrorCode(error) === 'PropertyNameExpected'
        ? 'A name in double quotes is expected.'
        : 'A value is expected.';
    case 'ColonExpected':
      return 'A colon is expected after the name.';
    case 'CommaExpected':
      return 'A comma is expected.';
    case 'CloseBraceExpected':
      return cut ? 'The text ends too early: a } is missing.' : 'A } is expected.';
    case 'CloseBracketExpected':
      return cut ? 'The text ends too early: a ] is missing.' : 'A ] is expected.';
    case 'EndOfFileExpected':
      return 'Something follows after the end of the JSON value.';
    case 'UnexpectedEndOfString':
      return 'A text has no closing double quote.';
    case 'UnexpectedEndOfNumber':
    case 'InvalidNumberFormat':
      return 'This is no number as JSON writes them.';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'This escape in a text is not one of JSON.';
    case 'InvalidCharacter':
      return 'A control character in a text has to be escaped.';
    default:
      return `${found} is not JSON: texts stand in double quotes.`;
  }
}
