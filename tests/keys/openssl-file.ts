/** The files of tests/keys/openssl, which openssl made, and openssl itself. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'openssl');

/** The bytes of a file that openssl made. */
export function fileBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(folder, name)));
}

/** Its text. */
export function fileText(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

/** What openssl prints for these arguments and this input; what it complains of is thrown. */
export function openssl(args: string, input: string | Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync('openssl', args.split(' '), { input });
  if (status !== 0) throw new Error(`openssl ${args}: ${stderr.toString()}`);
  return stdout;
}
