/**
 * The error's text in a body, with the escapes of the gateway's template undone (behaviour 7.8).
 */

const inJson = /"error"\s*:\s*"((?:[^"\\]|\\[^])*)"/;

/** The text of the member `error` or of the element `error`; `null`: the body has neither. */
export function readErrorText(body: string): string | null {
  if (body.trimStart().startsWith('<')) {
    const start = body.indexOf('<error>');
    const end = body.lastIndexOf('</error>');
    return start === -1 || end < start ? null : body.slice(start + '<error>'.length, end);
  }
  const found = inJson.exec(body)?.[1];
  if (found !== undefined) return unescapeScript(found);
  // A body that was copied as a string inside another document.
  const nested = body.includes('\\"error\\"') ? inJson.exec(unescapeScript(body))?.[1] : undefined;
  return nested === undefined ? null : unescapeScript(nested);
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The gateway escapes as for JavaScript, which JSON's readers do not all take: `\'` is in it. */
function unescapeScript(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g,
    (_, long: string | undefined, short: string | undefined, letter: string | undefined) => {
      const hex = long ?? short;
      return hex === undefined
        ? (letters[letter ?? ''] ?? letter ?? '')
        : String.fromCharCode(Number.parseInt(hex, 16));
    },
  );
}
