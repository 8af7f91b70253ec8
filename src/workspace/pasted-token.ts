/**
 * A token in what a person pasted: alone, or still in the line, the command or the answer that it came in.
 */

/** The token's text, and in a few words what was around it. */
export interface PastedToken {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Takes the token out of a text. What is not understood stays as it is: the gateway shall judge it. */
export function readPasted(typed: string): PastedToken {
  const notes: string[] = [];
  let text = typed.trim();

  const answer = /"(?:access_token|id_token)"\s*:\s*"([^"\s]+)"/.exec(text)?.[1];
  if (answer !== undefined && text.startsWith('{')) {
    text = answer;
    notes.push('It was taken out of a token endpoint’s answer.');
  }
  const line = /\bauthorization\s*:\s*(?:bearer\s+)?([^\s"']+)/i.exec(text)?.[1];
  if (line !== undefined) {
    text = line;
    notes.push('It was taken out of an Authorization line.');
  }
  const quoted = /^(["'])(.*)\1$/s.exec(text)?.[2];
  if (quoted !== undefined) {
    text = quoted.trim();
    notes.push('The quotation marks around it were left out.');
  }
  const bare = /^bearer\s+(\S.*)$/is.exec(text)?.[1];
  if (bare !== undefined) {
    text = bare;
    notes.push('“Bearer ” was left out: the request adds it.');
  }
  if (/[\r\n]/.test(text)) {
    text = text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .join('');
    notes.push('Line breaks were left out.');
  }
  return { text, notes };
}
