// npm run gateway -- [FOLDER] [options]: the emulated gateway as an HTTP server for curl; --help tells the options.
import path from 'node:path';
import { readOptions, usage } from '../src/server/options';
import { start } from '../src/server/start';

/** Log lines go to the standard output, all else to the error output: the log can be piped on. */
const terminal = {
  log: (line: string) => void process.stdout.write(`${line}\n`),
  tell: (line: string) => void process.stderr.write(`${line}\n`),
  coloured: process.stderr.isTTY && (process.env['NO_COLOR'] ?? '') === '',
};

// Whoever reads the log may stop.
process.stdout.on('error', () => process.exit());

const options = readOptions(process.argv.slice(2));
if (!options.ok) {
  terminal.tell(`${options.error}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.value.help) {
  process.stdout.write(`${usage}\n`);
} else {
  const { folder } = options.value;
  // npm runs this in the project; a person names a folder from where they are.
  const from = process.env['npm_lifecycle_event'] === 'gateway' ? (process.env['INIT_CWD'] ?? '.') : '.';
  const named = folder === null ? null : path.resolve(from, folder);
  const started = await start({ ...options.value, folder: named }, terminal);
  if (started.ok) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void started.value.close());
  } else {
    terminal.tell(started.error);
    process.exitCode = 1;
  }
}
