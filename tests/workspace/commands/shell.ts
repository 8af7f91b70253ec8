/** Runs what the commands say, as a person would: in a shell, in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder in which Node finds the project's libraries. */
export function workFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'playground-commands-'));
  symlinkSync(path.join(import.meta.dirname, '..', '..', '..', 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

let scripts = 0;

/** What a shell prints for a text, which may be too long for an argument. Rejects when a command in it fails. */
export async function inShell(text: string, folder: string, shell = 'bash'): Promise<string> {
  const script = path.join(folder, `script-${String(scripts++)}.sh`);
  writeFileSync(script, `set -e\n${text}`);
  const running = run(shell, [script], { cwd: folder, maxBuffer: 1 << 26 });
  running.child.stdin?.end();
  const { stdout } = await running;
  return stdout;
}

/** What Node prints for a module. */
export async function inNode(module: string, folder: string): Promise<string> {
  writeFileSync(path.join(folder, 'sign.mjs'), module);
  const { stdout } = await run(process.execPath, ['sign.mjs'], { cwd: folder });
  return stdout;
}

/** The arguments that a command gives to a program, and what it feeds it. */
export async function argumentsOf(
  program: string,
  text: string,
  folder: string,
): Promise<readonly (readonly string[])[]> {
  // Each call is one line of JSON: its arguments, and at last the input.
  const printed = await inShell(
    `${program}() { if [ -t 0 ]; then input=''; else input="$(cat; printf x)"; fi; printf '%s\\0' "$@" "\${input%x}" '--end of call--'; }\n${text}`,
    folder,
  );
  const calls = printed.split('--end of call--\0').slice(0, -1);
  return calls.map((call) => call.split('\0').slice(0, -1));
}
