/**
 * A workspace in the fragment of an address, which no server sees: `#workspace=1.z.<data>`. 1 is the form of the link, z says
 * how it is packed: the stored form as UTF-8, by zlib (RFC 1950, whose checksum tells a changed link), in base64url.
 */
import { decodeRawUrl, encodeRawUrl } from '../../go/base64';
import { parseStored, writeStored, type StoredWorkspace } from '../stored/stored-workspace';

/** What a link gives, or in a sentence or two why it gives nothing. */
export type LinkReading =
  | { readonly ok: true; readonly value: StoredWorkspace }
  | { readonly ok: false; readonly reason: 'newer' | 'damaged'; readonly problem: string };

/** Characters of an address that every chat and mail program passes on whole. */
export const longestLink = 8192;

const linkVersion = 1;
const codec = 'z';
const plain = 'workspace';
/** So that whoever sees the address can tell. */
const withSecrets = 'workspace-with-secrets';

/** Bytes that a link may unpack to: a small one can be made to unpack to any size. */
const mostBytes = 20_000_000;

const damaged: LinkReading = {
  ok: false,
  reason: 'damaged',
  problem: 'The link cannot be opened: it was cut short or changed on its way. Ask for it again, or for a file.',
};

const newer: LinkReading = {
  ok: false,
  reason: 'newer',
  problem: 'The link was made by a newer version of the playground. Reload the page, or open it where it was made.',
};

/** Whether a fragment is meant to be a workspace. */
export function hasLink(fragment: string): boolean {
  return /^#workspace(?:-with-secrets)?=/.test(fragment);
}

/** The fragment with a workspace; one with secrets says so by its name. */
export async function writeLink(stored: StoredWorkspace): Promise<string> {
  const packed = await through(new TextEncoder().encode(writeStored(stored)), new CompressionStream('deflate'));
  if (packed === null) throw new Error('The browser packs nothing.');
  const name = stored.shared?.secrets === true ? withSecrets : plain;
  return `#${name}=${String(linkVersion)}.${codec}.${encodeRawUrl(packed)}`;
}

/** Reads a fragment. Nothing is thrown, whatever it is. */
export async function readLink(fragment: string): Promise<LinkReading> {
  const [, name, version, packing, data] =
    /^#(workspace(?:-with-secrets)?)=(\d{1,6})\.([a-z0-9]{1,20})\.(.*)$/s.exec(fragment) ?? [];
  if (data === undefined || version === undefined) return damaged;
  if (Number(version) > linkVersion) return newer;
  if (Number(version) < 1 || packing !== codec || !/^[A-Za-z0-9_-]+$/.test(data)) return damaged;
  const decoded = decodeRawUrl(data);
  const bytes = decoded.ok ? await unpacked(decoded.bytes) : null;
  const text = bytes === null ? null : textOf(bytes);
  if (text === null) return damaged;
  const read = parseStored(text);
  if (!read.ok) return read.reason === 'newer' ? newer : damaged;
  const { shared } = read.value;
  if (name !== withSecrets || shared === undefined) return read;
  return { ok: true, value: { ...read.value, shared: { ...shared, secrets: true } } };
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> {
  try {
    return await through(bytes, new DecompressionStream('deflate'));
  } catch {
    return null;
  }
}

/** The bytes that come out of a stream; `null`: too many. Rejects where they cannot be unpacked. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array | null> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > mostBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
