// npm run vulnerabilities: what npm's registry knows of the packages in the built site, and of the others, a line each. Needs
// `npm run build`. Exits 1 when the site has one that is known, or a tool one that another release is without; a registry that
// answers no audits is said to be one, and fails nothing.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { packagesNamed } from './build/licences';
import { knownVulnerabilities, type Known } from './known-vulnerabilities';

const root = path.join(import.meta.dirname, '..');
const shipped = packagesNamed(await readFile(path.join(root, 'dist', 'licences.txt'), 'utf8'));

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' });
const known = told(stdout);
if (known === null) console.log('vulnerabilities: skipped, the registry answers no audits');
else {
  say(`in the site (${String(shipped.size)} packages)`, known.site);
  say('in the tools around it', known.tools);
  process.exitCode = known.site.holds && known.tools.holds ? 0 : 1;
}

function told(report: string): ReturnType<typeof knownVulnerabilities> | null {
  try {
    return knownVulnerabilities(report, shipped);
  } catch {
    return null;
  }
}

function say(where: string, { advisories, holds }: Known): void {
  const known = advisories.length === 0 ? 'none is known' : `\n  ${advisories.join('\n  ')}\n `;
  console.log(`vulnerabilities ${where}: ${known}: ${holds ? 'pass' : 'fail'}`);
}
