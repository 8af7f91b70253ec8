// Runs one of the project's TypeScript programs in plain Node: node scripts/run.mjs FILE.ts [ARGUMENT ...]
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing } from './install.mjs';

installMissing();
const [file = ''] = process.argv.splice(2, 1);
const program = path.resolve(file);
// The program finds its own name and its arguments where Node puts them.
process.argv[1] = program;
const { register } = await import('tsx/esm/api');
register();
// What the page loads when it is needed is there from the start.
await import(new URL('../src/gateway/all-parts.ts', import.meta.url).href);
await import(pathToFileURL(program).href);
