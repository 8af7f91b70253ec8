/**
 * The words of a command as a POSIX shell would give them to the program, without running anything.
 */

/** A command's words; or why they cannot be told. */
export type ShellWords =
  | {
      readonly ok: true;
      readonly words: readonly string[];
      /** Variables and commands in the text: they stand in the words as they were written. */
      readonly unknown: readonly string[];
      /** What follows after the first command, such as `| jq .`; empty when nothing does. */
      readonly rest: string;
    }
  | { readonly ok: false; readonly problem: string };

const expansion = /\$\([^)]*\)|`[^`]*`|\$\{[^}]*\}|\$[A-Za-z_]\w*/;

const pieces = new RegExp(
  [
    /(?<continued>\\\n)/,
    /(?<blank>[ \t]+)/,
    /(?<end>[\n;&|<>()])/,
    /'(?<single>[^']*)'/,
    /\$'(?<ansi>(?:[^'\\]|\\.)*)'/,
    /\$?"(?<double>(?:[^"\\]|\\.)*)"/,
    /(?<open>['"])/,
    /\\(?<escaped>.)/,
    new RegExp(`(?<expanded>${expansion.source})`),
    /(?<plain>[^\s'"\\$`;&|<>()]+|.)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'ys',
);

/** Splits the first command of a text: quotes (also `$'…'`), backslashes, lines that go on, comments. */
export function shellWords(text: string): ShellWords {
  const source = text.replace(/\r\n/g, '\n');
  const words: string[] = [];
  const unknown: string[] = [];
  let word: string | null = null;
  const finish = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };

  let at = 0;
  while (at < source.length) {
    pieces.lastIndex = at;
    const found = pieces.exec(source);
    const { groups } = found ?? {};
    if (found === null || groups === undefined) break;
    const { continued, blank, end, single, ansi, double, open, escaped, expanded, plain } = groups;
    if (word === null && plain?.startsWith('#') === true) {
      const feed = source.indexOf('\n', at);
      at = feed === -1 ? source.length : feed;
      continue;
    }
    if (open !== undefined) return { ok: false, problem: `A quote (${open}) has no end.` };
    if (end !== undefined) {
      finish();
      if (end !== '\n' || words.length > 0) break;
    }
    at += found[0].length;
    if (blank !== undefined) finish();
    if (continued !== undefined || blank !== undefined || end !== undefined) continue;
    if (expanded !== undefined) unknown.push(expanded);
    if (double !== undefined) unknown.push(...expansions(double));
    word = `${word ?? ''}${single ?? (ansi === undefined ? null : unescapeAnsi(ansi)) ?? (double === undefined ? null : unescapeDouble(double)) ?? escaped ?? expanded ?? plain ?? ''}`;
  }
  finish();
  return { ok: true, words, unknown: [...new Set(unknown)], rest: source.slice(at).trim() };
}

function expansions(quoted: string): readonly string[] {
  const bare = quoted.replace(/\\./gs, '  ');
  return [...bare.matchAll(new RegExp(expansion, 'g'))].map(([found]) => found);
}

function unescapeDouble(quoted: string): string {
  return quoted.replace(/\\([$`"\\\n])/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped));
}

const ansiEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** The text inside `$'…'` (bash, ANSI-C quoting). Bytes written as `\xHH` or in octal are read as UTF-8. */
function unescapeAnsi(quoted: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const pattern = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|(.))|([^\\]+)/gs;
  // Half a surrogate pair stands beside the other half, as browsers write it.
  const paired = quoted.replace(/(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2})+/g, (units) =>
    units.replace(/\\u(....)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
  for (const [, hex, short, long, octal, letter, plain = ''] of paired.matchAll(pattern)) {
    const code = short ?? long;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else {
      const text =
        code === undefined
          ? letter === undefined
            ? plain
            : (ansiEscapes[letter] ?? `\\${letter}`)
          : character(Number.parseInt(code, 16));
      for (const byte of encoder.encode(text)) bytes.push(byte);
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function character(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
