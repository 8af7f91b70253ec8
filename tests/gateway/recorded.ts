/** The recordings, for tests that look at more than their replay. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCases, type RecordedCase } from '../../src/recordings/recording';

const folder = path.join(import.meta.dirname, '..', 'recordings');

/** The cases of one file, such as `10-admin`. */
export function recordedCases(name: string): readonly RecordedCase[] {
  return [...readCases(gunzipSync(readFileSync(path.join(folder, `${name}.jsonl.gz`))).toString('utf8'))];
}
