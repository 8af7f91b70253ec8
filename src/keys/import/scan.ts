/**
 * Finds the keys in a text or a file: PEM, DER, JSON, base64 of any of those, or else a secret.
 */
import { anyBase64 } from './any-base64';
import { readDer } from './der-key';
import { foreignBlock, foreignFile, foreignText } from './foreign-formats';
import { noted, onlyKey, onlyProblem, together, type Scan } from './found-key';
import { scanJson } from './json-keys';
import { pemBlocks, type PemBlock } from './pem-blocks';
import { secretReadings } from './secret-text';

/** How often a key may have been put into base64. */
const deepest = 3;

/** All keys in what was pasted or dropped. What is nothing else is a secret. */
export function scanKeys(input: string | Uint8Array): Scan {
  if (typeof input !== 'string') {
    const text = textOf(input);
    if (text !== null) return scanKeys(text);
    const note = 'The file is neither text nor a key in DER: its bytes are taken as a secret.';
    return scanStructured(input) ?? onlyKey({ kind: 'secret', bytes: input.slice() }, 'bytes', [note]);
  }
  if (input.trim() === '') return onlyProblem('nothing', 'There is nothing to read.');
  if (input.length > longest)
    return onlyProblem('text', 'It is longer than any key: more than two million characters.');
  const structured = scanStructured(input);
  if (structured === undefined) return secretReadings(input);
  // A short text that cannot be taken for what it looks like may still be a secret; a broken key file is none.
  const maybeSecret = structured.keys.length === 0 && input.length <= 256 && !input.includes('-----BEGIN ');
  return maybeSecret ? { ...structured, alternatives: secretReadings(input).keys } : structured;
}

/** UTF-16 units; a key set of a thousand keys is shorter. */
const longest = 2_000_000;

/** The same without secrets: undefined when it is neither a key in a known form nor a known thing that is none. */
export function scanStructured(input: string | Uint8Array): Scan | undefined {
  if (typeof input === 'string') return scanText(input.replace(/^\ufeff/, '').trim(), 0);
  const found = foreignFile(input) ?? readDer(input);
  if (found !== undefined) return found;
  const text = textOf(input);
  return text === null ? undefined : scanStructured(text);
}

/** A file's text: UTF-8, or UTF-16 as some Windows shells write it; `null` when it is none. */
function textOf(bytes: Uint8Array): string | null {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}

/** What is in the text when it is no plain secret. */
function scanText(text: string, depth: number): Scan | undefined {
  if (text.includes('-----BEGIN ')) return scanPem(text);
  if (/^[[{"]/.test(text)) {
    const scan = scanJson(text, (inside) => scanText(inside.trim(), depth + 1));
    if (scan !== undefined) return scan;
  }
  return foreignText(text) ?? (depth < deepest ? scanBase64(text, depth) : undefined);
}

function scanBase64(text: string, depth: number): Scan | undefined {
  const bytes = anyBase64(text);
  if (bytes === undefined) return undefined;
  const inside = textOf(bytes);
  const scan = readDer(bytes) ?? (inside === null ? undefined : scanText(inside.trim(), depth + 1));
  if (scan === undefined) return undefined;
  // Each layer says so; once is enough.
  const deeper = scan.keys.some(({ notes }) => notes.some(isLayer));
  const bare = scan.keys.map((each) => ({ ...each, notes: each.notes.filter((note) => !isLayer(note)) }));
  return noted({ ...scan, keys: bare }, deeper ? layers.many : layers.one);
}

const layers = { one: 'It was in base64.', many: 'It was put into base64 more than once.' } as const;

function isLayer(note: string): boolean {
  return note === layers.one || note === layers.many;
}

function scanPem(text: string): Scan {
  const { blocks, cut } = pemBlocks(text);
  const scans = blocks.map(scanBlock);
  const ends = cut.map((label) =>
    onlyProblem(label.toLowerCase(), `Its last line, “-----END ${label}-----”, is missing: the text was cut.`),
  );
  const whole = together([...scans.filter((scan) => scan !== undefined), ...ends]);
  const none = whole.keys.length === 0 && whole.problems.length === 0;
  return none ? onlyProblem('PEM', 'There is no key in it.') : whole;
}

function scanBlock({ label, headers, der, repairs }: PemBlock): Scan | undefined {
  // openssl writes the curve before a key that names it itself.
  if (label === 'EC PARAMETERS' || label === 'DH PARAMETERS') return undefined;
  const foreign = foreignBlock(label, headers);
  if (foreign !== undefined) return onlyProblem(foreign.what, foreign.message, foreign.command);
  if (der === null) return onlyProblem(label.toLowerCase(), 'What stands between its lines is no base64.');
  const scan = readDer(der) ?? onlyProblem(label.toLowerCase(), 'There is no key in it that is known here.');
  const repaired = repairs.length > 0 ? `${repairs.join(' ')} The gateway would not read it like that.` : undefined;
  return repaired === undefined ? scan : noted(scan, repaired);
}
