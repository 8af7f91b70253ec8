/** How deep a JSON text may be nested before the page refuses to walk it; no definition comes near. */
export const mostLevels = 500;

/** Whether the brackets of a text are nested deeper than that. */
export function isTooDeep(text: string): boolean {
  let level = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (bracket === '{' || bracket === '[') level++;
    else if (bracket === '}' || bracket === ']') level--;
    if (level > mostLevels) return true;
  }
  return false;
}
