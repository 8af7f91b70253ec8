/** How deep a JSON text may be nested before the page refuses to walk it; no definition comes near. */
export const mostLevels = 500;

/** How long a text may be, in UTF-16 units, before the page refuses to walk it: 1 MB of JSON takes a tenth of a second. */
export const longestWalked = 1_000_000;

const [quote, backslash] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)];
const [brace, bracket] = ['{'.charCodeAt(0), '['.charCodeAt(0)];

/** Whether the brackets of a text are nested deeper than that. Of a text that is no JSON it says whether a reader might go that deep. */
export function isTooDeep(text: string): boolean {
  let level = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === backslash) at++;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === brace || code === bracket) {
      if (++level > mostLevels) return true;
    } else if (code === brace + 2 || code === bracket + 2) level--;
  }
  return false;
}

/** Whether the page does not walk a text, JSON or not: it is kept, sent and judged by the gateway as it is, and has no form and no remarks. */
export function isUnwalked(text: string): boolean {
  return text.length > longestWalked || isTooDeep(text);
}
