// npm run fixes: for how many recorded refusals a fix is found that the core confirms; --verbose lists those without one.
import { readCases } from '../src/recordings/recording';
import { replayBefore } from '../src/recordings/replay';
import { findFixes } from '../src/repair/find-fixes';
import { gotThrough, judge } from '../src/repair/situation';
import { Evaluator } from '../src/workspace/evaluate';
import { recordedNetwork, situationOf } from './recorded-refusals';
import { readRecording, recordingFiles } from './replay-files';

const measured = /\/(01|04|05|07|09)-/;
const wanted = 0.95;
const verbose = process.argv.includes('--verbose');

let refusals = 0;
let fixed = 0;
const start = performance.now();
const without = new Map<string, number>();
for (const file of recordingFiles().filter((name) => measured.test(name))) {
  for (const recorded of readCases(readRecording(file))) {
    let at = 0;
    for await (const before of replayBefore(recorded)) {
      at++;
      const situation = situationOf(before);
      if (situation === null) continue;
      const evaluator = new Evaluator(recordedNetwork(before.world), before.gateway);
      const evaluation = await judge(evaluator, situation);
      if (gotThrough(evaluation)) continue;
      refusals++;
      const [first] = await findFixes(evaluator, situation, { fixes: 1, evaluations: 120, changes: 5 });
      if (first !== undefined) {
        fixed++;
        if (verbose) console.log(`✓ ${recorded.name} #${at}: ${first.changes.map(({ words }) => words).join(' · ')}`);
        continue;
      }
      const code = evaluation.exchange.trace.find(({ state }) => state === 'refused')?.refusal?.code ?? 'redirect';
      without.set(code, (without.get(code) ?? 0) + 1);
      if (verbose) console.log(`✕ ${recorded.name} #${at}: ${code}`);
    }
  }
}
for (const [code, count] of without) console.log(`  without a fix: ${code} ${count}`);
const share = fixed / refusals;
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${fixed} of ${refusals} recorded refusals have a confirmed fix: ${(share * 100).toFixed(1)} % in ${seconds} s`,
);
process.exitCode = share >= wanted ? 0 : 1;
