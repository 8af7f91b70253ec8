// npm run replay -- [--json] [FILE.jsonl[.gz] …]: replays recordings and tells how many exchanges are equal, part by part.
import { parts } from '../src/recordings/compare';
import { recordingFiles, replayAll } from './replay-files';

const shownDifferences = 10;

function show(value: unknown): string {
  const lines = Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : [JSON.stringify(value)];
  const text = lines.join('\n           ');
  return text.length > 3000 ? `${text.slice(0, 3000)}…` : text;
}

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith('--'));
const { files, unequal, exchanges, seconds } = await replayAll(named.length > 0 ? named : recordingFiles());

if (args.includes('--json')) console.log(JSON.stringify({ files }));
else {
  console.log(`${'file'.padEnd(16)} ${['cases', 'exchanges', ...parts].map((title) => title.padStart(9)).join(' ')}`);
  for (const { file, cases, exchanges, equal } of files) {
    const columns = [cases, exchanges, ...parts.map((part) => equal[part])];
    console.log(`${file.padEnd(16)} ${columns.map((count) => String(count).padStart(9)).join(' ')}`);
  }
  for (const { file, name, at, part, wanted, got } of unequal.slice(0, shownDifferences)) {
    console.log(`\n${file} / ${name} #${at}: ${part}\n  wanted   ${show(wanted)}\n  got      ${show(got)}`);
  }
  const differing = new Set(unequal.map(({ file, name, at }) => `${file}/${name}#${at}`)).size;
  console.log(
    `\n${exchanges - differing} of ${exchanges} exchanges equal in all five parts, in ${seconds.toFixed(1)} s`,
  );
}
process.exitCode = unequal.length > 0 || files.some(({ exchanges }) => exchanges === 0) ? 1 : 0;
