/**
 * Finds the first PEM block (RFC 7468) as Go's encoding/pem does. The label matters only in that BEGIN and END
 * must have the same one.
 */
import { decodeStd } from '../go/base64';
import { latin1 } from './quote-bytes';

const begin = '-----BEGIN ';
const end = '\n-----END ';
const dashes = '-----';

/** The bytes of the first whole block, or undefined when there is none. Cases `12-more / key: PEM with …`. */
export function decodePem(data: Uint8Array): Uint8Array | undefined {
  const text = latin1(data);
  // Each END line is tried with the last BEGIN line before it.
  for (let from = 0; ;) {
    const at = text.indexOf(end, from);
    if (at < 0) return undefined;
    const next = at + end.length;
    const block = readBlock(text, from, at);
    if (block === 'none at all') return undefined;
    if (block !== 'not here') return block;
    from = next;
  }
}

/** Reads the block whose BEGIN is the last one in `text` from `from` on, and whose END line begins at `endAt`. */
function readBlock(text: string, from: number, endAt: number): Uint8Array | 'not here' | 'none at all' {
  const beginAt = text.slice(from, endAt).lastIndexOf(begin);
  if (beginAt < 0 || (beginAt > 0 && text[from + beginAt - 1] !== '\n')) return 'not here';
  const first = readLine(text, from + beginAt + begin.length);
  if (!first.line.endsWith(dashes)) return 'not here';
  const label = first.line.slice(0, -dashes.length);

  // Lines with a colon are headers.
  let bodyAt = first.next;
  let headers = false;
  for (;;) {
    if (bodyAt >= text.length) return 'none at all';
    const { line, next } = readLine(text, bodyAt);
    if (!line.includes(':')) break;
    headers = true;
    bodyAt = next;
  }
  const labelAt = endAt + end.length;
  // The END line itself was taken for a header.
  if (headers && endAt < bodyAt) return labelAt < bodyAt ? 'none at all' : 'not here';

  const closing = label + dashes;
  if (text.slice(labelAt, labelAt + closing.length) !== closing) return 'not here';
  if (readLine(text, labelAt + closing.length).line !== '') return 'not here';

  const body = endAt > bodyAt ? text.slice(bodyAt, endAt).replace(/[ \t]/g, '') : '';
  const decoded = decodeStd(body);
  return decoded.ok ? decoded.bytes : 'not here';
}

/** The line that starts at `at`, without the blanks, tabs and line end after it, and where the next one starts. */
function readLine(text: string, at: number): { readonly line: string; readonly next: number } {
  const feed = text.indexOf('\n', at);
  const next = feed < 0 ? text.length : feed + 1;
  let stop = feed < 0 ? text.length : feed;
  if (feed > at && text[stop - 1] === '\r') stop--;
  while (stop > at && (text[stop - 1] === ' ' || text[stop - 1] === '\t')) stop--;
  return { line: text.slice(at, stop), next };
}
