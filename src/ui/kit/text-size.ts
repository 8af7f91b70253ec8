/**
 * How much text a field shows: a browser lays out a few thousand lines in no time, and ten million characters not at all.
 */

/** Characters, in UTF-16 units, up to which a text is coloured, and a field grows with it. */
export const longestColoured = 150_000;
const mostLines = 4_000;

/** Characters up to which a field shows the whole text. */
const longestShown = 1_000_000;

/** `usual`: coloured, with remarks. `long`: plain, in a field that scrolls. `huge`: its beginning, not to be edited. */
export type TextSize = 'usual' | 'long' | 'huge';

/** How a text is shown. */
export function sizeOf(text: string): TextSize {
  if (text.length > longestShown) return 'huge';
  if (text.length > longestColoured) return 'long';
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) if (++lines > mostLines) return 'long';
  return 'usual';
}

/**
 * The text of a paste that is too long to be laid out, with line feeds alone; the field does not get it, so that it never
 * has to. `null`: any other paste, which is the browser's.
 */
export function longPaste(event: ClipboardEvent): string | null {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (text.length <= longestColoured) return null;
  event.preventDefault();
  event.stopPropagation();
  return text.replace(/\r\n?/g, '\n');
}
