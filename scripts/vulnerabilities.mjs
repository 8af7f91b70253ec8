// npm run vulnerabilities: what npm's registry knows of the dependencies, those that are shipped and all, a line each. Exits 1
// when there is a known vulnerability; a registry that answers no audits is said to be one, and fails nothing.
import { spawnSync } from 'node:child_process';
import { root } from './install.mjs';

/**
 * What npm audit says of some of the dependencies.
 * @param {readonly string[]} options
 * @returns {{ known: number | null, words: string }} how many vulnerabilities are known; `null`: nobody tells
 */
function audit(options) {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--json', ...options], { cwd: root, encoding: 'utf8' });
  const nobody = { known: null, words: stderr.trim().split('\n')[0] ?? '' };
  try {
    const { metadata, vulnerabilities } = JSON.parse(stdout);
    const known = metadata?.vulnerabilities?.total;
    if (typeof known !== 'number') return nobody;
    return { known, words: known === 0 ? 'none is known' : Object.keys(vulnerabilities).join(', ') };
  } catch {
    return nobody;
  }
}

let failed = false;
for (const [name, options] of /** @type {const} */ ([
  ['shipped', ['--omit=dev']],
  ['all', []],
])) {
  const { known, words } = audit(options);
  const verdict = known === null ? 'skipped, the registry answers no audits' : known === 0 ? 'pass' : 'fail';
  console.log(`vulnerabilities, ${name.padEnd(7)}  ${words}: ${verdict}`);
  failed ||= known !== null && known > 0;
}
process.exitCode = failed ? 1 : 0;
