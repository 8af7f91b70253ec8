/**
 * Reads the body of a request: of a given length, or in chunks (RFC 9112 7.1), as strictly as Go's HTTP server.
 */
import type { ByteSource } from './byte-source';
import type { BodyLength } from './read-head';

/** `bad`: the chunks are malformed; `gone`: the connection ended before the body did. */
export type ReadBody =
  { readonly kind: 'body'; readonly bytes: Buffer } | { readonly kind: 'bad' } | { readonly kind: 'gone' };

const maxLineBytes = 4096;

/** Reads a body. Rejects when the connection breaks. */
export async function readBody(source: ByteSource, length: BodyLength): Promise<ReadBody> {
  if (length === null) return readChunks(source);
  const bytes = await source.take(length);
  return bytes === null ? { kind: 'gone' } : { kind: 'body', bytes };
}

async function readChunks(source: ByteSource): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  for (;;) {
    const size = await readChunkSize(source);
    if (typeof size === 'string') return { kind: size };
    if (size === 0) break;
    const chunk = await source.take(size);
    const end = await source.take(2);
    if (chunk === null || end === null) return { kind: 'gone' };
    if (end.toString('latin1') !== '\r\n') return { kind: 'bad' };
    chunks.push(chunk);
  }
  const end = await skipTrailers(source);
  return end === 'end' ? { kind: 'body', bytes: Buffer.concat(chunks) } : { kind: end };
}

async function readChunkSize(source: ByteSource): Promise<number | 'bad' | 'gone'> {
  source.allow(maxLineBytes);
  const line = await source.line();
  source.allow(Infinity);
  if (line.kind === 'ended') return 'gone';
  if (line.kind === 'too long') return 'bad';
  const text = line.bytes.toString('latin1');
  if (!line.crlf || text.includes('\r')) return 'bad';
  const [size = ''] = text.replace(/[ \t]+$/, '').split(';');
  // More than 13 digits is more than JavaScript counts exactly.
  return /^[0-9A-Fa-f]{1,13}$/.test(size) ? parseInt(size, 16) : 'bad';
}

/** Trailers go nowhere: the gateway passes none on. */
async function skipTrailers(source: ByteSource): Promise<'end' | 'bad' | 'gone'> {
  source.allow(maxLineBytes);
  try {
    for (;;) {
      const line = await source.line();
      if (line.kind === 'ended') return 'gone';
      if (line.kind === 'too long') return 'bad';
      if (line.bytes.length === 0) return 'end';
    }
  } finally {
    source.allow(Infinity);
  }
}
