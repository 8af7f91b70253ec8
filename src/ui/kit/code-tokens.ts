/** A stretch of JSON text and what it is, for its colour. */
export interface CodeToken {
  readonly text: string;
  readonly kind: 'name' | 'string' | 'number' | 'word' | 'plain';
}

/** Above this length a text is shown in one colour: colours are not worth a pause. */
const longest = 60_000;

/** The lines of a JSON text, each as coloured stretches. Whatever the text is, the stretches joined are the text. */
export function colouredLines(text: string): readonly (readonly CodeToken[])[] {
  const tokens = text.length > longest ? [{ text, kind: 'plain' } as const] : tokensOf(text);
  const lines: CodeToken[][] = [[]];
  for (const token of tokens) {
    for (const [at, part] of token.text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, kind: token.kind });
    }
  }
  return lines;
}

const pattern = /("(?:[^"\\\n]|\\.)*"?)(?=(\s*:)?)|(-?\d[\d.eE+-]*)|(\b(?:true|false|null)\b)|[^"\d\-tfn]+|[^]/g;

function tokensOf(text: string): readonly CodeToken[] {
  return Array.from(text.matchAll(pattern), ([whole, string, colon, number, word]) => {
    const kind =
      string !== undefined ? (colon === undefined ? 'string' : 'name') : number !== undefined ? 'number' : 'word';
    return { text: whole, kind: kind === 'word' && word === undefined ? 'plain' : kind };
  });
}

/** The line (from 0) of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
