/**
 * Texts as a zip. Loaded when somebody exports.
 */
import { zipSync } from 'fflate';

/** The zip with all files inside one folder. The same texts give the same bytes. */
export function zipOf(files: ReadonlyMap<string, string>, folder: string): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder();
  const entries = [...files].map(([path, text]) => [`${folder}/${path}`, utf8.encode(text)] as const);
  const zipped = zipSync(Object.fromEntries(entries), { mtime: new Date('2026-01-01T00:00:00'), level: 6 });
  return new Uint8Array(zipped);
}
