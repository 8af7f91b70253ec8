/** The library that Go's regular expressions run on here, with Go's limits and words. */
import { RE2JS } from 're2js';
import type { Compiled, Match } from './regexp';
import { spell } from './regexp-pattern';
import { wellFormed } from './utf8';

// Go itself would take more than these; a page would stand still meanwhile.
const MAX_PATTERN_LENGTH = 100_000;
const MAX_PROGRAM_SIZE = 20_000;
/** Program size times text length, which at worst takes half a second: a longer text counts as not matching. */
const MAX_TEST_WORK = 20_000_000;
/** The same where the place of the match is wanted, which is slower. */
const MAX_FIND_WORK = 2_000_000;

/** Compiles a pattern with the library. Error: Go's text. */
export function compileNew(pattern: string): Compiled {
  const tooLarge = `error parsing regexp: expression too large: \`${pattern}\``;
  if (pattern.length > MAX_PATTERN_LENGTH) return { ok: false, error: tooLarge };
  const spelled = spell(pattern);
  let program: RE2JS;
  try {
    program = RE2JS.compile(spelled.pattern);
  } catch (problem) {
    return { ok: false, error: errorText(problem, pattern, spelled.replaced) };
  }
  const size = program.programSize();
  if (size > MAX_PROGRAM_SIZE) return { ok: false, error: tooLarge };
  return {
    ok: true,
    test: (text) => text.length * size <= MAX_TEST_WORK && program.test(wellFormed(text)),
    find: (text) => (text.length * size <= MAX_FIND_WORK ? find(program, text) : null),
  };
}

function find(program: RE2JS, text: string): Match | null {
  const matcher = program.matcher(wellFormed(text));
  if (!matcher.find()) return null;
  const groups: (string | null)[] = [];
  for (let group = 1; group <= matcher.groupCount(); group++) groups.push(matcher.group(group));
  return { start: matcher.start(), end: matcher.end(), groups };
}

/** The library's errors read as Go's, but that some lack the part in backquotes. */
function errorText(problem: unknown, pattern: string, replaced: readonly (readonly [string, string])[]): string {
  if (!(problem instanceof Error) || !problem.message.startsWith('error parsing regexp: ')) {
    // Only a pattern nested too deeply for the library can make it fail in another way.
    return `error parsing regexp: expression nests too deeply: \`${pattern}\``;
  }
  const { message } = problem;
  if (message.endsWith('trailing backslash at end of expression')) return `${message}: \`\``;
  const ofAll =
    /^error parsing regexp: (?:expression too large|expression nests too deeply|missing closing \)|unexpected \))/;
  const [whole] = ofAll.exec(message) ?? [];
  if (whole !== undefined) return `${whole}: \`${pattern}\``;
  let text = message;
  for (const [written, put] of replaced) text = text.replace(put, () => written);
  return text;
}
