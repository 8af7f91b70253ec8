/**
 * The patterns that most paths are written in: letters, slashes, and segments that may be anything or a number. JavaScript's
 * own expressions mean the same by them as Go's, cannot be slow on them, and are made in no time.
 */

const any = String.raw`(?:\(\[\^/\]\+\)|\[\^/\]\+|\[0-9\]\+)`;
const segment = String.raw`[\w-]*(?:${any}[\w-]*)?`;
/** At most one part of a segment is open, so that there is one way to try; `.*` may be the end. */
const plain = new RegExp(String.raw`^\^?(?:${segment}/)*${segment}(?:\.\*)?\$?$`);

/** What a text has to begin with. Of many paths few get further, and only for those an expression is made. */
const held = /^\^([\w/-]*)/;

const longest = 1000;

/** Whether such a pattern fits anywhere in a text; `null`: the pattern is of another kind. */
export function plainTest(pattern: string): ((text: string) => boolean) | null {
  if (pattern.length > longest || !plain.test(pattern)) return null;
  const head = held.exec(pattern)?.[1] ?? '';
  let same: RegExp | null = null;
  return (text) => {
    if (!text.startsWith(head)) return false;
    // Go's dot is everything but a line feed.
    same ??= new RegExp(pattern.replace('.*', String.raw`[^\n]*`));
    return same.test(text);
  };
}
