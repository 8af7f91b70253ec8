// npm run bench:hostile -- [WORDS]: what the page does with texts of a size that nobody types: how long it stands still at
// most. WORDS: only operations and texts whose names have them. In Node; the page's own share, laying out, is in `npm run bench -- long-texts`.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  definitions,
  imports,
  keyTexts,
  payloads,
  policies,
  zipOfDefinitions,
  type SizedText,
} from '../bench/hostile/texts';
import {
  evaluate,
  inWorker,
  ofAnyJson,
  ofDefinitions,
  ofEvaluations,
  ofFiles,
  ofKeyTexts,
  ofMessages,
  ofPayloads,
  ofPolicies,
  exported,
  workspaceOf,
  type TextOperation,
} from '../bench/hostile/operations';
import { recogniseFiles } from '../src/workspace/import/recognise-files';

/** Milliseconds that the page may stand still, where there is no way to cancel. */
const limit = 200;
/** A machine that does something else in between is given a second and a third chance. */
const chances = 3;

interface Measured {
  /** The longest stretch without a turn of the event loop, in milliseconds. */
  readonly still: number;
  readonly total: number;
}

/** Milliseconds that this thread has run, where the system tells it: on a machine that others use too the clock says less. */
function ownTime(): number {
  try {
    const [nanoseconds = ''] = readFileSync('/proc/self/task/' + String(process.pid) + '/schedstat', 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return performance.now();
  }
}

// What earlier runs have left behind is cleared away before a run, and not counted for it.
setFlagsFromString('--expose-gc');

/** Runs something, and measures how long nothing else could run meanwhile. */
async function measure(run: () => unknown): Promise<Measured> {
  runInNewContext('gc()');
  await new Promise(setImmediate);
  const start = ownTime();
  let last = start;
  let still = 0;
  let runs = true;
  const beat = (): void => {
    const now = ownTime();
    still = Math.max(still, now - last);
    last = now;
    if (runs) setImmediate(beat);
  };
  setImmediate(beat);
  try {
    await run();
  } finally {
    runs = false;
  }
  const end = ownTime();
  return { still: Math.max(still, end - last), total: end - start };
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const isAsked = (...names: readonly string[]): boolean =>
  words.every((word) => names.some((name) => name.toLowerCase().includes(word)));

interface Worst extends Measured {
  readonly text: string;
}

const worst = new Map<string, Worst>();
const tooLong: { readonly operation: string; readonly measured: Worst }[] = [];
let runs = 0;

async function tell(
  operation: string,
  text: string,
  cancellable: boolean,
  prepare: (run: number) => Promise<() => unknown>,
): Promise<void> {
  let best: Worst | null = null;
  for (let chance = 0; chance < chances; chance++) {
    const measured = await measure(await prepare(++runs));
    if (best === null || measured.still < best.still) best = { ...measured, text };
    if (best.still <= limit || best.still > 4 * limit) break;
  }
  if (best === null) return;
  const before = worst.get(operation);
  if (before === undefined || best.still > before.still) worst.set(operation, best);
  if (best.still <= limit || cancellable) return;
  tooLong.push({ operation, measured: best });
  console.log(`too long: ${operation}, ${text}: ${figures(best)}`);
}

function figures({ still, total }: Measured): string {
  return `${still.toFixed(0).padStart(5)} ms, ${total.toFixed(0).padStart(5)} ms in all`;
}

async function table(
  operations: Readonly<Record<string, TextOperation>>,
  texts: readonly SizedText[],
  cancellable = false,
): Promise<void> {
  for (const [operation, run] of Object.entries(operations)) {
    for (const { name, make } of texts) {
      if (!isAsked(operation, name)) continue;
      await tell(operation, name, cancellable, (number) => {
        const text = make(number);
        return Promise.resolve(() => run(text));
      });
    }
  }
}

type Part = 'definition' | 'policy' | 'payload' | 'encoded';

async function evaluations(part: Part, texts: readonly SizedText[]): Promise<void> {
  for (const { name, make } of texts) {
    const workspace = (number: number) => workspaceOf({ [part]: make(number) });
    if (isAsked('evaluate', name)) {
      await tell('evaluate', `${part}: ${name}`, false, (number) => {
        const asked = workspace(number);
        return Promise.resolve(() => evaluate(asked));
      });
    }
    for (const [operation, run] of Object.entries(ofEvaluations)) {
      if (!isAsked(operation, name)) continue;
      await tell(operation, `${part}: ${name}`, operation === exported, async (number) => {
        const before = await evaluate(workspaceOf({}));
        const after = await evaluate(workspace(number));
        return () => run(after, before);
      });
    }
  }
}

const documents = [...definitions, ...policies, ...payloads];
await table(ofAnyJson, documents);
await table(ofDefinitions, definitions);
await table(inWorker, definitions, true);
await table(ofPolicies, policies);
await table(ofPayloads, payloads);
await table(ofKeyTexts, keyTexts);
await table(ofMessages, [...imports, ...keyTexts]);
await evaluations('definition', definitions);
await evaluations('policy', policies);
await evaluations('payload', payloads);
await evaluations('encoded', imports);
await table(ofFiles, [...documents, ...keyTexts, ...imports], true);
if (isAsked('import a zip')) {
  await tell('import a zip', '2,000 definitions', true, (number) => {
    const bytes = zipOfDefinitions(number);
    return Promise.resolve(() => recogniseFiles([{ name: 'x.zip', bytes }]));
  });
}

const width = Math.max(...[...worst.keys()].map(({ length }) => length));
console.log(`how long the page stands still at most, of at most ${limit} ms; ${runs} runs`);
for (const [operation, found] of worst) {
  const fails = tooLong.some((each) => each.operation === operation);
  const verdict = fails ? 'fail' : found.still > limit ? 'in a worker, with Cancel' : 'pass';
  console.log(`${operation.padEnd(width)}  ${figures(found)}: ${verdict} (${found.text})`);
}
process.exitCode = tooLong.length === 0 ? 0 : 1;
