import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Difference, differences, type Part, parts } from '../src/recordings/compare';
import { readCases } from '../src/recordings/recording';
import { replayCase } from '../src/recordings/replay';

/** What the replay of one file found: exchanges, and how many are equal in each part. */
export interface FileResult {
  readonly file: string;
  readonly cases: number;
  readonly exchanges: number;
  readonly equal: Readonly<Record<Part, number>>;
}

/** A part of an exchange that differs, and where it is; `at` counts from 1. */
export interface Unequal extends Difference {
  readonly file: string;
  readonly name: string;
  readonly at: number;
}

export interface ReplayResult {
  readonly files: readonly FileResult[];
  readonly unequal: readonly Unequal[];
  readonly exchanges: number;
  readonly seconds: number;
}

const folder = path.join(import.meta.dirname, '..', 'tests', 'recordings');
const isRecording = /\.jsonl(\.gz)?$/;

/** The project's own recordings. */
export function recordingFiles(): readonly string[] {
  const names = readdirSync(folder).filter((name) => isRecording.test(name));
  return names.sort().map((name) => path.join(folder, name));
}

/** The text of a file of recordings, plain or compressed. */
export function readRecording(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

async function replayFile(path: string, file: string, unequal: Unequal[]): Promise<FileResult> {
  const equal: Record<Part, number> = { response: 0, upstream: 0, session: 0, logs: 0, debug: 0 };
  let cases = 0;
  let exchanges = 0;
  for (const recorded of readCases(readRecording(path))) {
    cases++;
    exchanges += recorded.exchanges.length;
    let at = 0;
    try {
      for await (const replayed of replayCase(recorded)) {
        at++;
        const found = differences(replayed.recorded, replayed.exchange);
        for (const part of parts) if (!found.some((difference) => difference.part === part)) equal[part]++;
        for (const difference of found) unequal.push({ ...difference, file, name: recorded.name, at });
      }
    } catch (reason) {
      // The rest of the case has no answers: all of it is unequal, in every part.
      for (const { response: wanted } of recorded.exchanges.slice(at)) {
        at++;
        for (const part of parts) unequal.push({ part, wanted, got: String(reason), file, name: recorded.name, at });
      }
    }
  }
  return { file, cases, exchanges, equal };
}

/** Replays files of recordings, plain or compressed: those named, or all of the project's. Times are in seconds. */
export async function replayAll(named: readonly string[] = recordingFiles()): Promise<ReplayResult> {
  const start = performance.now();
  const unequal: Unequal[] = [];
  const files: FileResult[] = [];
  for (const file of named) files.push(await replayFile(file, path.basename(file).replace(isRecording, ''), unequal));
  const exchanges = files.reduce((sum, result) => sum + result.exchanges, 0);
  return { files, unequal, exchanges, seconds: (performance.now() - start) / 1000 };
}
