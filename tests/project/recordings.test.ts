import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const folder = 'tests/recordings';
const enough = 4500;

test('no recorded exchange has got lost', () => {
  let exchanges = 0;
  for (const name of readdirSync(folder).filter((name) => /\.jsonl(\.gz)?$/.test(name))) {
    const bytes = readFileSync(path.join(folder, name));
    const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
    for (const line of lines.filter((line) => line !== '')) {
      const recorded: unknown = JSON.parse(line);
      if (typeof recorded !== 'object' || recorded === null || !('exchanges' in recorded)) throw new Error(line);
      if (Array.isArray(recorded.exchanges)) exchanges += recorded.exchanges.length;
    }
  }
  expect(exchanges).toBeGreaterThanOrEqual(enough);
});
