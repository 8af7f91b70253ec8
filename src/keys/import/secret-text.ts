/**
 * Ways to take a text that is no key of another kind: as a secret of its characters, or of the bytes that it spells.
 */
import type { KeyForm, RawKey, Scan } from './found-key';
import { printableText } from '../printable-text';
import { anyBase64 } from './any-base64';

const encoder = new TextEncoder();

/** The text as a secret: the likeliest reading in `keys`, the others as alternatives. */
export function secretReadings(text: string): Scan {
  const core = text.trim();
  const readings: RawKey[] = [secret(encoder.encode(core), 'text', core === text ? [] : [trimmed])];
  const base64 = spelled(core);
  if (base64 !== undefined) {
    const reading = secret(base64, 'base64', ['These are the bytes that its base64 stands for.']);
    // Padding, or readable text inside, is seldom there by chance.
    if (core.endsWith('=') || isReadable(base64)) readings.unshift(reading);
    else readings.push(reading);
  }
  if (/^(?:[0-9a-f]{2}){8,}$/i.test(core)) {
    const bytes = Uint8Array.from({ length: core.length / 2 }, (_, i) =>
      Number.parseInt(core.slice(2 * i, 2 * i + 2), 16),
    );
    readings.push(secret(bytes, 'hex', ['These are the bytes that its hexadecimal digits stand for.']));
  }
  if (core !== text) readings.push(secret(encoder.encode(text), 'text', ['With the blanks and line ends around it.']));
  const [first, ...others] = readings;
  return { keys: first === undefined ? [] : [first], alternatives: others, problems: [] };
}

const trimmed = 'Blanks and line ends around it were left out.';

function secret(bytes: Uint8Array<ArrayBuffer>, form: KeyForm, notes: readonly string[]): RawKey {
  return { key: { kind: 'secret', bytes }, form, notes };
}

/** The bytes of a text that may well be base64: some length, and the padding right where there is any. */
function spelled(text: string): Uint8Array<ArrayBuffer> | undefined {
  const compact = text.replace(/\s+/g, '');
  if (compact.length < 4 || (compact.includes('=') && compact.length % 4 !== 0)) return undefined;
  return anyBase64(compact);
}

/** Whether the bytes are printable text of more than a few characters. */
function isReadable(bytes: Uint8Array): boolean {
  const text = printableText(bytes);
  return text !== null && bytes.length >= 6;
}
