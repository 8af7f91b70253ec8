/**
 * The secrets of a workspace as texts, in every form in which they could stand somewhere else: a name, a header, a log line.
 */
import { decodeStd, encodeRawUrl, encodeStd, withoutPadding } from '../../go/base64';
import { utf8Text } from '../../keys/printable-text';

/** What stands where a secret was taken out. It can stand in a path, too. */
export const leftOut = 'left-out';

/** Shorter ones are no secrets, and their letters are found everywhere. */
const shortest = 4;

export class KnownSecrets {
  readonly #forms = new Set<string>();
  #longestFirst: readonly string[] | null = null;

  /** A secret that is a text; what it is the base64 of is one too. */
  addText(text: string): void {
    this.#add(text);
    this.addBytes(new TextEncoder().encode(text));
    const decoded = decodeStd(text);
    if (decoded.ok && text.length >= 8) this.addBytes(decoded.bytes);
  }

  addBytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const base64 = encodeStd(bytes);
    const forms = [utf8Text(bytes), base64, withoutPadding(base64), encodeRawUrl(bytes), hex, hex.toUpperCase()];
    for (const form of forms) if (form !== undefined) this.#add(form);
  }

  #add(form: string): void {
    if (form.length < shortest) return;
    this.#forms.add(form);
    this.#longestFirst = null;
  }

  /** Whether one of them is in a text. */
  isIn(text: string): boolean {
    return this.#sorted().some((form) => text.includes(form));
  }

  /** The text with each of them taken out. */
  scrub(text: string): string {
    return this.#sorted().reduce((scrubbed, form) => scrubbed.replaceAll(form, leftOut), text);
  }

  #sorted(): readonly string[] {
    return (this.#longestFirst ??= [...this.#forms].sort((a, b) => b.length - a.length));
  }
}
