/**
 * The files in a zip. Loaded when somebody brings one.
 */
import { unzip, type UnzipFileInfo } from 'fflate';
import type { GivenFile } from './given-file';

/** The files, or in a sentence why there are none. */
export type Unzipped =
  { readonly ok: true; readonly files: readonly GivenFile[] } | { readonly ok: false; readonly problem: string };

const mostFiles = 5_000;
/** Bytes of all files together: a small zip can be made to hold any amount. */
const mostBytes = 50_000_000;

/** Unpacks a zip into files with their paths. Nothing is thrown, whatever the bytes are. */
export function filesOfZip(bytes: Uint8Array): Promise<Unzipped> {
  let count = 0;
  let size = 0;
  const fits = ({ originalSize }: UnzipFileInfo): boolean => {
    count++;
    size += originalSize;
    return count <= mostFiles && size <= mostBytes;
  };
  return new Promise((resolve) => {
    try {
      unzip(bytes, { filter: fits }, (error, found) => {
        if (error !== null) resolve({ ok: false, problem: 'The zip cannot be read: it is cut short or damaged.' });
        else if (count > mostFiles || size > mostBytes) {
          resolve({ ok: false, problem: 'There is more in the zip than the page takes: 5000 files, 50 MB.' });
        } else resolve({ ok: true, files: Object.entries(found).map(([name, content]) => ({ name, bytes: content })) });
      });
    } catch {
      resolve({ ok: false, problem: 'The zip cannot be read: it is cut short or damaged.' });
    }
  });
}
