/**
 * What is typed as the name or the value of a query parameter, so that it can stand in the request's path.
 */

/** The text with what would end it, or the path, percent-encoded; everything else stays as it was typed. */
export function inQuery(text: string, part: 'name' | 'value'): string {
  const ends = part === 'name' ? /[\s&#=]/g : /[\s&#]/g;
  return text.replace(ends, (letter) => encodeURIComponent(letter));
}
