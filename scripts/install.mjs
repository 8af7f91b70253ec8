import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's top folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const wanted = { major: 20, minor: 19 };

/** Ends the process with a message when this Node is older than the project's tools can bear. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > wanted.major || (major === wanted.major && minor >= wanted.minor)) return;
  console.error(`Node ${wanted.major}.${wanted.minor} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Whether node_modules is missing, or was made before package-lock.json last changed. */
function outOfDate() {
  const lock = path.join(root, 'package-lock.json');
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  // npm writes the two at the same moment, in either order.
  return existsSync(lock) && statSync(installed).mtimeMs + 1000 < statSync(lock).mtimeMs;
}

/**
 * Brings node_modules up to package-lock.json where it is not; ends the process where npm fails.
 * @returns {boolean} whether anything had to be installed
 */
export function installMissing() {
  checkNode();
  if (!outOfDate()) return false;
  const command = existsSync(path.join(root, 'package-lock.json')) ? 'ci' : 'install';
  const args = [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  console.error(`Installing what is missing (npm ${command}) …`);
  // npm tells its scripts where it lives; run by hand, it is looked up on the path.
  const npm = process.env['npm_execpath'];
  const { status } =
    npm !== undefined && npm.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
      : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) {
    console.error('The install failed.');
    process.exit(status ?? 1);
  }
  return true;
}
