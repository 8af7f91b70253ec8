// npm run fuzz -- [--count REQUESTS] [--seed SEED] [--threads N]: asks the core a million generated requests, each with a
// token of its own, of generated and recorded definitions and policies, and holds it to the invariants. Exits 1 when one
// does not hold, with the seed that shows it: npm run fuzz -- --seed SEED --count 1 --threads 1
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { refusalCodes } from '../src/gateway/refusals';
import type { FuzzResult } from './fuzz/fuzz';
import { invariants } from './fuzz/run-plan';
import { together, unmet } from './fuzz/tally';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    threads: { type: 'string', default: String(os.availableParallelism()) },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const threads = Math.max(1, Number(values.threads));
if (![count, seed, threads].every(Number.isSafeInteger)) {
  console.error('count, seed and threads are whole numbers.');
  process.exit(2);
}

const started = performance.now();
const asked = new Array<number>(threads).fill(0);
const seconds = (): number => (performance.now() - started) / 1000;
const rate = (requests: number): string => `${(requests / seconds()).toFixed(0)} a second`;
const thousands = (number: number): string => number.toLocaleString('en-US');

function run(thread: number): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(import.meta.dirname, 'run.mjs'), {
      argv: [path.join(import.meta.dirname, 'fuzz-worker.ts')],
      workerData: { first: seed + thread, step: threads, requests: Math.ceil(count / threads) },
    });
    worker.on('message', (message: { requests: number } | { result: FuzzResult }) => {
      if ('result' in message) resolve(message.result);
      else asked[thread] = message.requests;
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`a thread ended early, with ${String(code)}`));
    });
  });
}

console.log(`seed ${String(seed)}, ${thousands(count)} requests, ${String(threads)} threads`);
const timer = setInterval(() => {
  const sum = asked.reduce((a, b) => a + b, 0);
  console.log(`${thousands(sum)} requests in ${seconds().toFixed(0)} s, ${rate(sum)}`);
}, 30_000);
const results = await Promise.all(Array.from({ length: threads }, (_, thread) => run(thread)));
clearInterval(timer);

const counts = results.map((result) => result.counts).reduce(together);
const failures = results.flatMap((result) => result.failures);
const missing = unmet(counts);
const { '200': passed = 0 } = counts.statuses;
console.log(
  [
    `${thousands(counts.requests)} requests in ${thousands(counts.plans)} worlds, ${thousands(counts.definitions)} definitions and ${thousands(counts.policies)} policies loaded (${thousands(counts.unread)} unreadable)`,
    `${seconds().toFixed(0)} s, ${rate(counts.requests)}; the slowest request took ${counts.slowest.toFixed(0)} ms of the processor`,
    `answers: ${Object.entries(counts.statuses)
      .map(([status, number]) => `${status} ${thousands(number)}`)
      .join(', ')}`,
    `refusals met: ${String(refusalCodes.length - missing.length)} of ${String(refusalCodes.length)}${missing.length === 0 ? '' : `, not ${missing.join(', ')}`}`,
    `badly signed, to an API that needs a token: ${thousands(counts.badlySigned)}`,
  ].join('\n'),
);
for (const { seed: bad, message } of failures) {
  console.log(`\n✕ ${message}\n  again: npm run fuzz -- --seed ${String(bad)} --count 1 --threads 1`);
}
// A short run need not come everywhere.
const enough = counts.requests < 100_000 || (passed > 0 && missing.length === 0);
if (failures.length === 0) for (const told of Object.values(invariants)) console.log(`✓ ${told}`);
if (!enough) console.log('✕ the run did not come to every refusal and to a 200');
process.exitCode = failures.length === 0 && enough ? 0 : 1;
