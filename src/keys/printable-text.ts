/** Bytes as text for a person. */

/** Bytes as a person can read them: text in quotes, line ends written as `\n`, or hexadecimal; long ones cut. */
export function shownBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing';
  const text = utf8Text(bytes)?.replace(/[\t\n\r]/g, (character) => escapes[character] ?? '');
  if (text !== undefined && isPrintable(text)) return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
  const hex = [...bytes.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `hexadecimal ${hex}${bytes.length > 32 ? '…' : ''}`;
}

const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** The text of the bytes when it is UTF-8 that can be shown on one line as it is; else `null`. */
export function printableText(bytes: Uint8Array): string | null {
  const text = utf8Text(bytes);
  return text !== undefined && isPrintable(text) ? text : null;
}

/** The text of the bytes; undefined when they are no UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isPrintable(text: string): boolean {
  return /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text);
}
