/**
 * All PEM blocks (RFC 7468) of a text, also of one that has been through a form, a chat or a JSON string on its way.
 * `../pem.ts` reads as the gateway does; this reads what a person may have.
 */
import { decodeStd, withoutPadding } from '../../go/base64';

export interface PemBlock {
  readonly label: string;
  /** The lines before the base64, such as `Proc-Type: 4,ENCRYPTED`. */
  readonly headers: string;
  /** What the base64 stands for; `null` when it is none. */
  readonly der: Uint8Array<ArrayBuffer> | null;
  /** What had to be put right, a sentence each: the gateway would not have read it. */
  readonly repairs: readonly string[];
}

export interface PemText {
  readonly blocks: readonly PemBlock[];
  /** Labels of blocks that begin and have no end. */
  readonly cut: readonly string[];
}

const block = /-----BEGIN ([^\n-]+)-----((?:(?!-----BEGIN )[^])*?)-----END ([^\n-]*)-----/g;

/** Every block of the text, in its order. */
export function pemBlocks(text: string): PemText {
  const blocks: PemBlock[] = [];
  const rest = text.replace(block, (_, label: string, inside: string, closing: string) => {
    blocks.push(readBlock(label, inside, closing));
    return '';
  });
  return { blocks, cut: [...rest.matchAll(/-----BEGIN ([^\n-]+)-----/g)].map(([, label = '']) => label) };
}

function readBlock(label: string, inside: string, closing: string): PemBlock {
  const repairs: string[] = [];
  if (inside.includes('\\n')) repairs.push('Its line breaks were written as \\n.');
  const lines = inside.replace(/(\\r)?\\n/g, '\n');
  if (!/^[ \t]*\r?\n[^]*\n[ \t]*$/.test(lines)) repairs.push('Its line breaks were lost.');
  if (closing !== label) repairs.push(`It begins as ${label} and ends as ${closing || 'nothing'}.`);

  const headers = /^\s*(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)+/.exec(lines)?.[0] ?? '';
  const base64 = withoutPadding(lines.slice(headers.length).replace(/\s+/g, ''));
  const decoded = decodeStd(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
  return { label, headers, der: decoded.ok ? decoded.bytes : null, repairs };
}
