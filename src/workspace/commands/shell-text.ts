/**
 * Text written for a POSIX shell, so that it comes out of it as it went in.
 */

/** A word of a command: as it is where no character of it means anything to a shell, else in single quotes. */
export function quoted(text: string): string {
  if (/^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Feeds a text to a command: `COMMAND <<'WORD'`, the text, and a last line that is not in it. The command reads the text
 * with a line feed at its end.
 */
export function heredoc(command: string, text: string, word: string): string {
  const lines = new Set(text.split('\n'));
  let end = word;
  for (let count = 2; lines.has(end); count++) end = `${word}${String(count)}`;
  return `${command} <<'${end}'\n${text.replace(/\n$/, '')}\n${end}`;
}

/** The parts of one command, each on a line of its own. */
export function overLines(parts: readonly string[]): string {
  return parts.join(' \\\n  ');
}
